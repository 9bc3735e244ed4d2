"""A restore drill: back-ups taken while two processes record in two groups, each brought back."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pygit2
import pytest

from ledger import history
from ledger.book import read
from ledger.reading import sums
from ledger.reading.soundness import soundness
from tests.ledger.street import begun
from webapp import people
from webapp.backups import back_up, bring_back
from webapp.people import Group

ROOT = Path(__file__).parents[2]
BACK_UPS = 4
PATIENCE_SECONDS = 60
# Each entry is shared between two funds, and has a paper of its own. Its number is said once it
# was recorded, as a page would.
RECORDING = """
import itertools, sys
from pathlib import Path
from ledger.recording import record
from tests.ledger.street import attachment, hand, share, spent
shares = share(1, "council-food"), share(2)
for count in itertools.count():
    made = record(Path(sys.argv[1]), spent(*shares), hand(), [attachment(b"%d" % count)])
    print(made.number, flush=True)
"""


@pytest.fixture
def groups(tmp_path: Path) -> tuple[Group, Group]:
    store = people.open_store(tmp_path / "data")
    elm, oak = (people.create_group(store, title) for title in ("Elm Street", "Oak Road"))
    for group in (elm, oak):
        group.folder.parent.mkdir(exist_ok=True)
        begun(tmp_path).rename(group.folder)
    return elm, oak


@contextmanager
def recording(group: Group, told: Path) -> Iterator[None]:
    """A process that records in a group until the block ends."""
    words = [sys.executable, "-c", RECORDING, str(group.folder)]
    with told.open("w") as out, subprocess.Popen(words, cwd=ROOT, stdout=out) as program:
        try:
            yield
            assert program.poll() is None, "it ended by itself"
        finally:
            program.kill()


def acknowledged(told: Path) -> list[str]:
    """The numbers that were said so far, without one that is just being said."""
    return told.read_text().rpartition("\n")[0].split()


def wait_for_more(told: list[Path], count: int) -> None:
    wanted = [len(acknowledged(each)) + count for each in told]
    until = time.monotonic() + PATIENCE_SECONDS
    while any(len(acknowledged(each)) < more for each, more in zip(told, wanted, strict=True)):
        assert time.monotonic() < until, "nothing was recorded meanwhile"
        time.sleep(0.02)


def quiet(_step: str) -> None:
    """Hear nothing."""


def test_what_was_recorded_before_a_back_up_is_in_it_and_nothing_is_half_there(
    groups: tuple[Group, Group], tmp_path: Path
) -> None:
    told = [tmp_path / f"told-{group.id}" for group in groups]
    taken: list[tuple[Path, list[list[str]]]] = []
    with ExitStack() as both:
        for group, place in zip(groups, told, strict=True):
            both.enter_context(recording(group, place))
        for count in range(BACK_UPS):
            wait_for_more(told, 3)
            before = [acknowledged(each) for each in told]
            back_up(tmp_path / "data", tmp_path / f"{count}.zip", quiet)
            taken.append((tmp_path / f"{count}.zip", before))
    during = 0
    for file, before in taken:
        folder = tmp_path / file.stem
        _, back = bring_back(file, folder, quiet)
        assert all(each.is_right for each in back)
        for group, numbers in zip(groups, before, strict=True):
            during += whole(folder / "books" / group.id, numbers)
    # Otherwise nobody recorded while a copy was made, and this proved nothing.
    assert during > 0


def whole(shelf: Path, before: list[str]) -> int:
    """A restored book holds what was acknowledged, each entry whole; how many it holds besides."""
    book = read(shelf)
    numbers = [number for number in book.entries if number.startswith("2026-")]
    assert set(before) <= set(numbers)
    for number in numbers:
        entry = book.entries[number]
        assert [made.fund for made in entry.transactions] == ["council-food", "general"]
        (paper,) = entry.documents
        assert (shelf / "vouchers" / "2026" / paper.name).is_file()
    assert len(list((shelf / "vouchers" / "2026").iterdir())) == len(numbers)
    assert sums(shelf).accounts["Expenses:Food"] == 3 * len(numbers)
    assert soundness(shelf, quiet).is_sound
    recorded = {each.what for each in history.acts(shelf, most=10_000)}
    assert {f"recorded {number}" for number in numbers} <= recorded
    assert pygit2.Repository(str(shelf)).status() == {}
    return len(numbers) - len(before)
