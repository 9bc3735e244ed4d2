"""The slice of a book that proves a document, cut from the very version that the document is of."""

from pathlib import Path

from ledger import index
from ledger.book import Book
from ledger.errors import Refusal
from ledger.reading.discretion import as_seen
from ledger.reading.grants import unnamed
from ledger.slices import ACCOUNTS, REPORT, Subject, slice_of
from ledger.statements import AnnualAccounts, FundStatement


class BooksMovedOn(Refusal):
    """Something was recorded between the figures and their proof."""

    def __init__(self) -> None:
        """Say that it is enough to try again."""
        super().__init__(
            "Something was recorded while this was being made.", "Nothing is lost: make it again."
        )


def accounts_slice(place: Path, accounts: AnnualAccounts) -> str:
    """Give the text that proves the accounts of a year, as they were drawn up.

    Raises:
        BooksMovedOn: the book is another version by now.
    """
    subject = Subject(
        document=ACCOUNTS, period=accounts.period, version=accounts.version, sees_help=True
    )
    return cut(place, subject)


def fund_slice(place: Path, statement: FundStatement, *, sees_help: bool = True) -> str:
    """Give the text that proves a report on one fund: that fund's money only, and nobody's name.

    Raises:
        BooksMovedOn: the book is another version by now.
    """
    subject = Subject(
        document=REPORT,
        fund=statement.fund.name,
        period=statement.period,
        version=statement.version,
        sees_help=sees_help,
    )
    return cut(place, subject)


def book_version(place: Path) -> str:
    """Give the version that a book stands at now; any change of its text is another one."""
    return index.current(place).version


def cut(place: Path, subject: Subject) -> str:
    """Cut a slice out of a book that stands at the version that its subject names.

    Raises:
        BooksMovedOn: the book is another version.
    """
    book = _at(place, subject.version)
    seen = as_seen(book, sees_help=subject.sees_help)
    return slice_of(seen, subject, unnamed if subject.is_of_a_fund else str)


def _at(place: Path, version: str) -> Book:
    book = index.current(place)
    if book.version != version:
        raise BooksMovedOn
    return book
