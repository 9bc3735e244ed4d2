"""Help given to so few that its amount would tell of one of them: it has no line of its own."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from ledger import balances
from ledger.accounts import HELP, OTHER_SPENDING
from ledger.book import Book, asked
from ledger.money import NOTHING, Money
from ledger.statements.company import companies, is_told_apart
from ledger.statements.memos import help_given, is_few
from ledger.statements.movements import Direction, Movement, flows, movements
from ledger.statements.periods import Period
from ledger.statements.sections import OTHER_COSTS
from ledger.statements.tables import of


def discreet(book: Book, period: Period) -> tuple[Movement, ...]:
    """Give the movements of a year, added up; help given to fewer than five is under other costs.

    Where a fund that gave help has no other costs, its smallest line is added to them, so that the
    help is not alone: what each fund spent is told, too. One whose payments are added up with help
    in a slice comes before one that stays there as lines. No company is what a note tells of, nor
    what volunteers claimed in one year and get back in another, which a slice of the books could
    not put under other costs in the one and leave in the other.
    """
    moved = flows(book, period)
    if not help_given(book, period, moved).is_few:
        return moved
    folded = _companies(book, period, moved)[0]
    return tuple(
        replace(each, heading=OTHER_COSTS)
        if each.direction == Direction.OUT and each.heading in folded
        else each
        for each in moved
    )


def alone(book: Book, period: Period) -> tuple[str, ...]:
    """Give the funds that paid for nothing that help to few could be added up with in a year.

    What they spent tells what the help came to, in the accounts or in the books attached to them,
    and nothing can be done about it.
    """
    if not is_few(asked(book).helped(period.first, period.last)):
        return ()
    return _companies(book, period, flows(book, period))[1]


def _named_so(moved: Iterable[Movement]) -> set[str]:
    """Give the headings that are help given or other costs by themselves."""
    spent = of(moved, Direction.OUT)
    return {each.heading for each in spent if each.account in {HELP, OTHER_SPENDING}}


def _companies(
    book: Book, period: Period, moved: Iterable[Movement]
) -> tuple[set[str], tuple[str, ...]]:
    """Give the headings under other costs, and the funds whose help nothing keeps company."""
    folded, apart, spent = _named_so(moved), _claimed_apart(book, period), of(moved, Direction.OUT)
    plain = [each for each in spent if each.account not in {HELP, *apart}]
    lonely: list[str] = []
    for fund in dict.fromkeys(each.fund for each in spent if each.account == HELP):
        mine = [each for each in plain if each.fund == fund]
        names = _smallest(book, mine, folded)
        kept = next((name for name in names if _keeps_company(book, period, mine, name)), "")
        if not kept:
            lonely.append(fund)
        folded.update([kept] if kept else names[:1])
    return folded, tuple(lonely)


def _claimed_apart(book: Book, period: Period) -> set[str]:
    """Give the accounts of claims that were not paid back when the year began, or when it ended."""
    owed = (*balances.claims(book, period.eve), *balances.claims(book, period.last))
    entries = (book.entries[each.claim] for each in owed if each.claim in book.entries)
    return {p.account for entry in entries for made in entry.right for p in made.postings}


def _smallest(book: Book, mine: Iterable[Movement], folded: Collection[str]) -> list[str]:
    """Give what a fund paid for: first what is under other costs anyway, then the smallest."""
    sums: dict[str, Money] = {}
    for each in mine:
        sums[each.heading] = sums.get(each.heading, NOTHING) + each.amount
    told = {each.heading for each in mine if is_told_apart(book, each.account)}
    names = [name for name, sum_ in sums.items() if sum_ and name not in told]
    return sorted(names, key=lambda name: (name not in folded, abs(sums[name].pence), name))


def _keeps_company(book: Book, period: Period, mine: Iterable[Movement], name: str) -> bool:
    """Tell whether something under a heading can be added up with help, and is not nil."""
    known = {(each.fund, each.account) for each in mine if each.heading == name}
    moved = [
        each
        for fund in {fund for fund, _ in known}
        for each in movements(book, period, fund, sorted(name for _, name in known))
        if each.direction == Direction.OUT and not each.late_for
    ]
    found = set().union(*companies(book, period, {each.entry for each in moved if each.entry}))
    return bool(Money.total(each.amount for each in moved if each.entry in found))
