"""A book fed file by file is, after each change, what Beancount's own loader makes of it afresh."""

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from beancount import loader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.beans.feeding import Eyes, Feed
from tests.ledger.changing_books import CHANGES, PLAIN, ROUGH, spent, write_book


def differences(feed: Feed, folder: Path) -> list[str]:
    """Name what Beancount's own load has otherwise; no name is the only good answer."""
    ours = feed.load()
    theirs = loader._load([(str(folder / "book.beancount"), True)], None, None, None)
    names = ("entries", "errors")
    found = [name for name, a, b in zip(names, ours, theirs, strict=False) if a != b]
    if [type(entry) for entry in ours[0]] != [type(entry) for entry in theirs[0]]:
        found.append("kinds")
    settings_ours, settings_theirs = comparable(ours[2]), comparable(theirs[2])
    return [
        *found,
        *(name for name in settings_theirs if settings_ours[name] != settings_theirs[name]),
    ]


def comparable(options: dict[str, object]) -> dict[str, object]:
    """Give options with how figures are shown made comparable."""
    seen = options["dcontext"]
    shown = [
        (name, vars(each) | {"fractional_dist": each.fractional_dist.hist})
        for name, each in seen.ccontexts.items()
    ]
    return {**options, "dcontext": (shown, seen.commas)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_book(tmp_path / "book")


@pytest.fixture
def feed(folder: Path) -> Feed:
    """A feed that has loaded the book once."""
    made = Feed(folder / "book.beancount", Eyes())
    made.load()
    return made


@pytest.mark.parametrize("change", CHANGES)
def test_after_one_change_it_is_what_beancount_loads(feed: Feed, folder: Path, change: str) -> None:
    CHANGES[change](folder)
    assert differences(feed, folder) == []
    CHANGES["a record"](folder)
    assert differences(feed, folder) == []


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=st.lists(st.sampled_from([*PLAIN, *PLAIN, *ROUGH]), min_size=2, max_size=9))
def test_after_any_changes_it_is_what_beancount_loads(changes: Sequence[str]) -> None:
    with TemporaryDirectory() as place:
        folder = write_book(Path(place) / "book")
        feed = Feed(folder / "book.beancount", Eyes())
        for change in changes:
            CHANGES[change](folder)
            assert (change, differences(feed, folder)) == (change, [])


def test_after_a_record_only_its_file_is_parsed(feed: Feed, folder: Path) -> None:
    assert feed.parsed == 7
    CHANGES["a record"](folder)
    feed.load()
    assert feed.parsed == 1
    feed.load()
    assert feed.parsed == 0


def test_a_file_of_the_same_size_and_time_with_other_words_is_read_anew(
    feed: Feed, folder: Path
) -> None:
    file = folder / "journal" / "2026-02.beancount"
    before = file.stat()
    file.write_text(file.read_text().replace("Shopping", "Snacking"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert differences(feed, folder) == []
    assert feed.parsed == 1


def test_a_book_with_a_lot_is_loaded_whole_until_the_lot_is_gone(feed: Feed, folder: Path) -> None:
    month = folder / "journal" / "2026-04.beancount"
    plain = month.read_text()
    CHANGES["a lot"](folder)
    feed.load()
    CHANGES["a new month"](folder)
    feed.load()
    assert feed.parsed == 8
    month.write_text(plain + spent("2026-04-30", 900))
    assert differences(feed, folder) == []
    feed.load()
    assert feed.parsed == 0
