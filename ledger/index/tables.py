"""An index laid beside one that was made from nothing of the same text: every table, every row.

What only says where a row lies in its own index is left out: the rows of both are told apart by
what they stand for. So are sums of nothing, which an index that followed the text may keep.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from ledger.index import filling, store

# What was found when the rules were asked is held against them elsewhere.
_OTHERWISE = {"said", "problems", "stale"}
# Of its own index alone; or, as the title of a month, asked by nobody.
_LEFT_OUT = {"id", "size", "mtime", "ctime", "inode", "title"}
_OF_A_LINE = ("tx", "made.file, made.line", "LEFT JOIN transactions AS made ON made.id = it.tx")
# A column that holds the row of another table, what is said in its place, and where that stands.
_INSTEAD = {
    "postings": _OF_A_LINE,
    "movements": _OF_A_LINE,
    "claimed": _OF_A_LINE,
    "proofs": ("document", "p.file, p.line", "LEFT JOIN documents AS p ON p.id = it.document"),
    "entry_funds": ("entry", "e.number", "LEFT JOIN entries AS e ON e.id = it.entry"),
}
_SUMS = {
    "flows": "WHERE pence <> 0",
    "owed": "WHERE pence <> 0",
    "stretches": "WHERE pence <> 0",
    "totals": "WHERE postings <> 0 OR pence <> 0",
    "tallies": "WHERE entries <> 0 OR pence <> 0",
    "payees": "WHERE entries <> 0",
}
_SAID = "SELECT name, value FROM said WHERE name IN ('version', 'years')"
_TITLE = "SELECT title FROM files WHERE name = 'book.beancount'"
_LETTERS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.letters USING fts5vocab(main, words, instance)"
# Three letters, how many entries have them, and a sum by which others would be noticed.
_WORDS = """SELECT term, count(*), sum((year * 1009 + place) * (place + 7919))
    FROM temp.letters LEFT JOIN entries ON id = doc GROUP BY term"""


def unlike(ask: sqlite3.Connection, place: Path, beside: Path) -> Iterator[str]:
    """Name the tables of an index that say something else than the text at a place says.

    `beside` is where the other index is made; nothing lies there yet.

    Raises:
        sqlite3.Error: one of them cannot be read.
    """
    with closing(store.begin(beside)) as fresh:
        filling.catch_up(fresh, place)
        for each in (ask, fresh):
            each.execute(_LETTERS)
        for table, asked in _asked(fresh):
            if _differs(ask, fresh, asked):
                yield table
        ask.execute("DROP TABLE temp.letters")
    if ask.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        yield "order of the rows"


def _asked(fresh: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Give a question for each table, by its name."""
    yield from (("said", _SAID), ("files", _TITLE), ("words", _WORDS))
    asked = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'words%'"
    for (table,) in fresh.execute(asked).fetchall():
        if table not in _OTHERWISE and not table.startswith("sqlite_"):
            columns = [name for _, name, *_ in fresh.execute(f"PRAGMA table_info({table})")]
            yield table, _every_row(table, columns)


def _every_row(table: str, columns: list[str]) -> str:
    column, instead, beside = _INSTEAD.get(table, ("", "", ""))
    named = [
        instead if name == column else f"it.{name}" for name in columns if name not in _LEFT_OUT
    ]
    return f"SELECT {', '.join(named)} FROM {table} AS it {beside} {_SUMS.get(table, '')}"


def _differs(ask: sqlite3.Connection, fresh: sqlite3.Connection, asked: str) -> bool:
    columns = len(fresh.execute(f"{asked} LIMIT 0").description)
    ordered = f"{asked} ORDER BY {', '.join(map(str, range(1, columns + 1)))}"
    return any(
        one != other for one, other in zip_longest(ask.execute(ordered), fresh.execute(ordered))
    )
