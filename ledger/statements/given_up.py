"""Claims that volunteers gave up: no cash moved, so they are a memo and in no total."""

from dataclasses import dataclass

from ledger.accounts import CLAIMS, OPENING, is_claim, is_ours, is_spending
from ledger.book import Book, asked
from ledger.entries.directives import Kind, Transaction
from ledger.money import NOTHING, Money
from ledger.statements.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """How many claims were given up in a year, in full or in part, and what that came to."""

    count: int
    total: Money


def given_up(book: Book, period: Period) -> GivenUp:
    """Count what lowered a claim with neither cash nor a cost on the other side.

    What is put right in a claim is no giving up, and a claim given up by mistake is taken out
    again; if that was in an earlier year, it is told only among the entries put right.
    """
    sums: dict[str, Money] = {}
    cash = [name for name in book.accounts if _is_cash_or_cost(name)]
    for made in asked(book).touching([CLAIMS], period.last, period.first, beside=cash):
        if _is_giving_up(made):
            entry = made.said("corrects") if made.kind == Kind.REVERSAL else made.entry
            claim = made.said("pays") or entry
            sums[claim] = sums.get(claim, NOTHING) + made.sum_of(is_claim)
    given = [sum_ for sum_ in sums.values() if sum_ > NOTHING]
    return GivenUp(count=len(given), total=Money.total(given))


def _is_giving_up(made: Transaction) -> bool:
    others = [each.account for each in made.postings if not is_claim(each.account)]
    return (
        bool(others) and not any(map(_is_cash_or_cost, others)) and made.sum_of(is_claim) != NOTHING
    )


def _is_cash_or_cost(account: str) -> bool:
    return is_ours(account) or is_spending(account) or account == OPENING
