"""The answers of a plain reading: everything is gone through for each question."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from ledger.accounts import HELP
from ledger.book.answers import (
    IN_KIND,
    Answers,
    GivenInKind,
    Listing,
    Moved,
    ReadsAhead,
    Sought,
    Sums,
    TakenBack,
)
from ledger.book.files import named_texts
from ledger.book.helped import is_help, people_helped, waits
from ledger.book.reaching import Reach, reach_of
from ledger.book.shelf import Book, Entry
from ledger.book.summary import Direction, PaperState, Summary
from ledger.book.summing import summary_of
from ledger.entries.directives import Document, Kind, Transaction, is_entry_number, number_parts
from ledger.money import CURRENCY, NOTHING, Money

_SPENT = {Kind.EXPENSE, Kind.CLAIM}


def asked(book: Book) -> Answers:
    """Give whoever answers for a book: its index, or else this module, which counts."""
    known = book.known
    return known if known is not None else Counted(book)


def at_hand(book: Book, numbers: Iterable[str]) -> None:
    """Have some entries read at once, where that saves anything: all of them will be asked for."""
    entries: object = book.entries
    if isinstance(entries, ReadsAhead):
        entries.at_hand(numbers)


def lies_on(account: str, names: Iterable[str]) -> bool:
    """Tell whether an account is one of some, or below one of them."""
    return any(account == name or account.startswith(f"{name}:") for name in names)


def mentions(words: str, sought: str) -> bool:
    """Tell whether each of the words sought stands somewhere, also in figures without commas."""
    bare = words.replace(",", "")
    return all(word in words or word in bare for word in sought.casefold().split())


class Counted:
    """Answers by going through a book's own collections."""

    def __init__(self, book: Book) -> None:
        """Keep the book."""
        self._book = book

    def sums(self, day: date) -> Sums:
        """See `Answers`."""
        sums: dict[tuple[str, str], int] = defaultdict(int)
        for made in self._until(day):
            for posting in made.postings:
                sums[posting.account, made.fund] += posting.money.pence
        return sums

    def touching(
        self, names: Sequence[str], until: date, since: date = date.min
    ) -> Iterator[Transaction]:
        """See `Answers`."""
        for made in self.during(since, until):
            if any(lies_on(posting.account, names) for posting in made.postings):
                yield made

    def turnover(self, account: str, first: date, last: date) -> tuple[int, int]:
        """See `Answers`."""
        return turned_over(self.touching([account], last, first), account)

    def helped(self, first: date, last: date, fund: str = "") -> int:
        """See `Answers`."""
        return helped_by(self.touching([HELP], last, first), fund)

    def during(self, first: date, last: date, fund: str = "") -> Iterator[Transaction]:
        """See `Answers`."""
        for made in self._until(last):
            if made.day >= first and fund in {"", made.fund}:
                yield made

    def extent(self, fund: str) -> tuple[date, date] | None:
        """See `Answers`."""
        days = [made.day for made in self._book.transactions if made.fund == fund]
        return (min(days), max(days)) if days else None

    def following(self, fact: str, numbers: Sequence[str]) -> Sequence[Transaction]:
        """See `Answers`."""
        return tuple(made for made in self._book.transactions if made.said(fact) in numbers)

    def daily(self, first: date) -> Sequence[Moved]:
        """See `Answers`."""
        moved: dict[tuple[str, date], int] = defaultdict(int)
        for made in self._book.transactions:
            for posting in made.postings if made.day >= first else ():
                moved[posting.account, made.day] += posting.money.pence
        return tuple((*place, pence) for place, pence in sorted(moved.items()))

    def numbering(self, year: int) -> tuple[int, int, int]:
        """See `Answers`."""
        every = (number_parts(number) for number in self._book.entries)
        taken = [count for of, count in every if of == year]
        return len(taken), len({*taken} - {0}), max(taken, default=0)

    def reaches(self) -> Iterator[Reach]:
        """See `Answers`."""
        return (_reach(name, raw) for name, raw in named_texts(self._book.place))

    def open_claims(self, account: str = "") -> Sequence[Transaction] | None:
        """See `Answers`."""
        del account
        return None

    def last_number(self, year: int) -> int:
        """See `Answers`."""
        taken = (number_parts(number) for number in self._book.entries)
        return max((count for of, count in taken if of == year), default=0)

    def number_with_key(self, key: str) -> str:
        """See `Answers`."""
        entries = self._book.entries.values() if key else ()
        return next((entry.number for entry in entries if entry.key == key), "")

    def listing(self, sought: Sought) -> Listing:
        """See `Answers`."""
        kept = [each for each in self._summaries() if each.stands and _fits(each, sought)]
        kept.sort(key=lambda each: (each.day, number_parts(each.number)), reverse=True)
        return Listing(
            summaries=tuple(kept[sought.skip : sought.skip + sought.most]),
            count=len(kept),
            total_in=_sum(kept, Direction.IN),
            total_out=_sum(kept, Direction.OUT),
        )

    def count(self, *, sees_help: bool) -> int:
        """See `Answers`."""
        kept = (entry for entry in self._entries() if entry.stands)
        return sum(1 for entry in kept if sees_help or not is_help(self._book, entry))

    def missing(self) -> Sequence[Summary]:
        """See `Answers`."""
        found = (each for each in self._summaries() if each.stands)
        return tuple(each for each in found if each.paper == PaperState.MISSING)

    def missing_count(self) -> int:
        """See `Answers`."""
        return len(self.missing())

    def waiting(self) -> Sequence[str]:
        """See `Answers`."""
        return tuple(entry.number for entry in self._entries() if waits(self._book, entry))

    def alike(self, sight: tuple[str, date, int]) -> Sequence[Summary]:
        """See `Answers`."""
        return tuple(each for each in self._summaries() if each.stands and each.sight == sight)

    def given_in_kind(self, first: date, last: date, fund: str = "") -> Iterator[GivenInKind]:
        """See `Answers`."""
        return in_kind_of(self.touching([IN_KIND], last, first), fund)

    def taking_back(self, first: date, last: date) -> Sequence[TakenBack]:
        """See `Answers`."""
        made = (each for each in self.during(first, last) if each.said("corrects"))
        numbers = {each.entry for each in made if each.kind == Kind.REVERSAL and each.entry}
        every = (self._taken_back(self._book.entries[number]) for number in numbers)
        kept = (each for each in every if first <= each.day <= last)
        return tuple(sorted(kept, key=lambda each: number_parts(each.new)))

    def papers_between(self, first: date, last: date) -> Mapping[PaperState, int]:
        """See `Answers`."""
        kept = (each for each in self._summaries() if each.stands)
        return Counter(each.paper for each in kept if first <= each.day <= last)

    def usage(self) -> Mapping[str, int]:
        """See `Answers`."""
        every = self._book.transactions
        return Counter(posting.account for made in every for posting in made.postings)

    def payees(self, most: int) -> Sequence[str]:
        """See `Answers`."""
        spent = (each for each in self._summaries() if each.kind in _SPENT and not each.is_help)
        counted = Counter(each.payee for each in spent if each.payee)
        ordered = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        return tuple(name for name, _ in ordered[:most])

    def paper_named(self, name: str) -> Document | None:
        """See `Answers`."""
        return next((paper for paper in self._book.documents if paper.name == name), None)

    def proved_by(self, mark: str) -> Sequence[str]:
        """See `Answers`."""
        links = (paper.links for paper in self._book.documents if paper.sha256 == mark)
        return tuple(filter(is_entry_number, dict.fromkeys(n for each in links for n in each)))

    def _taken_back(self, entry: Entry) -> TakenBack:
        old = self._book.entries.get(entry.corrects)
        every = (*entry.transactions, *(old.transactions if old else ()))
        days = [made.day for made in every]
        # What takes a plain taking back back again stands instead of what that had taken back.
        was_right = old is not None and bool(old.right)
        return TakenBack(
            new=entry.number,
            old=entry.corrects,
            day=next(each.day for each in entry.transactions if each.kind == Kind.REVERSAL),
            because=entry.because,
            old_day=old.day if old else None,
            was=old.total if old and was_right else NOTHING,
            now=entry.total if entry.right or not was_right else NOTHING,
            is_of_help=is_help(self._book, entry),
            since=min(days),
            until=max(days),
        )

    def _until(self, day: date) -> Iterator[Transaction]:
        return (made for made in self._book.transactions if made.day <= day)

    def _entries(self) -> Iterable[Entry]:
        return self._book.entries.values()

    def _summaries(self) -> Iterator[Summary]:
        return (summary_of(self._book, entry) for entry in self._entries())


def turned_over(every: Iterable[Transaction], account: str) -> tuple[int, int]:
    """Add up what transactions put on an account and took off it, in pence."""
    acts = (made for made in every if made.kind != Kind.OPENING)
    pence = [made.sum_of(account.__eq__).pence for made in acts]
    return sum(each for each in pence if each > 0), -sum(each for each in pence if each < 0)


def in_kind_of(every: Iterable[Transaction], fund: str = "") -> Iterator[GivenInKind]:
    """Give what of time and goods some transactions tell of."""
    for made in every:
        for each in made.postings if fund in {"", made.fund} else ():
            if each.currency != CURRENCY and each.account.startswith("Expenses:"):
                yield each.account, each.currency, made.day, each.number


def helped_by(every: Iterable[Transaction], fund: str = "") -> int:
    """Add up how many people some transactions say were helped."""
    mine = (made for made in every if fund in {"", made.fund})
    return sum(
        people_helped(made.said("count"), is_taken_back=made.kind == Kind.REVERSAL) for made in mine
    )


@lru_cache(maxsize=64)
def _reach(name: str, raw: bytes) -> Reach:
    return reach_of(name, raw)


def _fits(each: Summary, sought: Sought) -> bool:
    if each.is_help and not sought.sees_help:
        return False
    if sought.only_missing and each.paper != PaperState.MISSING:
        return False
    if sought.fund and sought.fund not in each.funds:
        return False
    if sought.direction and sought.direction != each.direction:
        return False
    if sought.person and sought.person not in {each.by, each.claimant}:
        return False
    return mentions(each.words, sought.words)


def _sum(kept: Iterable[Summary], direction: Direction) -> Money:
    return Money.total(each.total for each in kept if each.direction == direction)
