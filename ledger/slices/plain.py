"""The figures of a statement beside Beancount's own sums of the same slice: plain additions only.

Nothing of how our statements are worked out is used here. What is compared is what every set of
accounts hangs on: the money by account, by fund, what is owed, and what is held for others; the
way from each statement to our books; and what each entry that was put right was and is.
"""

from collections.abc import Iterator
from datetime import date

from ledger.accounts import HELD, is_claim, is_ours
from ledger.beans.realising import Realised
from ledger.money import Money
from ledger.statements import AnnualAccounts, FundStatement
from ledger.statements.ties import Tie


def plain_ties(statement: AnnualAccounts | FundStatement, beside: Realised) -> Iterator[Tie]:
    """Give each figure of a statement that plain sums reach, with Beancount's sum beside it."""
    if isinstance(statement, AnnualAccounts):
        yield from _of_accounts(statement, beside)
    else:
        yield from _of_a_fund(statement, beside)


def _of_accounts(made: AnnualAccounts, beside: Realised) -> Iterator[Tie]:
    last = made.period.last
    for each in made.assets.cash:
        held = beside.total(last, account=each.account)
        yield Tie(figure=f"Cash by account, {each.heading}", one=each.amount, other=held)
        if each.compared and each.compared.is_told:
            figure = f"{each.heading}, by the statement or the count"
            yield Tie(figure=figure, one=each.compared.ours, other=held)
    held = -beside.total(last, account=HELD)
    ours = _cash(beside, last)
    yield Tie(figure="Held for others", one=made.assets.held, other=held)
    yield Tie(figure="Cash funds at the end", one=made.assets.ours, other=ours)
    yield Tie(
        figure="Cash funds at the end, by fund class", one=made.cash.closing.total, other=ours
    )
    change = made.cash.closing.total - made.cash.opening.total
    moved = made.cash.net.total + made.cash.transfers.total + made.cash.corrections.total
    yield Tie(figure="Receipts less payments", one=moved, other=change)
    for line in made.notes.funds:
        name = line.fund.name
        figure = f"Funds, {line.fund.shown} at the end"
        yield Tie(figure=figure, one=line.closing, other=_cash(beside, last, name))
    owed = Money.total(each.amount for each in made.assets.claims_owed)
    yield Tie(figure="Owed to volunteers", one=owed, other=_owed(beside, last))
    yield from _put_right(made, beside)


def _put_right(made: AnnualAccounts, beside: Realised) -> Iterator[Tie]:
    for each in made.notes.corrected:
        for number, told in ((each.old, each.was), (each.new, each.now)):
            # What takes a taking back back again moves nothing by itself.
            if told is not None and number in beside.entries:
                figure = f"Entry no. {number}, put right"
                yield Tie(figure=figure, one=told, other=beside.entries[number])


def _of_a_fund(made: FundStatement, beside: Realised) -> Iterator[Tie]:
    name, last = made.fund.name, made.period.last
    cash = _cash(beside, last, name)
    yield Tie(figure="Unspent", one=made.grant.unspent, other=cash)
    yield Tie(figure="Held at the end", one=made.closing, other=cash)
    yield Tie(figure="All the money of the slice", one=_cash(beside, last), other=cash)
    owed = Money.total(each.owed for each in made.claims_owed)
    yield Tie(figure="Owed to volunteers", one=owed, other=_owed(beside, last))


def _cash(beside: Realised, day: date, fund: str = "") -> Money:
    return Money.total(
        beside.total(day, account=name, fund=fund) for name in beside.accounts if is_ours(name)
    )


def _owed(beside: Realised, day: date) -> Money:
    claims = (name for name in beside.accounts if is_claim(name))
    return -Money.total(beside.total(day, account=name) for name in claims)
