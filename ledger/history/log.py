"""A disposable log of a book's history, so that asking costs the same in year ten as on day one.

It lies in SQLite in the folder `index/` beside `books/`, one file a book, and can be deleted at
any time. It knows each commit with the words that it names, and follows the history back from its
end only to the first commit that it knows. For a history that was rewritten, and where the log is
damaged, it is made again; where nothing can be written, it is made in memory for one question.
"""

import json
import logging
import os
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pygit2

from ledger.history.commits import Commit, Since, since

_log = logging.getLogger(__name__)
_FORM = 1
_BUSY_SECONDS = 5.0
# So few are told from the history itself, and written down with the next ones: reading a page
# after each record then flushes nothing.
_SOON = 16
# To open a log and read what tables it has takes longer than most questions.
_MOST_OPEN = 16
_TABLES = """
CREATE TABLE acts (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    said TEXT NOT NULL,
    version TEXT
);
CREATE INDEX versions ON acts (version, place);
CREATE TABLE words (
    word TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (word, place)
) WITHOUT ROWID;
"""
Answer = TypeVar("Answer")
_Mark = tuple[int, ...]
_open: OrderedDict[Path, tuple[_Mark, sqlite3.Connection]] = OrderedDict()
_guard = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """An open log: what is written down, and the few newest commits that are not yet."""

    rows: sqlite3.Connection
    unwritten: tuple[Commit, ...]

    def latest(self, words: Collection[str], most: int) -> list[Commit]:
        """Give the latest commits, or those that name one of some words; the newest first."""
        fresh = [each for each in reversed(self.unwritten) if _names(each, words)][:most]
        asked: tuple[object, ...] = (most - len(fresh),)
        query = "SELECT id, at, by, said FROM acts ORDER BY place DESC LIMIT ?"
        if words:
            asked = (json.dumps(list(words)), *asked)
            query = (
                "SELECT id, at, by, said FROM acts WHERE place IN (SELECT place FROM words"
                " WHERE word IN (SELECT value FROM json_each(?))) ORDER BY place DESC LIMIT ?"
            )
        return fresh + [_commit(row) for row in self.rows.execute(query, asked)]


def asked(
    place: Path,
    repository: pygit2.Repository,
    question: Callable[[Log], Answer],
    *,
    whole: bool = False,
) -> Answer:
    """Ask the log of a book something, after it has caught up with the history.

    With `whole`, all of the history is written down before. Faults of the history are passed on.
    """
    file = _file_for(place)
    for log in [file, file] if file else []:
        try:
            with _lent(log) as rows:
                return question(_caught_up(rows, repository, whole=whole))
        except sqlite3.DatabaseError as fault:
            if isinstance(fault, sqlite3.OperationalError) and "no such" not in str(fault):
                _log.warning("the log of a history was not at hand: %s", fault)
                break
            _log.warning("the log of a history was damaged, and is made again: %s", fault)
            _remove(log)
    with closing(_opened(None)) as rows:
        return question(_caught_up(rows, repository, whole=True))


def forget(place: Path) -> None:
    """Take the log of a book away, to be made anew; after its history was told anew, say."""
    _remove(_file_for(place))


@contextmanager
def changing(rows: sqlite3.Connection) -> Iterator[None]:
    """Change rows under the one write lock of the log; whole or nothing."""
    rows.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        rows.execute("ROLLBACK")
        raise
    rows.execute("COMMIT")


def _file_for(place: Path) -> Path | None:
    """Give where the log of a book lies; only an installation's own books have one."""
    shelf = place.resolve()
    if shelf.parent.name != "books":
        return None
    return shelf.parent.parent / "index" / f"{shelf.name}.history.sqlite"


@contextmanager
def _lent(file: Path) -> Iterator[sqlite3.Connection]:
    """Lend the log, and keep it open for whoever asks next."""
    mark = _mark(file)
    with _guard:
        known, rows = _open.pop(file, (mark, None))
    if rows is None or known != mark:
        # Nobody asked before, or somebody else wrote in it, or it is another file by now.
        _close(rows)
        rows = _opened(file)
    try:
        yield rows
        if rows.in_transaction:
            rows.execute("ROLLBACK")
    except BaseException:
        rows.close()
        raise
    _keep(file, rows, mark[0])


def _keep(file: Path, rows: sqlite3.Connection, number: int) -> None:
    """Keep a log open, if its file is the one that it was when it was opened."""
    mark = _mark(file)
    done: sqlite3.Connection | None = rows
    with _guard:
        if number and mark[0] == number and file not in _open:
            _open[file] = mark, rows
            done = _open.popitem(last=False)[1][1] if len(_open) > _MOST_OPEN else None
    _close(done)


def _close(rows: sqlite3.Connection | None) -> None:
    if rows is not None:
        rows.close()


def _mark(file: Path) -> _Mark:
    """Give by what a file is known to be as it was, its number first; nought where none is.

    The process counts too: one that was split off must not go on with what the other has open.
    """
    try:
        known = os.stat(file)  # noqa: PTH116 - asked very often
    except OSError:
        return (0,)
    return (known.st_ino, known.st_size, known.st_mtime_ns, known.st_ctime_ns, os.getpid())


def _opened(file: Path | None) -> sqlite3.Connection:
    if file:
        with suppress(OSError):
            file.parent.mkdir(mode=0o700, exist_ok=True)
    where = str(file or ":memory:")
    rows = sqlite3.connect(
        where, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        # A history may be rewritten so that somebody is named no more.
        rows.execute("PRAGMA secure_delete=ON")
        rows.execute("PRAGMA synchronous=NORMAL")
        if _form(rows) != _FORM:
            _begin(rows)
    except BaseException:
        rows.close()
        raise
    return rows


def _form(rows: sqlite3.Connection) -> int:
    return int(rows.execute("PRAGMA user_version").fetchone()[0])


def _begin(rows: sqlite3.Connection) -> None:
    with changing(rows):
        if _form(rows) == _FORM:
            return
        for name in ("acts", "words"):
            rows.execute(f"DROP TABLE IF EXISTS {name}")
        for statement in filter(str.strip, _TABLES.split(";")):
            rows.execute(statement)
        rows.execute(f"PRAGMA user_version = {_FORM}")


def _caught_up(rows: sqlite3.Connection, repository: pygit2.Repository, *, whole: bool) -> Log:
    """Catch up with the history; another process may be doing the same."""
    while True:
        newest, commit = _newest(rows)
        # A history that does not lead back there was told anew; then all of it is told.
        found = since(repository, commit)
        base = newest if found.known else 0
        if whole and base == newest and not found.commits:
            return Log(rows=rows, unwritten=())
        is_soon = not whole and base == newest and len(found.commits) <= _SOON
        # What is told from the history and what is asked of the log are of one moment.
        rows.execute("BEGIN" if is_soon else "BEGIN IMMEDIATE")
        if _newest(rows) == (newest, commit):
            if is_soon:
                return Log(rows=rows, unwritten=found.commits)
            _write(rows, found, base)
        rows.execute("COMMIT")


def _write(rows: sqlite3.Connection, found: Since, base: int) -> None:
    """Write down what is new; after a rewriting, all of it, and the old is forgotten."""
    rows.execute("DELETE FROM words WHERE place > ?", (base,))
    rows.execute("DELETE FROM acts WHERE place > ?", (base,))
    numbered = list(enumerate(found.commits, start=base + 1))
    rows.executemany(
        "INSERT INTO acts (place, id, at, by, said) VALUES (?, ?, ?, ?, ?)",
        ((place, each.id, each.when, each.by, each.said) for place, each in numbered),
    )
    rows.executemany(
        "INSERT INTO words (word, place) VALUES (?, ?)",
        ((word, place) for place, each in numbered for word in set(each.said.split())),
    )


def _newest(rows: sqlite3.Connection) -> tuple[int, str]:
    """Give the place and the number of the newest commit that is written down; or nought."""
    row = rows.execute("SELECT place, id FROM acts ORDER BY place DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def _names(commit: Commit, words: Collection[str]) -> bool:
    return not words or not set(words).isdisjoint(commit.said.split())


def _commit(row: tuple[str, int, str, str]) -> Commit:
    return Commit(id=row[0], when=row[1], by=row[2], said=row[3])


def _remove(file: Path | None) -> None:
    if file:
        with _guard:
            _, rows = _open.pop(file, (None, None))
        _close(rows)
        with suppress(OSError):
            file.with_name(f"{file.name}-journal").unlink(missing_ok=True)
            file.unlink(missing_ok=True)
