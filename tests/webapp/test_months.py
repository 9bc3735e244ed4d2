"""The page of a month: who sees which figures, the months beside it, paper and spreadsheets."""

import io
import re
import zipfile
from datetime import date

import flask
import openpyxl
import pytest
from flask.testing import FlaskClient

from ledger.accounts import BANK
from ledger.entries.acts import Expense, Share
from ledger.money import Money
from ledger.reading import NOT_YET
from ledger.recording import Hand, bring_in, record
from tests.grant_reports.reading import on_one_line
from tests.webapp.books import SAMPLE, hand, let_in, sample_book
from tests.webapp.conftest import Neighbours
from webapp.people import Role, Store


@pytest.fixture
def elm_with_books(elm: Neighbours) -> Neighbours:
    sample_book(elm.group)
    return elm


def client_of(
    app: flask.Flask, store: Store, elm: Neighbours, role: Role
) -> tuple[FlaskClient, str]:
    return let_in(app, store, elm, role), f"/g/{elm.group.address}/month"


@pytest.fixture
def treasurer(
    app: flask.Flask, store: Store, elm_with_books: Neighbours
) -> tuple[FlaskClient, str]:
    return client_of(app, store, elm_with_books, Role.TREASURER)


@pytest.fixture
def member(app: flask.Flask, store: Store, elm_with_books: Neighbours) -> tuple[FlaskClient, str]:
    return client_of(app, store, elm_with_books, Role.MEMBER)


def text(page: tuple[FlaskClient, str], path: str) -> str:
    client, base = page
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(base + path).text).split())


def test_a_month_says_in_a_sentence_how_it_went(treasurer: tuple[FlaskClient, str]) -> None:
    said = text(treasurer, "/2026-03")
    assert "We began with £4,149.39 ; £70.68 came in and £585.20 went out." in said
    assert "That leaves £3,634.87 , beside £50.00 that is not ours" in said
    assert "checked against the bank on 31 March 2026" in said
    assert "February 2026" in said
    assert "April 2026" in said
    assert "We owe £35.00 to volunteers" in said


def test_a_month_into_which_nothing_came_says_nothing_came(
    treasurer: tuple[FlaskClient, str], elm: Neighbours
) -> None:
    bread = Share(fund="general", account="Expenses:Food", amount=Money(3_20))
    on = date(2026, 5, 10)
    spent = Expense(day=on, paid_to="Co-op", what_for="Bread", shares=(bread,), paid_from=BANK)
    record(elm.group.folder, spent, Hand(by="P003", today=on))
    said = text(treasurer, "/2026-05")
    assert "; nothing came in and £3.20 went out." in said


def test_what_puts_a_closed_year_right_is_in_the_sentence(
    app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    golden = SAMPLE.parent / "tests/golden/corrections.beancount"
    bring_in(elm.group.folder, "", golden.read_text(), {}, hand())
    said = text(client_of(app, store, elm, Role.TREASURER), "/2025-06")
    assert (
        "We began with £377.20 ; nothing came in and nothing went out; corrections of earlier "
        "years made it £5.00 less . That leaves £372.20 ." in said
    )
    assert "corrections of earlier years" not in text(
        client_of(app, store, elm, Role.TREASURER), "/2025-05"
    )


def test_a_month_in_which_nothing_happened_says_so(treasurer: tuple[FlaskClient, str]) -> None:
    said = text(treasurer, "/2026-05")
    assert "No money came in or went out. There was £3,634.87" in said
    assert "Bank was not checked after the month’s end" in said


def test_a_member_gets_the_figures_that_are_told_and_no_name_for_a_claim(
    member: tuple[FlaskClient, str],
) -> None:
    said = text(member, "/2026-03")
    assert "Help given lately is not in these figures yet." in said
    assert "£3,738.87" in said
    assert "£3,634.87" not in said
    assert "P007" not in said
    assert "Print all of it" not in said


def test_only_who_may_see_help_prints_all_of_it(
    treasurer: tuple[FlaskClient, str], member: tuple[FlaskClient, str]
) -> None:
    for (client, base), whole in ((treasurer, True), (member, False)):
        printed = client.get(f"{base}/2026-03/pdf?help=all")
        assert printed.mimetype == "application/pdf"
        assert ("3,634.87" in on_one_line(printed.data)) is whole


def test_what_a_treasurer_prints_for_the_meeting_is_told_only(
    treasurer: tuple[FlaskClient, str],
) -> None:
    client, base = treasurer
    words = on_one_line(client.get(f"{base}/2026-03/pdf").data)
    assert "3,738.87" in words
    assert "3,634.87" not in words


def test_the_tables_of_a_month_are_those_of_its_page(
    treasurer: tuple[FlaskClient, str], member: tuple[FlaskClient, str]
) -> None:
    client, base = treasurer
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{base}/2026-03/tables.xlsx").data))
    assert [cell.value for cell in book["month"][book["month"].max_row]][-1] == 3634.87
    assert NOT_YET not in str(book.properties.description)
    client, base = member
    with zipfile.ZipFile(io.BytesIO(client.get(f"{base}/2026-03/tables.csv.zip").data)) as parts:
        assert b"3738.87" in parts.read("month.csv")
        assert b"Help given," not in parts.read("month.csv")
        for name in ("about.txt", "month.csv"):
            assert NOT_YET in parts.read(name).decode()


@pytest.mark.parametrize("month", ["2024-09", "2199-01", "2026-13", "march", "2026-3", "٢٠٢٦-03"])
def test_a_month_that_the_books_do_not_reach_is_not_there(
    treasurer: tuple[FlaskClient, str], month: str
) -> None:
    client, base = treasurer
    assert client.get(f"{base}/{month}").status_code == 404
    assert client.get(f"{base}/{month}/pdf").status_code == 404


def test_the_way_in_leads_to_the_month_before_todays(treasurer: tuple[FlaskClient, str]) -> None:
    client, base = treasurer
    answer = client.get(base)
    assert answer.status_code == 303
    assert re.search(r"/month/\d{4}-\d{2}$", answer.location)
    assert client.get(answer.location).status_code == 200
