"""What was found wanting in a book, kept in its index until something changes that it hangs on."""

import contextlib
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ledger.book import Book
from ledger.errors import Problem
from ledger.index import changing, rows
from ledger.index.looking import Looked
from ledger.index.store import Lease, index_of

_SHORTLY = "PRAGMA busy_timeout = 1000"
_AS_EVER = "PRAGMA busy_timeout = 120000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem as it is kept: by the rule that found it, what it is about, and perhaps its day."""

    rule: str
    about: str
    problem: Problem
    day: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found when the rules were asked last, on a day, and what has changed since.

    `fresh` is the book with all of it at hand, where it was just read whole.
    """

    lease: Lease
    where: Path
    version: str
    stale: frozenset[str]
    judged: str
    fresh: Book | None = None

    def every(self) -> list[Finding]:
        """Give all that was found."""
        asked = "SELECT rule, about, day, body FROM problems ORDER BY id"
        return [
            Finding(rule=rule, about=about, day=day, problem=rows.problem_of(body))
            for rule, about, day, body in self.lease.ask.execute(asked)
        ]

    def keep(self, gone: Collection[Finding], more: Iterable[Finding], today: date) -> None:
        """Keep what was found now, unless the text or the findings are others by now.

        Where it cannot be kept, it is found again by the next who asks.
        """
        with contextlib.suppress(sqlite3.Error, OSError):
            lease = Lease(self.where)
            lease.ask.execute(_SHORTLY)
            try:
                lease.ask.execute("BEGIN IMMEDIATE")
                still = findings_in(lease, self.where)
                if (still.version, still.stale) == (self.version, self.stale):
                    _write(lease.ask, gone, more, today)
                lease.ask.execute("COMMIT")
            finally:
                if lease.ask.in_transaction:
                    lease.ask.execute("ROLLBACK")
                lease.ask.execute(_AS_EVER)


def findings(book: Book) -> Findings | None:
    """Give what was found in a book before; none where it has no index."""
    if not isinstance(book.known, Looked) or book.known.lease.where is None:
        return None
    found = findings_in(book.known.lease, book.known.lease.where)
    return replace(found, fresh=book.known.take_fresh())


def doubt(place: Path) -> None:
    """Have everything judged anew by the next who asks what was found in a book."""
    where = index_of(place)
    with contextlib.suppress(sqlite3.Error, OSError):
        if where is not None:
            lease = Lease(where)
            changing.everything(lease.ask)


def findings_in(lease: Lease, where: Path) -> Findings:
    """Give what was found before, as an index has it at the moment that a lease sees."""
    said = dict(lease.ask.execute("SELECT name, value FROM said"))
    stale = lease.ask.execute("SELECT about FROM stale")
    return Findings(
        lease=lease,
        where=where,
        version=said.get("version", ""),
        stale=frozenset(about for (about,) in stale),
        judged=said.get("judged", ""),
    )


def _write(
    ask: sqlite3.Connection, gone: Collection[Finding], more: Iterable[Finding], today: date
) -> None:
    asked = "DELETE FROM problems WHERE rule = ? AND about = ? AND day = ? AND body = ?"
    ask.executemany(asked, map(_row, gone))
    ask.executemany("INSERT INTO problems VALUES (NULL, ?, ?, ?, ?)", map(_row, more))
    ask.execute("DELETE FROM stale")
    ask.execute("INSERT OR REPLACE INTO said VALUES ('judged', ?)", (today.isoformat(),))


def _row(each: Finding) -> tuple[str, str, int, str]:
    return each.rule, each.about, each.day, rows.problem_body(each.problem)
