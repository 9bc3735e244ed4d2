"""From a book's folder to the PDF: the figures that an order asks for, gathered and printed."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from grant_reports.accounts import accounts_pdf
from grant_reports.checklist import checklist_pdf
from grant_reports.fund_report import report_pdf
from grant_reports.month import month_pdf
from grant_reports.orders import (
    AccountsOrder,
    ChecklistOrder,
    MonthOrder,
    Order,
    ReportOrder,
    ThanksOrder,
)
from grant_reports.poster import poster_pdf
from grant_reports.thanks import thanks_pdf
from ledger.errors import Refusal
from ledger.reading import (
    NOT_YET,
    accounts_slice,
    annual_accounts,
    fund_slice,
    fund_statement,
    fund_terms,
    gift_statement,
    grant_letter,
    month_view,
    paper_pictures,
    public_summary,
    year_end,
)
from ledger.statements import FundStatement

LATELY = ("Help given lately", NOT_YET)


class MonthNotReached(Refusal):
    """The books do not reach that month."""

    def __init__(self, day: date) -> None:
        """Name it."""
        super().__init__(
            f"The books do not reach {day:%B %Y}.", "Choose a month between their first and today."
        )


def print_order(place: Path, order: Order) -> bytes:
    """Print what is ordered, from the book as it stands.

    Raises:
        Refusal: its figures do not tie, it is too long or too heavy, or there is no such thing.
    """
    if isinstance(order, ReportOrder):
        return fund_report(place, order)
    if isinstance(order, AccountsOrder):
        return annual_report(place, order)
    if isinstance(order, ChecklistOrder):
        return checklist_pdf(year_end(place, order.year_end), order.today)
    if isinstance(order, MonthOrder):
        return _month(place, order)
    if isinstance(order, ThanksOrder):
        return thanks_pdf(gift_statement(place, order.entry), order.letter)
    return poster_pdf(public_summary(place, order.today), order.code)


def fund_report(place: Path, order: ReportOrder) -> bytes:
    """Print the report for a funder, with papers if wanted.

    Where help was given that cannot be told yet, it says so, beside what the group wrote.

    Raises:
        Refusal: no such fund, its figures do not tie, or it is too long or too heavy to print.
    """
    last = min(order.last or date.max, last_day(place, order.fund, order.today))
    statement = fund_statement(
        place, order.fund, order.today, sees_help=order.sees_help, span=(order.first, last)
    )
    said = order.said
    if not order.sees_help and grant_letter(place, order.fund, order.today).has_untold:
        said = replace(said, delivery=(*said.delivery, LATELY))
    found = pictures(place, statement, with_help=order.with_help) if order.with_papers else None
    books = fund_slice(place, statement, sees_help=order.sees_help)
    return report_pdf(statement, found, said, books)


def annual_report(place: Path, order: AccountsOrder) -> bytes:
    """Print the accounts of a year, with an examiner's page if wanted.

    Raises:
        Refusal: no such year, its figures do not tie, or it is too long to print.
    """
    accounts = annual_accounts(place, order.year_end)
    return accounts_pdf(
        accounts,
        report=order.report,
        texts=order.texts,
        with_examiner=order.with_examiner,
        whole=order.whole,
        as_of=order.as_of,
        books=accounts_slice(place, accounts),
    )


def last_day(place: Path, fund: str, today: date) -> date:
    """Give the day that a fund's report ends on: today, or the day on which it was closed.

    Raises:
        FundUnknown: the book has no fund of that name.
    """
    closed = fund_terms(place, fund).closed_on
    return min(today, closed) if closed else today


def pictures(
    place: Path, statement: FundStatement, *, with_help: bool = False
) -> dict[str, Sequence[bytes]]:
    """Give the pages of each paper as pictures.

    Those of help given stay out of a funder's pack, unless the treasurer chose them.
    """
    found: dict[str, Sequence[bytes]] = {}
    for numbered in statement.papers:
        with suppress(Refusal):
            found[numbered.document.name] = paper_pictures(place, numbered.document.name)
    for paper in statement.help_papers if with_help else ():
        with suppress(Refusal):
            found[paper.name] = paper_pictures(place, paper.name, sees_help=True)
    return found


def _month(place: Path, order: MonthOrder) -> bytes:
    found = month_view(place, order.month, order.today, sees_help=order.sees_help)
    if found is None:
        raise MonthNotReached(order.month)
    return month_pdf(found, order.today)
