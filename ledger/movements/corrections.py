"""Corrections that came after the year of what they correct had ended.

Within the year a correction leaves no trace in the totals: the reversal takes out exactly what the
old entry had put in. In a later year it would be a payment that nobody made, so it prints on a line
of its own, "Corrections of earlier years" (FACTS section 1), and last year's column stays.
"""

from datetime import date

from ledger.book import Book, Entry
from ledger.book.chain import origin
from ledger.entries.directives import Kind, number_parts


def corrected_by(book: Book, entry: Entry) -> Entry | None:
    """Give the entry that this one takes back; none where it takes none back."""
    found = book.entries.get(entry.corrects)
    if found is None or number_parts(found.number) >= number_parts(entry.number):
        return None
    return found


def late_for(book: Book, entry: Entry) -> date | None:
    """Give the day of the earlier year that an entry puts right; none for any other entry.

    A correction of a late correction is late as well, so that the two stand on the same line.
    """
    old = corrected_by(book, entry)
    if old is None:
        return None
    turned = [each for each in entry.transactions if each.kind == Kind.REVERSAL]
    if not turned:
        return None
    earlier = late_for(book, old)
    if earlier is not None:
        return earlier
    return old.day if is_later_year(book, old.day, turned[0].day) else None


def is_later_year(book: Book, day: date, later: date) -> bool:
    """Tell whether the second day lies in a later financial year than the first."""
    return later > book.year_of(day)[1]


def root(book: Book, entry: Entry) -> Entry:
    """Follow corrections back to the entry that was the first of them."""
    return book.entries[origin(book, entry.number)]


def versions(book: Book, entry: Entry, until: date) -> list[Entry]:
    """Give what an entry was and became, newest first, as it was known at the end of a year.

    A correction made in a year after `until` does not change what was paid for then.
    """
    found = [root(book, entry)]
    while found[-1].corrected_by in book.entries:
        newer = book.entries[found[-1].corrected_by]
        turned = [each.day for each in newer.transactions if each.kind == Kind.REVERSAL]
        if newer in found or (turned and is_later_year(book, until, turned[0])):
            break
        found.append(newer)
    return found[::-1]
