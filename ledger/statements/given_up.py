"""Claims that volunteers gave up: no cash moved, so they are a memo and in no total."""

from dataclasses import dataclass

from ledger.accounts import CLAIMS, OPENING, is_claim, is_ours, is_spending
from ledger.book import Book, asked
from ledger.entries.directives import Kind, Transaction
from ledger.money import NOTHING, Money
from ledger.statements.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """How many times a claim was given up in a year, and what they came to."""

    count: int
    total: Money


def given_up(book: Book, period: Period) -> GivenUp:
    """Count what lowered a claim with neither cash nor a cost on the other side.

    What is put right in a claim is no giving up, and a claim given up by mistake is taken out
    again.
    """
    sums: dict[str, Money] = {}
    for made in asked(book).touching([CLAIMS], period.last, period.first):
        if _is_giving_up(made):
            entry = made.said("corrects") if made.kind == Kind.REVERSAL else made.entry
            sums[entry] = sums.get(entry, NOTHING) + made.sum_of(is_claim)
    return GivenUp(count=sum(1 for each in sums.values() if each), total=Money.total(sums.values()))


def _is_giving_up(made: Transaction) -> bool:
    others = [each.account for each in made.postings if not is_claim(each.account)]
    beside = (name for name in others if is_ours(name) or is_spending(name) or name == OPENING)
    return bool(others) and not any(beside) and made.sum_of(is_claim) != NOTHING
