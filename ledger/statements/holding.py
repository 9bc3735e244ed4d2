"""Cash by account divided into the columns of a form, so that rows and columns both tie.

What is true is the total of each account and the total of each column; which pound of a column lies
in which account nobody can say. So the division is only asked to be possible: what holds money has
no cell below nothing, what is overdrawn none above.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.money import NOTHING, Money

Cells = tuple[Money, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """A row of cells for each account, and one of what columns lend each other.

    `lent` is nil in total: a column that was spent beyond what it had stands there with a minus,
    since money of the others covered it.
    """

    rows: tuple[Cells, ...]
    lent: Cells


def divided(accounts: Sequence[Money], columns: Sequence[Money]) -> Divided:
    """Divide accounts into columns; both add up to the same sum.

    An overdraft falls on the columns that lack money, and else on the first one. The first accounts
    fill the last columns, so that money with a purpose lies in the bank rather than in the tin.
    """
    overdrawn = [min(NOTHING, each) for each in accounts]
    held = [max(NOTHING, each) for each in accounts]
    below = _shortfalls(Money.total(overdrawn), columns)
    lent, needed = _lent([sum_ - part for sum_, part in zip(columns, below, strict=True)])
    under = _filled([-each for each in overdrawn], [-each for each in below])
    over = _filled(held, needed)
    rows = (
        tuple(plus - minus for plus, minus in zip(more, less, strict=True))
        for more, less in zip(over, under, strict=True)
    )
    return Divided(rows=tuple(rows), lent=tuple(lent))


def _shortfalls(overdrawn: Money, columns: Sequence[Money]) -> list[Money]:
    """Share an overdraft, which is below nothing: columns that lack money first, then the first."""
    parts, left = [], overdrawn
    for each in columns:
        part = max(left, min(NOTHING, each))
        parts.append(part)
        left -= part
    parts[0] += left
    return parts


def _lent(columns: Sequence[Money]) -> tuple[list[Money], list[Money]]:
    """Give what each column lends or borrows, and what it then still has in the accounts."""
    lacking = -Money.total(min(NOTHING, each) for each in columns)
    lent, held = [], []
    for each in columns:
        part = min(lacking, each) if each > NOTHING else each
        lacking -= max(NOTHING, part)
        lent.append(part)
        held.append(each - part)
    return lent, held


def _filled(rows: Sequence[Money], columns: Sequence[Money]) -> list[list[Money]]:
    """Fill columns from the last to the first with rows from the first on, all above nothing."""
    cells = [[NOTHING] * len(columns) for _ in rows]
    at = len(columns) - 1
    left = list(columns)
    for row, sum_ in zip(cells, rows, strict=True):
        rest = sum_
        while rest:
            part = min(rest, left[at]) if at else rest
            row[at] += part
            left[at] -= part
            rest -= part
            at -= 1 if rest else 0
    return cells
