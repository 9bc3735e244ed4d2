"""Grant money that arrived, one line for each time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ledger.book import Book, Entry
from ledger.entries.directives import number_parts
from ledger.funds import Fund
from ledger.money import Money
from ledger.movements import Movement, is_from_funder


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """Grant money that arrived."""

    day: date
    entry: str
    amount: Money
    reference: str


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
