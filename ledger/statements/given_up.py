"""Claims that volunteers gave up: no cash moved, so they are a memo and in no total."""

from collections import defaultdict
from dataclasses import dataclass

from ledger.book import Book
from ledger.money import Money
from ledger.movements import moves
from ledger.statements.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """How many claims were given up in a year, in full or in part, and what that came to."""

    count: int
    total: Money


def given_up(book: Book, period: Period) -> GivenUp:
    """Count what lowered a claim with neither cash nor a cost on the other side.

    What is put right in a claim is no giving up, and a claim given up by mistake is taken out
    again; if that was in an earlier year, it is told only among the entries put right.
    """
    sums: dict[str, int] = defaultdict(int)
    for each in moves(book).given_up(period.first, period.last):
        sums[each.claim] += each.pence
    given = [pence for pence in sums.values() if pence > 0]
    return GivenUp(count=len(given), total=Money(sum(given)))
