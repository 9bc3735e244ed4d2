"""A report that a funder waits for stands on a treasurer's home until it went out."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import flask
import pytest

from ledger import recording
from ledger.funds import Fund, FundClass
from ledger.reading import book_version
from ledger.recording import REPORT, ToIssue, close_fund, new_fund
from tests.webapp.books import hand, let_in, sample_book
from tests.webapp.conftest import Neighbours
from webapp import clock
from webapp.people import Role, Store

SAID = "The report on Council food grant 2025 {} due by 30 April 2026"
Home = Callable[[Role], str]


@pytest.fixture
def home(app: flask.Flask, store: Store, elm: Neighbours) -> Home:
    sample_book(elm.group)
    return lambda role: let_in(app, store, elm, role).get(f"/g/{elm.group.address}/").text


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 3, 30), ""),
        (date(2026, 3, 31), SAID.format("is")),
        (date(2026, 4, 30), SAID.format("is")),
        (date(2026, 5, 1), SAID.format("was")),
    ],
)
def test_it_is_spoken_of_from_a_month_before(
    today: date, said: str, home: Home, elm: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: today)
    page = home(Role.TREASURER)
    if not said:
        assert "The report on" not in page
        return
    assert said in page
    assert f'href="/g/{elm.group.address}/reports/council-food-2025"' in page
    assert "Street kitchen" not in "".join(re.findall("The report on [^<]+", page))


def test_who_writes_no_reports_is_not_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 4, 20))
    for role in (Role.MEMBER, Role.AUDITOR):
        assert "The report on" not in home(role)


def test_once_it_went_out_nobody_is_reminded(
    home: Home, elm: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 4, 20))
    assert SAID.format("is") in home(Role.TREASURER)
    issue(elm.group.folder)
    assert "The report on" not in home(Role.TREASURER)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 6, 29), ""),
        (date(2026, 6, 30), "The report on A bench is due by 30 July 2026"),
        (date(2027, 7, 30), "The report on A bench was due by 30 July 2026"),
        (date(2027, 7, 31), ""),
    ],
)
def test_a_closed_fund_is_spoken_of_too_until_a_year_after(
    today: date, said: str, home: Home, elm: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_closed_fund(elm.group.folder)
    monkeypatch.setattr(clock, "today", lambda: today)
    page = home(Role.TREASURER)
    assert ("The report on A bench" in page) is bool(said)
    assert said in page
    assert (f'href="/g/{elm.group.address}/reports/bench"' in page) is bool(said)


def test_what_went_out_once_a_fund_was_closed_was_its_last(
    app: flask.Flask,
    store: Store,
    home: Home,
    elm: Neighbours,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_closed_fund(elm.group.folder)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 7, 10))
    assert "The report on A bench" in home(Role.TREASURER)
    form = let_in(app, store, elm, Role.TREASURER).get(f"/g/{elm.group.address}/reports/bench")
    assert form.status_code == 200
    issue(elm.group.folder, "bench")
    assert "The report on A bench" not in home(Role.TREASURER)


def a_closed_fund(book: Path) -> None:
    """Open a fund and close it, months before its report is due."""
    on = hand(today=date(2026, 4, 20))
    fund = Fund(
        name="bench",
        kind=FundClass.RESTRICTED,
        opened=on.today,
        title="A bench",
        funder="Northgate Trust",
        report_due=date(2026, 7, 30),
    )
    new_fund(book, fund, on)
    close_fund(book, "bench", on.today, on)


def issue(book: Path, fund: str = "council-food-2025") -> None:
    """Keep a report as it goes out."""
    document = ToIssue(
        about=fund,
        sort=REPORT,
        until=date(2026, 3, 31),
        version=book_version(book),
        content=b"%PDF-1.7 a report",
        changed="",
    )
    recording.issue(book, document, hand(today=date(2026, 4, 20)))
