"""`purse accounts` and `purse report`: the two documents that a group hands over, as PDF."""

from collections.abc import Callable
from pathlib import Path

import click

from grant_reports.accounts import accounts_pdf
from grant_reports.fund_report import report_pdf
from ledger.reading import annual_accounts, fund_marks, fund_statement
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
    help="The PDF to write.",
)

Say = Callable[[str], None]


@click.command(epilog="Example: ./run accounts sample.beancount --year-end 2026-03-31 -o year.pdf")
@BOOK
@click.option("--year-end", required=True, metavar="DATE", help="The year's last day.")
@TARGET
def accounts(book: Path, year_end: str, target: Path) -> None:
    """Print the accounts of a year as PDF.

    BOOK is a book's folder or a single .beancount file. Accounts that do not tie are not made;
    the sentence says which figure differs.
    """
    last = parse_day(year_end, "year_end")
    check_place(target)
    with Progress(_tell) as say:
        say("Opening the books …")
        with opened(book) as place:
            drawn = annual_accounts(place, last)
            say("Printing the accounts …")
            place_file(target, accounts_pdf(drawn, as_of=today()))
    click.echo(target)


@click.command(epilog="Example: ./run report sample.beancount council-food-2025 -o council.pdf")
@BOOK
@click.argument("fund")
@TARGET
def report(book: Path, fund: str, target: Path) -> None:
    """Print a report for the funder of one fund.

    BOOK is a book's folder or a single .beancount file; FUND is the fund's short name. Its
    papers stand at the end.
    """
    check_place(target)
    with Progress(_tell) as say:
        say("Opening the books …")
        with opened(book) as place:
            name = _fund(place, fund)
            drawn = fund_statement(place, name, last_day(place, name, today()))
            say(f"Looking at {len(drawn.papers)} papers …")
            found = pictures(place, drawn)
            say("Printing the report …")
            place_file(target, report_pdf(drawn, found))
    click.echo(target)


def _fund(place: Path, typed: str) -> str:
    known = fund_marks(place)
    if typed not in known:
        raise NotInTheBooks("fund", typed, known)
    return typed


def _tell(step: str) -> None:
    click.echo(step, err=True)
