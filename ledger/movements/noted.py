"""What a year's notes tell of entry by entry: money moved between funds, and claims given up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ledger.accounts import FUND_TRANSFERS, OPENING, is_claim, is_ours, is_spending
from ledger.book import Entry
from ledger.book.counted import lies_on
from ledger.entries.directives import Kind, Transaction


class BetweenFunds(NamedTuple):
    """An entry that stands and moved money between funds: what each took, in pence.

    A fund that gave took less than nothing; they are in the order of the entry's transactions.
    """

    entry: str
    day: date
    narration: str
    reference: str
    took: tuple[tuple[str, int], ...]


class GivenUpPart(NamedTuple):
    """By how many pence one transaction lowered a claim that was given up; less, taken back."""

    entry: str
    claim: str
    pence: int


def between_funds(entries: Iterable[Entry], first: date, last: date) -> Iterator[BetweenFunds]:
    """Give what entries of some days moved between funds; those taken back are left out."""
    for entry in entries:
        if entry.stands and first <= entry.day <= last and _touches(entry, first, last):
            took: dict[str, int] = defaultdict(int)
            for made in entry.right:
                took[made.fund] -= made.sum_of(FUND_TRANSFERS.__eq__).pence
            reference = entry.right[0].said("reference")
            words = (entry.narration, reference)
            yield BetweenFunds(entry.number, entry.day, *words, tuple(took.items()))


def given_up(every: Iterable[Transaction]) -> Iterator[GivenUpPart]:
    """Give what lowered a claim with neither cash nor a cost on the other side."""
    for made in every:
        others = [each.account for each in made.postings if not is_claim(each.account)]
        pence = made.sum_of(is_claim).pence
        if pence and others and not any(map(is_cash_or_cost, others)):
            entry = made.said("corrects") if made.kind == Kind.REVERSAL else made.entry
            yield GivenUpPart(made.entry, made.said("pays") or entry, pence)


def is_cash_or_cost(account: str) -> bool:
    """Tell whether a claim beside it was paid, made, or there when the books began."""
    return is_ours(account) or is_spending(account) or account == OPENING


def _touches(entry: Entry, first: date, last: date) -> bool:
    return any(
        lies_on(each.account, [FUND_TRANSFERS])
        for made in entry.transactions
        if first <= made.day <= last
        for each in made.postings
    )
