"""A page is made of one moment of a book; whoever writes reads it as it is now."""

import threading
from pathlib import Path

import pytest

from ledger import index
from ledger.index import at_one_moment
from ledger.recording import record
from tests.ledger.street import begun, hand, spent


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return begun(tmp_path / "books")


def retitled(shelf: Path, title: str) -> None:
    main = shelf / "book.beancount"
    lines = main.read_text().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith('option "title"')]
    main.write_text(f'option "title" "{title}"\n' + "".join(kept))


def test_all_that_is_asked_in_one_moment_is_of_one_reading(shelf: Path) -> None:
    with at_one_moment():
        before = index.current(shelf)
        retitled(shelf, "Elm and Ash")
        assert index.current(shelf) is before
    assert index.current(shelf).title == "Elm and Ash"


def test_without_a_moment_each_question_sees_the_text_as_it_is(shelf: Path) -> None:
    index.current(shelf)
    retitled(shelf, "Elm and Ash")
    assert index.current(shelf).title == "Elm and Ash"


def test_what_is_recorded_in_a_moment_is_seen_in_the_rest_of_it(shelf: Path) -> None:
    with at_one_moment():
        assert "2026-0001" not in index.current(shelf).entries
        record(shelf, spent(), hand())
        assert "2026-0001" in index.current(shelf).entries


def test_whoever_writes_reads_what_changed_in_the_moment(shelf: Path) -> None:
    with at_one_moment():
        index.current(shelf)
        other = threading.Thread(target=record, args=(shelf, spent(), hand()))
        other.start()
        other.join()
        assert "2026-0001" not in index.current(shelf).entries
        assert record(shelf, spent(), hand()).number == "2026-0002"


def test_a_moment_is_of_its_own_thread(shelf: Path) -> None:
    titles: list[str] = []
    with at_one_moment():
        index.current(shelf)
        retitled(shelf, "Elm and Ash")
        other = threading.Thread(target=lambda: titles.append(index.current(shelf).title))
        other.start()
        other.join()
    assert titles == ["Elm and Ash"]


def test_what_was_read_is_let_go_of_with_the_index(shelf: Path) -> None:
    where = index.index_of(shelf)
    assert where is not None
    with at_one_moment():
        before = index.current(shelf)
        index.take_away(where)
        assert index.current(shelf) is not before
