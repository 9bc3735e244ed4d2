"""A book seen with some transactions left out and others put in; nothing of it is copied."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import overload

from ledger.accounts import HELP
from ledger.book.answers import IN_KIND, GivenInKind, Listing, Moved, Sought, Sums, TakenBack
from ledger.book.counted import asked, helped_by, in_kind_of, lies_on, turned_over
from ledger.book.reaching import Reach
from ledger.book.shelf import Book, Entry
from ledger.book.summary import PaperState, Summary
from ledger.entries.directives import Document, Transaction

_by_day = attrgetter("day")


def changed(
    book: Book,
    *,
    gone: Collection[Transaction] = (),
    more: Iterable[Transaction] = (),
    entries: Mapping[str, Entry | None] | None = None,
) -> Book:
    """Give a book without some of its transactions, and with others.

    `entries` are told in place of those of the same number, or not at all where they are none.
    Lists and searches of entries stay those of the whole book.
    """
    added = sorted(more, key=_by_day)
    return replace(
        book,
        transactions=_Transactions(book.transactions, gone, added),
        entries=_Entries(book.entries, entries or {}),
        known=Changed(book, gone, added),
    )


class _Transactions(Sequence[Transaction]):
    """Those of the book without some, with others in between, by day."""

    def __init__(
        self, base: Sequence[Transaction], gone: Collection[Transaction], more: list[Transaction]
    ) -> None:
        self._base, self._more = base, more
        self._gone = frozenset(made.place for made in gone)

    def __len__(self) -> int:
        return len(self._base) - len(self._gone) + len(self._more)

    def __iter__(self) -> Iterator[Transaction]:
        return merge(self._kept(self._base), self._more, key=_by_day)

    def __reversed__(self) -> Iterator[Transaction]:
        back = self._kept(reversed(self._base))
        return merge(reversed(self._more), back, key=_by_day, reverse=True)

    @overload
    def __getitem__(self, place: int) -> Transaction: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Transaction]: ...
    def __getitem__(self, place: int | slice) -> Transaction | Sequence[Transaction]:
        if isinstance(place, int) and place in {0, -1} and len(self):
            return next(iter(self) if place == 0 else reversed(self))
        if place == slice(-1, None):
            return [*islice(reversed(self), 1)]
        return list(self)[place]

    def _kept(self, every: Iterable[Transaction]) -> Iterator[Transaction]:
        return (made for made in every if made.place not in self._gone)


class _Entries(Mapping[str, Entry]):
    """Those of the book, some of them told otherwise."""

    def __init__(self, base: Mapping[str, Entry], told: Mapping[str, Entry | None]) -> None:
        self._base, self._told = base, told

    def __getitem__(self, number: str) -> Entry:
        found = self._told[number] if number in self._told else self._base[number]
        if found is None:
            raise KeyError(number)
        return found

    def __contains__(self, number: object) -> bool:
        return self._told[number] is not None if number in self._told else number in self._base  # type: ignore[index]  # it is one of them

    def __iter__(self) -> Iterator[str]:
        return (number for number in self._base if number in self)

    def __len__(self) -> int:
        return len(self._base) - sum(1 for told in self._told.values() if told is None)


class Changed:
    """The answers of a book, with the difference that the change makes."""

    def __init__(
        self, base: Book, gone: Collection[Transaction], more: Sequence[Transaction]
    ) -> None:
        """Keep what the book was, and what is other now."""
        self.base = base
        self._base, self._out, self._more = asked(base), gone, more
        self._gone = frozenset(made.place for made in gone)
        # What was worked out of it by whoever knows what that hangs on.
        self.worked: object = None

    @property
    def numbers(self) -> frozenset[str] | None:
        """The entries whose transactions are others now; none if one of those has no number."""
        found = frozenset(made.entry for made in (*self._out, *self._more))
        return None if "" in found else found

    def sums(self, day: date) -> Sums:
        """See `Answers`."""
        sums: dict[tuple[str, str], int] = defaultdict(int, self._base.sums(day))
        for sign, every in ((-1, self._out), (1, self._more)):
            for made in every:
                for posting in made.postings if made.day <= day else ():
                    sums[posting.account, made.fund] += sign * posting.money.pence
        return sums

    def touching(
        self, names: Sequence[str], until: date, since: date = date.min
    ) -> Iterator[Transaction]:
        """See `Answers`."""
        more = self._on(self._more, names, since, until)
        return merge(self._kept(self._base.touching(names, until, since)), more, key=_by_day)

    def turnover(self, account: str, first: date, last: date) -> tuple[int, int]:
        """See `Answers`."""
        on, off = self._base.turnover(account, first, last)
        fewer = turned_over(self._on(self._out, [account], first, last), account)
        more = turned_over(self._on(self._more, [account], first, last), account)
        return on - fewer[0] + more[0], off - fewer[1] + more[1]

    def helped(self, first: date, last: date, fund: str = "") -> int:
        """See `Answers`."""
        gone = helped_by(self._on(self._out, [HELP], first, last), fund)
        more = helped_by(self._on(self._more, [HELP], first, last), fund)
        return self._base.helped(first, last, fund) - gone + more

    def during(self, first: date, last: date, fund: str = "") -> Iterator[Transaction]:
        """See `Answers`."""
        more = (
            made for made in self._more if first <= made.day <= last and fund in {"", made.fund}
        )
        return merge(self._kept(self._base.during(first, last, fund)), more, key=_by_day)

    def extent(self, fund: str) -> tuple[date, date] | None:
        """See `Answers`."""
        known = self._base.extent(fund)
        edges = {made.day for made in self._out if made.fund == fund} & set(known or ())
        if known and edges:
            days = [made.day for made in self._kept(self._base.during(*known, fund))]
        else:
            days = list(known or ())
        days += [made.day for made in self._more if made.fund == fund]
        return (min(days), max(days)) if days else None

    def following(self, fact: str, numbers: Sequence[str]) -> Sequence[Transaction]:
        """See `Answers`."""
        kept = self._kept(self._base.following(fact, numbers))
        return (*kept, *(made for made in self._more if made.said(fact) in numbers))

    def daily(self, first: date) -> Sequence[Moved]:
        """See `Answers`."""
        moved: dict[tuple[str, date], int] = defaultdict(int)
        for account, day, pence in self._base.daily(first):
            moved[account, day] = pence
        for sign, every in ((-1, self._out), (1, self._more)):
            for made in every:
                for posting in made.postings if made.day >= first else ():
                    moved[posting.account, made.day] += sign * posting.money.pence
        return tuple((*place, pence) for place, pence in sorted(moved.items()))

    def numbering(self, year: int) -> tuple[int, int, int]:
        """See `Answers`."""
        return self._base.numbering(year)

    def reaches(self) -> Iterable[Reach]:
        """See `Answers`."""
        return self._base.reaches()

    def open_claims(self, account: str = "") -> Sequence[Transaction] | None:
        """See `Answers`."""
        del account
        return None

    def last_number(self, year: int) -> int:
        """See `Answers`."""
        return self._base.last_number(year)

    def number_with_key(self, key: str) -> str:
        """See `Answers`."""
        return self._base.number_with_key(key)

    def listing(self, sought: Sought) -> Listing:
        """See `Answers`."""
        return self._base.listing(sought)

    def count(self, *, sees_help: bool) -> int:
        """See `Answers`."""
        return self._base.count(sees_help=sees_help)

    def missing(self) -> Sequence[Summary]:
        """See `Answers`."""
        return self._base.missing()

    def missing_count(self) -> int:
        """See `Answers`."""
        return self._base.missing_count()

    def waiting(self) -> Sequence[str]:
        """See `Answers`."""
        return self._base.waiting()

    def alike(self, sight: tuple[str, date, int]) -> Sequence[Summary]:
        """See `Answers`."""
        return self._base.alike(sight)

    def given_in_kind(self, first: date, last: date, fund: str = "") -> Iterator[GivenInKind]:
        """See `Answers`."""
        return in_kind_of(self.touching([IN_KIND], last, first), fund)

    def taking_back(self, first: date, last: date) -> Sequence[TakenBack]:
        """See `Answers`."""
        return self._base.taking_back(first, last)

    def papers_between(self, first: date, last: date) -> Mapping[PaperState, int]:
        """See `Answers`."""
        return self._base.papers_between(first, last)

    def usage(self) -> Mapping[str, int]:
        """See `Answers`."""
        counted = Counter(self._base.usage())
        counted.subtract(each.account for made in self._out for each in made.postings)
        counted.update(each.account for made in self._more for each in made.postings)
        return counted

    def payees(self, most: int) -> Sequence[str]:
        """See `Answers`."""
        return self._base.payees(most)

    def paper_named(self, name: str) -> Document | None:
        """See `Answers`."""
        return self._base.paper_named(name)

    def proved_by(self, mark: str) -> Sequence[str]:
        """See `Answers`."""
        return self._base.proved_by(mark)

    def _on(
        self, every: Iterable[Transaction], names: Sequence[str], first: date, last: date
    ) -> Iterator[Transaction]:
        for made in every:
            if first <= made.day <= last and any(lies_on(e.account, names) for e in made.postings):
                yield made

    def _kept(self, every: Iterable[Transaction]) -> Iterator[Transaction]:
        return (made for made in every if made.place not in self._gone)
