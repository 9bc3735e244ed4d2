"""Reports on paper, from the book to the PDF; nothing here can write."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import MappingProxyType

from grant_reports.accounts import accounts_pdf
from grant_reports.checklist import checklist_pdf
from grant_reports.fund_report import NO_WORDS, ReportWords, report_pdf
from ledger.errors import Refusal
from ledger.reading import (
    NOT_YET,
    YearEnd,
    accounts_slice,
    annual_accounts,
    fund_slice,
    fund_statement,
    fund_terms,
    grant_letter,
    paper_pictures,
)
from ledger.statements import FundStatement
from webapp.account_words import report_for_print, texts_for_print

LATELY = ("Help given lately", NOT_YET)


def funder_report(
    place: Path,
    fund: str,
    today: date,
    *,
    with_papers: bool = True,
    sees_help: bool = True,
    said: ReportWords = NO_WORDS,
) -> bytes:
    """Print the report for a funder, from the fund's beginning to its end or today, with papers.

    Who may not see help as lines gets the figures that their pages show, and no words.

    Raises:
        Refusal: no such fund, its figures do not tie, or it is too long or too heavy to print.
    """
    statement = fund_statement(place, fund, last_day(place, fund, today), sees_help=sees_help)
    late = not sees_help and grant_letter(place, fund, today).has_untold
    said = ReportWords(delivery=(LATELY,)) if late else said
    books = fund_slice(place, statement, sees_help=sees_help)
    return report_pdf(statement, pictures(place, statement) if with_papers else None, said, books)


def last_day(place: Path, fund: str, today: date) -> date:
    """Give the day that a fund's report ends on: today, or the day on which it was closed.

    Raises:
        FundUnknown: the book has no fund of that name.
    """
    closed = fund_terms(place, fund).closed_on
    return min(today, closed) if closed else today


def annual_report(
    place: Path,
    year_end: date,
    today: date,
    *,
    with_examiner: bool = False,
    whole: bool = False,
    said: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Print the accounts of the year that ends on a day, with an examiner's page if wanted.

    `said` is what the group wrote beside them, by field; `whole` rounds to whole pounds.
    Of a year that is not over today, the figures so far are printed, with nothing to sign.

    Raises:
        Refusal: no such year, its figures do not tie, or it is too long to print.
    """
    accounts = annual_accounts(place, year_end)
    books = accounts_slice(place, accounts)
    return accounts_pdf(
        accounts,
        report=report_for_print(said),
        texts=texts_for_print(said),
        with_examiner=with_examiner,
        whole=whole,
        as_of=today,
        books=books,
    )


def closing_checklist(end: YearEnd, today: date) -> bytes:
    """Print the checklist of a year's end, with what is done on a day ticked.

    Raises:
        Refusal: it could not be printed.
    """
    return checklist_pdf(end, today)


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
