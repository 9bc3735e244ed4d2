"""Balances of accounts day by day, worked out once for all the questions that a rule asks."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from ledger.balances import by_account
from ledger.book import Book, asked
from ledger.money import NOTHING, Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The balance of one account at the end of each day on which it moved."""

    days: tuple[date, ...]
    pence: tuple[int, ...]

    def until(self, day: date) -> Money:
        """Give the balance at the end of a day."""
        place = bisect_right(self.days, day)
        return Money(self.pence[place - 1]) if place else NOTHING


_STILL = Course(days=(), pence=())


def courses(book: Book, since: date = date.min) -> Mapping[str, Course]:
    """Give the course of every account from a day on; one that never moved stays at nothing.

    What lay on an account before that day is its balance on the day before.
    """
    moved: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for account, day, pence in asked(book).daily(since):
        moved[account].append((day, pence))
    ends = by_account(book)
    found = {
        name: _course(ends.get(name, NOTHING).pence, moved.get(name, []), since)
        for name in dict.fromkeys([*ends, *moved])
    }
    return defaultdict(lambda: _STILL, found)


def _course(end: int, moved: list[tuple[date, int]], since: date) -> Course:
    begun = end - sum(pence for _, pence in moved)
    before = [since - timedelta(days=1)] if since > date.min else []
    balances = list(accumulate((pence for _, pence in moved), initial=begun))
    return Course(
        days=(*before, *(day for day, _ in moved)),
        pence=tuple(balances if before else balances[1:]),
    )
