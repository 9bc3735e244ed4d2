"""Grant money that arrived, one line for each time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ledger.book import Book, Entry
from ledger.entries.directives import number_parts
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
    return entry is not None and giver(entry, fund).casefold() == fund.funder.casefold()


def giver(entry: Entry, fund: Fund) -> str:
    """Give who gave a fund's part of an entry; where that part names nobody, whom the entry names.

    Each fund's part may name somebody else, where a book was brought in or written by hand.
    """
    parts = (each for each in (*entry.right, *entry.transactions) if each.fund == fund.name)
    first = next(parts, None)
    return (first.payee if first else "") or entry.payee


def reference_in(entry: Entry, fund: Fund) -> str:
    """Give the reference that a fund's part of an entry has."""
    mine = (each.said("reference") for each in entry.transactions if each.fund == fund.name)
    return next(filter(None, mine), "")


def instalments(book: Book, fund: Fund, past: Iterable[Movement]) -> tuple[Instalment, ...]:
    """Give what arrived, one line for each entry, by day; what was taken back again leaves none."""
    groups: dict[str, list[Movement]] = {}
    for each in past:
        if is_from_funder(book, fund, each):
            groups.setdefault(each.about, []).append(each)
    made = []
    for number, group in groups.items():
        amount = Money.total(each.effect for each in group)
        if amount:
            made.append(
                Instalment(
                    day=group[0].day,
                    entry=number,
                    amount=amount,
                    reference=reference_in(book.entries[number], fund),
                )
            )
    return in_order(made)


def in_order(made: Iterable[Instalment]) -> tuple[Instalment, ...]:
    """Sort what arrived by day, and of one day by number."""
    return tuple(sorted(made, key=lambda each: (each.day, number_parts(each.entry))))
