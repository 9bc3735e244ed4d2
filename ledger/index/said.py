"""What an index says of itself, asked without bringing it up to the text."""

import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from ledger.index.store import Lease, index_of


def edited_at(place: Path, unless_before: float = 0.0) -> datetime | None:
    """Give when it was last noticed that somebody changed a book by hand; none where nobody did.

    An index that was not written to after `unless_before`, in seconds since 1970, is not opened.
    """
    where = index_of(place)
    if where is None or _written(where) <= unless_before:
        return None
    try:
        found = Lease(where).ask.execute("SELECT value FROM said WHERE name = 'edited'").fetchone()
    except sqlite3.Error:
        return None
    return datetime.fromisoformat(found[0]) if found else None


def _written(where: Path) -> float:
    """Give when an index was last written to; nought where there is none."""
    found = 0.0
    for file in (where, where.with_name(f"{where.name}-wal")):
        with suppress(OSError):
            found = max(found, file.stat().st_mtime)
    return found
