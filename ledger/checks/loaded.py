"""Our reading proved equal to Beancount's own; costly, so only `purse check` asks for it."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ledger.beans.loading import Sums, full_load
from ledger.book import Book, text_files
from ledger.checks.text import readable, stays_in_its_folder
from ledger.checks.wording import grave
from ledger.errors import Problem

_REMEDY = "Look at that part of the text; Beancount and we must read the same."


def equal_to_beancount(book: Book) -> Iterator[Problem]:
    """Beancount's loader finds no error, as many transactions, and the same balances.

    A book that cannot be read or that names programs is not handed to the loader at all; the rules
    `readable` and `stays_in_its_folder` have already said so.
    """
    if any(readable(book)) or any(stays_in_its_folder(book)):
        return
    rule = "equal_to_beancount"
    theirs = full_load(text_files(book.place)[0])
    for name, error in theirs.errors:
        yield grave(rule, name, f"{name}: {error}", _REMEDY)
    if theirs.transactions != len(book.transactions):
        counted = f"Beancount counts {theirs.transactions} transactions"
        said = f"{counted}, and we count {len(book.transactions)}."
        yield grave(rule, "", said, _REMEDY)
    ours = _sums(book)
    for account, commodity in sorted(set(ours) | set(theirs.balances)):
        one = ours.get((account, commodity), Decimal(0))
        other = theirs.balances.get((account, commodity), Decimal(0))
        if one != other:
            said = f"Beancount says {account} holds {other} {commodity}, and we say {one}."
            yield grave(rule, account, said, _REMEDY)


def _sums(book: Book) -> Sums:
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for made in book.transactions:
        for posting in made.postings:
            sums[posting.account, posting.currency] += posting.number
    return sums
