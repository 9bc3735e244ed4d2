"""A part of a book that hangs together: some entries, and all that a rule compares them with."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from ledger.accounts import Account
from ledger.book import Book, Entry
from ledger.book.files import in_order
from ledger.entries.directives import Document, Transaction, is_entry_number, number_parts
from ledger.funds import Fund
from ledger.index.rows import document_of, transaction_of
from ledger.index.store import Lease
from ledger.index.views import AS_WRITTEN, Entries

_SOME = "(SELECT value FROM json_each(:some))"
_MADE = "SELECT day, file, line, body FROM transactions"
# Corrected, paid back or given back; charged on one paper; of one payee, day and amount.
_LINKED = f"""
    SELECT corrects FROM transactions WHERE entry IN {_SOME}
    UNION SELECT pays FROM transactions WHERE entry IN {_SOME}
    UNION SELECT refunds FROM transactions WHERE entry IN {_SOME}
    UNION SELECT entry FROM transactions WHERE corrects <> '' AND corrects IN {_SOME}
    UNION SELECT entry FROM transactions WHERE pays <> '' AND pays IN {_SOME}
    UNION SELECT entry FROM transactions WHERE refunds <> '' AND refunds IN {_SOME}
    UNION SELECT other.entry FROM proofs AS mine JOIN proofs AS other USING (document)
        WHERE mine.entry IN {_SOME}
    UNION SELECT other.entry FROM proofs AS mine
        JOIN documents AS one ON one.id = mine.document
        JOIN documents AS two ON two.sha256 = one.sha256
        JOIN proofs AS other ON other.document = two.id
        WHERE mine.entry IN {_SOME} AND one.sha256 <> ''
    UNION SELECT two.number FROM entries AS one JOIN entries AS two
        ON two.pence = one.pence AND two.day = one.day AND two.sight = one.sight
        WHERE one.sight <> '' AND one.number IN {_SOME}"""
_ALONE = """
    SELECT corrects FROM transactions WHERE entry = ''
    UNION SELECT pays FROM transactions WHERE entry = ''
    UNION SELECT refunds FROM transactions WHERE entry = ''"""
_NEVER = 10_000_000
_EVERY = "SELECT number FROM entries UNION SELECT entry FROM proofs ORDER BY 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Some numbers, closed under all that links entries, and a book that goes through only those.

    Looked up in it is the whole: what an entry names is found, wherever it is. It always has what
    has no number. `numbers` may hold some that no entry has, but that something names.
    """

    numbers: frozenset[str]
    book: Book


def scoped(lease: Lease, book: Book, seeds: Iterable[str]) -> Scope:
    """Give the part of a book that some numbers belong to."""
    ask, whole = lease.ask, Entries(lease)
    alone = {number for (number,) in ask.execute(_ALONE)}
    numbers = _closed(ask, {*seeds, *alone} - {""})
    some = {number: whole[number] for number in _there(whole, numbers)}
    made = [each for entry in some.values() for each in entry.transactions]
    every = (*made, *_alone(ask), *_between(ask, some.values()))
    part = replace(
        book,
        transactions=tuple(in_order({each.place: each for each in every}.values())),
        entries=_Some(whole, some),
        documents=tuple(_documents(ask, numbers)),
        known=None,
    )
    return Scope(numbers=frozenset(numbers), book=part)


def every_number(ask: sqlite3.Connection) -> list[str]:
    """Give the numbers of all entries, and those that only a paper names."""
    return [number for (number,) in ask.execute(_EVERY) if number]


def outside_terms(ask: sqlite3.Connection, fund: Fund | None, name: str) -> set[str]:
    """Give the entries of a fund that its terms may now be against; all where it has none."""
    if fund is None:
        rows = ask.execute("SELECT entry FROM transactions WHERE fund = ?", (name,))
        return {number for (number,) in rows}
    first = max(each for each in (fund.opened, fund.spend_from) if each)
    ends = [each for each in (fund.closed_on, fund.spend_by) if each]
    last = min(ends).toordinal() if ends else _NEVER
    asked = """SELECT entry FROM transactions
        WHERE fund = ? AND (day < ? OR day > ? OR corrects <> '')"""
    rows = ask.execute(asked, (name, first.toordinal(), last))
    return {number for (number,) in rows}


def outside_account(ask: sqlite3.Connection, account: Account) -> set[str]:
    """Give the entries that use an account before it was opened or after it was closed."""
    last = account.closed.toordinal() if account.closed else _NEVER
    asked = """SELECT entry FROM postings JOIN transactions ON transactions.id = tx
        WHERE account = ? AND (postings.day < ? OR postings.day > ?)"""
    rows = ask.execute(asked, (account.name, account.opened.toordinal(), last))
    return {number for (number,) in rows}


class _Some(Mapping[str, Entry]):
    """The entries of a book, of which only some are gone through."""

    def __init__(self, base: Mapping[str, Entry], some: Mapping[str, Entry]) -> None:
        self._base, self._some = base, some

    def __getitem__(self, number: str) -> Entry:
        found = self._some.get(number)
        return self._base[number] if found is None else found

    def __contains__(self, number: object) -> bool:
        return number in self._some or number in self._base

    def __iter__(self) -> Iterator[str]:
        return iter(self._some)

    def __len__(self) -> int:
        return len(self._some)


def _closed(ask: sqlite3.Connection, numbers: set[str]) -> set[str]:
    """Grow some numbers by all that hangs together with them, one link after the other."""
    edge = numbers
    while edge:
        found = ask.execute(_LINKED, {"some": json.dumps(sorted(edge))}).fetchall()
        edge = {number for (number,) in found if number} - numbers
        numbers = numbers | edge
    return numbers


def _there(entries: Entries, numbers: Collection[str]) -> list[str]:
    """Give those of some numbers that are entries, read at once, in the order of numbers."""
    known = [number for number in numbers if is_entry_number(number)]
    entries.at_hand(known)
    return sorted((number for number in known if number in entries), key=number_parts)


def _alone(ask: sqlite3.Connection) -> Iterator[Transaction]:
    rows = ask.execute(f"{_MADE} WHERE entry = ''").fetchall()
    return (transaction_of(*row) for row in rows)


def _between(ask: sqlite3.Connection, entries: Iterable[Entry]) -> Iterator[Transaction]:
    """Give one of what stands between two parts of an entry, so that it is seen to lie apart."""
    asked = f"{_MADE} WHERE file = ? AND line > ? AND line < ? AND entry <> '' LIMIT 1"
    for entry in entries:
        places = sorted(each.place for each in entry.transactions)
        for (file, first), (other, last) in pairwise(places):
            row = ask.execute(asked, (file, first, last)).fetchone() if file == other else None
            if row:
                yield transaction_of(*row)


def _documents(ask: sqlite3.Connection, numbers: Collection[str]) -> Iterator[Document]:
    asked = f"""SELECT day, file, line, body FROM documents WHERE id IN
        (SELECT document FROM proofs WHERE entry = '' OR entry IN {_SOME}) {AS_WRITTEN}"""
    rows = ask.execute(asked, {"some": json.dumps(sorted(numbers))}).fetchall()
    return (document_of(*row) for row in rows)


def proved_by(ask: sqlite3.Connection, marks: Collection[str]) -> set[str]:
    """Give the numbers beside which a paper of one of some hashes stands."""
    asked = f"""SELECT entry FROM documents JOIN proofs ON document = id
        WHERE sha256 IN {_SOME}"""
    rows = ask.execute(asked, {"some": json.dumps(sorted(marks))})
    return {number for (number,) in rows}
