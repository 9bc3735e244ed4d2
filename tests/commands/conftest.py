"""The command line as somebody types it, and a sample installation to type it at."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from webapp.commands import purse

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample.beancount"
PAPER = next((ROOT / "docs" / "sample-papers" / "2026").glob("2026-0057-*.jpg"))


@dataclass(frozen=True)
class Said:
    """What came back: the code, what is for the next program, and what is for people."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """What was refused: one line, ended by a stop, and nothing for the next program."""
        assert self.out == ""
        (line,) = self.err.splitlines()
        assert line.endswith(".")
        assert "Traceback" not in line
        return line


Type = Callable[..., Said]


@pytest.fixture(scope="session")
def typed() -> Type:
    """Type words at the command line, within this process."""

    def say(*words: object) -> Said:
        told = CliRunner().invoke(purse, [str(word) for word in words])
        return Said(told.exit_code, told.stdout, told.stderr)

    return say


@pytest.fixture(scope="session")
def run() -> Type:
    """Type words at the command line, in a process of its own, as `./run` does."""

    def say(*words: object) -> Said:
        command = [sys.executable, "-P", "-m", "webapp", *map(str, words)]
        told = subprocess.run(
            command,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Said(told.returncode, told.stdout, told.stderr)

    return say


@pytest.fixture(scope="session")
def sample(run: Type, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample group, made once and only read."""
    folder = tmp_path_factory.mktemp("sample") / "data"
    assert run("demo", folder, "--json").code == 0
    return folder


@pytest.fixture
def data(sample: Path, tmp_path: Path) -> Path:
    """A data folder with the sample group, to be written to."""
    return Path(shutil.copytree(sample, tmp_path / "data"))


@pytest.fixture
def book(data: Path) -> Path:
    """The book of that group."""
    (found,) = (data / "books").iterdir()
    return found
