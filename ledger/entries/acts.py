"""What a person did, already right: parsed at the border, and turned into transactions below.

Every amount is positive; the act says the direction. Money accounts, kinds of spending and funds
are given by their names in the book, which are checked against the book before anything is kept.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ledger.money import NOTHING, Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The part of an act that one fund bears, under one kind of spending or income."""

    fund: str
    account: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    """Money of the group paid to somebody: one paper, charged to one fund or several."""

    day: date
    paid_to: str
    what_for: str
    shares: tuple[Share, ...]
    paid_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A volunteer paid with money of their own; the group owes it to them."""

    day: date
    paid_to: str
    what_for: str
    shares: tuple[Share, ...]
    claimant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """Money that came in, gross; a fee taken on the way is a cost of each fund by its share."""

    day: date
    received_from: str
    what_for: str
    shares: tuple[Share, ...]
    paid_into: str
    fee: Money = NOTHING
    counted_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPart:
    """How much of one claim is paid back out of one fund, or given up."""

    claim: str
    fund: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Repayment:
    """Paying a volunteer back, for one claim or several, in full or in part."""

    day: date
    claimant: str
    parts: tuple[ClaimPart, ...]
    paid_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """A volunteer does not want all or part of some claims back; `said` is how and when they said.

    No money moves: it becomes a gift to the group.
    """

    day: date
    claimant: str
    parts: tuple[ClaimPart, ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Money that a shop gave back for an earlier entry."""

    day: date
    received_from: str
    what_for: str
    shares: tuple[Share, ...]
    paid_into: str
    refunds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpGiven:
    """Money given to people in need: an amount, a day and a count, and nobody's name."""

    day: date
    what_for: str
    fund: str
    amount: Money
    paid_from: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldForOthers:
    """A neighbour's money put into our hands, or given on; it is never the group's."""

    day: date
    what_for: str
    amount: Money
    account: str
    is_coming_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Money moved between the bank, the tin, a float and an online account."""

    day: date
    what_for: str
    amount: Money
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundMove:
    """Money moved between funds; the account that it lies in does not move."""

    day: date
    what_for: str
    amount: Money
    source: str
    target: str
    account: str
    consent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What there was when these books began: money per fund and account, debts, money not ours."""

    day: date
    held: tuple[Share, ...]
    owed: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InKind:
    """Time or goods that were given: hours, or goods at an estimated value; never money."""

    day: date
    given_by: str
    what_for: str
    fund: str
    hours: Decimal | None = None
    goods: Money = NOTHING


PlainAct = (
    Expense
    | Claim
    | Income
    | Repayment
    | GivenUp
    | Refund
    | HelpGiven
    | HeldForOthers
    | Move
    | FundMove
    | Opening
    | InKind
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Reversing an earlier entry, and saying why; `right` is what it should have been, if any."""

    corrects: str
    because: str
    right: PlainAct | None = None


Act = PlainAct | Correction
