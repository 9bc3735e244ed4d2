"""A report that a funder waits for stands on a treasurer's home until it went out."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import flask
import pytest

from ledger import recording
from ledger.reading import book_version
from ledger.recording import REPORT, ToIssue
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


def issue(book: Path) -> None:
    """Keep a report as it goes out."""
    document = ToIssue(
        about="council-food-2025",
        sort=REPORT,
        until=date(2026, 3, 31),
        version=book_version(book),
        content=b"%PDF-1.7 a report",
        changed="",
    )
    recording.issue(book, document, hand(today=date(2026, 4, 20)))
