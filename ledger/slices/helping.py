"""Help given in a slice: to how many, and never in a sum that would tell of fewer than five."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ledger.accounts import HELP, OTHER_SPENDING, is_claim
from ledger.book import Book
from ledger.entries.directives import Fact, Kind, Posting, Transaction
from ledger.money import Money
from ledger.slices.subjects import HELPED, Subject
from ledger.slices.sums import EARLIER, OTHERS
from ledger.statements import Direction, Period
from ledger.statements.few import discreet
from ledger.statements.memos import help_given
from ledger.statements.periods import year_before
from ledger.statements.sections import OTHER_COSTS

FEW = "fewer than five"


def counted(book: Book, subject: Subject) -> Iterator[Fact]:
    """Say how many were helped in each period that the document tells of; few are a band."""
    for period in _periods(book, subject):
        told = help_given(book, period, (), subject.fund)
        if told.count:
            said = FEW if told.is_few else str(told.count)
            yield Fact(day=period.last, kind=HELPED, values=(said,))


def as_counted(fact: Fact, subject: Subject) -> Transaction:
    """Give what such a line stands for: people, and no money."""
    said = fact.said(0)
    count = said if said.isdecimal() else "1"
    return Transaction(
        day=fact.day,
        postings=(Posting(account=HELP, number=Money(0).number),),
        tags=(subject.fund,) if subject.fund else (),
        facts=(("kind", str(Kind.HELP)), ("count", count)),
        place=fact.place,
    )


def discreetly(book: Book, subject: Subject, made: Iterable[Transaction]) -> list[Transaction]:
    """Put what accounts print under other costs, so that few are not told apart, there as well."""
    names = folded(book, subject)
    return [_under_others(each, names) for each in made]


def _under_others(made: Transaction, folded: dict[Period, set[str]]) -> Transaction:
    names = {name for period, mine in folded.items() if made.day in period for name in mine}
    # A claim stands by itself; as help it is in no note of what was paid to people known by number.
    names -= {HELP} if any(is_claim(each.account) for each in made.postings) else set()
    if not any(each.account in names for each in made.postings):
        return made
    postings = [
        replace(each, account=OTHER_SPENDING) if each.account in names else each
        for each in made.postings
    ]
    if made.narration in {OTHERS, EARLIER}:
        postings = _added_up(postings)
    return replace(made, postings=tuple(postings))


def _added_up(postings: Iterable[Posting]) -> list[Posting]:
    found: dict[tuple[str, str], Posting] = {}
    for each in postings:
        key = (each.account, each.currency)
        before = found[key].number if key in found else 0
        found[key] = replace(each, number=each.number + before)
    return list(found.values())


def folded(book: Book, subject: Subject) -> dict[Period, set[str]]:
    """Give the accounts that are printed under other costs, for each year that has such ones."""
    if subject.is_of_a_fund:
        return {}
    found: dict[Period, set[str]] = {}
    for period in _periods(book, subject):
        names = {
            each.account
            for each in discreet(book, period)
            if each.direction == Direction.OUT and each.heading == OTHER_COSTS
        }
        found[period] = names | ({HELP} if names else set())
    return found


def _periods(book: Book, subject: Subject) -> list[Period]:
    before = None if subject.is_of_a_fund else year_before(book, subject.period)
    return [*([before] if before else []), subject.period]
