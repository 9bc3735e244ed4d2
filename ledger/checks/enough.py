"""Whether there is enough to move, to pay back or to give on."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from ledger import balances
from ledger.accounts import FUND_TRANSFERS, HELD, claims_of, is_claim, is_ours
from ledger.book import Book, asked
from ledger.book.chain import standing
from ledger.entries.directives import Kind, Transaction
from ledger.errors import Refusal
from ledger.funds import Fund
from ledger.money import NOTHING, Money

_SETTLED = {Kind.REPAYMENT: "paid back", Kind.GIVEN_UP: "given up"}


class FundHoldsTooLittle(Refusal):
    """The fund does not hold enough for this transfer."""

    def __init__(self, fund: Fund, holds: Money, asked: Money) -> None:
        """Give both figures."""
        super().__init__(
            f"{fund.shown} holds {max(holds, NOTHING)}, and {asked} is more than that.",
            "Move less, or choose another fund.",
            field="amount",
        )


class ConsentMissing(Refusal):
    """Restricted money moves only with the giver's consent."""

    def __init__(self, fund: Fund) -> None:
        """Name the fund and its giver."""
        giver = fund.funder or "whoever gave it"
        super().__init__(
            f"{fund.shown} was given for one purpose only, and no consent to move it is recorded.",
            f"Ask {giver}, and write here when and how they agreed.",
            field="consent",
        )


class RepaidTooEarly(Refusal):
    """A claim is paid back, or given up, after it was made."""

    def __init__(self, claim: str, kind: Kind) -> None:
        """Name the claim."""
        super().__init__(
            f"That is before the day of claim {claim}.",
            f"Choose the day on which it was {_SETTLED[kind]}.",
            field="day",
        )


class RepaidTooMuch(Refusal):
    """More would be paid back, or given up, than is owed."""

    def __init__(self, claim: str, owed: Money, asked: Money) -> None:
        """Give both figures; where nothing is owed any more, two most likely did the same."""
        message = f"{owed} is owed for claim {claim}, and {asked} is more than that."
        remedy = f"At most {owed} of it can be paid back or given up."
        if owed.pence <= 0:
            message = f"Nothing is owed for claim {claim} any more."
            remedy = "It was paid back or given up; look at the claim before any money moves again."
        super().__init__(message, remedy, field="amount")


class HeldTooLittle(Refusal):
    """More would be given on than is held for others."""

    def __init__(self, held: Money, asked: Money) -> None:
        """Give both figures."""
        super().__init__(
            f"We hold {held} that is not ours, and {asked} is more than that.",
            f"Give on at most {held}.",
            field="amount",
        )


def funds_hold(book: Book, made: Sequence[Transaction]) -> None:
    """Decline to move more out of a fund than it holds, on the day and now.

    Raises:
        FundHoldsTooLittle: with both figures.
        ConsentMissing: the fund is restricted, and no consent is given with the act or before it.
    """
    for each in made:
        moved = -each.sum_of(is_ours)
        if each.kind != Kind.FUND_TRANSFER or moved.pence <= 0:
            continue
        fund = book.funds[each.fund]
        holds = min(
            balances.cash_by_fund(book, each.day).get(fund.name, NOTHING),
            balances.cash_by_fund(book).get(fund.name, NOTHING),
        )
        if moved > holds:
            raise FundHoldsTooLittle(fund, holds, moved)
        given = each.said("consent") or consented(book, fund.name) >= moved
        if not fund.kind.is_free and not given:
            raise ConsentMissing(fund)


def consented(book: Book, fund: str) -> Money:
    """Say how much more may leave a fund by the consents that are recorded for it."""
    given = Money.total(
        fact.amount() or NOTHING
        for fact in book.facts
        if fact.kind == "consent" and fact.said(0) == fund
    )
    moves = asked(book).touching([FUND_TRANSFERS], date.max)
    return max(NOTHING, given - Money.total(_left(made) for made in moves if made.fund == fund))


def _left(made: Transaction) -> Money:
    """Give what a transaction moved out of its fund, less than nothing where it takes one back."""
    moved = made.sum_of(FUND_TRANSFERS.__eq__)
    if made.kind == Kind.REVERSAL:
        return min(moved, NOTHING)
    return max(moved, NOTHING) if made.kind == Kind.FUND_TRANSFER else NOTHING


def claims_owed(book: Book, made: Sequence[Transaction]) -> None:
    """Decline to pay back or give up more than is owed for a claim out of a fund.

    Raises:
        RepaidTooEarly: the day is before that of the claim.
        RepaidTooMuch: with both figures.
    """
    wanted: dict[tuple[str, str, str], Money] = defaultdict(Money)
    for each in made:
        if each.kind in _SETTLED:
            claim = standing(book, each.said("pays"))
            if claim in book.entries and each.day < book.entries[claim].day:
                raise RepaidTooEarly(claim, each.kind)
            claimant = next(p.account for p in each.postings if is_claim(p.account))
            wanted[claim, each.fund, claimant] += each.sum_of(is_claim)
    for (claim, fund, claimant), amount in wanted.items():
        place = (claim, fund, claimant)
        lines = balances.owed_for(book, claim)
        mine = (c.owed for c in lines if (c.claim, c.fund, claims_of(c.claimant)) == place)
        owed = Money.total(mine)
        if amount > owed:
            raise RepaidTooMuch(claim, owed, amount)


def held_enough(book: Book, made: Sequence[Transaction]) -> None:
    """Decline to give on more than is held for others.

    Raises:
        HeldTooLittle: with both figures.
    """
    for each in made:
        given = each.sum_of(HELD.__eq__)
        if each.kind != Kind.HELD_OUT or not given:
            continue
        held = min(balances.held_for_others(book, each.day), balances.held_for_others(book))
        if given > held:
            raise HeldTooLittle(max(held, NOTHING), given)
