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
        if filling.seal_of(lease.ask) == seal:
            return opened(place, lease, fresh)
        lease.ask.execute("ROLLBACK")
        fresh = filling.catch_up(lease.ask, place, seen if wrote else None)
        # It has looked at the text by itself, later than we did.
        seal = filling.seal_of(lease.ask)
    # Somebody writes without a pause; what the index holds now was the text a moment ago.
    lease = Lease(where)
    lease.ask.execute("BEGIN")
    if not filling.seal_of(lease.ask):
        raise OSError(errno.EAGAIN, "somebody takes it away again and again", str(where))
    return opened(place, lease)
