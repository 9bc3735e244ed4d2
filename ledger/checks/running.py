"""Balances of accounts day by day, worked out once for all the questions that a rule asks."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ledger.book import Book
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


def courses(book: Book) -> Mapping[str, Course]:
    """Give the course of every account; one that never moved stays at nothing."""
    ends: dict[str, dict[date, int]] = defaultdict(dict)
    now: dict[str, int] = defaultdict(int)
    for made in book.transactions:
        for posting in made.postings:
            now[posting.account] += posting.money.pence
            ends[posting.account][made.day] = now[posting.account]
    found = {
        name: Course(days=tuple(days), pence=tuple(days.values())) for name, days in ends.items()
    }
    return defaultdict(lambda: _STILL, found)
