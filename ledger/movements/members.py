"""Money paid to members, who are known by number: told apart where movements are kept."""

from enum import StrEnum
from typing import NamedTuple

from ledger.accounts import is_claim, is_person
from ledger.book import Book
from ledger.entries.directives import Kind
from ledger.movements.values import Direction, Movement

_COSTS = (Kind.EXPENSE, Kind.OTHER)


class PaidFor(StrEnum):
    """Why a member was paid: for a claim, or anything else that names them as who was paid."""

    CLAIM = "claim"
    OTHER = "other"


class PaidToMember(NamedTuple):
    """What one movement paid to a member, in pence; less than nothing where one lent money.

    A tuple, as it comes out of an index, since there are very many in a year.
    """

    entry: str
    paid_for: str
    pence: int


def paid_for(book: Book, moved: Movement) -> PaidFor | None:
    """Tell why a movement paid a member, of an entry that stands; none where it did not."""
    entry = book.entries.get(moved.entry)
    if entry is None or not entry.stands or moved.amount.pence <= 0 or moved.late_for:
        return None
    act = entry.right[0]
    if act.kind is Kind.REPAYMENT or is_claim(moved.account):
        return PaidFor.CLAIM
    is_cost = act.kind in _COSTS and moved.direction is Direction.OUT
    return PaidFor.OTHER if is_cost and is_person(act.payee) else None
