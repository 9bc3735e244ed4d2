"""The years of the public page, drawn up from a told book: help is in it as a count and a sum."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from ledger.accounts import is_income, is_spending
from ledger.book import Book
from ledger.money import NOTHING, Money
from ledger.reading.public_values import PublicHelp, PublicLine, PublicYear
from ledger.statements.memos import FEW, HelpGiven, help_given
from ledger.statements.movements import Direction, Movement, flows_among
from ledger.statements.periods import Period, day_before
from ledger.statements.tables import is_late, of

_CAME_BACK = "Money that came back"
_GAVE_BACK = "Money given back"
_OWED_BEFORE = "Paid back to volunteers"
_LENT = "Lent by volunteers"


def years_of(book: Book, today: date, quiet: Collection[str] = ()) -> tuple[PublicYear, ...]:
    """Give this year and the one before, the later first; only years in which the books ran.

    Corrections by `quiet` entries are not told apart.
    """
    if book.first_day is None or book.first_day > today:
        return ()
    first, last = book.year_of(today)
    periods = [Period(first=first, last=last)]
    if book.first_day < first:
        earlier = book.year_of(day_before(first))
        periods.append(Period(first=earlier[0], last=earlier[1]))
    return tuple(_year(book, each, today, quiet) for each in periods)


def _year(book: Book, period: Period, today: date, quiet: Collection[str]) -> PublicYear:
    first = max(period.first, book.first_day or period.first)
    until = Period(first=first, last=min(period.last, today))
    mine = flows_among(book, until, quiet)
    sums: dict[tuple[Direction, str], Money] = {}
    for each in (*of(mine, Direction.IN), *of(mine, Direction.OUT)):
        key = (each.direction, _heading(each))
        sums[key] = sums.get(key, NOTHING) + each.amount
    return PublicYear(
        first=until.first,
        last=until.last,
        is_over=period.last < today,
        came=_lines(sums, Direction.IN),
        went=_lines(sums, Direction.OUT),
        help=_help(help_given(book, until, mine)),
        corrections=corrections_of(mine),
    )


def _help(given: HelpGiven) -> PublicHelp | None:
    """Give the help that is told; none where corrections of what was told outweigh it."""
    if given.count < FEW or given.total <= NOTHING:
        return None
    return PublicHelp(count=given.count, total=given.total)


def _heading(moved: Movement) -> str:
    """Give the line that a movement adds up into; never the name of an account of a person."""
    if is_spending(moved.account) or is_income(moved.account):
        return moved.heading
    return _LENT if moved.direction == Direction.IN else _OWED_BEFORE


def _lines(
    sums: dict[tuple[Direction, str], Money], direction: Direction
) -> tuple[PublicLine, ...]:
    """Give the lines of one direction, the largest first; sums below nothing go the other way."""
    mine = [(heading, sum_) for (way, heading), sum_ in sums.items() if way == direction]
    across = [sum_ for (way, _), sum_ in sums.items() if way != direction and sum_ < NOTHING]
    kept = [PublicLine(heading=name, amount=sum_) for name, sum_ in mine if sum_ > NOTHING]
    if across:
        heading = _CAME_BACK if direction == Direction.IN else _GAVE_BACK
        kept.append(PublicLine(heading=heading, amount=-Money.total(across)))
    return tuple(sorted(kept, key=lambda line: (-line.amount.pence, line.heading)))


def sum_of(moved: Iterable[Movement], direction: Direction) -> Money:
    """Add up the movements of one direction, but for corrections of earlier years."""
    return Money.total(each.amount for each in of(moved, direction))


def corrections_of(moved: Iterable[Movement]) -> Money:
    """Give by how much corrections of earlier years made it more."""
    return Money.total(each.effect for each in moved if is_late(each))


def end_of(first: date) -> date:
    """Give the last day of the month that begins on a day."""
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
