"""Figures for other programs, beside each PDF: who gets them, and whether they are the same."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import flask
import openpyxl
import pytest
from flask.testing import FlaskClient

from grant_reports.tables import accounts_tables, fund_tables, read_csv, table_csv
from ledger.money import Money
from ledger.reading import annual_accounts, fund_statement
from ledger.statements import DoesNotTie
from tests.webapp.books import empty_book, let_in, sample_book
from tests.webapp.conftest import Neighbours
from webapp.blueprints.accounts import tabling
from webapp.clock import today
from webapp.people import Role, Store

Enter = Callable[[Role], FlaskClient]
GRANT = "council-food-2025"


@pytest.fixture
def place(elm: Neighbours) -> Path:
    return sample_book(elm.group)


@pytest.fixture
def enter(app: flask.Flask, store: Store, elm: Neighbours, place: Path) -> Enter:
    return lambda role: let_in(app, store, elm, role)


@pytest.fixture
def base(elm: Neighbours) -> str:
    return f"/g/{elm.group.address}"


def test_the_accounts_are_there_as_csv_with_the_figures_of_the_accounts(
    enter: Enter, base: str, place: Path
) -> None:
    page = enter(Role.TREASURER).get(f"{base}/accounts?year_end=2026-03-31").text
    address = f"{base}/accounts/2026-03-31/tables.csv.zip"
    assert f'href="{address}"' in page
    answer = enter(Role.TREASURER).get(address)
    assert answer.mimetype == "application/zip"
    assert "2026-03-31.csv.zip" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
        for each in accounts_tables(annual_accounts(place, date(2026, 3, 31))):
            assert parts.read(f"{each.name}.csv") == table_csv(each)


def test_a_grants_figures_are_there_as_a_workbook(enter: Enter, base: str, place: Path) -> None:
    client = enter(Role.AUDITOR)
    address = f"{base}/funds/{GRANT}/tables.xlsx"
    assert f'href="{address}"' in client.get(f"{base}/funds/{GRANT}").text
    book = openpyxl.load_workbook(io.BytesIO(client.get(address).data))
    statement = fund_statement(place, GRANT, today())
    for each in fund_tables(statement):
        assert book[each.name].max_row == len(each.rows) + 1


def test_a_zip_of_a_grant_reads_back_as_it_was(enter: Enter, base: str, place: Path) -> None:
    answer = enter(Role.TREASURER).get(f"{base}/funds/{GRANT}/tables.csv.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
        rows = read_csv(parts.read("payments.csv"))
    payments = fund_statement(place, GRANT, today()).payments
    assert [row[4] for row in rows[1:]] == [each.payee for each in payments]


@pytest.mark.parametrize(
    "path",
    ["accounts/2026-03-31/tables.xlsx", f"funds/{GRANT}/tables.csv.zip", "grants.json"],
)
def test_members_do_not_get_what_tells_every_penny(enter: Enter, base: str, path: str) -> None:
    assert enter(Role.MEMBER).get(f"{base}/{path}").status_code == 403
    assert enter(Role.AUDITOR).get(f"{base}/{path}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "accounts/2026-03-31/tables.pdf",
        "accounts/2026-03-30/tables.xlsx",
        "funds/nothing/tables.xlsx",
    ],
)
def test_what_is_not_there_is_not_found(enter: Enter, base: str, path: str) -> None:
    assert enter(Role.TREASURER).get(f"{base}/{path}").status_code == 404


def test_figures_that_do_not_tie_are_given_in_no_form(
    enter: Enter, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_asked: object) -> None:
        raise DoesNotTie("Cash by account", Money(1), Money(2))

    monkeypatch.setattr(tabling, "annual_accounts", broken)
    answer = enter(Role.TREASURER).get(f"{base}/accounts/2026-03-31/tables.xlsx")
    assert answer.status_code == 422
    assert "The figures do not agree. Cash by account" in answer.text


def test_grants_are_there_as_open_data_for_whoever_reads_the_books(enter: Enter, base: str) -> None:
    client = enter(Role.TREASURER)
    assert f'href="{base}/grants.json"' in client.get(f"{base}/funds").text
    answer = client.get(f"{base}/grants.json")
    assert answer.mimetype == "application/json"
    grants = json.loads(answer.data)["grants"]
    assert "Northgate Council" in {each["fundingOrganization"][0]["name"] for each in grants}
    assert b"P00" not in answer.data


def test_a_group_without_a_grant_is_told_what_would_stand_in_it(
    app: flask.Flask, store: Store, oak: Neighbours
) -> None:
    empty_book(oak.group)
    client = let_in(app, store, oak, Role.TREASURER)
    assert "grants.json" not in client.get(f"/g/{oak.group.address}/funds").text
    answer = client.get(f"/g/{oak.group.address}/grants.json")
    assert answer.status_code == 422
    assert "There is no grant to publish yet." in answer.text


@pytest.mark.parametrize(
    "path", ["accounts/2026-03-31/tables", f"funds/{GRANT}/tables", "month/2026-03/tables"]
)
def test_tables_hold_numbers_where_there_are_people(
    enter: Enter, base: str, elm: Neighbours, path: str
) -> None:
    answer = enter(Role.TREASURER).get(f"{base}/{path}.csv.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
        words = b"".join(parts.read(name) for name in parts.namelist()).decode()
    assert len(words) > 500
    for member in elm.members.values():
        assert member.name not in words
