"""A book out of its index, after the index was brought up to the text."""

from pathlib import Path

from ledger.book import Book
from ledger.index import filling
from ledger.index.marks import marks_of
from ledger.index.opening import opened
from ledger.index.store import Lease

_TRIES = 5


def current(place: Path, where: Path) -> Book:
    """Give the book as its text stands now, after what changed since was read into the index.

    Raises:
        NoBookThere: the place holds no book.
        sqlite3.Error: the index is damaged or cannot be written.
    """
    marks = marks_of(place)
    for _ in range(_TRIES):
        lease = Lease(where)
        lease.ask.execute("BEGIN")
        if filling.known_marks(lease.ask) == marks:
            return opened(place, lease)
        lease.ask.execute("ROLLBACK")
        filling.catch_up(lease.ask, place)
        marks = marks_of(place)
    # Somebody writes without a pause; what the index holds now was the text a moment ago.
    lease = Lease(where)
    lease.ask.execute("BEGIN")
    return opened(place, lease)
