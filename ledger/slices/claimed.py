"""Help that a volunteer laid out, as a text written by hand can hold: added up once it is paid."""

from collections import defaultdict
from collections.abc import Iterable

from ledger.accounts import HELP, is_claim, is_money
from ledger.book import Book
from ledger.book.chain import origin
from ledger.entries.directives import Transaction
from ledger.money import NOTHING, Money


def settled_claims(book: Book, helped: Iterable[str]) -> frozenset[tuple[str, int]]:
    """Give the places of claims for help, and of what paid them back, that a year saw settled.

    Each was for nothing but help and was wholly paid back in the year in which it was made, so that
    added up it is help given like any other. Any other claim is followed by itself.
    """
    known = {number for number in helped if number in book.entries}
    found: dict[str, list[Transaction]] = defaultdict(list)
    for made in (made for number in sorted(known) for made in book.entries[number].transactions):
        if any(is_claim(each.account) for each in made.postings):
            found[origin(book, made.said("pays") or made.entry)].append(made)
    settled = (each for claim, each in found.items() if claim in known and _is_settled(book, each))
    return frozenset(made.place for each in settled for made in each)


def _is_settled(book: Book, made: list[Transaction]) -> bool:
    years = {book.year_of(each.day) for each in made}
    owed = Money.total(each.sum_of(is_claim) for each in made)
    names = {posting.account for each in made for posting in each.postings}
    is_plain = all(is_claim(name) or is_money(name) or name == HELP for name in names)
    return len(years) == 1 and owed == NOTHING and is_plain
