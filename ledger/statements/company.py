"""Payments that keep help given to few company: added up with it, they stand nowhere else."""

from collections.abc import Collection, Iterable, Iterator

from ledger.accounts import GRANTS_RETURNED, is_money, is_person, is_spending
from ledger.book import Book
from ledger.entries.directives import Kind, Transaction
from ledger.movements import Direction, kin
from ledger.statements.periods import Period
from ledger.statements.sections import PURCHASES, Section, section_named

PLAIN = frozenset({Kind.EXPENSE, Kind.OTHER, Kind.REFUND, Kind.REVERSAL})
_APART = frozenset({*PURCHASES, Section.GRANTS_PAID})


def companies(book: Book, period: Period, numbers: Iterable[str]) -> Iterator[frozenset[str]]:
    """Give those entries of a period that no note tells of, each with all that hangs on it.

    That is what puts it right, and what came back for it. Nobody known by number was paid, and no
    claim is part of it. What came after the period changes nothing, so that a year's accounts and
    those of the next choose alike.
    """
    for group in _groups(book, numbers):
        every = (made for number in group for made in book.entries[number].transactions)
        if all(_is_plain(book, period, made) for made in every if made.day <= period.last):
            yield group


def is_told_apart(book: Book, account: str) -> bool:
    """Tell whether a note says what a kind of spending came to, so that help could be worked out.

    What buys something lasting stays in a section of its own, too.
    """
    return account == GRANTS_RETURNED or section_named(book, account, Direction.OUT) in _APART


def _is_plain(book: Book, period: Period, made: Transaction) -> bool:
    if made.day < period.first or made.kind not in PLAIN or is_person(made.payee):
        return False
    bought = [each.account for each in made.postings if not is_money(each.account)]
    return all(is_spending(name) and not is_told_apart(book, name) for name in bought)


def _groups(book: Book, numbers: Iterable[str]) -> Collection[frozenset[str]]:
    """Give entries that correct, pay back or refund one another, each group once."""
    found: dict[str, frozenset[str]] = {}
    for number in sorted(kin(book, numbers)):
        near = {number, *_named(book, number)}
        group = frozenset().union(*(found.get(each, {each}) for each in near))
        found |= dict.fromkeys(group, group)
    return dict.fromkeys(found.values())


def _named(book: Book, number: str) -> Iterator[str]:
    for made in book.entries[number].transactions:
        for fact in ("corrects", "pays", "refunds"):
            if made.said(fact) in book.entries:
                yield made.said(fact)
