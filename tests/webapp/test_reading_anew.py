"""A book whose index is made anew: a page says so and comes back, and a small one is just shown."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from ledger import index, recording
from ledger.errors import Refusal
from ledger.funds import Fund, FundClass
from ledger.index import indexed, is_at_hand, store
from tests.webapp.books import empty_book, hand, let_in, sample_book
from tests.webapp.conftest import Neighbours
from webapp import people, reading_anew
from webapp.people import Role, Store
from webapp.reading_anew import PATIENCE

HOME = "/g/elm-street-mutual-aid/"
PAGE = "/open/elm-street-mutual-aid"


@pytest.fixture
def book(elm: Neighbours) -> Path:
    return empty_book(elm.group)


@pytest.fixture
def treasurer(app: flask.Flask, store: Store, elm: Neighbours, book: Path) -> FlaskClient:
    app.config[PATIENCE] = 0.05
    return let_in(app, store, elm, Role.TREASURER)


@pytest.fixture
def slow(book: Path) -> Iterator[sqlite3.Connection]:
    """Another process that makes the index, and is not done: everybody waits for it."""
    where = index.index_of(book)
    assert where
    store.take_away(where)
    with closing(store.begin(where)) as ask:
        ask.execute("BEGIN IMMEDIATE")
        yield ask


@pytest.fixture
def letter(store: Store, elm: Neighbours, book: Path) -> str:
    """The address that a funder has, of a grant."""
    grant = Fund(name="council", kind=FundClass.RESTRICTED, opened=hand().today, title="Council")
    recording.open_fund(book, grant, hand())
    return f"/f/{people.new_funder_link(store, elm.group.id, 'council', 'Northgate Council')}"


def read_to_the_end() -> None:
    for each in threading.enumerate():
        if each.name == "reading":
            each.join(30)


def test_who_looks_while_the_index_is_made_is_told_and_comes_back_by_itself(
    treasurer: FlaskClient, slow: sqlite3.Connection, book: Path
) -> None:
    assert not is_at_hand(book)
    for _ in range(2):
        page = treasurer.get(HOME)
        assert page.status_code == 503
        assert "Your books are being read" in page.text
        assert page.headers["Refresh"] == "2"
    assert [each.name for each in threading.enumerate()].count("reading") == 1
    slow.execute("ROLLBACK")
    read_to_the_end()
    assert is_at_hand(book)
    assert treasurer.get(HOME).status_code == 200


def damaged(book: Path, at: int, content: bytes) -> None:
    """Lay the index with one page of noise in the place of the one that was read."""
    where = index.index_of(book)
    assert where
    index.take_away(where)
    where.write_bytes(content[:at] + bytes(range(256)) * 16 + content[at + 4096 :])


def test_who_looks_is_told_nothing_of_an_index_that_a_disk_damaged(
    app: flask.Flask, store: Store, elm: Neighbours, caplog: pytest.LogCaptureFixture
) -> None:
    """The page that broke on it is answered once more, from the one that is made in its place."""
    treasurer = let_in(app, store, elm, Role.TREASURER)
    place = sample_book(elm.group)
    assert treasurer.get(HOME).status_code == 200
    where = index.index_of(place)
    assert where
    with closing(sqlite3.connect(where)) as ask:
        ask.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = where.read_bytes()
    for at in range(4096, len(content), 4096 * 7):
        damaged(place, at, content)
        assert [treasurer.get(HOME + page).status_code for page in ("", "entries")] == [200, 200]
    assert "was damaged, and is made anew" in caplog.text


def test_who_looks_is_told_nothing_either_where_another_had_it_made_anew_meanwhile(
    treasurer: FlaskClient, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What broke says by itself that it was the index, which is at hand again by then."""
    views = treasurer.application.view_functions
    right, asked = views["home.show"], []

    def broken_once(**parts: str) -> object:
        asked.append("")
        if len(asked) == 1:
            fault = sqlite3.DatabaseError("database disk image is malformed")
            fault.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise fault
        return right(**parts)

    monkeypatch.setitem(views, "home.show", broken_once)
    index.current(book)
    assert treasurer.get(HOME).status_code == 200
    assert len(asked) == 2


def test_what_breaks_for_another_reason_is_not_asked_twice(
    treasurer: FlaskClient, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def broken(**_: str) -> str:
        asked.append("")
        raise ZeroDivisionError

    monkeypatch.setitem(treasurer.application.view_functions, "home.show", broken)
    assert is_at_hand(book)
    assert treasurer.get(HOME).status_code == 500
    assert len(asked) == 1


def test_the_street_and_a_funder_are_told_of_the_figures_alone(
    app: flask.Flask, store: Store, elm: Neighbours, letter: str, slow: sqlite3.Connection
) -> None:
    app.config[PATIENCE] = 0.05
    people.choose_public(store, elm.group.id, public=True)
    for where in (PAGE, f"{PAGE}/poster", letter):
        answer = app.test_client().get(where)
        assert answer.status_code == 503
        assert "These figures are being read, and come in a moment." in answer.text
        assert answer.headers["Refresh"] == "2"
        for not_theirs in ("our books", "years of entries", "keep beside"):
            assert not_theirs not in answer.text
    assert "being read" not in app.test_client().get(HOME).text
    slow.execute("ROLLBACK")
    read_to_the_end()
    assert app.test_client().get(letter).status_code == 200


def test_who_asks_for_the_headers_alone_holds_no_thread_either(
    treasurer: FlaskClient, slow: sqlite3.Connection
) -> None:
    begun = time.monotonic()
    assert treasurer.head(HOME).status_code == 503
    assert time.monotonic() - begun < 60
    slow.execute("ROLLBACK")
    read_to_the_end()


def test_where_no_index_can_be_made_the_book_is_shown_without(
    treasurer: FlaskClient, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that turns out to be full after a while."""
    where = index.index_of(book)
    assert where
    index.take_away(where)
    tries = []

    def full(*_: object, **__: object) -> None:
        tries.append(1)
        time.sleep(0.5)
        fault = sqlite3.OperationalError("database or disk is full")
        fault.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise fault

    monkeypatch.setattr(indexed, "current", full)
    assert treasurer.get(HOME).status_code == 503
    read_to_the_end()
    assert not is_at_hand(book)
    for _ in range(2):
        assert treasurer.get(HOME).status_code == 200
    assert len(tries) == 1
    monkeypatch.undo()
    index.take_away(where)
    assert index.latest(book)
    assert is_at_hand(book)


def test_a_reading_that_ends_in_a_refusal_is_not_begun_with_each_request(
    treasurer: FlaskClient, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = index.index_of(book)
    assert where
    index.take_away(where)
    readings = []

    def refused(place: Path) -> None:
        readings.append(place)
        time.sleep(0.5)
        raise Refusal("No.", "Mend it.")

    monkeypatch.setattr(reading_anew, "read_anew", refused)
    assert treasurer.get(HOME).status_code == 503
    read_to_the_end()
    assert treasurer.get(HOME).status_code == 200
    assert readings == [book]


def test_a_small_book_is_read_while_one_waits(treasurer: FlaskClient, book: Path) -> None:
    treasurer.application.config[PATIENCE] = 30.0
    where = index.index_of(book)
    assert where
    store.take_away(where)
    assert not is_at_hand(book)
    assert treasurer.get(HOME).status_code == 200
    assert is_at_hand(book)
