"""A report is issued exactly once, beside the answers; whoever waits is told what came of it."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import flask
import pytest

from ledger.entries.acts import Expense, Share
from ledger.money import Money
from ledger.reading import issued
from ledger.recording import record
from tests.webapp.books import hand, let_in, sample_book
from tests.webapp.conftest import Neighbours
from tests.webapp.test_reports import ABOUT, GRANT, Desk, picture
from webapp import clock, people, prints
from webapp.blueprints.reports import issuing
from webapp.people import Role, Store
from webapp.prints import making

HOUSE = Path(__file__).parents[2]
NOW = date(2026, 4, 2)
PDF = b"%PDF-1.7 a report"


class Press:
    """What prints: it waits until it is let go, and gives what it is told to."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.let_go = threading.Event()
        self.begun = threading.Event()
        self.gives: Callable[[], bytes] = lambda: PDF

    def __call__(self, place: Path, order: object) -> bytes:
        self.asked.append((place, order))
        self.begun.set()
        assert self.let_go.wait(20)
        return self.gives()


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch, app: flask.Flask) -> Iterator[Press]:
    made = Press()
    app.config["PRINTS_PATIENCE"] = 0.0
    monkeypatch.setattr(issuing, "printed_apart", made)
    monkeypatch.setattr(clock, "today", lambda: NOW)
    yield made
    made.let_go.set()
    for thread in threading.enumerate():
        if thread.name == "errand":
            thread.join(20)


@pytest.fixture
def book(elm: Neighbours) -> Path:
    return sample_book(elm.group)


@pytest.fixture
def at(app: flask.Flask, store: Store, elm: Neighbours, book: Path) -> Callable[[], Desk]:
    """Open the report as a treasurer, in another browser each time."""
    del book
    return lambda: Desk(let_in(app, store, elm, Role.TREASURER), elm.group)


def ended(press: Press) -> None:
    """Let the press go, and wait until everything that was begun is through."""
    press.let_go.set()
    for thread in threading.enumerate():
        if thread.name == "errand":
            thread.join(20)


def test_while_it_is_made_a_page_says_so_and_then_that_it_is_issued(
    at: Callable[[], Desk], press: Press, book: Path
) -> None:
    jo = at()
    waits = jo.issue()
    assert waits.status_code == 202
    assert "The report is being made, and then issued …" in waits.text
    assert "If something is recorded in the books meanwhile, it is not issued." in waits.text
    assert waits.headers["Refresh"].startswith(f"2; url={jo.at}/issuing/")
    assert issued(book, GRANT, "report") == ()
    ended(press)
    there = jo.client.get(waits.request.path)
    assert (there.status_code, there.location) == (303, f"{jo.at}#issued")
    assert "The report is issued. This very PDF stays" in jo.page()
    (kept,) = issued(book, GRANT, "report")
    assert (book / kept.file).read_bytes() == PDF


def test_two_taps_print_once_and_issue_once(
    at: Callable[[], Desk], press: Press, book: Path
) -> None:
    jo = at()
    page = jo.page()
    first, second = jo.issue(page), jo.issue(page)
    assert first.request.path == second.request.path
    assert press.begun.wait(20)
    ended(press)
    assert len(press.asked) == 1
    assert len(issued(book, GRANT, "report")) == 1
    assert [jo.client.get(each.request.path).status_code for each in (first, second)] == [303, 303]


def test_two_treasurers_at_once_issue_the_very_same_report_once(
    at: Callable[[], Desk], press: Press, book: Path
) -> None:
    jo, sam = at(), at()
    waiting = jo.issue(), sam.issue()
    ended(press)
    answers = [jo.client.get(waiting[0].request.path), sam.client.get(waiting[1].request.path)]
    assert sorted(each.status_code for each in answers) == [303, 422]
    told = next(each.text for each in answers if each.status_code == 422)
    assert "Exactly this report was issued a moment ago" in told
    assert len(issued(book, GRANT, "report")) == 1


def test_of_two_that_differ_the_later_one_is_declined_and_asked_what_is_new(
    at: Callable[[], Desk], press: Press, book: Path
) -> None:
    jo, sam = at(), at()
    every = iter([PDF, PDF + b" with papers"])
    press.gives = lambda: next(every)
    waiting = jo.issue(), sam.issue(papers="all")
    ended(press)
    answers = [jo.client.get(waiting[0].request.path), sam.client.get(waiting[1].request.path)]
    told = next(each.text for each in answers if each.status_code == 422)
    assert "what is different now is missing" in told
    assert len(issued(book, GRANT, "report")) == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_process_that_ends_meanwhile_issues_nothing_and_says_so(
    at: Callable[[], Desk], press: Press, book: Path
) -> None:
    """The thread ends as it does with its process: without a word."""

    def dies() -> bytes:
        raise SystemExit

    jo = at()
    press.gives = dies
    page = jo.page()
    waits = jo.issue(page)
    ended(press)
    told = jo.client.get(waits.request.path)
    assert told.status_code == 422
    assert "Making the report was broken off, so it was not issued." in told.text
    assert issued(book, GRANT, "report") == ()
    press.gives = lambda: PDF
    again = jo.issue(told.text)
    ended(press)
    assert jo.client.get(again.request.path).status_code == 303
    assert len(issued(book, GRANT, "report")) == 1


def test_books_that_move_on_meanwhile_are_told_and_what_was_typed_is_kept(
    at: Callable[[], Desk], press: Press, book: Path
) -> None:
    jo = at()
    jo.issue()
    ended(press)
    press.let_go.clear()
    press.gives = lambda: PDF + b" again"
    waits = jo.issue(news="A paper was found")
    share = Share(fund="general", account="Expenses:Food", amount=Money(500))
    bought = Expense(
        day=NOW, paid_to="Aldi", what_for="Tea", shares=(share,), paid_from="Assets:Bank:Current"
    )
    record(book, bought, hand(today=NOW))
    ended(press)
    told = jo.client.get(waits.request.full_path)
    assert told.status_code == 422
    assert "Something was recorded in the books while this was being made." in told.text
    assert 'value="A paper was found"' in told.text
    assert 'name="papers" value="none" checked' in told.text
    assert len(issued(book, GRANT, "report")) == 1


def test_what_is_different_ends_with_one_full_stop(at: Callable[[], Desk], press: Press) -> None:
    jo = at()
    jo.issue()
    ended(press)
    press.gives = lambda: PDF + b" again"
    jo.issue(news="A paper was found.")
    ended(press)
    assert "Different: A paper was found. Issued by" in jo.page()


def test_a_photograph_that_is_taken_away_meanwhile_is_not_issued(
    at: Callable[[], Desk], press: Press, book: Path, store: Store
) -> None:
    jo = at()
    jo.photograph(picture())
    (kept,) = people.photographs_of(store, jo.group.id, ABOUT)
    waits = jo.issue()
    assert press.begun.wait(20)
    token = jo.form()["csrf_token"]
    away = {"csrf_token": token, "away": "yes"}
    assert jo.client.post(f"{jo.at}/photographs/{kept.sha256}/words", data=away).status_code == 303
    ended(press)
    told = jo.client.get(waits.request.path)
    assert "were taken away while the report was being made" in told.text
    assert issued(book, GRANT, "report") == ()


def test_what_is_declined_is_told_even_after_other_prints_were_kept(
    at: Callable[[], Desk], press: Press, book: Path
) -> None:
    def declined() -> bytes:
        raise making.NotKept

    jo = at()
    press.gives = declined
    waits = jo.issue()
    ended(press)
    one = prints.Wanted(kind="test", place=book, said=(), make=lambda: b"%PDF-other")
    one.kept().keep(b"%PDF-other")
    assert "the computer&#39;s disk does not take it" in jo.client.get(waits.request.path).text


def test_what_a_killed_process_was_at_is_no_longer_under_way(book: Path) -> None:
    errand = prints.Errand(place=book, word="a form")
    words = (
        "import sys, time; from pathlib import Path; from webapp.prints import Errand; "
        "Errand(place=Path(sys.argv[1]), word='a form').begin(lambda _: time.sleep(60)); "
        "print('begun', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", words, str(book)], cwd=HOUSE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"begun\n"
        assert errand.is_under_way()
        program.kill()
        program.wait()
    assert not errand.is_under_way()
    assert errand.refusal() is None
