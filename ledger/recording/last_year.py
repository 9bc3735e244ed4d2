"""Last year's figures, typed in from the former accounts of a group that is new to us."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from ledger.book import Book
from ledger.entries.last_year import Figures, LastYear, facts_of, last_year_in
from ledger.entries.words import plain, shown_day
from ledger.errors import Refusal
from ledger.journal import Hand, Plan, add
from ledger.money import NOTHING, Money
from ledger.statements import financial_year
from ledger.statements.assets import begun_with
from ledger.statements.last_year import LastYearDoesNotTie

_LONGEST_HEADING = 120
_LONGEST = timedelta(days=3 * 366)


class BooksNotBegun(Refusal):
    """Last year's figures end with what the books began with, so that has to be there."""

    def __init__(self) -> None:
        """Say what comes first."""
        super().__init__(
            "Nothing is recorded in these books yet.",
            "Record what there was when they begin; last year's figures have to end with that.",
        )


class FirstYearClosed(Refusal):
    """The accounts that last year's figures stand in were signed."""

    def __init__(self, closed: date) -> None:
        """Name the end of that year."""
        super().__init__(
            f"The accounts to {shown_day(closed)} are closed, and last year's column with them.",
            "They stay as they were signed.",
        )


class NotTheYearBefore(Refusal):
    """The year does not end where the books begin, or begins after its end."""

    def __init__(self, last: date) -> None:
        """Name the day on which it has to end."""
        super().__init__(
            f"Last year's figures are for a time that ends on {shown_day(last)}, the day before "
            "these books begin, and begins at most three years before.",
            "Choose its first day again.",
            field="first",
        )


class HeadingTwice(Refusal):
    """Two figures under one heading."""

    def __init__(self, heading: str) -> None:
        """Quote it."""
        super().__init__(
            f"“{heading[:60]}” is there twice.", "Add the two up into one figure.", field="headings"
        )


class HeadingMissing(Refusal):
    """A figure that says not what it is for."""

    def __init__(self, sum_: Money) -> None:
        """Give the figure."""
        super().__init__(
            f"What {abs(sum_)} was for is missing.",
            "Write the heading of the former accounts beside it.",
            field="headings",
        )


def record_last_year(shelf: Path, typed: LastYear, hand: Hand) -> LastYear:
    """Keep the figures of the year before the books; a heading that is left out becomes nothing.

    Raises:
        BooksNotBegun, FirstYearClosed, NotTheYearBefore, HeadingTwice, HeadingMissing: see each.
        LastYearDoesNotTie: they do not end with what the books began with.
    """
    kept = replace(typed, money_in=_checked(typed.money_in), money_out=_checked(typed.money_out))

    def plan(book: Book) -> Plan | None:
        _decline(book, kept)
        before = last_year_in(book.facts, kept.last)
        if before == kept:
            return None
        lines = facts_of(kept, before)
        return Plan(lines=lines, done="last year's figures", month=hand.today)

    book = add(shelf, plan, hand)
    return last_year_in(book.facts, kept.last) or kept


def _decline(book: Book, typed: LastYear) -> None:
    if book.first_day is None:
        raise BooksNotBegun
    period = financial_year(book, book.year_of(book.first_day)[1])
    if book.closed_until and book.closed_until >= period.first:
        raise FirstYearClosed(period.last)
    if typed.last != period.eve or not typed.last - _LONGEST < typed.first <= typed.last:
        raise NotTheYearBefore(period.eve)
    began = begun_with(book, period)
    if typed.closing != began.ours:
        raise LastYearDoesNotTie(typed.closing, began.ours)


def _checked(figures: Figures) -> Figures:
    kept: dict[str, Money] = {}
    for heading, sum_ in figures:
        name = plain(heading, _LONGEST_HEADING, "headings").replace("\n", " ")
        if sum_ == NOTHING:
            continue
        if not name:
            raise HeadingMissing(sum_)
        if name in kept:
            raise HeadingTwice(name)
        kept[name] = sum_
    return tuple(kept.items())
