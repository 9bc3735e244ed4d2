"""What of an entry can be blanked, before two people do it."""

from pathlib import Path

from ledger import index
from ledger.book import blankable as said
from ledger.book.blankable import Blankable
from ledger.checks.acts import known_entry


def blankable(place: Path, number: str) -> Blankable:
    """Give the texts and papers of an entry and of what corrects it, word by word.

    Raises:
        EntryUnknown: the book has none of that number.
    """
    book = index.current(place)
    known_entry(book, number)
    return said.blankable(book, number)
