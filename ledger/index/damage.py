"""An index that was damaged, as disks do: known by what it answers, and made anew.

SQLite tells of pages that cannot be, and of text that is no text; of a figure or a letter that
became another one it tells nothing. For that whoever looks after the books compares them.
"""

import logging
import sqlite3
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ledger.index import store

_log = logging.getLogger(__name__)
# What the machine or another program is in the way of, and nothing is wrong with the index itself.
_PASSING = {
    *(sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM),
    *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR),
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL),
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_FIRST_BYTE = 0xFF
# Python says so itself, and SQLite has no number for it.
_NO_TEXT = "Could not decode"
# How many seconds a look lasts: a page that stays broken would have the books looked at for ever.
_LOOKED_LASTS = 6 * 3600.0


def is_passing(fault: BaseException) -> bool:
    """Tell whether a fault says that there is no place for an index, or none just now.

    Such a fault of another database, which comes wrapped, says as little of the index itself.
    """
    meant = getattr(fault, "orig", None) or fault
    return isinstance(meant, OSError | MemoryError) or (
        _number(meant) in _PASSING and not is_damage(meant)
    )


def is_damage(fault: BaseException) -> bool:
    """Tell whether a fault says for certain that an index cannot be read."""
    if getattr(fault, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHORT_READ:
        return True
    is_no_text = isinstance(fault, sqlite3.OperationalError) and str(fault).startswith(_NO_TEXT)
    return is_no_text or _number(fault) in _DAMAGED


def _number(fault: BaseException) -> int:
    number: int = getattr(fault, "sqlite_errorcode", 0)
    return number & _FIRST_BYTE


def let_go_of_damaged(fault: BaseException, versions: Mapping[Path, str]) -> None:
    """Take the indexes of some books away that a fault may have come from, if it says so.

    The next who asks makes them anew. What broke meanwhile stays broken: whoever asks is told that.
    With a fault that may have any cause the books are looked at as a whole soon, since a wrong
    letter in an index can be behind it. `versions` are those that were read.
    """
    if is_passing(fault):
        return
    for place, version in versions.items():
        where = store.index_of(place)
        if where is None:
            continue
        if is_damage(fault):
            _log.error("the index %s was damaged, and is made anew", where.stem)
            store.take_away(where)
        else:
            with suppress(OSError):
                _doubt_of(where).write_text(version, encoding="utf-8")


def is_doubted(place: Path) -> bool:
    """Tell whether something broke while a book was read, and nobody looked at it since.

    Nor at the same version for the same reason some hours before: what broke has another cause.
    """
    where = store.index_of(place)
    broke = _said(_doubt_of(where)) if where else None
    if where is None or broke is None:
        return False
    return _said(_look_at(where), time.time() - _LOOKED_LASTS) != broke


def no_more_doubted(place: Path) -> None:
    """Note that a book is about to be looked at as a whole."""
    where = store.index_of(place)
    if where is not None:
        with suppress(OSError):
            _doubt_of(where).replace(_look_at(where))
            _look_at(where).touch()


def was_wrong(where: Path) -> None:
    """Note that a look found an index wrong: what breaks next is looked at without a pause."""
    with suppress(OSError):
        _look_at(where).unlink(missing_ok=True)


def _said(note: Path, since: float = 0.0) -> str | None:
    """Give the version that a note names, unless there is none since then."""
    try:
        return note.read_text(encoding="utf-8") if note.stat().st_mtime >= since else None
    except (OSError, ValueError):
        return None


def _doubt_of(where: Path) -> Path:
    return where.with_suffix(".doubted")


def _look_at(where: Path) -> Path:
    return where.with_suffix(".looked")
