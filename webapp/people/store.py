"""The people database opened: where it lies, how it is locked, its tables brought up to date."""

import fcntl
import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from ledger.errors import Refusal
from webapp.people.migrations import NEWEST
from webapp.people.remembered import Remembered

FILE_NAME = "people.sqlite"
_BUSY_SECONDS = 10
Found = TypeVar("Found")


class _Pragmas(Protocol):
    """The one thing asked of a raw connection here."""

    isolation_level: str | None

    def execute(self, sql: str, /) -> sqlite3.Cursor: ...


def utc_now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """The people database of one data folder, passed first to every verb of `webapp.people`.

    Where `declines` is given, nothing can be changed, and whoever tries is told by that refusal.
    """

    folder: Path
    now: Callable[[], datetime]
    looking: sessionmaker[Session]
    changing: sessionmaker[Session]
    remembered: Remembered
    declines: Callable[[], Refusal] | None = None

    def look(self) -> Session:
        """Open a session that only reads: `with store.look() as rows:`."""
        return self.looking()

    def known(self, about: Hashable, read: Callable[[Session], Found]) -> Found:
        """Give what is read about something, without reading it again while nothing changed.

        For what every page asks. It must hang on nothing but the rows: not on the clock, say.
        """

        def look() -> Found:
            with self.look() as rows:
                return read(rows)

        return self.remembered.found(about, look)

    @contextmanager
    def change(self) -> Iterator[Session]:
        """Change rows under the database's one write lock; whole or nothing.

        The lock is taken before the first row is read, so that what was checked still holds when
        it is written: two treasurers cannot remove each other in the same moment.

        Raises:
            Refusal: this store declines to be changed.
        """
        if self.declines:
            raise self.declines()
        try:
            with self.changing.begin() as rows:
                yield rows
        finally:
            self.remembered.let_go()

    def wipe(self) -> None:
        """Leave no trace of what was deleted in the database's own log of changes.

        Where somebody is reading at this moment, the log is emptied at the next change instead.
        """
        connection = sqlite3.connect(self.folder / FILE_NAME)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def book_folder(self, group_id: str) -> Path:
        """Where the book of a group lies, whether or not it has been made."""
        return self.folder / "books" / group_id


def open_store(folder: Path, *, now: Callable[[], datetime] = utc_now) -> Store:
    """Open the people database of a data folder, made and brought up to date where needed."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    _bring_up_to_date(path)
    engine = _engine(path)
    writing = engine.execution_options(purse_writes=True)
    return Store(
        folder=folder,
        now=now,
        looking=sessionmaker(engine, expire_on_commit=False),
        changing=sessionmaker(writing, expire_on_commit=False),
        remembered=Remembered(path),
    )


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": _BUSY_SECONDS},
        # An error's text must not carry names into the log.
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: _Pragmas, _record: object) -> None:
    # Python's own handling of transactions would take the lock only at the first write.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("purse_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _version(path: Path) -> str:
    if not path.exists():
        return ""
    connection = sqlite3.connect(path)
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        return ""
    finally:
        connection.close()
    return str(row[0]) if row else ""


def _bring_up_to_date(path: Path) -> None:
    """Apply what migrations are missing; when none is, this costs one small query."""
    if _version(path) == NEWEST:
        return
    with path.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _version(path) == NEWEST:
            return
        # Alembic takes a third of a second to import, so only a start that needs it pays.
        from webapp.people.migrations.upgrade import upgrade  # noqa: PLC0415 - only when it is old

        engine = _engine(path)
        upgrade(engine)
        engine.dispose()
    path.chmod(0o600)
