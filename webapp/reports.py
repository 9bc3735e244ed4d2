"""Reports on paper, from the book to the PDF; nothing here can write."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from grant_reports.accounts import accounts_pdf
from grant_reports.checklist import checklist_pdf
from grant_reports.fund_report import NO_WORDS, ReportWords, report_pdf
from ledger.errors import Refusal
from ledger.reading import (
    NOT_YET,
    YearEnd,
    annual_accounts,
    fund_statement,
    fund_terms,
    grant_letter,
    paper_pictures,
)
from ledger.statements import FundStatement


def funder_report(
    place: Path, fund: str, today: date, *, with_papers: bool = True, sees_help: bool = True
) -> bytes:
    """Print the report for a funder, from the fund's beginning to its end or today, with papers.

    Who may not see help as lines gets the figures that their pages show.

    Raises:
        Refusal: no such fund, its figures do not tie, or it is too long or too heavy to print.
    """
    statement = fund_statement(place, fund, last_day(place, fund, today), sees_help=sees_help)
    late = not sees_help and grant_letter(place, fund, today).has_untold
    said = ReportWords(delivery=(("Help given lately", NOT_YET),)) if late else NO_WORDS
    return report_pdf(statement, pictures(place, statement) if with_papers else None, said)


def last_day(place: Path, fund: str, today: date) -> date:
    """Give the day that a fund's report ends on: today, or the day on which it was closed.

    Raises:
        FundUnknown: the book has no fund of that name.
    """
    closed = fund_terms(place, fund).closed_on
    return min(today, closed) if closed else today


def annual_report(
    place: Path, year_end: date, today: date, *, with_examiner: bool = False
) -> bytes:
    """Print the accounts of the year that ends on a day, with an examiner's page if wanted.

    Of a year that is not over today, the figures so far are printed, with nothing to sign.

    Raises:
        Refusal: no such year, its figures do not tie, or it is too long to print.
    """
    accounts = annual_accounts(place, year_end)
    return accounts_pdf(accounts, with_examiner=with_examiner, as_of=today)


def closing_checklist(end: YearEnd, today: date) -> bytes:
    """Print the checklist of a year's end, with what is done on a day ticked.

    Raises:
        Refusal: it could not be printed.
    """
    return checklist_pdf(end, today)


def pictures(place: Path, statement: FundStatement) -> dict[str, Sequence[bytes]]:
    """Give the pages of each paper as pictures; those of help given stay out of a funder's pack."""
    found: dict[str, Sequence[bytes]] = {}
    for paper in statement.papers:
        with suppress(Refusal):
            found[paper.document.name] = paper_pictures(place, paper.document.name)
    return found
