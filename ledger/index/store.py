"""The index files: where they lie, how they are opened, and who holds one open.

Whoever reads holds a lease: a connection that sees one moment of the index until the lease is let
go of. Writers wait for one another, and readers for nobody.
"""

import contextlib
import os
import sqlite3
import threading
import weakref
import zlib
from collections import deque
from functools import cache
from pathlib import Path

_PATIENCE = 120.0
_IDLE = 16
_BOOKS, _INDEXES = "books", "index"
_HERE = Path(__file__).parent
_idle: deque[tuple[Path, int, sqlite3.Connection]] = deque()
# Indexes that were found made, and how their files were marked then.
found_made: dict[Path, tuple[int, ...]] = {}
# Connections to a file that was taken away under them. To close the last of them would take away
# the log of the file that is there now, which has the same name.
_strays: list[sqlite3.Connection] = []
# Re-entrant, since a lease may be let go of anywhere, also while this is held.
_guard = threading.RLock()


class Lease:
    """A connection that is this holder's alone, and goes back when the holder is forgotten."""

    __slots__ = ("__weakref__", "ask", "where")

    def __init__(self, where: Path) -> None:
        """Take an idle connection, or open one."""
        self.where: Path | None = where
        self.ask, mark = _taken(where)
        weakref.finalize(self, _given_back, where, mark, self.ask)


class Borrowed(Lease):
    """The connection that is being written with, lent to a reader who is not to give it back."""

    __slots__ = ()

    def __init__(self, ask: sqlite3.Connection) -> None:
        """Keep the connection."""
        self.where, self.ask = None, ask


def index_of(place: Path) -> Path | None:
    """Give where the index of a book lies.

    There is none for a book outside an installation's folder, nor for one that is still made aside.
    """
    if place.parent.name != _BOOKS or place.name[0] == "." or not os.path.isdir(place):  # noqa: PTH112 - asked very often
        return None
    return place.parent.parent / _INDEXES / f"{place.name}.sqlite"


def begin(where: Path) -> sqlite3.Connection:
    """Open an index, made anew and empty if there is none of this shape.

    Raises:
        sqlite3.DatabaseError: the file is there and is no index.
    """
    where.parent.mkdir(parents=True, exist_ok=True)
    # Not while its files are being taken away: one would be opened, and the others not.
    with _guard:
        ask = sqlite3.connect(
            where, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
    try:
        with _guard:
            ask.execute("PRAGMA journal_mode = WAL")
        ask.execute("PRAGMA synchronous = NORMAL")
        ask.execute("PRAGMA cache_size = -4096")
        ask.execute("PRAGMA recursive_triggers = ON")
        if not _has_shape(ask):
            _shape(ask)
    except BaseException:
        ask.close()
        raise
    return ask


def forget(where: Path) -> None:
    """Empty an index, to be made anew; whoever still reads the old one reads on.

    Only one that is too damaged to be emptied is taken away.
    """
    found_made.pop(where, None)
    try:
        ask = begin(where)
        try:
            _shape(ask, anew=True)
        finally:
            ask.close()
    except sqlite3.DatabaseError:
        take_away(where)


def take_away(where: Path) -> None:
    """Take the files of an index away, with every byte of what was read: it is made anew."""
    found_made.pop(where, None)
    with _guard:
        for each in [each for each in _idle if each[0] == where]:
            _idle.remove(each)
            each[2].close()
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{where}{ending}").unlink()


def script(name: str) -> str:
    """Give one of the texts in SQL that lie beside this module."""
    return (_HERE / f"{name}.sql").read_text(encoding="utf-8")


def _has_shape(ask: sqlite3.Connection) -> bool:
    found: int = ask.execute("PRAGMA user_version").fetchone()[0]
    return found == _shape_of_ours()


def _shape(ask: sqlite3.Connection, *, anew: bool = False) -> None:
    """Lay out the tables, unless another process just did; an index of another shape is emptied."""
    ask.execute("BEGIN IMMEDIATE")
    if _has_shape(ask) and not anew:
        ask.execute("ROLLBACK")
        return
    tables = ask.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (name,) in tables:
        if not name.startswith(("sqlite_", "words_")):
            ask.execute(f'DROP TABLE IF EXISTS "{name}"')
    for statement in _statements(script("schema")):
        ask.execute(statement)
    ask.execute(f"PRAGMA user_version = {_shape_of_ours()}")
    ask.execute("COMMIT")


def _statements(text: str) -> list[str]:
    """Divide a script, which runs inside the transaction that is open and not in one of its own."""
    found, begun = [], ""
    for line in text.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            found.append(begun)
            begun = ""
    return found


@cache
def _shape_of_ours() -> int:
    """Give a number that is another one whenever the tables or their triggers are."""
    texts = "".join(map(script, ("schema", "triggers", "added_up")))
    return zlib.crc32(texts.encode()) & 0x7FFFFFFF


def run(ask: sqlite3.Connection, name: str) -> None:
    """Run one of the texts in SQL within the transaction that is open."""
    for statement in _statements(script(name)):
        ask.execute(statement)


def _taken(where: Path) -> tuple[sqlite3.Connection, int]:
    mark = _mark(where)
    with _guard:
        for each in [each for each in _idle if each[0] == where]:
            _idle.remove(each)
            if each[1] == mark:
                return each[2], mark
            _strays.append(each[2])
    return begin(where), _mark(where)


def _given_back(where: Path, mark: int, ask: sqlite3.Connection) -> None:
    with contextlib.suppress(sqlite3.Error):
        if ask.in_transaction:
            ask.execute("ROLLBACK")
        with _guard:
            if _mark(where) != mark:
                _strays.append(ask)
                return
            _idle.append((where, mark, ask))
            oldest = _idle.popleft() if len(_idle) > _IDLE else None
        if oldest is not None:
            _close(*oldest)


def _close(where: Path, mark: int, ask: sqlite3.Connection) -> None:
    if _mark(where) == mark:
        ask.close()
    else:
        _strays.append(ask)


def _mark(where: Path) -> int:
    """Give the number of a file, by which it is known to be another one of that name; or nought."""
    try:
        return os.stat(where).st_ino  # noqa: PTH116 - asked very often
    except OSError:
        return 0
