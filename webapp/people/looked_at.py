"""The people database only looked at: it stays as it is, and no file appears beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import NullPool

from ledger.errors import Refusal
from webapp.people.migrations import NEWEST
from webapp.people.remembered import Remembered
from webapp.people.store import FILE_NAME, Store, utc_now


class PeopleUnread(Refusal):
    """The people database of a data folder cannot be looked at as it is; `why` says it shortly."""

    def __init__(self, why: str) -> None:
        """Keep why."""
        super().__init__(f"{FILE_NAME} {why}.", "Start the server once; it says what to do.")
        self.why = f"{FILE_NAME} {why}"


@contextmanager
def looked_at(folder: Path) -> Iterator[Store]:
    """Give the people database of a data folder for looking, for as long as it is looked at.

    Raises:
        PeopleUnread: it is of another version than this program, or cannot be read.
    """
    path = folder / FILE_NAME
    address = _address(path)

    def opened() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True)

    engine = create_engine("sqlite://", creator=opened, poolclass=NullPool, hide_parameters=True)
    looking = sessionmaker(engine, expire_on_commit=False)
    try:
        with closing(opened()) as rows:
            _see_that_it_is_newest(rows)
        yield Store(
            folder=folder,
            now=utc_now,
            looking=looking,
            changing=looking,
            remembered=Remembered(path),
        )
    except (sqlite3.Error, SQLAlchemyError) as fault:
        raise PeopleUnread("could not be read") from fault


def _address(path: Path) -> str:
    """Name the file so that SQLite only reads it.

    Where nobody has it open, SQLite would put files of its own beside it, unless it is told that
    the file stays as it is.
    """
    if path.with_name(f"{FILE_NAME}-shm").exists():
        return f"{path.resolve().as_uri()}?mode=ro"
    log = path.with_name(f"{FILE_NAME}-wal")
    if log.exists() and log.stat().st_size:
        raise PeopleUnread("was not closed when the server ended")
    return f"{path.resolve().as_uri()}?mode=ro&immutable=1"


def _see_that_it_is_newest(rows: sqlite3.Connection) -> None:
    found = rows.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None or found[0] != NEWEST:
        raise PeopleUnread("is of another version than this program")
