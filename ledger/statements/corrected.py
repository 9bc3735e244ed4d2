"""Entries put right: what each was and what it is, to be read beside totals that show no trace."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ledger.accounts import FUND_TRANSFERS, is_spending
from ledger.book import Book, Entry, asked
from ledger.book.answers import TakenBack
from ledger.entries.directives import Transaction
from ledger.money import NOTHING, Money
from ledger.statements.memos import is_few
from ledger.statements.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedEntry:
    """An entry that another took back, and why; late where its year had ended by then.

    `was` is what the old entry came to, gross, and `now` what the new one comes to in its place:
    nothing where it only takes the old one back, or stands in a later year. Both are none where
    they are not told, and where the old entry is not known to the books.
    """

    old: str
    new: str
    day: date
    because: str
    is_late: bool
    was: Money | None
    now: Money | None
    is_known: bool = True

    @property
    def difference(self) -> Money | None:
        """How much more it is than it was, or below nothing how much less."""
        return None if self.was is None or self.now is None else self.now - self.was


def corrected_entries(book: Book, period: Period) -> tuple[CorrectedEntry, ...]:
    """Give the entries of a period that took others back, in the order of their numbers.

    What came after its last day is in no sum. No sum tells of help given; nor, of a year in which
    it went to fewer than five, of anything spent, since the help could be worked out by it.
    """
    years = _Years(book, period.last)
    found = asked(book).taking_back(period.first, period.last)
    return tuple(_corrected(book, each, years) for each in found)


class _Years:
    """The financial years that days lie in, most of them in the one that a period ends with."""

    def __init__(self, book: Book, last: date) -> None:
        self._book, self.last = book, last
        self._this = book.year_of(last)
        self._few: dict[tuple[date, date], bool] = {}

    def of(self, day: date) -> tuple[date, date]:
        first, last = self._this
        return self._this if first <= day <= last else self._book.year_of(day)

    def went_to_few(self, year: tuple[date, date]) -> bool:
        """Tell whether help went to fewer than five in a year."""
        if year not in self._few:
            self._few[year] = is_few(asked(self._book).helped(*year))
        return self._few[year]

    def is_plain(self, each: TakenBack) -> bool:
        """Tell whether all of it lies in one year, by the last day, and help did not go to few."""
        year = self.of(each.since)
        return year[1] >= each.until <= self.last and not self.went_to_few(year)


def _corrected(book: Book, each: TakenBack, years: _Years) -> CorrectedEntry:
    was, now = _told(book, each, years)
    return CorrectedEntry(
        old=each.old,
        new=each.new,
        day=each.day,
        because=each.because,
        is_late=each.old_day is not None and each.day > years.of(each.old_day)[1],
        was=was,
        now=now,
        is_known=each.old_day is not None,
    )


def _told(book: Book, each: TakenBack, years: _Years) -> tuple[Money | None, Money | None]:
    """Give what an entry was and is; none where it is not to be told."""
    if each.old_day is None or each.is_of_help:
        return None, None
    if years.is_plain(each):
        return each.was, each.now
    old, new = book.entries[each.old], book.entries[each.new]
    if any(map(years.went_to_few, _spent_in(book, old, new))):
        return None, None
    return _sums(old, new, years.last)


def _sums(old: Entry, new: Entry, last: date) -> tuple[Money, Money]:
    """Give what an entry was and is; what takes a plain taking back back again stands instead."""
    again = () if old.right else new.transactions
    return _moved(old.right, last), _moved(new.right or again, last)


def _moved(every: Iterable[Transaction], last: date) -> Money:
    """Add up what was moved by the end of a day, a move between funds once."""
    made = [each for each in every if each.day <= last]
    if any(posting.account == FUND_TRANSFERS for each in made[:1] for posting in each.postings):
        made = made[:1]
    amounts = (posting.money for each in made for posting in each.postings)
    return Money.total(each for each in amounts if each > NOTHING)


def _spent_in(book: Book, *entries: Entry) -> set[tuple[date, date]]:
    """Give the years in which entries spent, or took back what was spent."""
    return {
        book.year_of(made.day)
        for entry in entries
        for made in entry.transactions
        if any(is_spending(each.account) for each in made.postings)
    }
