"""Claims looked through: what a repayment pays for, in headings and funds of the claim itself."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from ledger.accounts import OPENING, is_claim, is_ours
from ledger.book import Book
from ledger.entries.directives import Kind, Transaction
from ledger.money import NOTHING, Money
from ledger.movements.corrections import root, versions

Lines = list[tuple[str, Money]]
_Share = tuple[str, str, str]


class ClaimsPaid:
    """What has been paid of each claim so far, by fund and account; repayments come in day order.

    Each repayment is shared in proportion to what is still unpaid, so that parts never overshoot a
    line and the last one leaves exactly nothing.
    """

    def __init__(self, book: Book) -> None:
        """Begin before the first repayment."""
        self._book = book
        self._paid: dict[_Share, Money] = defaultdict(Money)

    def share(self, claim: str, fund: str, amount: Money, day: date) -> Lines:
        """Divide a repayment over the accounts of its claim, and remember it.

        A claim that is not in the book, or opened it, gives no lines. More than was claimed falls
        on the same lines in the claim's own proportions.
        """
        costs = self._costs(claim, fund, day)
        if not costs:
            return []
        key = root(self._book, self._book.entries[claim]).number
        unpaid = [max(0, (cost - self._paid[key, fund, name]).pence) for name, cost in costs]
        first = Money(min(amount.pence, sum(unpaid)))
        beyond = (amount - first).shared([max(0, cost.pence) for _, cost in costs])
        parts = [one + more for one, more in zip(first.shared(unpaid), beyond, strict=True)]
        shared = [(name, part) for (name, _), part in zip(costs, parts, strict=True) if part]
        self.remember(claim, fund, shared)
        return shared

    def remember(self, claim: str, fund: str, parts: Iterable[tuple[str, Money]]) -> None:
        """Count parts of a claim as paid; negative parts where a repayment is taken back."""
        key = root(self._book, self._book.entries[claim]).number
        for name, part in parts:
            self._paid[key, fund, name] += part

    def _costs(self, claim: str, fund: str, day: date) -> Lines:
        entry = self._book.entries.get(claim)
        if entry is None:
            return []
        known = (costs_of(each.right, fund) for each in versions(self._book, entry, day))
        return next((costs for costs in known if costs), [])


def costs_of(transactions: Iterable[Transaction], fund: str) -> Lines:
    """Give what a claim was for, by account, within one fund."""
    costs: dict[str, Money] = {}
    for made in transactions:
        if made.fund != fund or not is_claiming(made):
            continue
        for posting in made.postings:
            if not is_ours(posting.account) and not is_claim(posting.account):
                sum_ = costs.get(posting.account, NOTHING) + posting.money
                costs[posting.account] = sum_
    return [(name, sum_) for name, sum_ in costs.items() if sum_ and name != OPENING]


def is_claiming(made: Transaction) -> bool:
    """Tell whether it adds to what a volunteer is owed."""
    return made.kind != Kind.REVERSAL and made.sum_of(is_claim) < NOTHING
