"""Corrections followed from entry to entry: what stands for a number now, and what it began as."""

from datetime import date

from ledger.book.shelf import Book, Entry
from ledger.entries.directives import Kind, Transaction

_FOREVER = date.max
_CLAIMS = (Kind.CLAIM, Kind.OPENING)


def standing(book: Book, number: str, day: date = _FOREVER) -> str:
    """Follow the corrections of an entry to the number that stands for it at the end of a day."""
    seen = {number}
    entry = book.entries.get(number)
    while entry is not None and entry.corrected_by in book.entries:
        newer = book.entries[entry.corrected_by]
        if newer.number in seen or _taken_back_on(newer) > day:
            break
        number, entry = newer.number, newer
        seen.add(number)
    return number


def origin(book: Book, number: str) -> str:
    """Follow corrections back to the number of the entry that was the first of them."""
    seen = {number}
    entry = book.entries.get(number)
    while entry is not None and entry.corrects in book.entries:
        number = entry.corrects
        if number in seen:
            break
        seen.add(number)
        entry = book.entries[number]
    return number


def family(book: Book, number: str) -> tuple[str, ...]:
    """Give the numbers of an entry and of all that correct it or that it corrects, oldest first."""
    first = origin(book, number)
    found = [first]
    entry = book.entries.get(first)
    while entry is not None and entry.corrected_by in book.entries:
        if entry.corrected_by in found:
            break
        found.append(entry.corrected_by)
        entry = book.entries[entry.corrected_by]
    return tuple(found)


def claim_of(book: Book, made: Transaction, day: date = _FOREVER) -> str | None:
    """Give the number that stands for the claim that a transaction makes or pays back.

    None for what does neither, or makes a claim that was taken back by the end of the day. Where
    there is no number, it is empty.
    """
    pays = made.said("pays")
    number = standing(book, pays or made.entry, day)
    is_claimed = made.kind in _CLAIMS and number == made.entry
    return number if pays or is_claimed else None


def _taken_back_on(newer: Entry) -> date:
    """Give the day on which an entry takes back the one that it corrects."""
    turned = (each.day for each in newer.transactions if each.kind == Kind.REVERSAL)
    return next(turned, newer.day)
