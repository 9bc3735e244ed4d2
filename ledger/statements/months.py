"""Money in and out, month by month: for the picture on the public page and the table under it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger import balances
from ledger.book import Book
from ledger.money import NOTHING, Money
from ledger.statements.movements import Direction, Movement, flows
from ledger.statements.periods import Period

_LONGEST_MONTH = timedelta(days=31)


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
    start = first.replace(day=1)
    held = Money.total(balances.cash_by_fund(book, start - timedelta(days=1)).values())
    made: list[MonthLine] = []
    for month in _firsts(start, last):
        last_of = (month + _LONGEST_MONTH).replace(day=1) - timedelta(days=1)
        line = _line(month, held, flows(book, Period(first=month, last=last_of)))
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


def _firsts(start: date, last: date) -> Iterable[date]:
    while start <= last:
        yield start
        start = (start + _LONGEST_MONTH).replace(day=1)
