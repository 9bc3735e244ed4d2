"""`purse accounts` and `purse report`: what a group hands over, as PDF or as tables."""

from pathlib import Path

import click

from grant_reports.from_book import last_day, print_order
from grant_reports.orders import ReportOrder
from grant_reports.tables import FORMS, accounts_document, form_of, fund_document
from ledger.errors import Refusal
from ledger.reading import annual_accounts, fund_marks, fund_statement
from ledger.reading.opened import opened
from ledger.reading.progress import Progress
from webapp.account_words import accounts_order
from webapp.clock import today
from webapp.commands.beside import texts_of_year, words_of_report
from webapp.commands.naming import NotInTheBooks
from webapp.commands.writing import check_place, place_file
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
    the sentence says which figure differs. Of a book in an installation they hold what was written
    beside them there, as in the browser. A name that ends in .xlsx or .csv.zip gets the tables
    alone, for other programs.
    """
    last = parse_day(year_end, "year_end")
    form = _form(target)
    check_place(target)
    with Progress(_tell) as say:
        say("Opening the books …")
        with opened(book) as place:
            if form:
                place_file(target, FORMS[form](accounts_document(annual_accounts(place, last))))
            else:
                say("Printing the accounts …")
                said = texts_of_year(place, last, _tell)
                order = accounts_order(last, today(), said, whole=whole)
                place_file(target, print_order(place, order))
    click.echo(target)


@click.command(epilog="Example: ./run report sample.beancount council-food-2025 -o council.pdf")
@BOOK
@click.argument("fund")
@TARGET
def report(book: Path, fund: str, target: Path) -> None:
    """Print a report for the funder of one fund.

    BOOK is a book's folder or a single .beancount file; FUND is the fund's short name. Its
    papers stand at the end. Of a book in an installation it holds what was written for it there,
    and says that it was not sent, as in the browser. A name that ends in .xlsx or .csv.zip gets
    the tables alone, for other programs.
    """
    form = _form(target)
    check_place(target)
    with Progress(_tell) as say:
        say("Opening the books …")
        with opened(book) as place:
            name = _fund(place, fund)
            if form:
                drawn = fund_statement(place, name, last_day(place, name, today()))
                place_file(target, FORMS[form](fund_document(drawn)))
            else:
                say("Printing the report, with its papers …")
                words = words_of_report(place, name, today(), _tell)
                order = ReportOrder(fund=name, today=today(), said=words)
                place_file(target, print_order(place, order))
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
