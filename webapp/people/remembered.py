"""What was read of the people database, kept for as long as nobody changes anything in it.

SQLite tells each connection whether another one, of whatever process, has changed the database
since it was last asked. That is asked once for every answer, and again after what is changed while
it is made, so what is remembered is what would be read: whoever is removed by anybody is removed
for the next request. A database that cannot tell would be read each time.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

Found = TypeVar("Found")
# Some thousand groups with their names; beyond that it begins anew.
_MOST = 20_000
_Known = dict[Hashable, Any]
_moment: ContextVar[dict["Remembered", _Known] | None] = ContextVar("moment", default=None)


@contextmanager
def at_one_moment() -> Iterator[None]:
    """Ask once if anything changed, for all that is asked meanwhile in this thread."""
    before = _moment.set({})
    try:
        yield
    finally:
        _moment.reset(before)


class Remembered:
    """What was read at one version of a database; of another version nothing is known yet."""

    def __init__(self, file: Path) -> None:
        """Remember nothing yet; the database is not opened before it is asked about."""
        self._file = file
        self._guard = threading.Lock()
        self._watching: sqlite3.Connection | None = None
        self._process = 0
        self._version = -1
        self._known: _Known = {}

    def found(self, about: Hashable, read: Callable[[], Found]) -> Found:
        """Give what is read about something; it must depend on the database and nothing else."""
        known = self._at_this_moment()
        if about in known:
            remembered: Found = known[about]
            return remembered
        found = read()
        if len(known) < _MOST:
            # What was read since is of this version or of a newer one, which nobody asks this for.
            known[about] = found
        return found

    def let_go(self) -> None:
        """Ask again in this moment, since it changed something itself."""
        (_moment.get() or {}).pop(self, None)

    def _at_this_moment(self) -> _Known:
        moment = _moment.get()
        if moment is None:
            return self._at_this_version()
        if self not in moment:
            moment[self] = self._at_this_version()
        return moment[self]

    def _at_this_version(self) -> _Known:
        with self._guard:
            version: int = self._connection().execute("PRAGMA data_version").fetchone()[0]
            if version != self._version or len(self._known) >= _MOST:
                self._version, self._known = version, {}
            return self._known

    def _connection(self) -> sqlite3.Connection:
        """Give the connection that only watches; each process has one of its own."""
        if self._watching is None or self._process != os.getpid():
            self._watching = sqlite3.connect(self._file, check_same_thread=False)
            self._process, self._version = os.getpid(), -1
        return self._watching
