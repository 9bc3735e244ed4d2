"""What a funder is given to read: a grant as a letter, in types that cannot hold a name.

None of them has a field for a member, for another fund, or for a day on which somebody was helped.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ledger.money import NOTHING, Money
from ledger.vouchers import PaperState


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPaper:
    """A paper that proves a payment; a PDF is no picture and is downloaded."""

    name: str
    is_picture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPayment:
    """A payment out of a grant: `share` is what the grant bears of it, `whole` the whole of it.

    A refund from a shop is a payment whose share is negative.
    """

    number: int
    day: date
    entry: str
    payee: str
    what_for: str
    headings: tuple[str, ...]
    share: Money
    whole: Money
    paper: PaperState
    because: str
    papers: tuple[LetterPaper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHeading:
    """A heading of the budget: what was agreed for it by now, how much of that by a change."""

    heading: str
    agreed: Money
    changed: Money
    spent: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSum:
    """A line and what it adds up to."""

    heading: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHelp:
    """How many people or households were helped, in words, and with how much in all.

    It is of five or more; help that was given to fewer is in no figure of the letter.
    """

    count: str
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterInstalment:
    """Grant money that arrived."""

    day: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterGift:
    """Time or goods that people gave towards the same purpose; never money."""

    heading: str
    unit: str
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLetter:
    """What was given, what it did and what is left of it, up to a day.

    `received` from the funder and from `others`, with what it `began` with (negative where it
    lacked) and `moved_in`, less `spent`, `returned` and `moved_out`, is what is `left` in the bank
    or the tin; negative where the group has spent ahead of the money, or beyond what is still
    `to_come`. Out of that, `owed` is still to be paid to volunteers who paid for something
    themselves. `moved_in` came from the group's other funds, `moved_out` went there. `has_untold`
    says that help lately given is in none of the figures.
    """

    shown: str
    funder: str
    purpose: str
    reference: str
    award: Money | None
    spend_from: date | None
    spend_by: date | None
    as_of: date
    version: str
    received: Money
    others: Money
    instalments: tuple[LetterInstalment, ...]
    spent: Money
    returned: Money
    began: Money
    moved_in: Money
    moved_out: Money
    left: Money
    to_come: Money
    owed: Money
    headings: tuple[LetterHeading, ...]
    went_on: tuple[LetterSum, ...]
    payments: tuple[LetterPayment, ...]
    help_given: LetterHelp | None
    has_untold: bool
    gifts: tuple[LetterGift, ...]

    @property
    def ahead(self) -> Money:
        """By how much it is ahead of what was promised and is still to come."""
        return min(max(NOTHING, -self.left), self.to_come)

    @property
    def overspent(self) -> Money:
        """By how much it was spent beyond all that came and is to come."""
        return max(NOTHING, -self.left) - self.ahead
