"""An index proved equal to the text that it was made from: every entry, every total, every sum."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

from ledger.accounts import HELD
from ledger.book import Book, Sought, asked
from ledger.checks.wording import grave, place, shown_day
from ledger.entries.directives import Document, Transaction
from ledger.errors import Problem
from ledger.index.looking import Looked
from ledger.index.tables import unlike
from ledger.money import Money
from ledger.movements import Movement, moves

Line = TypeVar("Line", Transaction, Document)
_Place = tuple[str, str, str, str, date | None]
_NAMED = 3
_RULE = "index_is_right"
_REMEDY = "Nothing is lost: the index is made anew from the text."
_ALL = 1_000_000_000
_ANEW = ".index.sqlite"


def index_is_right(indexed: Book, plain: Book) -> Iterator[Problem]:
    """Everything that an index says of a book is what the text of the same version says.

    Of transactions and papers the first that differ are named, of totals every one.
    """
    yield from _lines(indexed.transactions, plain.transactions, place)
    yield from _lines(indexed.documents, plain.documents, lambda paper: paper.entry or paper.name)
    for day in (*_year_ends(plain), date.max):
        yield from _sums(indexed, plain, day)
    if _summaries(indexed) != _summaries(plain):
        yield _wrong("", "The list of entries says something else than the entries.")
    if any(one != other for one, other in zip_longest(_moved(indexed), _moved(plain))):
        yield _wrong("", "What moved in bank and tin is not what the entries say.")
    if _noted(indexed) != _noted(plain):
        yield _wrong("", "What the notes to the accounts count is not what the entries say.")
    ours, right = _flows(indexed), _flows(plain)
    for fund in sorted({which[0] for which, _ in ours.items() ^ right.items()}):
        yield _wrong(fund, f"What went in and out of “{fund}” is not what its entries say.")


def tables_are_right(indexed: Book, place: Path) -> Iterator[Problem]:
    """Every row of an index is as in one that is made from nothing of the same text.

    `place` is where that text lies, with room beside it for the other index. What a question asked
    of an index would not tell is found here as well, such as a row that is there twice.
    """
    if isinstance(indexed.known, Looked):
        ask = indexed.known.lease.ask
        for table in unlike(ask, place, place / _ANEW):
            yield _wrong("", f"A table of the index is not what the text says: {table}.")


def index_unreadable() -> Problem:
    """Say of an index that it was damaged, so that it cannot be compared with the text."""
    return _wrong("", "The index was damaged, and parts of it cannot be read.")


def _lines(
    kept: Sequence[Line], right: Sequence[Line], name: Callable[[Line], str]
) -> Iterator[Problem]:
    found = 0
    for one, other in zip_longest(kept, right):
        if (one, _place(one)) == (other, _place(other)):
            continue
        differs = other if other is not None else one
        if differs is not None:
            yield _wrong(name(differs), f"{name(differs)} is not kept as it stands in the text.")
        found += 1
        if found == _NAMED:
            return


def _place(line: Transaction | Document | None) -> tuple[str, int]:
    return line.place if line else ("", 0)


def _sums(indexed: Book, plain: Book, day: date) -> Iterator[Problem]:
    kept, right = asked(indexed).sums(day), asked(plain).sums(day)
    until = "" if day == date.max else f" on {shown_day(day)}"
    for account, fund in sorted(set(kept) | set(right)):
        one, other = kept.get((account, fund), 0), right.get((account, fund), 0)
        if one != other:
            said = f"{account} in “{fund}” was kept as {Money(one)}{until}, and is {Money(other)}."
            yield _wrong(account, said)


def _summaries(book: Book) -> object:
    listing = asked(book).listing(Sought(most=_ALL))
    return listing.summaries, listing.count, listing.total_in, listing.total_out


def _moved(book: Book) -> Iterable[Movement]:
    return moves(book).moved(date.min, date.max)


def _noted(book: Book) -> object:
    ever = date.min, date.max
    known, told = asked(book), moves(book)
    each_by_each = (
        sorted(told.to_members(*ever)),
        sorted(told.between_funds(*ever)),
        sorted(told.given_up(*ever)),
        [*known.given_in_kind(*ever)],
        known.taking_back(*ever),
        known.papers_between(*ever),
    )
    return each_by_each, known.helped(*ever), known.turnover(HELD, *ever)


def _flows(book: Book) -> dict[_Place, Money]:
    flows = moves(book).flows(date.min, date.max)
    return {
        (each.fund, each.account, each.heading, str(each.direction), each.late_for): each.amount
        for each in flows
    }


def _year_ends(book: Book) -> list[date]:
    years = sorted({made.day.year for made in book.transactions})
    return [date(year, 12, 31) for year in years]


def _wrong(about: str, said: str) -> Problem:
    return grave(_RULE, about, said, _REMEDY)
