"""A movement of the group's cash, as a value."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ledger.money import Money

LATE_REFUNDS = "Refunds of earlier years' costs"
OLD_CLAIMS = "Claims from before these books"


class Direction(StrEnum):
    """Where a movement stands in the accounts."""

    IN = "money in"
    OUT = "money out"
    TRANSFER = "between funds"
    OPENING = "where we start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A part of one entry that moved cash of one fund.

    `amount` is positive in its direction, and into the fund for a transfer or an opening; it is
    negative where it lowers its line (a refund in the same year, an entry taken back).

    `line` is that of the account, `heading` that of the accounts: another one for a refund of an
    earlier year and for a claim whose costs the book does not know. `about` is the entry that it is
    for: the claim that a repayment pays, the entry that a reversal takes back, else its own.
    `undoes` is the entry whose movement it turns round, if it does; `late_for` the day of that one,
    where it lay in a year that had ended, or the books' first for an opening of a later year.

    Where only sums are asked for, one may stand for many that a table would not tell apart: it has
    the last of their days, and no entry.
    """

    day: date
    entry: str
    fund: str
    account: str
    line: str
    heading: str
    direction: Direction
    amount: Money
    about: str
    through: str
    undoes: str = ""
    late_for: date | None = None

    @property
    def effect(self) -> Money:
        """By how much the cash of the fund grows."""
        return -self.amount if self.direction == Direction.OUT else self.amount
