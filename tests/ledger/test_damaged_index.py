"""An index that a disk damaged: who asks may be told that something broke, the next is answered."""

import errno
import os
import random
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from ledger import index
from ledger.book import Book
from ledger.index import at_one_moment, filling, indexed, is_at_hand, store
from ledger.index.looking import Looked
from ledger.index.marks import Marks
from ledger.index.store import take_away
from ledger.reading import Wanted, entries, home
from ledger.reading.checked import check_now, is_doubted
from ledger.reading.soundness import soundness
from ledger.recording import record
from tests.ledger.index_equal import assert_index_is_right
from tests.ledger.street import TODAY, begun, hand, share, spent

PAGE = 4096


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    place = begun(tmp_path)
    for count in range(30):
        record(place, spent(share(5_00 + count), day=date(2026, 3, 1 + count % 20)), hand())
    index.current(place)
    return place


def index_file(shelf: Path) -> Path:
    where = index.index_of(shelf)
    assert where
    return where


def whole(shelf: Path) -> bytes:
    """The bytes of an index, all of them in one file."""
    with closing(sqlite3.connect(index_file(shelf))) as ask:
        ask.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return index_file(shelf).read_bytes()


def put(shelf: Path, content: bytes) -> None:
    """Lay other bytes where the index was, as after a start of the machine."""
    take_away(index_file(shelf))
    index_file(shelf).write_bytes(content)


def everything(shelf: Path) -> object:
    """What a treasurer sees of a book within one request."""
    with at_one_moment():
        return home(shelf, TODAY, sees_help=True), entries(shelf, Wanted(), sees_help=True)


def test_any_page_of_an_index_that_is_lost_costs_one_question_at_most(shelf: Path) -> None:
    right, content = everything(shelf), whole(shelf)
    chance = random.Random(20260320)  # noqa: S311 - noise, not secrets
    broke = 0
    for count, at in enumerate(range(PAGE, len(content), PAGE)):
        lost = chance.randbytes(PAGE) if count % 2 else bytes(PAGE)
        put(shelf, content[:at] + lost + content[at + PAGE :])
        try:
            assert everything(shelf) == right
        except sqlite3.DatabaseError:
            broke += 1
            assert everything(shelf) == right
    assert broke, "some page of those that were asked for"


@pytest.mark.parametrize("pages", range(2, 80, 13))
def test_an_index_that_ends_too_soon_is_made_again(shelf: Path, pages: int) -> None:
    right, content = everything(shelf), whole(shelf)
    put(shelf, content[: pages * PAGE])
    try:
        assert everything(shelf) == right
    except sqlite3.DatabaseError:
        assert everything(shelf) == right
    record_one_more(shelf)


def record_one_more(shelf: Path) -> None:
    """Who records meets the damage as well, and is told at most once that something broke."""
    try:
        with at_one_moment():
            record(shelf, spent(day=TODAY), hand(key="form"))
    except sqlite3.DatabaseError:
        record(shelf, spent(day=TODAY), hand(key="form"))
    assert len(index.current(shelf).entries) == 32


@pytest.mark.parametrize(
    "content", [b"", b"no index at all", b"SQLite format 3\0" + b"\xff" * 5000, bytes(9000)]
)
def test_what_is_no_index_at_all_is_made_again_unasked(shelf: Path, content: bytes) -> None:
    put(shelf, content)
    assert_index_is_right(shelf)


def test_names_of_tables_that_are_no_text_any_more_are_no_obstacle(shelf: Path) -> None:
    content = whole(shelf)
    put(shelf, content.replace(b"CREATE TABLE", b"CREATE T\xdb\xf7LE"))
    assert_index_is_right(shelf)


@pytest.mark.parametrize("seed", range(3))
def test_any_byte_that_became_another_is_found_by_the_check(shelf: Path, seed: int) -> None:
    """Whether or not a page could still be shown from it, and whatever it stumbled over."""
    chance = random.Random(seed)  # noqa: S311 - places, not secrets
    content = bytearray(whole(shelf))
    for _ in range(40):
        content[chance.randrange(PAGE, len(content))] = chance.randrange(256)
    put(shelf, bytes(content))
    found = soundness(shelf, lambda _step: None)
    assert found.is_sound
    assert_index_is_right(shelf)


def test_where_a_page_broke_the_books_are_looked_at_soon_and_the_index_is_mended(
    shelf: Path,
) -> None:
    with closing(sqlite3.connect(index_file(shelf))) as ask, ask:
        ask.execute("UPDATE entries SET kind = 'nonsense' WHERE number = '2026-0007'")
    with pytest.raises(ValueError, match="nonsense"):
        everything(shelf)
    assert is_doubted(shelf)
    outcome = check_now(shelf, lambda _step: None)
    assert outcome
    assert outcome.is_sound
    assert outcome.made_anew
    assert not is_doubted(shelf)
    everything(shelf)


def locked() -> OperationalError:
    """What the database of people says when it is in use, as whoever asks it hears that."""
    fault = sqlite3.OperationalError("database is locked")
    fault.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return OperationalError("SELECT 1", {}, fault)


def break_over(shelf: Path, fault: Exception) -> None:
    """Have something break after a book was read."""

    def page() -> None:
        with at_one_moment():
            index.current(shelf)
            raise fault

    with pytest.raises(type(fault)):
        page()


@pytest.mark.parametrize(
    "fault", [OSError(errno.ENOSPC, "full"), TimeoutError(), BrokenPipeError(), locked()]
)
def test_what_the_machine_is_in_the_way_of_casts_no_doubt_on_an_index(
    shelf: Path, fault: Exception
) -> None:
    break_over(shelf, fault)
    assert not is_doubted(shelf)
    break_over(shelf, ValueError("nonsense"))
    assert is_doubted(shelf)


def test_a_page_that_stays_broken_has_the_same_books_looked_at_once_in_some_hours(
    shelf: Path,
) -> None:
    break_over(shelf, ValueError("of our own"))
    outcome = check_now(shelf, lambda _step: None)
    assert outcome
    assert not outcome.made_anew
    break_over(shelf, ValueError("of our own"))
    assert not is_doubted(shelf)
    looked = index_file(shelf).with_suffix(".looked")
    now = looked.stat().st_mtime
    os.utime(looked, (now - 7 * 3600, now - 7 * 3600))
    assert is_doubted(shelf)
    os.utime(looked, (now, now))
    assert not is_doubted(shelf)
    record(shelf, spent(day=TODAY), hand())
    break_over(shelf, ValueError("of our own"))
    assert is_doubted(shelf)


def test_what_breaks_after_an_index_was_found_wrong_is_looked_at_again(shelf: Path) -> None:
    for _ in range(2):
        break_over(shelf, ValueError("nonsense"))
        assert is_doubted(shelf)
        with closing(sqlite3.connect(index_file(shelf))) as ask, ask:
            ask.execute("UPDATE entries SET kind = 'nonsense' WHERE number = '2026-0007'")
        outcome = check_now(shelf, lambda _step: None)
        assert outcome
        assert outcome.made_anew


def test_of_all_who_find_one_index_damaged_one_makes_it_anew(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = index.current(shelf).version
    index.take_away(index_file(shelf))
    index_file(shelf).write_bytes(b"no index at all" * 400)
    made, real, ready = [], filling._fill, threading.Barrier(6)

    def fill(ask: sqlite3.Connection, place: Path, marks: Marks) -> Book:
        made.append(place)
        return real(ask, place, marks)

    def look() -> str:
        ready.wait(30)
        return index.latest(shelf).version

    monkeypatch.setattr(filling, "_fill", fill)
    with ThreadPoolExecutor(6) as several:
        found = [each.result(60) for each in [several.submit(look) for _ in range(6)]]
    assert found == [right] * 6
    assert made == [shelf]
    assert isinstance(index.latest(shelf).known, Looked)


def test_an_index_that_is_of_no_use_even_anew_is_not_made_with_each_question(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = index.current(shelf).version
    tries = []

    def broken(*_: object, **__: object) -> Book:
        tries.append(1)
        raise ValueError("of our own")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(indexed, "current", broken)
        assert [index.latest(shelf).version for _ in range(3)] == [right] * 3
    assert len(tries) == 4, "as it was, twice, then emptied, then taken away; and no more"
    index.take_away(index_file(shelf))
    assert index.latest(shelf).version == right
    assert is_at_hand(shelf)


def test_whoever_could_make_an_index_after_all_has_it_read_again(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.take_away(index_file(shelf))

    def full(*_: object, **__: object) -> Book:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(indexed, "current", full)
        index.latest(shelf)
    assert not is_at_hand(shelf)
    indexed.current(shelf, index_file(shelf))
    assert isinstance(index.latest(shelf).known, Looked)


def test_an_index_made_under_a_number_that_was_given_out_again_is_not_taken_for_the_old_one(
    shelf: Path,
) -> None:
    """By whoever took the old one away, nor by another process, which knows the old one still."""
    assert is_at_hand(shelf)
    where = index_file(shelf)
    *old, _ = store.found_made[where]
    index.take_away(where)
    with closing(store.begin(where)):
        assert not is_at_hand(shelf)
        store.found_made[where] = (*old, where.stat().st_ino)
        assert not is_at_hand(shelf)
