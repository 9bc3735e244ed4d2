"""What a book says of its group: its title and the end of its year."""

import re
from datetime import date
from pathlib import Path

from ledger.beans import parse, write_option
from ledger.book import Book
from ledger.book.files import MAIN
from ledger.entries.directives import Fact
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


class YearsClosed(Refusal):
    """Accounts that are closed stand on the old end of the year."""

    def __init__(self) -> None:
        """Say why it stays."""
        super().__init__(
            "A year has been closed already, and its accounts end on the day that was set then.",
            "Keep the end of the year as it is.",
            field="year_end_day",
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


def change_year_end(shelf: Path, year_end: tuple[int, int], hand: Hand) -> Book:
    """Change the day on which the group's year ends, as month and day.

    It is a new line of Fava's own option; Fava and we take the last one.

    Raises:
        NoSuchYearEnd: the calendar has no such day.
        YearsClosed: a year was closed already.
    """
    month, day = checked_year_end(*year_end)

    def plan(book: Book) -> Plan | None:
        if book.year_end == (month, day):
            return None
        if book.closed_until is not None:
            raise YearsClosed
        values = ("fiscal_year_end", f"{month:02d}-{day:02d}")
        fact = Fact(day=date(1970, 1, 1), kind="fava-option", values=values)
        return Plan(lines=(fact,), done="end of the year", month=hand.today)

    return add(shelf, plan, hand)


def _retitled(text: str, title: str) -> str:
    """Put the title into its line, and prove that nothing else reads differently."""
    line = write_option("title", title).rstrip("\n")
    new, changed = _TITLE_LINE.subn(lambda _: line, text)
    before, after = parse(text, MAIN), parse(new, MAIN)
    same = before.directives == after.directives and before.includes == after.includes
    if changed != 1 or not same or after.options.get("title") != title:
        raise TitleNotFound
    return new
