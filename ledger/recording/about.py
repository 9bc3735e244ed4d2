"""What a book says of its group: its title and the end of its year."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from ledger.beans import parse, write_option
from ledger.book import Book
from ledger.book.files import MAIN
from ledger.entries.words import shown_day
from ledger.entries.years import YearEnd, earliest_start, is_too_long, year_end_fact
from ledger.errors import Refusal
from ledger.journal import Hand, Plan, add, rewrite
from ledger.recording.books import kept_title

_TITLE_LINE = re.compile(r'^option[ \t]+"title"[ \t]+"(?:[^"\\\n]|\\.)*"[ \t]*$', re.MULTILINE)
_LONGEST_MONTHS = {4: 30, 6: 30, 9: 30, 11: 30, 2: 29}


class TitleNotFound(Refusal):
    """Somebody wrote the main file by hand in another form than ours."""

    def __init__(self) -> None:
        """Say where to change it."""
        super().__init__(
            "The line with the group's name could not be found in book.beancount.",
            "Change it there by hand, on the line that begins with the word option.",
            field="title",
        )


class NoSuchYearEnd(Refusal):
    """A year ends on a day of the calendar."""

    def __init__(self) -> None:
        """Say what is asked."""
        super().__init__(
            "The calendar has no such day.",
            "Choose the last day of your year, like 31 March.",
            field="year_end_day",
        )


class YearIsClosed(Refusal):
    """A year that is closed keeps the end that its accounts were signed with."""

    def __init__(self, last: date, closed: date) -> None:
        """Name the end that was asked for, and the last day that is closed."""
        super().__init__(
            f"A year that ends on {shown_day(last)} would open again what is closed to "
            f"{shown_day(closed)}.",
            f"Choose an end after {shown_day(closed)}.",
            field="first_year",
        )


class YearTooLong(Refusal):
    """Accounts are for eighteen months at most, by law for charities and by custom for others."""

    def __init__(self, first: date, last: date) -> None:
        """Name both days."""
        super().__init__(
            f"From {shown_day(first)} to {shown_day(last)} is longer than eighteen months.",
            "Let the year end when that day first comes.",
            field="first_year",
        )


class NotSuchADay(Refusal):
    """The first year on a new end ends on that day as well."""

    def __init__(self, last: date) -> None:
        """Name the day that was asked for."""
        super().__init__(
            f"{shown_day(last)} is not the day that years are to end on.",
            "Choose that day of some year.",
            field="first_year",
        )


def checked_year_end(month: int, day: int) -> tuple[int, int]:
    """Give back the end of a year as month and day.

    28 and 29 February are both the last day of February, which Fava knows as the 28th only.

    Raises:
        NoSuchYearEnd: there is no such day.
    """
    if not 1 <= month <= 12 or not 1 <= day <= _LONGEST_MONTHS.get(month, 31):  # noqa: PLR2004 - months
        raise NoSuchYearEnd
    return (month, 28) if (month, day) == (2, 29) else (month, day)


def rename_book(shelf: Path, title: str, hand: Hand) -> None:
    """Give the book another title: one line of its main file, which is written anew whole.

    Raises:
        TitleMissing: the group has no name.
        TitleNotFound: the main file does not hold that line exactly once.
    """
    kept = kept_title(title)

    def retitled(text: bytes) -> bytes:
        return _retitled(text.decode(), kept).encode()

    rewrite(shelf, MAIN, retitled, "named the group", hand.by)


def change_year_end(
    shelf: Path, year_end: tuple[int, int], hand: Hand, until: date | None = None
) -> Book:
    """Change the day on which the group's year ends, as month and day, for what is not closed yet.

    The first year of that is a short one, to the first such day, or ends with `until`, another such
    day; it then begins as early as eighteen months allow, and days before that keep the old end. It
    is a new line of Fava's own option, of which Fava takes the last one.

    Raises:
        NoSuchYearEnd: the calendar has no such day.
        NotSuchADay, YearIsClosed, YearTooLong: the first year cannot end with `until`.
    """
    month, day = checked_year_end(*year_end)
    end = YearEnd(month=month, day=day)

    def plan(book: Book) -> Plan | None:
        first = book.first_open_day
        short = end.on_or_after(first)
        last = until or short
        _decline(book, end, first, last)
        if (book.year_end, book.year_of(first)[1]) == ((month, day), last):
            return None
        if last != short:
            # What is written in later, of a day before the first entry, may still be of this year.
            begins = max(book.takes_from, earliest_start(last))
            fact = year_end_fact(replace(end, since=begins, until=last))
        else:
            fact = year_end_fact(replace(end, since=first if book.closed_until else None))
        return Plan(lines=(fact,), done="end of the year", month=hand.today)

    return add(shelf, plan, hand)


def _decline(book: Book, end: YearEnd, first: date, last: date) -> None:
    if end.on_or_after(last) != last:
        raise NotSuchADay(last)
    if last < first:
        raise YearIsClosed(last, book.closed_until or first)
    if is_too_long(first, last):
        raise YearTooLong(first, last)


def _retitled(text: str, title: str) -> str:
    """Put the title into its line, and prove that nothing else reads differently."""
    line = write_option("title", title).rstrip("\n")
    new, changed = _TITLE_LINE.subn(lambda _: line, text)
    before, after = parse(text, MAIN), parse(new, MAIN)
    same = before.directives == after.directives and before.includes == after.includes
    if changed != 1 or not same or after.options.get("title") != title:
        raise TitleNotFound
    return new
