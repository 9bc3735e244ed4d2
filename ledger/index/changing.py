"""What has changed since the rules were asked last, noted while an index follows the text.

Noted are the numbers of entries, with those that were linked with one of them or looked like one;
what a line about the book is about (`~fund:name`); the hash of a paper that came or went
(`~paper:`); a file that was read again from its beginning (`~file:`); a day from which balances may
be others (`~from:`, counted as in the index); that the text is another at all (`~text`); and
everything (`*`) where the index was made anew.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from ledger.beans import Directive
from ledger.entries.directives import Document, Fact, FinalBalance, Transaction

EVERYTHING = "*"
FILE, PAPER, FROM, TEXT = "~file:", "~paper:", "~from:", "~text"
_NOTE = "INSERT OR IGNORE INTO stale "
_LEAVING = f"""
    SELECT '{FILE}' || :name
    UNION SELECT corrects FROM transactions WHERE file = :name AND corrects <> ''
    UNION SELECT pays FROM transactions WHERE file = :name AND pays <> ''
    UNION SELECT refunds FROM transactions WHERE file = :name AND refunds <> ''
    UNION SELECT '{PAPER}' || sha256 FROM documents WHERE file = :name AND sha256 <> ''
    UNION SELECT '{FROM}' || day FROM (SELECT min(day) AS day FROM transactions WHERE file = :name)
        WHERE day IS NOT NULL"""
# A file that was never read before is a new one; what our own writer announced is its own.
_EDITED = """INSERT OR REPLACE INTO said
    SELECT 'edited', :now FROM files
    WHERE files.name = :name AND :becomes NOT IN (SELECT value FROM said WHERE name = 'ours')"""
_ALIKE = """
    SELECT two.number FROM entries AS one JOIN entries AS two
        ON two.pence = one.pence AND two.day = one.day AND two.sight = one.sight
    WHERE one.sight <> '' AND one.number IN (SELECT value FROM json_each(?))"""


def everything(ask: sqlite3.Connection) -> None:
    """Note that nothing was judged yet."""
    note(ask, [EVERYTHING])


def note(ask: sqlite3.Connection, abouts: Iterable[str]) -> None:
    """Note that these have changed."""
    ask.executemany(f"{_NOTE} VALUES (?)", [(each,) for each in abouts])


def leaves(
    ask: sqlite3.Connection, name: str, outline: Sequence[Directive], becomes: str = ""
) -> None:
    """Note what a file said that is about to be forgotten, and if somebody changed it by hand."""
    ask.execute(_NOTE + _LEAVING, {"name": name})
    moves(ask, outline)
    edited(ask, name, becomes)


def edited(ask: sqlite3.Connection, name: str, becomes: str = "") -> None:
    """Note that somebody changed a file by hand, and when that was noticed.

    `becomes` is the hash of what it says now: that our own writer wrote this is known by it.
    """
    now = datetime.now(tz=UTC).isoformat(timespec="seconds")
    ask.execute(_EDITED, {"name": name, "now": now, "becomes": becomes})
    # Announced once, it is ours once: a hand may write the same text later.
    ask.execute("DELETE FROM said WHERE name = 'ours' AND value = ?", (becomes,))


def comes(ask: sqlite3.Connection, said: Sequence[Directive]) -> None:
    """Note what was read, and that something was."""
    note(ask, [TEXT])
    papers = (each.sha256 for each in said if isinstance(each, Document))
    note(ask, (f"{PAPER}{mark}" for mark in papers if mark))
    moves(ask, said)


def alike(ask: sqlite3.Connection, touched: Iterable[str]) -> None:
    """Note the entries that looked like one of some before those were worked out again."""
    ask.execute(_NOTE + _ALIKE, (json.dumps(sorted(touched)),))


def named(each: Directive) -> str:
    """Name a line about the book by what it is about, for whoever worked something out of it."""
    if isinstance(each, Fact):
        return f"~{each.kind}:{each.said(0)}"
    return f"~{type(each).__name__}:{getattr(each, 'name', '') or getattr(each, 'account', '')}"


def moves(ask: sqlite3.Connection, said: Iterable[Directive]) -> None:
    """Note the first day from which balances, or what was agreed on them, may be others."""
    days: list[int] = []
    for each in said:
        if isinstance(each, Transaction) or (isinstance(each, Fact) and each.kind == "agreed"):
            days.append(each.day.toordinal())
        elif isinstance(each, FinalBalance):
            days.append(each.day.toordinal() - 1)
    if days:
        note(ask, [f"{FROM}{min(days)}"])
