"""What anybody in the street may see: money, and never a person.

None of these types has a field for a payee, a day of an entry, a paper or a number of a member.

Help given is a secret of those who were helped. Its amount and count stand on the page only for a
year that is over, only where five or more were helped in it, and only where the year's other
spending is at least as large as the whole spending of any month in which fewer were helped: so
from no total on the page does it follow that as much as a penny of such a month was help. In every
other case it is added to the other costs, and the page is the same as if none of it had been help.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ledger import balances, index
from ledger.accounts import HELP, is_income, is_spending
from ledger.book import Book
from ledger.entries.directives import Transaction
from ledger.funds import FundClass
from ledger.money import NOTHING, Money
from ledger.statements.memos import FEW, HelpGiven, help_given
from ledger.statements.movements import Direction, Movement, every_movement, within
from ledger.statements.periods import Period, day_before

OTHER_COSTS = "Other costs"
OTHER_OR_HELP = "Other costs, and any help given"
HELP_GIVEN = "Help given"
_OTHER = "Expenses:Other"
_CAME_BACK = "Money that came back"
_GAVE_BACK = "Money given back"
_OWED_BEFORE = "Paid back to volunteers"
_LENT = "Lent by volunteers"
_MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFund:
    """A fund: what it is called, what it is for, and its cash; `hue` is its place in the colours."""

    shown: str
    kind: FundClass
    cash: Money
    hue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicMonth:
    """A month by its first day: what came, what went, what was ours at its end.

    `started` is what there was when these books began, if they began in this month.
    """

    first: date
    came: Money
    went: Money
    closing: Money
    started: Money = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLine:
    """A line of where money came from, or went."""

    heading: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicHelp:
    """How many were helped in a year, in words; `total` only where it may be told."""

    count: str
    total: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicYear:
    """A financial year, to the end of the page's day if it is not over; help only if it is."""

    first: date
    last: date
    is_over: bool
    came: tuple[PublicLine, ...]
    went: tuple[PublicLine, ...]
    help: PublicHelp | None

    @property
    def came_total(self) -> Money:
        """All that came in."""
        return Money.total(line.amount for line in self.came)

    @property
    def went_total(self) -> Money:
        """All that went out."""
        return Money.total(line.amount for line in self.went)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSummary:
    """A group's money as the public page shows it, at the end of a day.

    `total` is all that lies in bank, tin and online, and the sum of the next four.
    """

    title: str
    as_of: date
    total: Money
    free: Money
    set_aside: Money
    promised: Money
    not_ours: Money
    funds: tuple[PublicFund, ...]
    months: tuple[PublicMonth, ...]
    years: tuple[PublicYear, ...]


def public_summary(place: Path, today: date) -> PublicSummary:
    """Give what the public page shows today: balances, twelve months, this year and the last."""
    book = index.current(place)
    funds = _funds(book, today)
    moved = tuple(each for each in every_movement(book) if each.day <= today)
    return PublicSummary(
        title=book.title,
        as_of=today,
        total=Money.total(balances.money_accounts(book, today).values()),
        free=_cash(funds, FundClass.UNRESTRICTED),
        set_aside=_cash(funds, FundClass.DESIGNATED),
        promised=Money.total(each.cash for each in funds if not each.kind.is_free),
        not_ours=balances.held_for_others(book, today),
        funds=tuple(each for each in funds if each.cash),
        months=_months(book, moved, today),
        years=_years(book, moved, today),
    )


def _funds(book: Book, today: date) -> tuple[PublicFund, ...]:
    cash = balances.cash_by_fund(book, today)
    return tuple(
        PublicFund(shown=fund.shown, kind=fund.kind, cash=cash[fund.name], hue=hue)
        for hue, fund in enumerate(book.funds.values())
    )


def _cash(funds: Iterable[PublicFund], kind: FundClass) -> Money:
    return Money.total(each.cash for each in funds if each.kind == kind)


def _months(book: Book, moved: tuple[Movement, ...], today: date) -> tuple[PublicMonth, ...]:
    """Give the last twelve months, or as many as there are, the earliest first."""
    if book.first_day is None or book.first_day > today:
        return ()
    begun = book.first_day.replace(day=1)
    firsts = [today.replace(day=1)]
    while firsts[0] > begun and len(firsts) < _MONTHS_SHOWN:
        firsts.insert(0, day_before(firsts[0]).replace(day=1))
    return tuple(_month(book, moved, first, today) for first in firsts)


def _month(book: Book, moved: tuple[Movement, ...], first: date, today: date) -> PublicMonth:
    last = min(_end_of(first), today)
    mine = within(moved, Period(first=first, last=last))
    came, went = _sum(mine, Direction.IN), _sum(mine, Direction.OUT)
    return PublicMonth(
        first=first,
        # What came back may be more than what went: then it came.
        came=max(came, NOTHING) - min(went, NOTHING),
        went=max(went, NOTHING) - min(came, NOTHING),
        closing=Money.total(balances.cash_by_fund(book, last).values()),
        started=_sum(mine, Direction.OPENING),
    )


def _years(book: Book, moved: tuple[Movement, ...], today: date) -> tuple[PublicYear, ...]:
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
    other = _sum(moved, Direction.OUT) - given.total
    return all(
        _sum(within(moved, month), Direction.OUT) <= other
        for month in _months_of(moved)
        if help_given([each for each in made if each.day in month], ()).count < FEW
    )


def _months_of(moved: tuple[Movement, ...]) -> list[Period]:
    firsts = dict.fromkeys(each.day.replace(day=1) for each in moved)
    return [Period(first=first, last=_end_of(first)) for first in firsts]


def _count(given: HelpGiven) -> str:
    return str(given.count) if given.count >= FEW else "fewer than five"


def _heading(moved: Movement, *, told: bool, gives_help: bool) -> str:
    """Give the line that a movement adds up into; never the name of an account of a person."""
    if moved.account == HELP and told:
        return HELP_GIVEN
    if moved.account in {HELP, _OTHER}:
        return OTHER_OR_HELP if gives_help and not told else OTHER_COSTS
    if is_spending(moved.account) or is_income(moved.account):
        return moved.heading
    return _LENT if moved.direction == Direction.IN else _OWED_BEFORE


def _lines(
    sums: dict[tuple[Direction, str], Money], direction: Direction
) -> tuple[PublicLine, ...]:
    """Give the lines of one direction, the largest first; what is below nothing went the other way."""
    mine = [(heading, sum_) for (way, heading), sum_ in sums.items() if way == direction]
    across = [sum_ for (way, _), sum_ in sums.items() if way != direction and sum_ < NOTHING]
    kept = [PublicLine(heading=name, amount=sum_) for name, sum_ in mine if sum_ > NOTHING]
    if across:
        heading = _CAME_BACK if direction == Direction.IN else _GAVE_BACK
        kept.append(PublicLine(heading=heading, amount=-Money.total(across)))
    return tuple(sorted(kept, key=lambda line: (-line.amount.pence, line.heading)))


def _sum(moved: Iterable[Movement], direction: Direction) -> Money:
    return Money.total(each.amount for each in moved if each.direction == direction)


def _end_of(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
