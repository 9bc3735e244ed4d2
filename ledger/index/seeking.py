"""Entries sought in an index: by words, fund, direction or person, a page at a time."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from ledger.book import Listing, Sought
from ledger.book.summary import Direction
from ledger.index.shortening import COLUMNS, summary_from
from ledger.money import Money

# The full-text table holds three letters at a time; shorter words are not in it.
_AT_A_TIME = 3
_BOTH = "entry_funds AS listed JOIN entries ON entries.id = listed.entry"
_FOUND = f"SELECT {COLUMNS} FROM {_BOTH}"
_NEWEST = "ORDER BY listed.day DESC, listed.year DESC, listed.place DESC LIMIT ? OFFSET ?"


@dataclass(frozen=True, slots=True)
class _Where:
    """Conditions with their values."""

    said: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, said: str, *values: object) -> None:
        self.said.append(said)
        self.values.extend(values)

    def __str__(self) -> str:
        return " AND ".join(self.said)


def seek(ask: sqlite3.Connection, sought: Sought) -> Listing:
    """Find a page of entries that stand, the newest first, and count and add up all of them."""
    where = _conditions(sought)
    page = (sought.most, sought.skip)
    rows = ask.execute(f"{_FOUND} WHERE {where} {_NEWEST}", (*where.values, *page))
    summaries = tuple(map(summary_from, rows))
    sums = dict(_sums(ask, sought, where))
    return Listing(
        summaries=summaries,
        count=sum(count for count, _ in sums.values()),
        total_in=Money(sums.get(Direction.IN, (0, 0))[1]),
        total_out=Money(sums.get(Direction.OUT, (0, 0))[1]),
    )


def _conditions(sought: Sought) -> _Where:
    where = _Where()
    where.add("listed.fund = ?", sought.fund)
    where.add("listed.stands = 1")
    if not sought.sees_help:
        where.add("listed.is_help = 0")
    if sought.only_missing:
        where.add("listed.paper = 'missing'")
    if sought.direction:
        where.add("listed.direction = ?", sought.direction)
    if sought.person:
        where.add("(by = ? OR claimant = ?)", sought.person, sought.person)
    words = sought.words.casefold().split()
    if letters := " AND ".join(dict.fromkeys(part for word in words for part in _letters(word))):
        where.add("entries.id IN (SELECT rowid FROM words WHERE words MATCH ?)", letters)
    for word in words:
        where.add("instr(entries.words, ?) > 0", word)
    return where


def _letters(word: str) -> Iterator[str]:
    """Give each three letters that follow one another in a word, as they are asked for."""
    for start in range(len(word) - _AT_A_TIME + 1):
        yield '"' + word[start : start + _AT_A_TIME].replace('"', '""') + '"'


def _sums(
    ask: sqlite3.Connection, sought: Sought, where: _Where
) -> list[tuple[str, tuple[int, int]]]:
    """Count and add up by direction: from what is added up already, where that is enough."""
    if sought.words or sought.person:
        table, sums = _BOTH, "count(*), sum(listed.pence)"
    else:
        table, sums = "tallies AS listed", "sum(entries), sum(pence)"
    asked = f"SELECT listed.direction, {sums} FROM {table} WHERE {where} GROUP BY 1"
    rows = ask.execute(asked, where.values)
    return [(direction, (count, pence)) for direction, count, pence in rows]
