"""A book out of its index, after the index was brought up to the text."""

import errno
from pathlib import Path

from ledger.book import Book
from ledger.index import filling
from ledger.index.marks import Marks, marks_of, sealed
from ledger.index.opening import opened
from ledger.index.store import Lease

_TRIES = 5


def current(place: Path, where: Path, seen: Marks | None = None, *, wrote: bool = False) -> Book:
    """Give the book as its text stands now, after what changed since was read into the index.

    See `ledger.index.latest` for what the asker may say of its files.

    Raises:
        NoBookThere: the place holds no book.
        sqlite3.Error: the index is damaged or cannot be written.
        OSError: it is taken away as soon as it is made.
    """
    seal = sealed(seen or marks_of(place))
    fresh: Book | None = None
    for _ in range(_TRIES):
        lease = Lease(where)
        lease.ask.execute("BEGIN")
        if _seal(lease) == seal:
            return opened(place, lease, fresh)
        lease.ask.execute("ROLLBACK")
        fresh = filling.catch_up(lease.ask, place, seen if wrote else None)
        # It has looked at the text by itself, later than we did.
        seal = _seal(lease)
    # Somebody writes without a pause; what the index holds now was the text a moment ago.
    lease = Lease(where)
    lease.ask.execute("BEGIN")
    if not _seal(lease):
        raise OSError(errno.EAGAIN, "somebody takes it away again and again", str(where))
    return opened(place, lease)


def _seal(lease: Lease) -> str:
    found = lease.ask.execute("SELECT value FROM said WHERE name = 'seal'").fetchone()
    return str(found[0]) if found else ""
