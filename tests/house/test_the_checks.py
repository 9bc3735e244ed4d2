"""The script that checks everything, with stand-ins for what it starts."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
PYTHON = """#!/bin/sh
case "$2" in
mypy | pytest)
    echo $$ >"$STAND_INS/$2.new"
    mv "$STAND_INS/$2.new" "$STAND_INS/$2"
    case "$HOW" in
    waits) exec sleep 30 ;;
    *"$2"*) exit 1 ;;
    esac ;;
esac
"""

pytestmark = pytest.mark.parametrize("shell", ["sh", "bash"])


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house that is set up, on a machine without room in memory."""
    for folder in ("tools", ".venv/bin", "machine", "scratch", "stand-ins"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(HOUSE / "test", tmp_path)
    (tmp_path / "tools/setup.sh").write_text("set_environment() { :; }\nset_up() { :; }\n")
    for name, text in ((".venv/bin/python", PYTHON), ("machine/df", "#!/bin/sh\necho 0\n")):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    return tmp_path


def started(house: Path, shell: str, how: str) -> subprocess.Popen[str]:
    known = {
        **os.environ,
        "PATH": f"{house / 'machine'}:{os.environ['PATH']}",
        "TMPDIR": str(house / "scratch"),
        "STAND_INS": str(house / "stand-ins"),
        "HOW": how,
    }
    return subprocess.Popen(
        [shell, house / "test"],
        env=known,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def number_of(house: Path, name: str) -> int:
    """The number of a process that a stand-in became, once it has."""
    file = house / "stand-ins" / name
    until = time.monotonic() + 20
    while not file.exists():
        assert time.monotonic() < until, f"{name} was not started"
        time.sleep(0.02)
    return int(file.read_text())


def test_when_it_is_broken_off_nothing_runs_on_and_no_file_stays(house: Path, shell: str) -> None:
    checks = started(house, shell, "waits")
    types, tests = number_of(house, "mypy"), number_of(house, "pytest")
    checks.terminate()
    os.kill(tests, signal.SIGTERM)
    said, _ = checks.communicate(timeout=20)
    try:
        with pytest.raises(ProcessLookupError):
            os.kill(types, signal.SIGKILL)
    finally:
        assert checks.returncode == 130, said
    assert not [*(house / "scratch").iterdir()]


@pytest.mark.parametrize(
    ("how", "failed"), [("well", []), ("mypy", ["mypy"]), ("pytest and mypy", ["pytest", "mypy"])]
)
def test_it_fails_where_tests_or_types_do_and_names_them(
    house: Path, shell: str, how: str, failed: list[str]
) -> None:
    checks = started(house, shell, how)
    said, _ = checks.communicate(timeout=20)
    assert checks.returncode == (1 if failed else 0)
    named = said.partition("All of it took")[2]
    assert [each for each in ("pytest", "mypy") if f"({each})" in named] == failed
    assert f"checks: {6 - len(failed)} passed, {len(failed)} failed" in said
    assert not [*(house / "scratch").iterdir()]
