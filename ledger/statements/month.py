"""One month for the meeting: opening + money in - money out = bank and tin, and fund by fund."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ledger import balances
from ledger.accounts import is_cash_in_hand
from ledger.balances import OwedClaim
from ledger.book import Book
from ledger.money import NOTHING, Money
from ledger.statements.fund import Amount
from ledger.statements.memos import HelpGiven, help_given
from ledger.statements.movements import Direction, Movement, flows_among
from ledger.statements.notes import FundLine, fund_lines
from ledger.statements.periods import Period, month_of
from ledger.statements.tables import in_chart_order, is_late
from ledger.statements.ties import Tie, prove

_BACK = "{}, money back"
_TAKEN_BACK = "{}, taken back"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """What lies in one bank, cash or online account at both ends of a month.

    `checked` is the day of the first agreement at or after its end, which proves the figure.
    """

    account: str
    heading: str
    opening: Money
    closing: Money
    checked: date | None

    @property
    def is_counted(self) -> bool:
        """Tell whether it is counted, rather than compared with a statement."""
        return is_cash_in_hand(self.account)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthStatement:
    """A month on the cash basis; amounts are never negative, but for `corrections` and overdrafts.

    What the books began with counts as opening. `in_places` is all that lies in bank, tin and
    online accounts; less `held`, which is not the group's, it is `closing`. A heading on which more
    came back than went out stands on the other side.
    """

    group: str
    legal_form: str
    version: str
    period: Period
    opening: Money
    money_in: tuple[Amount, ...]
    total_in: Money
    money_out: tuple[Amount, ...]
    total_out: Money
    corrections: Money
    closing: Money
    places: tuple[PlaceLine, ...]
    in_places: Money
    held: Money
    funds: tuple[FundLine, ...]
    claims_owed: tuple[OwedClaim, ...]
    help_given: HelpGiven

    @property
    def owed(self) -> Money:
        """What is owed to volunteers at the end of the month, all claims together."""
        return Money.total(each.owed for each in self.claims_owed)

    @property
    def is_empty(self) -> bool:
        """Tell whether no money of the group moved."""
        return not (self.money_in or self.money_out or self.corrections)


def month_statement(book: Book, day: date, quiet: Collection[str] = ()) -> MonthStatement:
    """Set out the month in which a day lies; corrections by `quiet` entries are not told apart.

    Raises:
        DoesNotTie: two ways to one figure end in different sums.
    """
    period = month_of(day)
    moved = flows_among(book, period, quiet)
    places = _places(book, period)
    plain = [each for each in moved if not is_late(each)]
    money_in, money_out = _sides(book, plain)
    before = balances.cash_by_fund(book, period.eve).values()
    started = _effect(each for each in plain if each.direction == Direction.OPENING)
    made = MonthStatement(
        group=book.title,
        legal_form=book.legal_form,
        version=book.version,
        period=period,
        opening=Money.total(before) + started,
        money_in=money_in,
        total_in=Money.total(each.amount for each in money_in),
        money_out=money_out,
        total_out=Money.total(each.amount for each in money_out),
        corrections=_effect(each for each in moved if is_late(each)),
        closing=Money.total(balances.cash_by_fund(book, period.last).values()),
        places=places,
        in_places=Money.total(each.closing for each in places),
        held=balances.held_for_others(book, period.last),
        funds=fund_lines(book, period, moved),
        claims_owed=balances.claims(book, period.last),
        help_given=help_given(book, period, moved),
    )
    prove_month(made)
    return made


def prove_month(made: MonthStatement) -> None:
    """Do nothing if every figure that can be added up agrees to the penny.

    Raises:
        DoesNotTie: the first figure that does not.
    """
    prove(month_ties(made))


def month_ties(made: MonthStatement) -> list[Tie]:
    """Give what must agree: from opening to closing, with bank and tin, and with the funds."""
    came = Money.total(each.amount for each in made.money_in)
    went = Money.total(each.amount for each in made.money_out)
    reached = made.opening + made.total_in - made.total_out + made.corrections
    lies = Money.total(each.closing for each in made.places)
    ties = [
        Tie(figure="Money in", one=came, other=made.total_in),
        Tie(figure="Money out", one=went, other=made.total_out),
        Tie(figure="Opening, in and out, and what there is", one=reached, other=made.closing),
        Tie(figure="Bank and tin", one=lies, other=made.in_places),
        Tie(figure="Bank and tin less not ours", one=lies - made.held, other=made.closing),
    ]
    return ties + _fund_ties(made)


def _fund_ties(made: MonthStatement) -> list[Tie]:
    """Each fund in itself, and all funds together with the whole month."""
    ties = [
        Tie(
            figure=f"What {each.fund.shown} holds at the end",
            one=each.opening + each.money_in - each.money_out + each.transfers + each.corrections,
            other=each.closing,
        )
        for each in made.funds
    ]
    net = made.total_in - made.total_out
    by_fund = Money.total(each.money_in - each.money_out for each in made.funds)
    moves = Money.total(each.transfers for each in made.funds)
    ties += [
        Tie(figure="All funds, opening", one=_all(made, "opening"), other=made.opening),
        Tie(figure="All funds, in less out", one=by_fund, other=net),
        Tie(figure="Between funds in total", one=moves, other=NOTHING),
        Tie(figure="All funds, corrections", one=_all(made, "corrections"), other=made.corrections),
        Tie(figure="All funds, closing", one=_all(made, "closing"), other=made.closing),
    ]
    return ties


def _all(made: MonthStatement, figure: str) -> Money:
    return Money.total(getattr(each, figure) for each in made.funds)


def _sides(book: Book, moved: Sequence[Movement]) -> tuple[tuple[Amount, ...], tuple[Amount, ...]]:
    """Give what came in and what went out by heading, each on the side on which it is positive."""
    came = _sums(each for each in moved if each.direction == Direction.IN)
    went = _sums(each for each in moved if each.direction == Direction.OUT)
    money_in = [*_positive(book, came, 1, "{}"), *_positive(book, went, 1, _BACK)]
    money_out = [*_positive(book, went, -1, "{}"), *_positive(book, came, -1, _TAKEN_BACK)]
    return tuple(money_in), tuple(money_out)


def _positive(book: Book, sums: dict[str, Money], sign: int, words: str) -> Iterable[Amount]:
    """Give the headings whose effect on cash has a sign, in the order of the chart."""
    for heading in in_chart_order(book, sums):
        amount = Money(sign * sums[heading].pence)
        if amount > NOTHING:
            yield Amount(heading=words.format(heading), amount=amount)


def _sums(moved: Iterable[Movement]) -> dict[str, Money]:
    sums: dict[str, Money] = {}
    for each in moved:
        sums[each.heading] = sums.get(each.heading, NOTHING) + each.effect
    return sums


def _effect(moved: Iterable[Movement]) -> Money:
    return Money.total(each.effect for each in moved)


def _places(book: Book, period: Period) -> tuple[PlaceLine, ...]:
    """Give the places in which money lay at either end of a period."""
    before = balances.money_accounts(book, period.eve)
    checked: dict[str, date] = {}
    for each in book.agreements:
        if each.day >= period.last:
            checked.setdefault(each.account, each.day)
    return tuple(
        PlaceLine(
            account=name,
            heading=book.accounts[name].line,
            opening=before[name],
            closing=amount,
            checked=checked.get(name),
        )
        for name, amount in balances.money_accounts(book, period.last).items()
        if amount or before[name]
    )
