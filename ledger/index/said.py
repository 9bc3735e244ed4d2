"""What an index says of itself, asked without bringing it up to the text."""

import os
import sqlite3
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from ledger.index.marks import mark_of
from ledger.index.store import Lease, found_made, index_of


def edited_at(place: Path, unless_before: float = 0.0) -> datetime | None:
    """Give when it was last noticed that somebody changed a book by hand; none where nobody did.

    An index that was not written to after `unless_before`, in seconds since 1970, is not opened.
    """
    where = index_of(place)
    if where is None or _written(where) <= unless_before:
        return None
    try:
        lease = Lease(where)
        found = lease.ask.execute("SELECT value FROM said WHERE name = 'edited'").fetchone()
    except sqlite3.Error:
        return None
    return datetime.fromisoformat(found[0]) if found else None


def announce(place: Path, content: bytes) -> None:
    """Say what our own writer is about to make of a whole file: to read that is no edit by hand.

    Where the index does not take it, the book is looked at once more than it need be.
    """
    where = index_of(place)
    if where is None:
        return
    mark = sha256(content).hexdigest()
    with suppress(sqlite3.Error, OSError):
        Lease(where).ask.execute("INSERT OR REPLACE INTO said VALUES ('ours', ?)", (mark,))


def is_at_hand(place: Path) -> bool:
    """Tell whether a book's index was made, so that to look at it costs no more than what is new.

    True as well where it has none, or nobody can tell. One that was found is not opened again
    until its file is another one or was written to: the number alone may be given out again.
    """
    where = index_of(place)
    if where is None or ((mark := _mark(where)) and found_made.get(where) == mark):
        return True
    try:
        lease = Lease(where)
        made = lease.ask.execute("SELECT 1 FROM said WHERE name = 'seal'").fetchone()
    except (sqlite3.Error, OSError, ValueError):
        return True
    if made and mark:
        found_made[where] = mark
    return made is not None


def _mark(where: Path) -> tuple[int, ...] | None:
    """Give by what another file of that name is known, or the same after it was written to."""
    try:
        return mark_of(os.stat(where))  # noqa: PTH116 - asked with every page
    except OSError:
        return None


def _written(where: Path) -> float:
    """Give when an index was last written to; nought where there is none."""
    found = 0.0
    for file in (where, where.with_name(f"{where.name}-wal")):
        with suppress(OSError):
            found = max(found, file.stat().st_mtime)
    return found
