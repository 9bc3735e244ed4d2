"""`purse accounts` and `purse report`: what a group hands over, as PDF or as tables."""

from collections.abc import Callable
from pathlib import Path

import click

from grant_reports.accounts import accounts_pdf
from grant_reports.fund_report import report_pdf
from grant_reports.tables import FORMS, accounts_document, form_of, fund_document
from ledger.errors import Refusal
from ledger.reading import (
    accounts_slice,
    annual_accounts,
    fund_marks,
    fund_slice,
    fund_statement,
)
from ledger.reading.opened import opened
from ledger.reading.progress import Progress
from webapp.clock import today
from webapp.commands.naming import NotInTheBooks
from webapp.commands.writing import check_place, place_file
from webapp.reports import last_day, pictures
from webapp.typed import parse_day

BOOK = click.argument("book", type=click.Path(path_type=Path))
TARGET = click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file to write: .pdf, or the figures alone as .xlsx or .csv.zip.",
)

Say = Callable[[str], None]


class NoSuchForm(Refusal):
    """The file's name ends in something that is not made here."""

    def __init__(self, target: Path) -> None:
        """Quote its ending."""
        super().__init__(
            f"No file is made here that ends in “{target.suffix[:20]}”.",
            f"Let its name end in .pdf, or for the figures alone in .{' or .'.join(FORMS)}.",
        )


@click.command(epilog="Example: ./run accounts sample.beancount --year-end 2026-03-31 -o year.pdf")
@BOOK
@click.option("--year-end", required=True, metavar="DATE", help="The year's last day.")
@click.option("--pounds", "whole", is_flag=True, help="In whole pounds, each rounded.")
@TARGET
def accounts(book: Path, year_end: str, target: Path, *, whole: bool) -> None:
    """Print the accounts of a year as PDF.

    BOOK is a book's folder or a single .beancount file. Accounts that do not tie are not made;
    the sentence says which figure differs. A name that ends in .xlsx or .csv.zip gets the tables
    alone, for other programs.
    """
    last = parse_day(year_end, "year_end")
    form = _form(target)
    check_place(target)
    with Progress(_tell) as say:
        say("Opening the books …")
        with opened(book) as place:
            drawn = annual_accounts(place, last)
            if form:
                place_file(target, FORMS[form](accounts_document(drawn)))
            else:
                say("Printing the accounts …")
                books = accounts_slice(place, drawn)
                place_file(target, accounts_pdf(drawn, as_of=today(), whole=whole, books=books))
    click.echo(target)


@click.command(epilog="Example: ./run report sample.beancount council-food-2025 -o council.pdf")
@BOOK
@click.argument("fund")
@TARGET
def report(book: Path, fund: str, target: Path) -> None:
    """Print a report for the funder of one fund.

    BOOK is a book's folder or a single .beancount file; FUND is the fund's short name. Its
    papers stand at the end. A name that ends in .xlsx or .csv.zip gets the tables alone, for
    other programs.
    """
    form = _form(target)
    check_place(target)
    with Progress(_tell) as say:
        say("Opening the books …")
        with opened(book) as place:
            name = _fund(place, fund)
            drawn = fund_statement(place, name, last_day(place, name, today()))
            if form:
                place_file(target, FORMS[form](fund_document(drawn)))
            else:
                say(f"Looking at {len(drawn.papers)} papers …")
                found = pictures(place, drawn)
                say("Printing the report …")
                place_file(target, report_pdf(drawn, found, books=fund_slice(place, drawn)))
    click.echo(target)


def _form(target: Path) -> str:
    form = form_of(target.name)
    if not form and target.suffix.lower() not in {"", ".pdf"}:
        raise NoSuchForm(target)
    return form


def _fund(place: Path, typed: str) -> str:
    known = fund_marks(place)
    if typed not in known:
        raise NotInTheBooks("fund", typed, known)
    return typed


def _tell(step: str) -> None:
    click.echo(step, err=True)
