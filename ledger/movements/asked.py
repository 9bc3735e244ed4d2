"""The movements of a book: out of its index, or worked out from the whole of it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol, cast, runtime_checkable

from ledger.accounts import CLAIMS, FUND_TRANSFERS
from ledger.book import Book, asked, at_hand
from ledger.book.changed import Changed
from ledger.book.counted import lies_on
from ledger.book.files import MAIN
from ledger.entries.directives import Transaction
from ledger.money import Money
from ledger.movements.givers import given_by
from ledger.movements.members import PaidToMember, paid_for
from ledger.movements.noted import BetweenFunds, GivenUpPart, between_funds, given_up
from ledger.movements.teller import told
from ledger.movements.values import Movement


@runtime_checkable
class Moves(Protocol):
    """Questions about movements. Days are whole, both ends are included; no fund means all."""

    def moved(
        self, first: date, last: date, fund: str = "", accounts: Sequence[str] = ()
    ) -> Iterable[Movement]:
        """Give the movements of some days, in the order of the transactions.

        Where accounts are named, only those on them or on one below.
        """

    def flows(self, first: date, last: date, fund: str = "") -> Sequence[Movement]:
        """Give them added up, as far as a table would not tell them apart."""

    def moved_by(self, numbers: Collection[str]) -> Iterable[Movement]:
        """Give the movements of some entries."""

    def given_by(self, name: str, fund: str, until: date) -> Money:
        """Give what came to a fund by a day from somebody, named in whatever letters.

        Neither grant money nor refunds of what was spent are among it.
        """

    def to_members(self, first: date, last: date) -> Iterable[PaidToMember]:
        """Give what was paid on some days to members, by entries that stand."""

    def between_funds(self, first: date, last: date) -> Iterable[BetweenFunds]:
        """Give what was moved on some days between funds, by entries that stand."""

    def given_up(self, first: date, last: date) -> Iterable[GivenUpPart]:
        """Give what lowered claims on some days with neither cash nor a cost on the other side."""


def moves(book: Book) -> Moves:
    """Give whoever knows the movements of a book."""
    known: object = book.known
    if isinstance(known, Changed) and known.numbers is not None:
        if not isinstance(known.worked, _Otherwise) or not known.worked.is_of(book):
            known.worked = _Otherwise(book, known, known.numbers)
        return known.worked
    # A class is looked at once; to look at a value takes longer than many an answer.
    return cast("Moves", known) if issubclass(type(known), Moves) else _Worked(book)


def kin(book: Book, numbers: Iterable[str]) -> set[str]:
    """Give some entries with all that they correct, pay back or refund, and that do so to them."""
    found: set[str] = set()
    edge = set(numbers) - {""}
    while edge:
        found |= edge
        at_hand(book, edge)
        known = [number for number in edge if number in book.entries]
        named = {each for number in known for each in _named(book, number)}
        # What names an entry that is no longer there hangs on it all the same.
        for fact in ("pays", "refunds"):
            named |= {made.entry for made in asked(book).following(fact, sorted(edge))}
        edge = named - found - {""}
    return {number for number in found if number in book.entries}


def in_order(made: Iterable[Transaction]) -> list[Transaction]:
    """Sort transactions as a book has them."""
    return sorted(
        made,
        key=lambda each: (each.day, each.place[1], each.place[0] != MAIN, each.place[0]),
    )


def lumped(every: Iterable[Movement]) -> tuple[Movement, ...]:
    """Add up movements that a table would not tell apart."""
    sums: dict[tuple[object, ...], Movement] = {}
    for each in every:
        key = (each.fund, each.account, each.heading, each.direction, each.late_for)
        old = sums.get(key)
        amount = each.amount + old.amount if old else each.amount
        day = max(each.day, old.day) if old else each.day
        sums[key] = replace(each, day=day, amount=amount, entry="", about="", through="", undoes="")
    return tuple(each for each in sums.values() if each.amount)


class _Worked:
    """Movements worked out from all transactions, again for each question."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def _every(self) -> Iterator[Movement]:
        return (each for one in told(self._book, self._book.transactions) for each in one)

    def moved(
        self, first: date, last: date, fund: str = "", accounts: Sequence[str] = ()
    ) -> Iterator[Movement]:
        found = (m for m in self._every() if first <= m.day <= last and fund in {"", m.fund})
        return (each for each in found if not accounts or lies_on(each.account, accounts))

    def flows(self, first: date, last: date, fund: str = "") -> Sequence[Movement]:
        return lumped(self.moved(first, last, fund))

    def moved_by(self, numbers: Collection[str]) -> Iterator[Movement]:
        return (each for each in self._every() if each.entry in numbers)

    def given_by(self, name: str, fund: str, until: date) -> Money:
        return given_by(name, self.moved(date.min, until, fund), self._book.entries)

    def to_members(self, first: date, last: date) -> Iterator[PaidToMember]:
        return _to_members(self._book, self.moved(first, last))

    def between_funds(self, first: date, last: date) -> Iterator[BetweenFunds]:
        moved = asked(self._book).touching([FUND_TRANSFERS], last, first)
        numbers = dict.fromkeys(each.entry for each in moved if each.entry in self._book.entries)
        return between_funds((self._book.entries[number] for number in numbers), first, last)

    def given_up(self, first: date, last: date) -> Iterator[GivenUpPart]:
        return given_up(asked(self._book).touching([CLAIMS], last, first))


class _Otherwise:
    """Movements of a book that is told otherwise: only of what the change touches, worked out."""

    def __init__(self, book: Book, known: Changed, numbers: Collection[str]) -> None:
        # Not the book: it knows of this, and neither would be forgotten before the other.
        self._lists, self._base = (book.entries, book.transactions), moves(known.base)
        self._entries_before = known.base.entries
        self._kin = kin(known.base, numbers)
        self._mine = [book.entries[number] for number in self._kin if number in book.entries]
        self._made = in_order(each for entry in self._mine for each in entry.transactions)
        self._told = [each for one in told(book, self._made) for each in one]
        self._paid = [(e.day, paid) for e in self._told for paid in _to_members(book, [e])]
        self._was = list(self._base.moved_by(self._kin))

    def is_of(self, book: Book) -> bool:
        """Tell whether this is what that book tells."""
        entries, transactions = self._lists
        return entries is book.entries and transactions is book.transactions

    def moved(
        self, first: date, last: date, fund: str = "", accounts: Sequence[str] = ()
    ) -> Iterable[Movement]:
        every = self._base.moved(first, last, fund, accounts)
        kept = (each for each in every if each.entry not in self._kin)
        mine = self._told_on(first, last, fund)
        more = (each for each in mine if not accounts or lies_on(each.account, accounts))
        return sorted([*kept, *more], key=lambda each: each.day)

    def flows(self, first: date, last: date, fund: str = "") -> Sequence[Movement]:
        back = [
            replace(each, amount=-each.amount)
            for each in self._was
            if first <= each.day <= last and fund in {"", each.fund}
        ]
        mine = self._told_on(first, last, fund)
        return lumped([*self._base.flows(first, last, fund), *back, *mine])

    def moved_by(self, numbers: Collection[str]) -> Iterable[Movement]:
        others = [number for number in numbers if number not in self._kin]
        mine = [each for each in self._told if each.entry in numbers]
        return [*self._base.moved_by(others), *mine]

    def given_by(self, name: str, fund: str, until: date) -> Money:
        was = (each for each in self._was if each.day <= until and each.fund == fund)
        before = given_by(name, was, self._entries_before)
        now = given_by(name, self._told_on(date.min, until, fund), self._lists[0])
        return self._base.given_by(name, fund, until) - before + now

    def to_members(self, first: date, last: date) -> Iterable[PaidToMember]:
        base = self._base.to_members(first, last)
        kept = [each for each in base if each.entry not in self._kin]
        return [*kept, *(paid for day, paid in self._paid if first <= day <= last)]

    def between_funds(self, first: date, last: date) -> Iterable[BetweenFunds]:
        base = self._base.between_funds(first, last)
        kept = [each for each in base if each.entry not in self._kin]
        return [*kept, *between_funds(self._mine, first, last)]

    def given_up(self, first: date, last: date) -> Iterable[GivenUpPart]:
        base = self._base.given_up(first, last)
        kept = [each for each in base if each.entry not in self._kin]
        return [*kept, *given_up(made for made in self._made if first <= made.day <= last)]

    def _told_on(self, first: date, last: date, fund: str) -> list[Movement]:
        return [m for m in self._told if first <= m.day <= last and fund in {"", m.fund}]


def _to_members(book: Book, moved: Iterable[Movement]) -> Iterator[PaidToMember]:
    for each in moved:
        why = paid_for(book, each)
        if why is not None:
            yield PaidToMember(each.entry, why.value, -each.effect.pence)


def _named(book: Book, number: str) -> Iterator[str]:
    entry = book.entries[number]
    yield entry.corrected_by
    for made in entry.transactions:
        yield from (made.said(fact) for fact in ("corrects", "pays", "refunds"))
