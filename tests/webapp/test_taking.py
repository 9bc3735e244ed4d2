"""Leaving: one press gives everything, in formats that other software reads."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import flask
import openpyxl
import pytest
from flask.testing import FlaskClient

from ledger.money import Money
from ledger.reading import annual_accounts
from tests.webapp.books import let_in, sample_book
from tests.webapp.conftest import Neighbours
from webapp import people
from webapp.people import Role, Store

Take = Callable[..., zipfile.ZipFile]


@pytest.fixture
def place(elm: Neighbours) -> Path:
    return sample_book(elm.group)


@pytest.fixture
def take(app: flask.Flask, store: Store, elm: Neighbours, place: Path) -> Take:
    client: FlaskClient = let_in(app, store, elm, Role.TREASURER)

    def taken(query: str = "") -> zipfile.ZipFile:
        answer = client.get(f"/g/{elm.group.address}/settings/books.zip{query}")
        assert answer.mimetype == "application/zip"
        return zipfile.ZipFile(io.BytesIO(answer.data))

    return taken


def test_every_file_of_the_book_is_in_it(take: Take, place: Path) -> None:
    kept = [each for each in place.rglob("*") if each.is_file()]
    paths = [each.relative_to(place) for each in kept]
    ours = [each for each in paths if not each.parts[0].startswith(".")]
    with take() as away:
        assert {f"books/{each.as_posix()}" for each in ours} <= set(away.namelist())
        assert away.read("books/book.beancount") == (place / "book.beancount").read_bytes()


def test_the_figures_of_every_year_are_in_it_for_other_programs(take: Take, place: Path) -> None:
    with take() as away:
        for last in ("2025-03-31", "2026-03-31"):
            book = openpyxl.load_workbook(io.BytesIO(away.read(f"figures/accounts-{last}.xlsx")))
            assert "funds" in book.sheetnames
            rows = list(csv.reader(io.StringIO(away.read(_funds(last)).decode())))
            closing = rows[-1][rows[0].index("Closing")]
            accounts = annual_accounts(place, date.fromisoformat(last))
            assert Money(int(closing.replace(".", ""))) == accounts.cash.closing.total
        assert "figures/grant-council-food-2025/payments.csv" in away.namelist()
        assert "figures/not-made.txt" not in away.namelist()


def test_who_the_numbers_are_is_in_it_unless_it_is_given_to_somebody_else(
    take: Take, elm: Neighbours
) -> None:
    member = elm.members[Role.MEMBER]
    with take() as away:
        assert f"{member.number},{member.name}".encode() in away.read("people.csv")
        assert b"people.csv" in away.read("read-me.txt")
    with take("?names=none") as away:
        assert "people.csv" not in away.namelist()
        assert not any(member.name.encode() in away.read(name) for name in away.namelist())


def test_the_names_of_another_group_are_not_in_it(
    take: Take, store: Store, oak: Neighbours
) -> None:
    assert people.names_of(store, oak.group.id)
    with take() as away:
        assert b"Oak Road" not in away.read("people.csv")


def test_figures_that_do_not_tie_keep_nobody_from_leaving(take: Take, place: Path) -> None:
    month = place / "journal" / "2025-05.beancount"
    month.write_text(month.read_text().replace("Assets:Bank:Current", "Assets:Bank:Elsewhere", 1))
    with take() as away:
        assert "books/journal/2025-05.beancount" in away.namelist()
        assert "read-me.txt" in away.namelist()


def _funds(last: str) -> str:
    return f"figures/accounts-{last}/funds.csv"
