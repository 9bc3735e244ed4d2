"""What the command line prints of a book in an installation is what the browser gives."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
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
from webapp.people.store import FILE_NAME
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


@pytest.mark.usefixtures("processes")
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


@pytest.fixture
def quiet(data: Path, tmp_path: Path) -> Path:
    """A data folder with a group, its words and its book, which no server has open."""
    folder = tmp_path / "quiet"
    folder.mkdir()
    shutil.copy(data / FILE_NAME, folder)
    store = people.open_store(folder)
    group = people.create_group(store, "Oak Road Kitchen")
    new = NewWriting(about=about_report(GRANT), field="did", text=PARCELS)
    people.write(store, group.id, new, by="P001")
    sample_book(group)
    store.looking.kw["bind"].dispose()
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def printed(folder: Path) -> tuple[str, str]:
    """Print the report of the one book of a data folder: its words, and what was said of it."""
    (book,) = (each for each in (folder / "books").iterdir() if each.is_dir())
    target = folder.with_suffix(".pdf")
    told = CliRunner().invoke(purse, ["report", str(book), GRANT, "-o", str(target)])
    assert told.exit_code == 0, told.stderr
    return on_one_line(target.read_bytes()), told.stderr


def test_to_print_changes_nothing_of_the_people_and_leaves_no_file_beside_them(
    quiet: Path,
) -> None:
    before = files_in(quiet)
    words, said = printed(quiet)
    assert PARCELS in words
    assert "left out" not in said
    assert files_in(quiet) == before


def older(path: Path) -> None:
    with closing(sqlite3.connect(path)) as rows, rows:
        rows.execute("UPDATE alembic_version SET version_num = '0004'")
    for each in path.parent.glob(f"{path.name}-*"):
        each.unlink()


def no_database(path: Path) -> None:
    path.write_bytes(b"nothing that SQLite ever wrote " * 200)


def not_closed(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(b"what was not yet written into the file")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (older, "people.sqlite is of another version than this program."),
        (no_database, "people.sqlite could not be read."),
        (not_closed, "people.sqlite was not closed when the server ended."),
    ],
)
def test_words_that_cannot_be_read_are_left_out_and_it_says_why(
    quiet: Path, spoil: Callable[[Path], None], why: str
) -> None:
    spoil(quiet / FILE_NAME)
    before = files_in(quiet)
    words, said = printed(quiet)
    assert PARCELS not in words
    assert f"The words written in the browser are left out, because {why}" in said.splitlines()
    assert files_in(quiet) == before
