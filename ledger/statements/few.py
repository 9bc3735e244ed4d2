"""Help given to so few that its amount would tell of one of them: it has no line of its own."""

from collections.abc import Iterable
from dataclasses import replace

from ledger import balances
from ledger.accounts import GRANTS_RETURNED, HELP, OTHER_SPENDING
from ledger.book import Book
from ledger.money import NOTHING, Money
from ledger.statements.form import Column
from ledger.statements.memos import help_given
from ledger.statements.movements import Direction, Movement, flows
from ledger.statements.periods import Period
from ledger.statements.sections import OTHER_COSTS, PURCHASES, Section, section_of
from ledger.statements.tables import of

__all__ = ["OTHER_COSTS", "discreet"]


def discreet(book: Book, period: Period, columns: tuple[Column, ...]) -> tuple[Movement, ...]:
    """Give the movements of a year, added up; help given to fewer than five is under other costs.

    Where a column has no other costs, its smallest line is added to them, so that the help is not
    alone; what buys something lasting stays in its own section. No company is what a note tells of,
    too, nor what volunteers claimed in one year and get back in another, which a slice of the books
    could not put under other costs in the one and leave in the other. Where a column has nothing
    else, its total tells of the help, and nothing can be done.
    """
    moved = flows(book, period)
    if not help_given(book, period, moved).is_few:
        return moved
    spent = of(moved, Direction.OUT)
    folded = {each.heading for each in spent if each.account in {HELP, OTHER_SPENDING}}
    apart = _claimed_apart(book, period)
    plain = [
        each
        for each in spent
        if each.account == HELP or (each.account not in apart and _is_told_once(book, each))
    ]
    for column in columns:
        funds = {name for name, fund in book.funds.items() if fund.kind in column.kinds}
        mine = [each for each in plain if each.fund in funds]
        folded |= _company(mine, folded)
    return tuple(
        replace(each, heading=OTHER_COSTS)
        if each.direction == Direction.OUT and each.heading in folded
        else each
        for each in moved
    )


def _claimed_apart(book: Book, period: Period) -> set[str]:
    """Give the accounts of claims that were not paid back when the year began, or when it ended."""
    owed = (*balances.claims(book, period.eve), *balances.claims(book, period.last))
    entries = (book.entries[each.claim] for each in owed if each.claim in book.entries)
    return {p.account for entry in entries for made in entry.right for p in made.postings}


def _is_told_once(book: Book, moved: Movement) -> bool:
    """Tell whether no note says what it came to, so that the help could be worked out."""
    if moved.account == GRANTS_RETURNED:
        return False
    return section_of(book, moved) not in {*PURCHASES, Section.GRANTS_PAID}


def _company(mine: list[Movement], folded: set[str]) -> set[str]:
    """Give one more heading, if the help of a column would stand alone under those folded."""
    sums = _sums(each for each in mine if each.account != HELP)
    if not any(each.account == HELP for each in mine) or any(sums.get(name) for name in folded):
        return set()
    others = [name for name, sum_ in sums.items() if sum_]
    return {min(others, key=lambda name: abs(sums[name].pence))} if others else set()


def _sums(moved: Iterable[Movement]) -> dict[str, Money]:
    sums: dict[str, Money] = {}
    for each in moved:
        sums[each.heading] = sums.get(each.heading, NOTHING) + each.amount
    return sums
