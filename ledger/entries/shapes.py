"""From an act to its balanced transactions, one for each fund: the only place with signs."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import singledispatch

from ledger import accounts
from ledger.entries.acts import (
    Claim,
    Expense,
    FundMove,
    GivenUp,
    HeldForOthers,
    HelpGiven,
    Income,
    InKind,
    Move,
    Opening,
    PlainAct,
    Refund,
    Repayment,
    Share,
)
from ledger.entries.directives import GOODS, HOURS, Facts, Kind, Posting, Transaction
from ledger.entries.pieces import NothingToRecord, made_of, pair_of, posting_of
from ledger.entries.words import plain
from ledger.errors import Refusal
from ledger.funds import GENERAL
from ledger.money import Money

MOST_HELPED = 9_999
MOST_SAID = 400


class SameOnBothSides(Refusal):
    """A movement from somewhere to the same place."""

    def __init__(self, field: str) -> None:
        """Say it beside the field."""
        super().__init__(
            "It would go where it already is.", "Choose two different ones.", field=field
        )


class FeeAboveGift(Refusal):
    """A fee cannot be more than the gift that it was taken from."""

    def __init__(self, fee: Money, gift: Money) -> None:
        """Give both figures."""
        super().__init__(
            f"The fee of {fee} is not less than the gift of {gift}.",
            "Write the whole gift as the amount, and the fee that was taken from it.",
            field="fee",
        )


class CountUnclear(Refusal):
    """Help is counted in whole people or households."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "How many people or households it helped is missing.",
            "Write a whole number, 1 or more; nobody's name.",
            field="count",
        )


class CountUnlikely(Refusal):
    """More people than a group of neighbours helps at once: a figure too many was typed."""

    def __init__(self, count: int) -> None:
        """Give the count back, and the most that one entry says."""
        super().__init__(
            f"{count:,} is more people or households than one entry can say it helped.",
            f"Write how many it really helped, {MOST_HELPED:,} at most.",
            field="count",
        )


class NotSaid(Refusal):
    """Whoever gives up a claim says so, and the books say how."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "How they said that they do not want it back is missing.",
            "Write a few words, like “told us at the meeting of 3 April”.",
            field="what_for",
        )


@singledispatch
def transactions(act: PlainAct) -> tuple[Transaction, ...]:
    """Give the transactions of an act: balanced, one per fund, not yet numbered.

    Raises:
        Refusal: the act has no amount, goes nowhere, or holds text that cannot be kept.
    """
    raise NotImplementedError(type(act).__name__)


@transactions.register
def _expense(act: Expense) -> tuple[Transaction, ...]:
    return _by_fund(act.day, Kind.EXPENSE, (act.paid_to, act.what_for), act.shares, act.paid_from)


@transactions.register
def _claim(act: Claim) -> tuple[Transaction, ...]:
    owed = accounts.claims_of(act.claimant)
    return _by_fund(act.day, Kind.CLAIM, (act.paid_to, act.what_for), act.shares, owed)


@transactions.register
def _refund(act: Refund) -> tuple[Transaction, ...]:
    words = (act.received_from, act.what_for)
    paid = _by_fund(act.day, Kind.REFUND, words, act.shares, act.paid_into)
    return tuple(_with(_turned(each), ("refunds", act.refunds)) for each in paid)


@transactions.register
def _income(act: Income) -> tuple[Transaction, ...]:
    gross = Money.total(share.amount for share in act.shares)
    if act.fee and act.fee.pence >= gross.pence:
        raise FeeAboveGift(act.fee, gross)
    words = (act.received_from, act.what_for)
    made = [
        _turned(each) for each in _by_fund(act.day, Kind.INCOME, words, act.shares, act.paid_into)
    ]
    fees = act.fee.shared([each.postings[0].money.pence for each in made])
    made = [_less_fee(each, fee) for each, fee in zip(made, fees, strict=True)]
    if not act.counted_by:
        return tuple(made)
    counters = " ".join(accounts.checked_person(each, "counted_by") for each in act.counted_by)
    return tuple(_with(each, ("counted-by", counters)) for each in made)


@transactions.register
def _repayment(act: Repayment) -> tuple[Transaction, ...]:
    return _settled(act, Kind.REPAYMENT, act.paid_from, "")


@transactions.register
def _given_up(act: GivenUp) -> tuple[Transaction, ...]:
    said = plain(act.said, MOST_SAID, "what_for")
    if not said:
        raise NotSaid
    return _settled(act, Kind.GIVEN_UP, accounts.GIVEN_UP, f": {said}")


@transactions.register
def _help(act: HelpGiven) -> tuple[Transaction, ...]:
    if act.count < 1:
        raise CountUnclear
    if act.count > MOST_HELPED:
        raise CountUnlikely(act.count)
    pair = pair_of(accounts.HELP, act.paid_from, act.amount)
    count = (("count", Decimal(act.count)),)
    return (made_of(act.day, Kind.HELP, act.fund, pair, ("", act.what_for), count),)


@transactions.register
def _held(act: HeldForOthers) -> tuple[Transaction, ...]:
    words = ("", act.what_for)
    if act.is_coming_in:
        pair = pair_of(act.account, accounts.HELD, act.amount)
        return (made_of(act.day, Kind.HELD_IN, GENERAL, pair, words),)
    pair = pair_of(accounts.HELD, act.account, act.amount)
    return (made_of(act.day, Kind.HELD_OUT, GENERAL, pair, words),)


@transactions.register
def _move(act: Move) -> tuple[Transaction, ...]:
    if act.source == act.target:
        raise SameOnBothSides("target")
    pair = pair_of(act.target, act.source, act.amount)
    return (made_of(act.day, Kind.TRANSFER, GENERAL, pair, ("", act.what_for)),)


@transactions.register
def _fund_move(act: FundMove) -> tuple[Transaction, ...]:
    if act.source == act.target:
        raise SameOnBothSides("target")
    words = ("", act.what_for)
    leaving = pair_of(accounts.FUND_TRANSFERS, act.account, act.amount)
    arriving = pair_of(act.account, accounts.FUND_TRANSFERS, act.amount)
    return (
        made_of(act.day, Kind.FUND_TRANSFER, act.source, leaving, words),
        made_of(act.day, Kind.FUND_TRANSFER, act.target, arriving, words),
    )


@transactions.register
def _opening(act: Opening) -> tuple[Transaction, ...]:
    lines = [(share, share.amount) for share in act.held if share.amount]
    lines += [(share, -share.amount) for share in act.owed if share.amount]
    if not lines:
        raise NothingToRecord
    made = []
    for fund in dict.fromkeys(share.fund for share, _ in lines):
        mine = [posting_of(share.account, sum_) for share, sum_ in lines if share.fund == fund]
        rest = Money.total(posting.money for posting in mine)
        mine.append(posting_of(accounts.OPENING, -rest))
        words = ("", "Where we started")
        made.append(made_of(act.day, Kind.OPENING, fund, tuple(mine), words))
    return tuple(made)


@transactions.register
def _in_kind(act: InKind) -> tuple[Transaction, ...]:
    number, unit = (act.hours, HOURS) if act.hours else (act.goods.number, GOODS)
    if number <= 0:
        raise NothingToRecord
    what = "Time" if act.hours else "Goods"
    postings = (
        Posting(account=f"Expenses:In-Kind:{what}", number=number, currency=unit),
        Posting(account=f"Income:In-Kind:{what}", number=-number, currency=unit),
    )
    words = (act.given_by, act.what_for)
    return (made_of(act.day, Kind.IN_KIND, act.fund, postings, words),)


def reversal(old: Transaction, day: date) -> Transaction:
    """Give the transaction that takes an old one back: the same words and fund, turned round."""
    kept = tuple((key, value) for key, value in old.facts if key in {"pays", "refunds", "count"})
    facts: Facts = (("kind", str(Kind.REVERSAL)), *kept)
    return replace(_turned(old), day=day, links=(), facts=facts, place=("", 0))


def _settled(
    act: Repayment | GivenUp, kind: Kind, other: str, more: str
) -> tuple[Transaction, ...]:
    """Give one transaction for each claim and fund, which lowers what is owed for it."""
    owed = accounts.claims_of(act.claimant)
    parts = [part for part in act.parts if part.amount]
    if not parts:
        raise NothingToRecord
    return tuple(
        made_of(
            act.day,
            kind,
            part.fund,
            pair_of(owed, other, part.amount),
            ("", f"Claim {part.claim}{more}"),
            (("pays", part.claim),),
        )
        for part in parts
    )


def _by_fund(
    day: date, kind: Kind, words: tuple[str, str], shares: Iterable[Share], other: str
) -> tuple[Transaction, ...]:
    """Give one transaction for each fund: its kinds of spending, against one other account."""
    borne = [share for share in shares if share.amount]
    if not borne:
        raise NothingToRecord
    made = []
    for fund in dict.fromkeys(share.fund for share in borne):
        sums: dict[str, Money] = {}
        for share in borne:
            if share.fund == fund:
                sums[share.account] = sums.get(share.account, Money(0)) + share.amount
        postings = [posting_of(account, amount) for account, amount in sums.items()]
        postings.append(posting_of(other, -Money.total(sums.values())))
        made.append(made_of(day, kind, fund, tuple(postings), words))
    return tuple(made)


def _turned(made: Transaction) -> Transaction:
    """Turn every sign, and put what was last first."""
    postings = tuple(replace(each, number=-each.number) for each in reversed(made.postings))
    return replace(made, postings=postings)


def _less_fee(made: Transaction, fee: Money) -> Transaction:
    if not fee:
        return made
    first, *rest = made.postings
    net = posting_of(first.account, first.money - fee)
    return replace(made, postings=(net, posting_of(accounts.FEES, fee), *rest))


def _with(made: Transaction, *facts: tuple[str, str]) -> Transaction:
    return replace(made, facts=(*made.facts, *facts))
