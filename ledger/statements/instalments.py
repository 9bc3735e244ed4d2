"""Grant money that arrived, one line for each time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ledger.book import Book
from ledger.funds import Fund
from ledger.money import Money
from ledger.statements.movements import Direction, Movement
from ledger.statements.notes import is_cost, is_instalment


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """Grant money that arrived."""

    day: date
    entry: str
    amount: Money
    reference: str


def is_from_funder(book: Book, fund: Fund, moved: Movement) -> bool:
    """Tell whether it is money of the one who awards a fund, under whatever heading it came.

    What a funder who was also paid gives back of that is a refund, and lowers what was spent.
    """
    if is_instalment(moved) or not fund.funder or moved.direction != Direction.IN:
        return is_instalment(moved)
    if is_cost(moved):
        return False
    entry = book.entries.get(moved.about)
    return entry is not None and entry.payee.casefold() == fund.funder.casefold()


def instalments(book: Book, fund: Fund, past: Iterable[Movement]) -> tuple[Instalment, ...]:
    """Give what arrived, one line for each entry; what was taken back again leaves none."""
    groups: dict[str, list[Movement]] = {}
    for each in past:
        if is_from_funder(book, fund, each):
            groups.setdefault(each.about, []).append(each)
    made = []
    for number, group in groups.items():
        amount = Money.total(each.effect for each in group)
        entry = book.entries[number]
        if amount:
            made.append(
                Instalment(
                    day=group[0].day,
                    entry=number,
                    amount=amount,
                    reference=entry.transactions[0].said("reference"),
                )
            )
    return tuple(made)
