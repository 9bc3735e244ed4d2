"""An entry in short: all that a list, a search and a sum over entries need to know of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ledger.entries.directives import Kind
from ledger.money import Money


class PaperState(StrEnum):
    """Where the paper of an entry is; only a missing one is chased."""

    ATTACHED = "attached"
    MISSING = "missing"
    LOST = "declared lost"
    NONE_NEEDED = "none needed"


class Direction(StrEnum):
    """Which way the money went; said in words and by an arrow, never by a sign.

    What a volunteer paid is their own money: the group's goes out when they are paid back.
    """

    IN = "in"
    OUT = "out"
    OWN = "own"
    ACROSS = "across"


_IN = (Kind.INCOME, Kind.REFUND, Kind.HELD_IN)
_ACROSS = (Kind.TRANSFER, Kind.FUND_TRANSFER, Kind.IN_KIND, Kind.OPENING, Kind.GIVEN_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One entry in short, as all that is known by now makes it.

    `claimant` is the number of the volunteer whose own money it was, or who was paid back;
    `in_kind` says what was given where it was no money, such as "3 hours". `is_help` and `waits`
    are those of `ledger.book.helped`.
    """

    number: str
    day: date
    kind: Kind
    payee: str
    narration: str
    total: Money
    funds: tuple[str, ...]
    paper: PaperState
    by: str
    claimant: str
    in_kind: str
    stands: bool
    is_help: bool
    waits: bool

    @property
    def direction(self) -> Direction:
        """Which way its money went."""
        return direction_of(self.kind)

    @property
    def words(self) -> str:
        """All that a search looks through, in small letters."""
        said = f"{self.number} {self.payee} {self.narration} {self.total} {self.day}"
        return said.casefold()

    @property
    def sight(self) -> tuple[str, date, int]:
        """What two records of one act would have in common."""
        return self.payee.casefold(), self.day, self.total.pence


def direction_of(kind: Kind) -> Direction:
    """Say which way the money of such an act goes."""
    if kind in _IN:
        return Direction.IN
    if kind is Kind.CLAIM:
        return Direction.OWN
    return Direction.ACROSS if kind in _ACROSS else Direction.OUT
