"""A month for the meeting, with what needs a look, the months beside it and what is due next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from ledger import index, vouchers
from ledger.book import Book
from ledger.checks import known_problems
from ledger.errors import Problem
from ledger.money import NOTHING
from ledger.reading.discretion import as_seen, is_help, quiet, untold
from ledger.reading.group import AccountLine
from ledger.reading.lines import EntryLine, FundMark, line_of, mark_of
from ledger.statements import MonthStatement, month_of, month_statement
from ledger.statements.periods import Period

_SOON = timedelta(days=92)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day by which something is to be done about a fund: money spent, or a report sent."""

    day: date
    fund: FundMark
    what: str
    funder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """A month, in pence. `previous` and `following` are first days of the months beside it.

    `missing` are the month's entries without their paper, `unchecked` the places that nobody has
    compared since it ended; problems are those of its entries, and of none. Who may not see help is
    given no problems, and figures of which `has_untold` says that some help waits: such figures
    are not those that somebody compared with the bank.
    """

    statement: MonthStatement
    is_over: bool
    missing: tuple[EntryLine, ...]
    unchecked: tuple[AccountLine, ...]
    problems: tuple[Problem, ...]
    deadlines: tuple[Deadline, ...]
    previous: date | None
    following: date | None
    has_untold: bool

    @property
    def period(self) -> Period:
        """From the month's first day to its last."""
        return self.statement.period


def month_view(place: Path, day: date, today: date, *, sees_help: bool) -> MonthView | None:
    """Give the month in which a day lies; none where the books do not reach it.

    They reach from their first day's month to today's, or to that of their last entry.

    Raises:
        DoesNotTie: two ways to one figure end in different sums.
    """
    book = index.current(place)
    first, last = _reach(book, today)
    period = month_of(day)
    if not first <= period.first <= last:
        return None
    seen = as_seen(book, sees_help=sees_help)
    waits = not sees_help and bool(untold(book, period.last))
    made = month_statement(seen, period.first, () if sees_help else quiet(book))
    return MonthView(
        statement=_without_checks(made) if waits else made,
        is_over=period.last < today,
        missing=tuple(_missing(book, period, sees_help=sees_help)),
        unchecked=() if waits or period.last >= today else tuple(_unchecked(made)),
        problems=tuple(_problems(book, period)) if sees_help else (),
        deadlines=deadlines(book, period.first, period.last + _SOON),
        previous=month_of(period.eve).first if first < period.first else None,
        following=period.last + timedelta(days=1) if period.first < last else None,
        has_untold=waits,
    )


def deadlines(book: Book, first: date, last: date) -> tuple[Deadline, ...]:
    """Give what is due about funds between two days, the earliest first."""
    found = []
    for fund in (each for each in book.funds.values() if each.closed_on is None):
        mark = mark_of(book, fund.name)
        days = ((fund.spend_by, "last day to spend"), (fund.report_due, "report due"))
        found += [
            Deadline(day=day, fund=mark, what=what, funder=fund.funder)
            for day, what in days
            if day is not None and first <= day <= last
        ]
    return tuple(sorted(found, key=lambda each: each.day))


def _reach(book: Book, today: date) -> tuple[date, date]:
    """Give the first days of the earliest and of the latest month that the books reach."""
    latest = max([today, *(each.day for each in book.transactions[-1:])])
    begun = min(book.first_day or today, today)
    return month_of(begun).first, month_of(latest).first


def _missing(book: Book, period: Period, *, sees_help: bool) -> Iterable[EntryLine]:
    for each in vouchers.missing(book):
        entry = book.entries.get(each.number)
        if each.day in period and (sees_help or not (entry and is_help(book, entry))):
            yield line_of(book, each)


def _without_checks(made: MonthStatement) -> MonthStatement:
    """What somebody compared with the bank is not what is told, so it proves nothing of it."""
    return replace(made, places=tuple(replace(each, checked=None) for each in made.places))


def _unchecked(made: MonthStatement) -> Iterable[AccountLine]:
    return (
        AccountLine(name=each.account, shown=each.heading, holds=each.closing)
        for each in made.places
        if each.checked is None and each.closing != NOTHING
    )


def _problems(book: Book, period: Period) -> Iterable[Problem]:
    for each in known_problems(book, but=("paper_missing",)):
        entry = book.entries.get(each.about)
        if entry is None or entry.day in period:
            yield each
