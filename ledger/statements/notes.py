"""The notes to the accounts about money: a line for each fund, and one for each grant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ledger import balances
from ledger.accounts import GRANTS_RETURNED, is_spending
from ledger.book import Book
from ledger.funds import Fund, FundClass
from ledger.money import NOTHING, Money
from ledger.statements.movements import Direction, Movement, flows_until
from ledger.statements.periods import Period
from ledger.statements.tables import is_late, of


@dataclass(frozen=True, slots=True, kw_only=True)
class FundLine:
    """One fund in a period. `opening` and `closing` are from balances, the rest from movements.

    `to_come` is how much of a shortfall an instalment still covers: the fund is ahead of its money.
    `overspent` is what nothing covers. Both count claims that are owed as spent.
    """

    fund: Fund
    opening: Money
    money_in: Money
    money_out: Money
    transfers: Money
    corrections: Money
    closing: Money
    to_come: Money = NOTHING
    overspent: Money = NOTHING

    @property
    def owed(self) -> Money:
        """How much of its shortfall is claims that are owed, and so in no column of the line."""
        short = self.to_come + self.overspent
        return max(NOTHING, short + self.closing) if short else NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLine:
    """A grant from its first day on: awarded, received, spent, given back, unspent.

    What a grant held when these books began had come from its funder: `brought`, which is part of
    what it `received`. `moved` is what came from other funds of the group, less what went to them
    with consent. In it is what it `began` with otherwise: in a fund that nobody awarded, what it
    held then, and in any, what it lacked (which is negative).
    """

    fund: Fund
    received: Money
    brought: Money
    spent: Money
    returned: Money
    moved: Money
    began: Money
    unspent: Money


def fund_lines(book: Book, period: Period, this: Sequence[Movement]) -> tuple[FundLine, ...]:
    """Give a line for each fund that was open or moved in a period, in the book's order.

    `this` are the movements of the period.
    """
    before = balances.cash_by_fund(book, period.eve)
    after = balances.cash_by_fund(book, period.last)
    made = []
    for name in after:
        fund = book.funds.get(name) or _unknown(name, period)
        mine = [each for each in this if each.fund == name]
        held = before.get(name, NOTHING)
        if mine or held or _is_live(fund, period):
            made.append(_fund_line(fund, mine, held, after[name]))
    lacking = balances.shortfalls(book, (each.fund for each in made), period.last)
    return tuple(
        replace(each, to_come=to_come, overspent=overspent) if to_come or overspent else each
        for each, (to_come, overspent) in zip(made, lacking, strict=True)
    )


def grant_lines(book: Book, until: date) -> tuple[GrantLine, ...]:
    """Give a line for each grant that had begun by a day and was not closed before that year."""
    every = flows_until(book, until)
    unspent = balances.cash_by_fund(book, until)
    first = book.year_of(until)[0]
    return tuple(
        grant_line(fund, (m for m in every if m.fund == name), unspent[name])
        for name, fund in book.funds.items()
        if fund.is_grant and _is_live(fund, Period(first=first, last=until))
    )


def grant_line(fund: Fund, mine: Iterable[Movement], unspent: Money) -> GrantLine:
    """Sum up a grant: refunds and late corrections lower what was spent, whenever they came."""
    every = list(mine)
    costs = [each for each in every if is_cost(each)]
    other = [each for each in every if not is_cost(each)]
    returned = -Money.total(each.effect for each in costs if each.account == GRANTS_RETURNED)
    began = Money.total(each.effect for each in other if each.direction == Direction.OPENING)
    brought = max(NOTHING, began) if fund.is_grant else NOTHING
    moves = {Direction.TRANSFER} if brought else {Direction.TRANSFER, Direction.OPENING}
    return GrantLine(
        fund=fund,
        received=Money.total(m.effect for m in other if m.direction not in moves),
        brought=brought,
        spent=-Money.total(m.effect for m in costs) - returned,
        returned=returned,
        moved=Money.total(m.effect for m in other if m.direction in moves),
        began=began - brought,
        unspent=unspent,
    )


def is_cost(moved: Movement) -> bool:
    """Tell whether it is about spending: a payment, or a refund of one in whatever year."""
    return moved.direction == Direction.OUT or is_spending(moved.account)


def _is_live(fund: Fund, period: Period) -> bool:
    closed = fund.closed_on is not None and fund.closed_on < period.first
    return fund.opened <= period.last and not closed


def _unknown(name: str, period: Period) -> Fund:
    return Fund(name=name, kind=FundClass.RESTRICTED, opened=period.first)


def _fund_line(fund: Fund, mine: list[Movement], before: Money, after: Money) -> FundLine:
    return FundLine(
        fund=fund,
        opening=before + Money.total(each.effect for each in of(mine, Direction.OPENING)),
        money_in=Money.total(each.amount for each in of(mine, Direction.IN)),
        money_out=Money.total(each.amount for each in of(mine, Direction.OUT)),
        transfers=Money.total(each.amount for each in of(mine, Direction.TRANSFER)),
        corrections=Money.total(each.effect for each in mine if is_late(each)),
        closing=after,
    )
