"""Grants and donations that the group paid to others, by what they were for; help is apart."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.accounts import HELP
from ledger.book import Book
from ledger.money import NOTHING, Money
from ledger.statements.movements import Direction, Movement, movements
from ledger.statements.periods import Period
from ledger.statements.sections import Section, section_of
from ledger.statements.tables import in_chart_order, of


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantsPaid:
    """Grants to bodies under one heading of a year: how many, and what they come to."""

    heading: str
    count: int
    total: Money


def grants_paid(book: Book, period: Period, flown: Iterable[Movement]) -> tuple[GrantsPaid, ...]:
    """Count the grants to bodies in a year, heading by heading; help given is none of them.

    `flown` are the movements of the year added up: they tell which accounts to look at.
    """
    accounts = {
        each.account
        for each in of(flown, Direction.OUT)
        if each.account != HELP and section_of(book, each) == Section.GRANTS_PAID
    }
    if not accounts:
        return ()
    moved = movements(book, period, accounts=sorted(accounts))
    groups: dict[str, dict[str, Money]] = {}
    for each in of(moved, Direction.OUT):
        sums = groups.setdefault(each.heading, {})
        key = each.undoes or each.entry
        sums[key] = sums.get(key, NOTHING) + each.amount
    return tuple(
        GrantsPaid(
            heading=heading,
            count=sum(1 for sum_ in groups[heading].values() if sum_),
            total=Money.total(groups[heading].values()),
        )
        for heading in in_chart_order(book, groups)
    )
