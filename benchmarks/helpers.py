"""Processes of their own for what is measured: asked by a line of JSON, answering by another.

So nothing that was measured before is in the memory of what is measured next, and a process ends
with the line to it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_HOUSE = Path(__file__).resolve().parent.parent
_END_SECONDS = 10
Answers = Mapping[str, Callable[..., object]]


class HelperFailed(Exception):
    """A process of the benchmarks ended before it answered; what it said is on standard error."""


class Helper:
    """One process, started with a module of this package and some words."""

    def __init__(self, module: str, *words: object) -> None:
        """Start it; nothing is asked yet."""
        self._program = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-m", f"benchmarks.{module}", *map(str, words)],
            cwd=_HOUSE,
            env=os.environ | {"BEANCOUNT_DISABLE_LOAD_CACHE": "1", "PYTHONPATH": str(_HOUSE)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, verb: str, **given: object) -> Any:  # noqa: ANN401 - whatever JSON says
        """Ask one thing and wait for the answer.

        Raises:
            HelperFailed: it ended without one.
        """
        self.send(verb, **given)
        return self.receive(verb)

    def send(self, verb: str, **given: object) -> None:
        """Ask one thing, and let it work."""
        asked, _ = self._lines()
        try:
            asked.write(json.dumps([verb, given]) + "\n")
            asked.flush()
        except BrokenPipeError as fault:
            raise HelperFailed(verb) from fault

    def receive(self, verb: str) -> Any:  # noqa: ANN401 - whatever JSON says
        """Wait for the answer to what was sent."""
        _, answered = self._lines()
        line = answered.readline()
        if not line:
            raise HelperFailed(verb)
        return json.loads(line)

    def end(self) -> None:
        """End it, by closing the line to it; where that does not help, by its number."""
        asked, answered = self._lines()
        asked.close()
        try:
            self._program.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.wait()
        answered.close()

    def _lines(self) -> Any:  # noqa: ANN401 - two streams of text, which are there from the start
        return self._program.stdin, self._program.stdout


@contextmanager
def helper(module: str, *words: object) -> Iterator[Helper]:
    """Start a process, and end it when it is no longer wanted."""
    started = Helper(module, *words)
    try:
        yield started
    finally:
        started.end()


def once(module: str, verb: str, **given: object) -> Any:  # noqa: ANN401 - whatever JSON says
    """Ask a new process one thing, and end it."""
    with helper(module) as started:
        return started.ask(verb, **given)


def answer(answers: Answers) -> None:
    """Answer, in the process itself, until the line is closed. Only JSON goes out by the line."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin:
        verb, given = json.loads(line)
        print(json.dumps(answers[verb](**given)), file=out, flush=True)
