"""Financial years: on which day of the calendar they end, and from when on that holds."""

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.entries.directives import Fact, Facts

_LEAP_YEAR = 2024
_DAY = timedelta(days=1)
_MOST_MONTHS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEnd:
    """The month and day on which years end.

    With `since` it holds from that day on, which begins a year; without, for all time. `until` is
    the end of that first year, where it is another than the first such day.
    """

    month: int
    day: int
    since: date | None = None
    until: date | None = None

    def on_or_after(self, day: date) -> date:
        """Give the next such day."""
        this = self._in(day.year)
        return this if day <= this else self._in(day.year + 1)

    def before(self, day: date) -> date:
        """Give the latest such day that is before another."""
        this = self._in(day.year)
        return this if this < day else self._in(day.year - 1)

    def _in(self, year: int) -> date:
        # The last day of February, in a leap year too; Fava reads 02-28 so, and knows no 02-29.
        if self.month == 2 and self.day in {28, 29}:  # noqa: PLR2004 - February
            return date(year, 3, 1) - _DAY
        return date(year, self.month, self.day)


def year_end_fact(end: YearEnd) -> Fact:
    """Give the line of a book that says when its years end: Fava's own option."""
    named: Facts = tuple(
        (key, day) for key, day in (("since", end.since), ("until", end.until)) if day is not None
    )
    values = ("fiscal_year_end", f"{end.month:02d}-{end.day:02d}")
    return Fact(day=date(1970, 1, 1), kind="fava-option", values=values, facts=named)


def year_ends(facts: Iterable[Fact]) -> tuple[YearEnd, ...]:
    """Read when years end, the earliest first; in a book that does not say, in December.

    One that names no day of the calendar is passed over, as Fava does too. One that does not say
    since when replaces all before it.
    """
    found = [YearEnd(month=12, day=31)]
    for fact in facts:
        if fact.kind != "fava-option" or fact.said(0) != "fiscal_year_end":
            continue
        month, _, day = fact.said(1).partition("-")
        since, until = fact.fact("since"), fact.fact("until")
        with contextlib.suppress(ValueError):
            ends = date(_LEAP_YEAR, int(month), int(day))
            end = YearEnd(
                month=ends.month,
                day=ends.day,
                since=since if isinstance(since, date) else None,
                until=until if isinstance(until, date) and isinstance(since, date) else None,
            )
            found = [*(each for each in found if _is_before(each, end)), end]
    return tuple(found)


def year_of(ends: Sequence[YearEnd], day: date) -> tuple[date, date]:
    """Give the first and the last day of the financial year that a day lies in."""
    at = max((i for i, each in enumerate(ends) if each.since and each.since <= day), default=0)
    end, later = ends[at], ends[at + 1 :]
    first, last = end.before(day) + _DAY, end.on_or_after(day)
    if end.since and end.since <= day:
        begun = end.since
        if end.until and day <= end.until:
            first, last = begun, end.until
        else:
            first = max(first, begun, end.until + _DAY if end.until else begun)
    if later and later[0].since:
        last = min(last, later[0].since - _DAY)
    return first, last


def is_too_long(first: date, last: date) -> bool:
    """Tell whether a year is longer than eighteen months, the most that accounts are for.

    That is the law for charities, and the custom of others.
    """
    return first < earliest_start(last)


def earliest_start(last: date) -> date:
    """Give the first day of the longest year that can end on a day.

    Where the month has no such day, it is as many days into the next. No calendar ends it, so that
    a day that somebody wrote by hand may be any.
    """
    after = min(last, date.max - _DAY) + _DAY
    months = max(after.year * 12 + after.month - 1 - _MOST_MONTHS, 12)
    return date(months // 12, months % 12 + 1, 1) + timedelta(days=after.day - 1)


def _is_before(each: YearEnd, later: YearEnd) -> bool:
    if later.since is None:
        return False
    return each.since is None or each.since < later.since
