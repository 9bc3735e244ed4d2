"""Whoever asks the server to stop is heard, whatever Python is busy with at that moment."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

_PROJECT = Path(__file__).parents[2]
# A signal that comes while Python tells of an object that is gone: what its handler raises there
# is written to standard error, and raised nowhere.
_LOST = """
import gc, signal, sys, weakref
sys.path.insert(0, sys.argv[1])
import flask
from webapp import network, serve

class Thing: pass

def tidied(_):
    signal.raise_signal(signal.Signals[sys.argv[2]])

def in_a_moment(*_):
    thing = Thing()
    kept = weakref.ref(thing, tidied)
    del thing

signal.signal(signal.SIGALRM, in_a_moment)
with serve.until_stopped() as is_stopped:
    app = flask.Flask("stopping")
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    {serving}
print("stopped quietly")
"""
_PLAINLY = "serve.serve_plainly(app, serve.listening('127.0.0.1', 0), is_stopped)"
_OVER_HTTPS = (
    "from pathlib import Path; shown = network.certificate_for(Path(sys.argv[3]), ('127.0.0.1',)); "
    "serve.serve_over_https(app, ('127.0.0.1', 0), (shown.file, shown.key), int, is_stopped)"
)


@pytest.mark.parametrize("serving", [_PLAINLY, _OVER_HTTPS], ids=["plainly", "over https"])
@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_an_end_that_python_swallowed_is_seen_all_the_same(
    serving: str, asked: signal.Signals, tmp_path: Path
) -> None:
    words = _LOST.replace("{serving}", serving)
    told = subprocess.run(
        [sys.executable, "-c", words, str(_PROJECT), asked.name, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert "Exception ignored" in told.stderr
    assert told.stdout == "stopped quietly\n"
    assert told.returncode == 0
