"""What the command line prints of a book in an installation is what the browser gives."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import flask
import pytest
from click.testing import CliRunner

from tests.grant_reports.reading import on_one_line
from tests.webapp.books import let_in, sample_book
from tests.webapp.conftest import Neighbours
from tests.webapp.test_prints import until
from webapp import people
from webapp.account_words import about_accounts
from webapp.clock import today
from webapp.commands.purse import purse
from webapp.people import NewWriting, Role, Store
from webapp.report_words import about_report, so_far

GRANT, YEAR = "council-food-2025", date(2026, 3, 31)
PARCELS = "We carried parcels through the snow."
Typed = Callable[..., bytes]


@pytest.fixture
def book(store: Store, elm: Neighbours) -> Path:
    """The sample's book, with words written for a report and beside the accounts."""
    for about, field in ((about_report(GRANT), "did"), (about_accounts(YEAR), "report")):
        new = NewWriting(about=about, field=field, text=PARCELS)
        people.write(store, elm.group.id, new, by="P001")
    return sample_book(elm.group)


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    """Type words at the command line, and give the PDF that came of them."""
    target = tmp_path / "out.pdf"

    def say(*words: object) -> bytes:
        told = CliRunner().invoke(purse, [*map(str, words), "-o", str(target)])
        assert told.exit_code == 0, told.stderr
        return target.read_bytes()

    return say


def test_a_report_and_accounts_hold_what_treasurers_wrote_to_the_last_byte(
    app: flask.Flask, store: Store, elm: Neighbours, book: Path, typed: Typed
) -> None:
    treasurer, group = let_in(app, store, elm, Role.TREASURER), f"/g/{elm.group.address}"
    report = typed("report", book, GRANT)
    assert f"What we did {PARCELS}" in on_one_line(report)
    assert so_far(today()) in on_one_line(report)
    assert until(lambda: treasurer.get(f"{group}/funds/{GRANT}/report"), 200).data == report
    accounts = typed("accounts", book / "book.beancount", "--year-end", YEAR)
    assert PARCELS in on_one_line(accounts)
    assert until(lambda: treasurer.get(f"{group}/accounts/{YEAR}/pdf"), 200).data == accounts


def test_the_same_book_anywhere_else_is_printed_without_words(
    book: Path, typed: Typed, tmp_path: Path
) -> None:
    away = Path(shutil.copytree(book, tmp_path / "books" / "away"))
    report = on_one_line(typed("report", away, GRANT))
    assert PARCELS not in report
    assert so_far(today()) not in report
