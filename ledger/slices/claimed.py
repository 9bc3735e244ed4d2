"""Help that a volunteer laid out, as a text written by hand can hold: added up once it is paid."""

from collections import defaultdict
from collections.abc import Iterable

from ledger.accounts import HELP, is_claim, is_money
from ledger.book import Book
from ledger.book.chain import origin, standing
from ledger.book.helped import names_help, people_helped
from ledger.entries.directives import Kind, Transaction
from ledger.money import NOTHING, Money
from ledger.statements import Period
from ledger.statements.memos import FEW


def settled_claims(book: Book, helped: Iterable[str]) -> frozenset[tuple[str, int]]:
    """Give the places of claims for help, and of what paid them back, that a year saw settled.

    Each was for nothing but help and was wholly paid back in the year in which it was made, so that
    added up it is help given like any other. Any other claim is followed by itself.
    """
    found = _claims(book, helped)
    settled = (each for each in found.values() if _is_settled(book, each))
    return frozenset(made.place for each in settled for made in each)


def claims_apart(book: Book, period: Period, helped: Iterable[str]) -> tuple[str, ...]:
    """Give the claims for help to few, made or paid back in a year, that stand by themselves.

    In the books attached to its accounts, each is a line that says what the help came to.
    """
    apart = (
        standing(book, claim)
        for claim, made in _claims(book, helped).items()
        if any(each.day in period for each in made)
        and not _is_settled(book, made)
        and _is_for_few(made)
    )
    return tuple(dict.fromkeys(apart))


def _claims(book: Book, helped: Iterable[str]) -> dict[str, list[Transaction]]:
    """Give what made and paid back each claim for help, by the number that it began as."""
    known = {number for number in helped if number in book.entries}
    found: dict[str, list[Transaction]] = defaultdict(list)
    for made in (made for number in sorted(known) for made in book.entries[number].transactions):
        if any(is_claim(each.account) for each in made.postings):
            found[origin(book, made.said("pays") or made.entry)].append(made)
    return {claim: made for claim, made in found.items() if claim in known}


def _is_for_few(made: Iterable[Transaction]) -> bool:
    """Tell whether help stands that went to too few to be told, or to nobody knows how many."""
    given = [each for each in made if names_help(each)]
    count = sum(_people(each) for each in given)
    return count < FEW and Money.total(each.sum_of(HELP.__eq__) for each in given) != NOTHING


def _people(made: Transaction) -> int:
    return people_helped(made.said("count"), is_taken_back=made.kind == Kind.REVERSAL)


def _is_settled(book: Book, made: list[Transaction]) -> bool:
    years = {book.year_of(each.day) for each in made}
    owed = Money.total(each.sum_of(is_claim) for each in made)
    names = {posting.account for each in made for posting in each.postings}
    is_plain = all(is_claim(name) or is_money(name) or name == HELP for name in names)
    return len(years) == 1 and owed == NOTHING and is_plain
