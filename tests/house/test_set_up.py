"""The set-up: its scripts parse, a second start does nothing, a refusal says the one line."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
SCRIPTS = ("run", "test", "tools/setup.sh", "tools/lock")

Shell = Callable[[str], subprocess.CompletedProcess[str]]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with requirement files and a virtual environment, neither of them stamped."""
    (tmp_path / "tools").mkdir()
    shutil.copy(HOUSE / "tools" / "setup.sh", tmp_path / "tools")
    (tmp_path / "requirements.txt").write_text("flask==3.1\n")
    (tmp_path / "requirements-dev.txt").write_text("flask==3.1\npytest==9\n")
    bin_folder = tmp_path / ".venv" / "bin"
    bin_folder.mkdir(parents=True)
    (bin_folder / "python").symlink_to(sys.executable)
    return tmp_path


@pytest.fixture
def shell(house: Path) -> Shell:
    """Runs words of shell with the set-up's functions at hand."""

    def run(words: str) -> subprocess.CompletedProcess[str]:
        text = f'set -eu; house="{house}"; . "$house/tools/setup.sh"; {words}'
        return subprocess.run(["sh", "-c", text], capture_output=True, text=True, check=False)

    return run


def is_set_up(shell: Shell, lock: str = "requirements.txt") -> bool:
    """Whether the set-up would do nothing for a lock."""
    return shell(f"is_set_up {lock}").returncode == 0


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_plain_shell(script: str) -> None:
    said = subprocess.run(["sh", "-n", HOUSE / script], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize("script", ["run", "test", "tools/lock", ".ci/run"])
def test_a_script_can_be_started(script: str) -> None:
    assert os.access(HOUSE / script, os.X_OK)


def test_without_a_stamp_there_is_work_to_do(shell: Shell) -> None:
    assert not is_set_up(shell)


def test_after_the_stamp_a_second_start_installs_nothing(shell: Shell) -> None:
    """Nothing is asked of the system either: no Python is looked for, no library is tried."""
    shell("stamp requirements.txt")
    said = shell("find_python() { echo looked; }; set_up requirements.txt; echo done")
    assert said.stdout == "done\n"


def test_what_tests_need_holds_all_that_people_need(shell: Shell) -> None:
    shell("stamp requirements-dev.txt")
    assert is_set_up(shell, "requirements.txt")
    assert is_set_up(shell, "requirements-dev.txt")


def test_what_people_need_is_not_all_that_tests_need(shell: Shell) -> None:
    shell("stamp requirements.txt")
    assert not is_set_up(shell, "requirements-dev.txt")


def test_another_lock_is_work_to_do(house: Path, shell: Shell) -> None:
    shell("stamp requirements.txt")
    (house / "requirements.txt").write_text("flask==3.2\n")
    assert not is_set_up(shell)


def test_another_python_is_work_to_do(house: Path, shell: Shell) -> None:
    shell("stamp requirements.txt")
    python = house / ".venv" / "bin" / "python"
    python.unlink()
    python.write_text("#!/bin/sh\necho 3.99.0\n")
    python.chmod(0o755)
    assert not is_set_up(shell)


def test_a_python_that_has_gone_is_work_to_do(house: Path, shell: Shell) -> None:
    shell("stamp requirements.txt")
    python = house / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(house / "gone")
    assert not is_set_up(shell)


def test_whoever_may_not_install_is_told_the_one_line_to_type(shell: Shell) -> None:
    """A neighbour's account on Debian: no root, and sudo asks for a password."""
    neighbour = "id() { echo 1000; }; sudo() { return 1; }; uname() { echo Linux; }; "
    debian = 'command() { case "$2" in apt-get) return 0 ;; esac; }; '
    said = shell(neighbour + debian + "install_packages libpango-1.0-0")
    assert said.returncode == 1
    line = "  sudo apt-get install --no-install-recommends libpango-1.0-0"
    assert said.stderr.splitlines()[-1] == line


def test_on_a_mac_the_one_line_is_for_homebrew(shell: Shell) -> None:
    said = shell("uname() { echo Darwin; }; install_packages pango")
    assert said.returncode == 1
    assert said.stderr.splitlines()[-1] == "  brew install pango"


def test_a_name_that_leads_to_an_old_python_is_passed_over(house: Path, shell: Shell) -> None:
    """As on machines where python3.11 is a signpost to a Python that was never installed."""
    programs = house / "programs"
    programs.mkdir()
    for name, body in (
        ("python3.11", "exit 127"),
        ("python3.12", "exit 1"),
        ("python3", f'exec "{sys.executable}" "$@"'),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{body}\n")
        (programs / name).chmod(0o755)
    said = shell(f'PATH="{programs}"; find_python; echo "$python"')
    assert said.stdout == "python3\n"


def test_of_two_starts_at_once_the_second_waits_and_says_so(house: Path, shell: Shell) -> None:
    """What the first one installed, the second one finds."""
    slowly = (
        'install() { echo installing; while [ ! -f "$house/go" ]; do sleep 0.1; done; stamp "$1"; }'
    )
    with ThreadPoolExecutor(2) as both:
        first = both.submit(shell, f"{slowly}; set_up requirements.txt")
        _until((house / ".setting-up" / "by").exists)
        second = both.submit(shell, f"{slowly}; set_up requirements.txt; echo done")
        time.sleep(0.5)
        assert not second.done()
        (house / "go").touch()
        assert first.result().stdout == "installing\n"
        waited, done = second.result().stdout.splitlines()
    assert waited == "Another start is installing here; this one goes on when it is done."
    assert done == "done"
    assert not (house / ".setting-up").exists()


def test_a_start_that_was_broken_off_holds_nobody_up(house: Path, shell: Shell) -> None:
    gone = subprocess.Popen(["sh", "-c", "exit 0"])
    gone.wait()
    (house / ".setting-up").mkdir()
    (house / ".setting-up" / "by").write_text(f"{gone.pid}\n")
    said = shell('install() { echo installing; stamp "$1"; }; set_up requirements.txt')
    assert said.stdout == "installing\n"


def test_a_set_up_that_fails_lets_go(house: Path, shell: Shell) -> None:
    said = shell("install() { stop no; }; set_up requirements.txt")
    assert (said.returncode, said.stderr) == (1, "no\n")
    assert not (house / ".setting-up").exists()


def _until(holds: Callable[[], bool]) -> None:
    for _ in range(100):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("nobody began")
