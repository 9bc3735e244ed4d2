"""Our reading proved equal to Beancount's own; costly, so only `purse check` asks for it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from ledger.beans.loading import Loaded, Sums, full_load
from ledger.book import Book, asked, text_files
from ledger.checks.text import readable, stays_in_its_folder
from ledger.checks.wording import grave, place, subject
from ledger.entries.directives import Document, Transaction
from ledger.errors import Problem
from ledger.money import Money

_RULE = "equal_to_beancount"
_REMEDY = "Look at that part of the text; Beancount and we must read the same."
_NAMED = 3


def equal_to_beancount(book: Book, main: Path | None = None) -> Iterator[Problem]:
    """Beancount's loader finds no error, the same entries and papers, and the same balances.

    `main` is the file to load where the text lies elsewhere, as of one moment. A book that cannot
    be read or that names programs is not handed to the loader at all; the rules `readable` and
    `stays_in_its_folder` have already said so.
    """
    if any(readable(book)) or any(stays_in_its_folder(book)):
        return
    theirs = full_load(main or text_files(book.place)[0])
    for name, error in theirs.errors:
        yield grave(_RULE, name, f"{name}: {error}", _REMEDY)
    if len(theirs.transactions) != len(book.transactions):
        counted = f"Beancount counts {len(theirs.transactions)} transactions"
        said = f"{counted}, and we count {len(book.transactions)}."
        yield grave(_RULE, "", said, _REMEDY)
    yield from _balances(theirs, book)
    yield from _funds(theirs, book)
    yield from _entries(theirs.transactions, book.transactions)
    yield from _papers(theirs.documents, book.documents)


def _balances(theirs: Loaded, book: Book) -> Iterator[Problem]:
    ours = _sums(book)
    for account, commodity in sorted(set(ours) | set(theirs.balances)):
        one = ours.get((account, commodity), Decimal(0))
        other = theirs.balances.get((account, commodity), Decimal(0))
        if one != other:
            said = f"Beancount says {account} holds {other} {commodity}, and we say {one}."
            yield grave(_RULE, account, said, _REMEDY)


def _funds(theirs: Loaded, book: Book) -> Iterator[Problem]:
    """Compare the totals of each account in each fund, but where the account itself differs."""
    ours, right = asked(book).sums(date.max), _by_fund(theirs.transactions)
    for account, fund in sorted(set(ours) | set(right)):
        one, other = ours.get((account, fund), 0), right.get((account, fund), 0)
        if one != other:
            said = f"Of {account}, Beancount counts {Money(other)} to the fund “{fund}”"
            yield grave(_RULE, account, f"{said}, and we count {Money(one)}.", _REMEDY)


def _entries(theirs: Iterable[Transaction], ours: Iterable[Transaction]) -> Iterator[Problem]:
    """Name the first transactions that only one of the two readings has."""
    one, other = Counter(ours), Counter(theirs)
    for who, only in (("We read", one - other), ("Beancount reads", other - one)):
        for made in sorted(only, key=lambda each: each.day)[:_NAMED]:
            said = f"{who} {subject(made)} as nobody else does."
            yield grave(_RULE, place(made), said, _REMEDY)


def _papers(theirs: Iterable[Document], ours: Iterable[Document]) -> Iterator[Problem]:
    one, other = Counter(ours), Counter(theirs)
    for who, only in (("We read", one - other), ("Beancount reads", other - one)):
        for paper in sorted(only, key=lambda each: each.day)[:_NAMED]:
            said = f"{who} the paper {paper.name} as nobody else does."
            yield grave(_RULE, paper.entry or paper.name, said, _REMEDY)


def _by_fund(made: Iterable[Transaction]) -> Mapping[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for each in made:
        for posting in each.postings:
            sums[posting.account, each.fund] += posting.money.pence
    return sums


def _sums(book: Book) -> Sums:
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for made in book.transactions:
        for posting in made.postings:
            sums[posting.account, posting.currency] += posting.number
    return sums
