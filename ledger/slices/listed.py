"""What was put down as help, and put right as something else: it is listed as what it is."""

from collections.abc import Iterable
from datetime import date

from ledger.accounts import is_in_kind
from ledger.book import Book, Entry
from ledger.book.chain import standing
from ledger.book.helped import gives_help
from ledger.entries.directives import Kind, Transaction
from ledger.slices.subjects import Subject


def listed(book: Book, subject: Subject, told: Iterable[Transaction]) -> frozenset[tuple[str, int]]:
    """Give, of what would be added up as help, the places of what a document lists by itself.

    Reports list whatever is no help in the end; accounts only gifts of time and goods, which are
    worth what the day of each says. What was taken back on the same side of the period as it was
    put down leaves no trace, and is added up with what took it back.
    """
    mine = (made for made in told if subject.is_of_a_fund or _is_gift(subject, made))
    return frozenset(made.place for made in mine if _is_listed(book, subject, made))


def _is_gift(subject: Subject, made: Transaction) -> bool:
    return made.day in subject.period and all(is_in_kind(each.account) for each in made.postings)


def _is_listed(book: Book, subject: Subject, made: Transaction) -> bool:
    entry = book.entries.get(made.entry)
    last = subject.period.last
    if entry is None or gives_help(book, book.entries[standing(book, entry.number, last)]):
        return False
    put_down = book.entries.get(entry.corrects) if made.kind == Kind.REVERSAL else entry
    if put_down is None or gives_help(book, put_down):
        return False
    newer = book.entries.get(put_down.corrected_by)
    return newer is None or _side(subject, put_down.day) != _side(subject, _turned_on(newer))


def _turned_on(newer: Entry) -> date:
    turned = (each.day for each in newer.transactions if each.kind == Kind.REVERSAL)
    return next(turned, newer.day)


def _side(subject: Subject, day: date) -> int:
    """Tell whether a day is before, within or after the period."""
    return (day >= subject.period.first) + (day > subject.period.last)
