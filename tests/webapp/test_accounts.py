"""The annual accounts: what needs a look first, the PDF, and a year that is closed for good."""

import re
from collections.abc import Callable
from datetime import date

import flask
import pytest
from werkzeug.test import TestResponse

from ledger import index, recording
from ledger.accounts import BANK
from ledger.entries.acts import Expense, Share
from ledger.errors import Refusal
from ledger.money import Money
from tests.webapp.books import Inside, empty_book, hand, let_in, sample_book
from tests.webapp.conftest import Neighbours
from webapp.people import Role, Store

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
Enter = Callable[[Role], "Desk"]


class Desk(Inside):
    """A browser that is signed in at a group, and looks at its accounts."""

    def text(self, path: str = "accounts", **asked: str) -> str:
        return super().text(path, **asked)

    def close(self, year_end: str, **instead: str) -> TestResponse:
        where = self.at(f"accounts/{year_end}/close")
        fields = dict(_HIDDEN.findall(self.client.get(where).text))
        return self.client.post(where, data={**fields, "sure": "yes", **instead})


@pytest.fixture
def enter(app: flask.Flask, store: Store, elm: Neighbours) -> Enter:
    return lambda role: Desk(
        client=let_in(app, store, elm, role), group=elm.group.address, place=elm.group.folder
    )


@pytest.fixture
def desk(enter: Enter, elm: Neighbours) -> Desk:
    sample_book(elm.group)
    return enter(Role.TREASURER)


def test_the_latest_year_that_is_over_stands_there_with_what_needs_a_look(desk: Desk) -> None:
    text = desk.text()
    assert "1 April 2025 to 31 March 2026" in text
    assert "Three photos of receipts are missing" in text
    assert "Northgate Minicabs" in text
    assert "closed on 20 April 2025" in text


def test_an_account_that_nobody_checked_is_named_with_our_figure(desk: Desk) -> None:
    recording.withdraw_agreement(
        desk.place, BANK, date(2026, 3, 31), "a mistake", hand(today=date(2026, 4, 2))
    )
    text = desk.text("accounts?year_end=2026-03-31")
    assert "Bank was not checked after the year’s end" in text
    assert "Our books say £3,545.12 on 31 March 2026." in text


def test_accounts_are_for_treasurers_and_examiners_since_they_tell_every_penny(
    desk: Desk, enter: Enter
) -> None:
    member = enter(Role.MEMBER)
    for path in ("accounts", "accounts/2026-03-31/pdf"):
        assert member.client.get(member.at(path)).status_code == 403
    assert member.at("accounts") not in member.client.get(member.at("")).text
    assert "would be better looked at first" in enter(Role.AUDITOR).text()


@pytest.mark.parametrize("asked", ["", "?examiner=yes"])
def test_the_accounts_are_a_pdf_named_for_the_group_and_the_year(desk: Desk, asked: str) -> None:
    answer = desk.client.get(desk.at(f"accounts/2026-03-31/pdf{asked}"))
    assert answer.status_code == 200
    assert answer.get_data().startswith(b"%PDF-")
    name = f"{desk.group}-accounts-2026-03-31.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_accounts_that_do_not_tie_are_a_page_with_the_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No book that a person can record fails to tie, so the proof itself is made to fail."""

    def fails(*_: object) -> bytes:
        raise Refusal("The figures do not agree. Closing cash: £2.00 one way and £3.00 the other.")

    monkeypatch.setattr("webapp.prints.making.printed_apart", fails)
    answer = desk.client.get(desk.at("accounts/2026-03-31/pdf"))
    assert answer.status_code == 422
    assert "Closing cash: £2.00 one way and £3.00 the other." in answer.text
    assert "1 April 2025" in answer.text


@pytest.mark.parametrize("year_end", ["2026-03-30", "1999-03-31", "soon", "2026-02-30"])
@pytest.mark.parametrize("path", ["pdf", "close", "closed", "checklist"])
def test_a_day_on_which_no_year_ends_is_not_there(desk: Desk, year_end: str, path: str) -> None:
    assert desk.client.get(desk.at(f"accounts/{year_end}/{path}")).status_code == 404


def test_closing_asks_first_and_then_the_year_is_final(desk: Desk) -> None:
    asked = desk.text("accounts/2026-03-31/close")
    assert "It cannot be undone." in asked
    assert "Three photos of receipts are missing" in asked
    assert index.current(desk.place).closed_until == date(2025, 3, 31)
    assert desk.close("2026-03-31").status_code == 303
    assert index.current(desk.place).closed_until == date(2026, 3, 31)
    text = desk.text("accounts?year_end=2026-03-31")
    assert "This year was closed by Treasurer of Elm Street Mutual Aid on" in text
    assert "Close this year" not in text
    share = Share(fund="general", account="Expenses:Food", amount=Money(100))
    late = Expense(
        day=date(2026, 3, 31), paid_to="Aldi", what_for="", shares=(share,), paid_from=BANK
    )
    with pytest.raises(Refusal, match="closed"):
        recording.record(desk.place, late, hand())


def test_a_year_that_is_not_over_is_not_closed(desk: Desk) -> None:
    year_end = next(
        found
        for found in re.findall(r"year_end=([0-9-]+)", desk.client.get(desk.at("accounts")).text)
    )
    refused = desk.close(year_end)
    assert refused.status_code == 422
    assert "which is not over yet." in refused.text


def test_a_year_that_is_closed_is_not_closed_again(desk: Desk) -> None:
    before = len(index.current(desk.place).facts)
    assert desk.client.get(desk.at("accounts/2025-03-31/close")).status_code == 303
    assert len(index.current(desk.place).facts) == before


def test_only_treasurers_close_a_year(desk: Desk, enter: Enter) -> None:
    for role in (Role.MEMBER, Role.AUDITOR):
        other = enter(role)
        assert other.client.get(other.at("accounts/2026-03-31/close")).status_code == 403
    assert "Close this year" not in enter(Role.AUDITOR).text()


def test_an_empty_book_says_what_will_stand_here(enter: Enter, elm: Neighbours) -> None:
    empty_book(elm.group)
    desk = enter(Role.TREASURER)
    assert "A year’s accounts, made by themselves" in desk.text()
    assert desk.client.get(desk.at("accounts/2026-03-31/pdf")).status_code == 404
