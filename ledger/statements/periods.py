"""Periods: from one day to another, both included."""

from dataclasses import dataclass
from datetime import date, timedelta

from ledger.book import Book
from ledger.entries.words import shown_day
from ledger.errors import Refusal

_LONGEST_MONTH = timedelta(days=31)


class NotAYearEnd(Refusal):
    """The day is not the last day of one of the book's financial years."""

    def __init__(self, asked: date, year_end: date) -> None:
        """Name the day that was asked for and the end of the year that it lies in."""
        super().__init__(
            f"{shown_day(asked)} is not the end of a year in these books.",
            f"That year ends on {shown_day(year_end)}.",
            field="year_end",
        )


class BeforeTheBooks(Refusal):
    """The year was over before the first entry."""

    def __init__(self, first: date) -> None:
        """Name the day on which the books begin."""
        super().__init__(
            f"These books begin on {shown_day(first)}.", "Choose a later year.", field="year_end"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From the start of `first` to the end of `last`."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        """Write it for people: 1 April 2025 to 31 March 2026."""
        return f"{shown_day(self.first)} to {shown_day(self.last)}"

    @property
    def eve(self) -> date:
        """The day before it begins, at whose end its opening figures stand."""
        return day_before(self.first)


def month_of(day: date) -> Period:
    """Give the month in which a day lies, from its first day to its last."""
    first = day.replace(day=1)
    return Period(first=first, last=(first + _LONGEST_MONTH).replace(day=1) - timedelta(days=1))


def day_before(day: date) -> date:
    """Give the day before; the first day of all has none and is given back."""
    return day - timedelta(days=1) if day > date.min else day


def financial_year(book: Book, year_end: date) -> Period:
    """Give the financial year that ends on a day; the first one starts when the books do.

    Raises:
        NotAYearEnd: no year of this book ends on that day.
        BeforeTheBooks: that year was over before the first entry.
    """
    first, last = book.year_of(year_end)
    if year_end != last:
        raise NotAYearEnd(year_end, last)
    if book.first_day is not None and book.first_day > last:
        raise BeforeTheBooks(book.first_day)
    return Period(first=max(first, book.first_day or first), last=last)


def year_before(book: Book, period: Period) -> Period | None:
    """Give the financial year before; none where the books began in the later one."""
    if book.first_day is None or book.first_day >= period.first:
        return None
    return financial_year(book, period.eve)
