"""What was done, in words, and the book as it stood at a version that was printed."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger import history
from ledger.book import read
from ledger.book.files import NoBookThere
from ledger.errors import Refusal
from ledger.history import Done, NoHistory, VersionUnclear, VersionUnknown
from ledger.reading import in_words, lay_as_it_was, printed_at, told_acts
from ledger.reading.past import FolderTaken, InsideTheBook, NoFolderAbove, NothingTold
from ledger.reading.soundness import soundness
from ledger.recording import add_paper, approve, record, rename_book
from tests.ledger.sample_book import SAMPLE
from tests.ledger.street import (
    COUNCIL,
    attachment,
    begun,
    claimed,
    granted,
    hand,
    share,
    spent,
    stock_errors,
)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    (tmp_path / "books").mkdir()
    return begun(tmp_path).rename(tmp_path / "books" / "elm")


def quiet(_step: str) -> None:
    """Hear nothing."""


def files_of(folder: Path) -> dict[str, bytes]:
    """All the files of a book but its history and its lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


@pytest.mark.parametrize("place", ["elm", "elm/book.beancount"])
def test_the_acts_are_told_the_newest_first(shelf: Path, place: str) -> None:
    record(shelf, spent(), hand(by="P004"))
    approve(shelf, "2026-0001", hand(by="P005"))
    told = told_acts(shelf.parent / place, most=2)
    assert [(each.by, each.what) for each in told] == [
        ("P005", "approved 2026-0001"),
        ("P004", "recorded 2026-0001"),
    ]
    assert told_acts(shelf.parent / place, "2026-0001") == told


def test_the_acts_about_a_fund_are_also_those_about_its_entries(shelf: Path) -> None:
    record(shelf, granted(50_00), hand())
    record(shelf, spent(), hand())
    record(shelf, spent(share(5_00, COUNCIL.name), share(5_00)), hand())
    approve(shelf, "2026-0003", hand(by="P005"))
    assert [each.what for each in told_acts(shelf, COUNCIL.name)] == [
        "approved 2026-0003",
        "recorded 2026-0003",
        "recorded 2026-0001",
        "terms of council-food",
    ]


def test_what_came_after_a_version_can_be_left_out(shelf: Path) -> None:
    record(shelf, spent(), hand())
    version = read(shelf).version
    record(shelf, spent(), hand())
    assert told_acts(shelf, at=version[:12])[0].what == "recorded 2026-0001"
    assert [each.what for each in told_acts(shelf, "2026-0001", at=version)] == [
        "recorded 2026-0001"
    ]
    with pytest.raises(NothingTold):
        told_acts(shelf, "2026-0002", at=version)


def test_every_version_that_was_ever_printed_is_found_with_its_books(
    shelf: Path, tmp_path: Path
) -> None:
    """Text and papers are byte for byte what they were, and load in stock Beancount."""
    acts = (
        lambda: record(shelf, spent(), hand(by="P004"), [attachment(b"one")]),
        lambda: record(shelf, claimed(), hand(by="P007")),
        lambda: add_paper(shelf, "2026-0002", attachment(b"two"), hand(by="P005")),
        lambda: rename_book(shelf, "Oak Road", hand(by="P003")),
    )
    then = []
    for act in acts:
        act()
        then.append((read(shelf).version, files_of(shelf), history.acts(shelf, most=1)[0]))
    for count, (version, files, done) in enumerate(then):
        found = printed_at(shelf, f"{version[:4]} {version[4:8]} {version[8:12]}".upper(), quiet)
        assert (found.version, found.since) == (version, done)
        assert found.until == (then[count + 1][2] if count + 1 < len(then) else None)
        folder = tmp_path / f"then-{count}"
        lay_as_it_was(shelf, found, folder)
        assert files_of(folder) == files
        assert stock_errors(folder) == []
        assert soundness(folder, quiet).is_sound


def test_a_version_stands_until_the_text_becomes_another(shelf: Path) -> None:
    """What changes no text, such as a paper laid there by hand, makes no other version."""
    record(shelf, spent(), hand(by="P004"), [attachment()])
    version = read(shelf).version
    (shelf / "vouchers" / "2026" / "notes.txt").write_text("Ask Sam about the tin.\n")
    record(shelf, spent(), hand(by="P005"))
    told = printed_at(shelf, version, quiet)
    assert (told.since.what, told.last.what) == ("recorded 2026-0001", "caught up")
    assert told.until is not None
    assert told.until.what == "recorded 2026-0002"


def test_a_search_is_told_while_it_lasts_and_is_quick_the_next_time(shelf: Path) -> None:
    version = read(shelf).version
    for _ in range(5):
        record(shelf, spent(), hand())
    steps: list[str] = []
    first = printed_at(shelf, version, steps.append)
    assert steps[0].startswith("Looking at the books as they stood on ")
    again: list[str] = []
    assert printed_at(shelf, version, again.append) == first
    assert again == []


def test_a_folder_that_is_laid_out_twice_is_refused_and_stays(shelf: Path, tmp_path: Path) -> None:
    found = printed_at(shelf, read(shelf).version, quiet)
    (tmp_path / "then").mkdir()
    lay_as_it_was(shelf, found, tmp_path / "then")
    before = files_of(tmp_path / "then")
    with pytest.raises(FolderTaken):
        lay_as_it_was(shelf, found, tmp_path / "then")
    assert files_of(tmp_path / "then") == before


@pytest.mark.parametrize(
    ("folder", "refusal"), [("nowhere/then", NoFolderAbove), ("books/elm/then", InsideTheBook)]
)
def test_a_folder_where_nothing_can_lie_is_refused(
    shelf: Path, tmp_path: Path, folder: str, refusal: type[Refusal]
) -> None:
    found = printed_at(shelf, read(shelf).version, quiet)
    with pytest.raises(refusal) as caught:
        lay_as_it_was(shelf, found, tmp_path / folder)
    assert caught.value.remedy
    assert not (tmp_path / folder).exists()


def test_a_book_whose_old_text_was_lost_is_not_laid_out_in_part(
    shelf: Path, tmp_path: Path
) -> None:
    record(shelf, spent(), hand())
    found = printed_at(shelf, read(shelf).version, quiet)
    objects = [path for path in (shelf / ".git" / "objects").rglob("*") if path.is_file()]
    for each in sorted(objects, key=lambda path: path.stat().st_size)[-3:]:
        each.unlink()
    with pytest.raises(NoHistory):
        lay_as_it_was(shelf, found, tmp_path / "then")
    assert not (tmp_path / "then").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("typed", ["", "9040cee", "not a version", "9040ceea3b81" * 6])
def test_what_cannot_be_a_version_is_refused(shelf: Path, typed: str) -> None:
    with pytest.raises(VersionUnclear):
        printed_at(shelf, typed, quiet)


def test_a_version_that_never_was_is_refused(shelf: Path) -> None:
    with pytest.raises(VersionUnknown):
        printed_at(shelf, "0" * 12, quiet)


def test_where_there_is_no_history_that_is_said(shelf: Path, tmp_path: Path) -> None:
    shutil.rmtree(shelf / ".git")
    for place in (shelf, SAMPLE):
        with pytest.raises(NoHistory):
            told_acts(place)
        with pytest.raises(NoHistory):
            printed_at(place, "0" * 12, quiet)
    with pytest.raises(NoBookThere):
        told_acts(tmp_path)


def test_a_folder_that_only_lies_in_somebody_elses_history_tells_nothing_of_it(
    shelf: Path,
) -> None:
    """A name that is mistyped, beside a book, is not taken for the book's own folder."""
    with pytest.raises(NoBookThere):
        told_acts(shelf / "nowhere")


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("recorded 2026-0042", "P004 recorded entry no. 2026-0042"),
        ("approved 2026-0042", "P004 approved entry no. 2026-0042"),
        ("agreed Assets:Bank:Current", "P004 found Assets:Bank:Current to agree with the bank"),
        ("terms of winter", "P004 set the terms of winter"),
        ("something new", "P004 something new"),
    ],
)
def test_an_act_is_told_in_words(what: str, words: str) -> None:
    at = datetime(2026, 3, 14, 10, 12, tzinfo=UTC)
    said = in_words(Done(when=at, by="P004", what=what, version="0"))
    day, _, told = said.partition(": ")
    assert told == words
    here = at.astimezone()
    assert day == f"{here.day} March 2026, {here:%H:%M}"


def test_what_nobody_did_was_done_by_somebody() -> None:
    at = datetime(2026, 3, 14, 10, 12, tzinfo=UTC)
    said = in_words(Done(when=at, by="P000", what="caught up", version="0"))
    assert said.endswith("somebody kept what was changed by hand")
