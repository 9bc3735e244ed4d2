"""Whether the books are sound, told to the treasurer in words; who looks after that at night."""

import datetime as dt
import re
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from ledger.entries.acts import Expense, Share
from ledger.index import index_of
from ledger.money import Money
from ledger.reading import about
from ledger.reading.checked import (
    check_now,
    is_being_checked,
    is_changed_by_hand,
    last_checked,
)
from ledger.recording import record
from tests.webapp.books import empty_book, hand, let_in
from tests.webapp.conftest import Neighbours
from webapp import watching
from webapp.blueprints.settings.soundness import in_words
from webapp.people import Role, Store

SETTINGS = "/g/elm-street-mutual-aid/settings"
PAGE = f"{SETTINGS}/check"
ENTRIES = "/g/elm-street-mutual-aid/entries"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
NOON = dt.datetime(2026, 3, 14, 12, 0, tzinfo=dt.UTC)
NIGHT = dt.datetime.combine(NOON.date(), dt.time(3, 12), tzinfo=dt.UTC)


@pytest.fixture
def book(elm: Neighbours) -> Path:
    return empty_book(elm.group)


@pytest.fixture
def treasurer(app: flask.Flask, store: Store, elm: Neighbours, book: Path) -> FlaskClient:
    return let_in(app, store, elm, Role.TREASURER)


def quiet(_step: str) -> None:
    """Nobody listens."""


def tea() -> Expense:
    """Five pounds of tea, bought in February."""
    share = Share(fund="general", account="Expenses:Food", amount=Money(5_00))
    return Expense(
        day=dt.date(2026, 2, 3),
        paid_to="Aldi",
        what_for="Tea",
        shares=(share,),
        paid_from="Assets:Bank:Current",
    )


def bend(book: Path) -> None:
    """Change the text by hand, so that it is not sound."""
    main = book / "book.beancount"
    main.write_text(main.read_text() + 'plugin "beancount.plugins.auto"\n')
    about(book)


def test_books_that_were_never_checked_say_so(treasurer: FlaskClient) -> None:
    assert "Not checked yet." in treasurer.get(SETTINGS).text
    assert "Not checked yet." in treasurer.get(PAGE).text


def test_a_check_that_is_asked_for_runs_and_tells_what_came_of_it(
    treasurer: FlaskClient, book: Path
) -> None:
    token = _TOKEN.search(treasurer.get(PAGE).text)
    assert token
    answer = treasurer.post(PAGE, data={"csrf_token": token[1]})
    assert answer.status_code == 303
    until = time.monotonic() + 60
    page = treasurer.get(PAGE)
    while is_being_checked(book) and time.monotonic() < until:
        time.sleep(0.05)
        page = treasurer.get(PAGE)
        if "being checked now" in page.text:
            assert page.headers["Refresh"].startswith("3; url=/g/")
    page = treasurer.get(PAGE)
    assert "Refresh" not in page.headers
    said = "the books are sound, and Beancount reads them to the same penny."
    assert said in page.text
    assert said in treasurer.get(SETTINGS).text


def test_books_that_are_not_sound_say_what_to_mend(treasurer: FlaskClient, book: Path) -> None:
    bend(book)
    assert check_now(book, quiet)
    page = treasurer.get(PAGE).text
    assert "the books are not sound. 1 thing to mend." in page
    assert "beancount.plugins.auto" in page


def test_what_was_taken_out_by_hand_is_told_at_home_and_with_the_check(
    treasurer: FlaskClient, book: Path
) -> None:
    record(book, tea(), hand())
    month = book / "journal/2026-02.beancount"
    month.write_text(month.read_text()[: month.read_text().index("2026-02-03")])
    assert check_now(book, quiet)
    said = "Entry no. 2026-0001 (Aldi, 3 February 2026) was recorded, and somebody took it out"
    for where in ("/g/elm-street-mutual-aid/", PAGE):
        assert said in treasurer.get(where).text
    assert "But 1 recorded thing was changed or taken out by hand." in treasurer.get(SETTINGS).text


def test_an_edit_by_hand_is_told_until_it_is_checked(treasurer: FlaskClient, book: Path) -> None:
    check_now(book, quiet)
    bend(book)
    said = "What stood in the books already was changed, by hand or in Settings."
    assert said in treasurer.get(PAGE).text
    check_now(book, quiet)
    assert said not in treasurer.get(PAGE).text


def test_every_book_is_due_once_in_a_night_and_an_edited_one_at_any_time(
    book: Path, elm: Neighbours
) -> None:
    folder = elm.group.folder.parent.parent
    mine = [book]
    about(book)
    assert [each for each in watching.due(folder, NIGHT) if each == book] == mine
    assert book not in watching.due(folder, NOON)
    check_now(book, quiet)
    now = dt.datetime.now(dt.UTC)
    tonight = dt.datetime.combine(now.date(), dt.time(3, 12), tzinfo=dt.UTC)
    assert book not in watching.due(folder, tonight - dt.timedelta(days=1))
    assert book in watching.due(folder, tonight + dt.timedelta(days=1))
    bend(book)
    assert book in watching.due(folder, NOON)


def test_a_book_that_something_broke_over_is_due_at_any_time(
    book: Path, elm: Neighbours, treasurer: FlaskClient
) -> None:
    """A wrong letter in its index may be behind it: that is found, told and mended."""
    folder = elm.group.folder.parent.parent
    record(book, tea(), hand())
    check_now(book, quiet)
    where = index_of(book)
    assert where
    with closing(sqlite3.connect(where)) as ask, ask:
        ask.execute("UPDATE entries SET kind = 'nonsense'")
    treasurer.application.config["PROPAGATE_EXCEPTIONS"] = False
    assert treasurer.get(ENTRIES).status_code == 500
    assert book in watching.due(folder, NOON)
    assert check_now(book, quiet)
    assert treasurer.get(ENTRIES).status_code == 200
    assert book not in watching.due(folder, NOON)
    assert "was made again from the books" in treasurer.get(PAGE).text


def test_whoever_serves_looks_at_an_edited_book_by_itself(
    book: Path, elm: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_PAUSE", 0.05)
    check_now(book, quiet)
    bend(book)
    ended = threading.Event()
    watch = watching.watch(elm.group.folder.parent.parent, ended)
    until = time.monotonic() + 60
    while is_changed_by_hand(book) and time.monotonic() < until:
        time.sleep(0.05)
    ended.set()
    watch.join(60)
    assert not watch.is_alive()
    last = last_checked(book)
    assert last
    assert "beancount.plugins.auto" in " ".join(sentence for sentence, _ in last.mend)


def test_one_of_a_machine_looks_after_a_folder(tmp_path: Path) -> None:
    first = watching._alone(tmp_path)
    assert first
    assert watching._alone(tmp_path) is None
    first.close()
    assert watching._alone(tmp_path)


def test_moments_are_told_as_one_says_them(app: flask.Flask, book: Path) -> None:
    check_now(book, quiet)
    last = last_checked(book)
    assert last
    assert in_words(last).startswith(("Checked today at", "Checked last night at"))
    assert in_words(None) == "Not checked yet."
