"""The years of the public page, and what of help given may be told on it.

Help given is a secret of those who were helped. Its amount and count stand on the page only for a
year that is over, only where five or more were helped in it, and only where the year's other
spending is at least as large as the whole spending of any month in which fewer were helped: so
from no total on the page does it follow that as much as a penny of such a month was help. In every
other case it is added to the other costs, and the page is the same whatever it came to.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from ledger.accounts import HELP, is_income, is_spending
from ledger.book import Book
from ledger.entries.directives import Transaction
from ledger.money import NOTHING, Money
from ledger.reading.public_values import PublicHelp, PublicLine, PublicYear
from ledger.statements.memos import FEW, HelpGiven, help_given
from ledger.statements.movements import Direction, Movement, within
from ledger.statements.periods import Period, day_before

_OTHER_COSTS = "Other costs"
_OTHER_OR_HELP = "Other costs, and any help given"
_HELP_GIVEN = "Help given"
_OTHER = "Expenses:Other"
_CAME_BACK = "Money that came back"
_GAVE_BACK = "Money given back"
_OWED_BEFORE = "Paid back to volunteers"
_LENT = "Lent by volunteers"


def years_of(book: Book, moved: tuple[Movement, ...], today: date) -> tuple[PublicYear, ...]:
    """Give this year and the one before, the later first; only years in which the books ran."""
    if book.first_day is None or book.first_day > today:
        return ()
    first, last = book.year_of(today)
    periods = [Period(first=first, last=last)]
    if book.first_day < first:
        earlier = book.year_of(day_before(first))
        periods.append(Period(first=earlier[0], last=earlier[1]))
    gives_help = any(each.account == HELP for each in moved)
    return tuple(_year(book, moved, each, today, gives_help=gives_help) for each in periods)


def _year(
    book: Book, moved: tuple[Movement, ...], period: Period, today: date, *, gives_help: bool
) -> PublicYear:
    mine = within(moved, period)
    made = [each for each in book.transactions if each.day in period and each.day <= today]
    is_over = period.last < today
    given = help_given(made, mine)
    told = is_over and _may_be_told(given, made, mine)
    said = PublicHelp(count=_count(given), total=given.total if told else None)
    sums: dict[tuple[Direction, str], Money] = {}
    for each in mine:
        if each.direction in {Direction.IN, Direction.OUT}:
            key = (each.direction, _heading(each, told=told, gives_help=gives_help))
            sums[key] = sums.get(key, NOTHING) + each.amount
    return PublicYear(
        first=period.first,
        last=min(period.last, today),
        is_over=is_over,
        came=_lines(sums, Direction.IN),
        went=_lines(sums, Direction.OUT),
        help=said if is_over and gives_help else None,
    )


def _may_be_told(given: HelpGiven, made: list[Transaction], moved: tuple[Movement, ...]) -> bool:
    """Tell whether a year's help can be told without telling that of a month with few in it."""
    if given.count < FEW or given.total <= NOTHING:
        return False
    other = sum_of(moved, Direction.OUT) - given.total
    return all(
        sum_of(within(moved, month), Direction.OUT) <= other
        for month in _months_of(moved)
        if help_given([each for each in made if each.day in month], ()).count < FEW
    )


def _months_of(moved: tuple[Movement, ...]) -> list[Period]:
    firsts = dict.fromkeys(each.day.replace(day=1) for each in moved)
    return [Period(first=first, last=end_of(first)) for first in firsts]


def _count(given: HelpGiven) -> str:
    return str(given.count) if given.count >= FEW else "fewer than five"


def _heading(moved: Movement, *, told: bool, gives_help: bool) -> str:
    """Give the line that a movement adds up into; never the name of an account of a person."""
    if moved.account == HELP and told:
        return _HELP_GIVEN
    if moved.account in {HELP, _OTHER}:
        return _OTHER_OR_HELP if gives_help and not told else _OTHER_COSTS
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
    """Add up the movements of one direction."""
    return Money.total(each.amount for each in moved if each.direction == direction)


def end_of(first: date) -> date:
    """Give the last day of the month that begins on a day."""
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
