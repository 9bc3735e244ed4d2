"""A book out of its index: its terms at hand, everything else looked up when it is asked for."""

import sqlite3
import threading
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path

from ledger.book import Book
from ledger.book.files import MAIN, Outline, outlined
from ledger.errors import Problem
from ledger.index import rows
from ledger.index.looking import Looked
from ledger.index.store import Lease
from ledger.index.views import AS_WRITTEN, Documents, Entries, Transactions

_KEPT = 64
_known: OrderedDict[tuple[Path, str], Book] = OrderedDict()
_guard = threading.Lock()


def opened(place: Path, lease: Lease, fresh: Book | None = None) -> Book:
    """Give a book as an index has it at the moment that a lease sees.

    `fresh` is what the index was just made of, if it was; it is passed on where it is still true.
    """
    said = dict(lease.ask.execute("SELECT name, value FROM said"))
    bare = _bare(place, lease.ask, said.get("outline", ""))
    version = said.get("version", "")
    if fresh is not None and fresh.version != version:
        fresh = None
    return replace(
        bare,
        version=version,
        problems=_problems(lease.ask),
        transactions=Transactions(lease),
        entries=Entries(lease),
        documents=Documents(lease),
        known=Looked(lease, bare.accounts, fresh),
    )


def _bare(place: Path, ask: sqlite3.Connection, mark: str) -> Book:
    """Give what the lines about the book itself say; known until one of them changes."""
    with _guard:
        found = _known.get((place, mark))
        if found is not None:
            _known.move_to_end((place, mark))
            return found
    title = ask.execute("SELECT title FROM files WHERE name = ?", (MAIN,)).fetchone()
    lines = ask.execute(f"SELECT file, body FROM outline {AS_WRITTEN}")
    outline = Outline(
        title=(title[0] if title else "") or place.stem,
        directives=[rows.outline_of(*row) for row in lines],
        problems=(),
    )
    found = outlined(place, "", outline, transactions=(), entries={}, documents=())
    with _guard:
        _known[place, mark] = found
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return found


def _problems(ask: sqlite3.Connection) -> tuple[Problem, ...]:
    order = f"ORDER BY name <> '{MAIN}', name"
    found = ask.execute(f"SELECT problems FROM files WHERE problems <> '' {order}")
    return tuple(rows.problem_of(line) for (text,) in found for line in text.split("\n"))
