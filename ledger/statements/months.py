"""Money in and out, month by month: for the picture on the public page and the table under it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger import balances
from ledger.book import Book
from ledger.money import NOTHING, Money
from ledger.statements.movements import Direction, Movement, flows
from ledger.statements.periods import Period, month_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """One month, known by its first day: opening + money in - money out = closing, all funds.

    What the books began with counts as opening. A refund or a correction that outweighs all else of
    its side in the month stands on the other side, so that nothing is negative.
    """

    month: date
    opening: Money
    money_in: Money
    money_out: Money
    closing: Money


def months(book: Book, first: date, last: date) -> tuple[MonthLine, ...]:
    """Give a line for each month from that of the first day to that of the last."""
    held = Money.total(balances.cash_by_fund(book, month_of(first).eve).values())
    made: list[MonthLine] = []
    for month in _each_month(first, last):
        line = _line(month.first, held, flows(book, month))
        made.append(line)
        held = line.closing
    return tuple(made)


def _line(month: date, held: Money, moved: Sequence[Movement]) -> MonthLine:
    started = _effect(each for each in moved if each.direction == Direction.OPENING)
    came = _effect(each for each in moved if each.direction == Direction.IN)
    went = -_effect(each for each in moved if each.direction == Direction.OUT)
    return MonthLine(
        month=month,
        opening=held + started,
        money_in=max(came, NOTHING) + max(-went, NOTHING),
        money_out=max(went, NOTHING) + max(-came, NOTHING),
        closing=held + started + came - went,
    )


def _effect(moved: Iterable[Movement]) -> Money:
    return Money.total(each.effect for each in moved)


def _each_month(first: date, last: date) -> Iterable[Period]:
    month = month_of(first)
    while month.first <= last:
        yield month
        month = month_of(month.last + timedelta(days=1))
