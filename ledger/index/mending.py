"""A file that somebody changed by hand: what is other in it is read anew, and the rest stays.

Its lines are laid beside those that were read before. What stands before the first change and after
the last one is known already, and at most stands some lines further up or down now.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import TypeGuard

from ledger.accounts import FUND_TRANSFERS
from ledger.beans import Directive
from ledger.book.files import is_of_the_book
from ledger.entries.directives import Document, Fact, Transaction, is_entry_number
from ledger.index import changing, lines, rows
from ledger.index.changing import TEXT
from ledger.index.paging import Page

_OfEntry = Transaction | Document | Fact
_SAID = ("transactions", "documents", "facts")
_OLD = """
    SELECT 'transactions', day, '', body, line, id FROM transactions WHERE file = :name
    UNION ALL SELECT 'documents', day, '', body, line, id FROM documents WHERE file = :name
    UNION ALL SELECT 'facts', day, kind, body, line, id FROM facts WHERE file = :name"""
_OUTLINE = "SELECT file, body FROM outline WHERE file = ? ORDER BY line"
_OTHERS = "SELECT 1 FROM transactions WHERE day BETWEEN ? AND ? AND file <> ? LIMIT 1"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as the index keeps it; `number` is its row there, nought where it has none yet."""

    table: str
    day: int
    kind: str
    body: str
    at: int
    number: int = 0

    @property
    def said(self) -> tuple[str, int, str, str]:
        """All that it says, wherever it stands."""
        return self.table, self.day, self.kind, self.body

    def read(self, file: str) -> _OfEntry:
        """Read it as a value."""
        if self.table == "facts":
            return rows.fact_of(self.day, self.kind, file, self.at, self.body)
        read = rows.transaction_of if self.table == "transactions" else rows.document_of
        return read(self.day, file, self.at, self.body)


@dataclass(frozen=True, slots=True)
class Mended:
    """The entries that a change touched, and the lines about the book that are others now."""

    touched: set[str]
    outlined: set[str]


def mend(ask: sqlite3.Connection, page: Page) -> Mended | None:
    """Read in what is other in a file than it was; none where all of it is to be read anew.

    That is so for a new file, for those about the book itself, and where something in it could or
    cannot be read.
    """
    known = ask.execute("SELECT problems FROM files WHERE name = ?", (page.name,)).fetchone()
    if known is None or known[0] or page.parsed.problems or "/" not in page.name:
        return None
    old = sorted((_Line(*row) for row in ask.execute(_OLD, {"name": page.name})), key=_place)
    said = [each for each in page.parsed.directives if _is_of_an_entry(each)]
    new = [_line(each) for each in said]
    first = _alike(zip(old, new, strict=False), shift=0)
    shift = new[-1].at - old[-1].at if old and new else 0
    rest = zip(reversed(old[first:]), reversed(new[first:]), strict=False)
    last = _alike(rest, shift=shift)
    if shift and not _may_move(ask, page.name, old[len(old) - last :]):
        last = 0
    gone, come = old[first : len(old) - last], said[first : len(said) - last]
    outlined = _outline(ask, page)
    lost = [each.read(page.name) for each in gone]
    touched = _entries_of(lost) | _beside(old, page.name, first, last, (lost, come))
    _note(ask, page.name, lost, come)
    _take_out(ask, gone)
    if shift:
        _move(ask, old[len(old) - last :], shift)
    return Mended(touched | lines.write(ask, (page.name, come)), outlined)


def _is_of_an_entry(each: Directive) -> TypeGuard[_OfEntry]:
    return not is_of_the_book(each)


def _line(each: _OfEntry) -> _Line:
    if isinstance(each, Transaction):
        body, table, kind = rows.transaction_body(each), "transactions", ""
    elif isinstance(each, Document):
        body, table, kind = rows.document_body(each), "documents", ""
    else:
        body, table, kind = rows.fact_body(each), "facts", each.kind
    return _Line(table, each.day.toordinal(), kind, body, each.place[1])


def _place(line: _Line) -> tuple[int, int]:
    return line.at, line.number


def _alike(pairs: Iterable[tuple[_Line, _Line]], *, shift: int) -> int:
    """Count the pairs, up to the first that differ, that say the same so many lines further on."""
    same = takewhile(
        lambda pair: pair[0].said == pair[1].said and pair[0].at + shift == pair[1].at, pairs
    )
    return sum(1 for _ in same)


def _may_move(ask: sqlite3.Connection, file: str, moved: Sequence[_Line]) -> bool:
    """Tell whether lines can stand elsewhere in their file without another order coming of it.

    What has no number is known by its line.
    """
    made = [each for each in moved if each.table == "transactions"]
    if not all(isinstance(one := each.read(file), Transaction) and one.entry for each in made):
        return False
    days = [each.day for each in made]
    return not days or not ask.execute(_OTHERS, (min(days), max(days), file)).fetchone()


def _outline(ask: sqlite3.Connection, page: Page) -> set[str]:
    """Keep the lines about the book that stand in a file; name those that are others."""
    old = [rows.outline_of(*row) for row in ask.execute(_OUTLINE, (page.name,))]
    new = [each for each in page.parsed.directives if is_of_the_book(each)]
    kept = ask.execute("SELECT body FROM outline WHERE file = ? ORDER BY line", (page.name,))
    if [body for (body,) in kept] == [rows.outline_body(each) for each in new]:
        return set()
    ask.execute("DELETE FROM outline WHERE file = ?", (page.name,))
    lines.write(ask, (page.name, new))
    if old == new:
        return {TEXT}
    changing.moves(ask, [*old, *new])
    return {TEXT, *map(changing.named, [*old, *new])}


def _entries_of(said: Iterable[_OfEntry]) -> set[str]:
    """Give the entries that some lines speak of, and those that they name."""
    found: set[str] = set()
    for each in said:
        if isinstance(each, Transaction):
            found |= {each.entry, *(each.said(name) for name in ("corrects", "pays", "refunds"))}
        elif isinstance(each, Document):
            found |= set(filter(is_entry_number, each.links))
        else:
            found.add(each.said(0))
    return found - {""}


def _beside(
    old: Sequence[_Line],
    file: str,
    first: int,
    last: int,
    changed: tuple[Sequence[_OfEntry], Sequence[_OfEntry]],
) -> set[str]:
    """Give the entries between which something else stands now: they may lie apart, or no more."""
    was, now = ([e.entry for e in said if isinstance(e, Transaction)] for said in changed)
    if was == now:
        return set()
    around = (reversed(old[:first]), old[len(old) - last :])
    nearest = (next((e for e in some if e.table == "transactions"), None) for some in around)
    return _entries_of(each.read(file) for each in nearest if each)


def _note(
    ask: sqlite3.Connection, file: str, gone: Sequence[_OfEntry], come: Sequence[_OfEntry]
) -> None:
    """Note what has changed, for whoever judges it."""
    changing.edited(ask, file)
    papers = {each.sha256 for each in (*gone, *come) if isinstance(each, Document)}
    changing.note(ask, [TEXT, *(f"{changing.PAPER}{mark}" for mark in papers if mark)])
    if any(FUND_TRANSFERS in _accounts(each) for each in gone):
        changing.note(ask, [f"{changing.FILE}{file}"])
    if days := _days(gone, come):
        changing.note(ask, [f"{changing.FROM}{min(days).toordinal()}"])


def _accounts(each: _OfEntry) -> set[str]:
    return {p.account for p in each.postings} if isinstance(each, Transaction) else set()


def _days(gone: Iterable[_OfEntry], come: Iterable[_OfEntry]) -> list[date]:
    """Give the days on which an account moved otherwise than it does now, or by another entry."""
    net: Counter[tuple[str, str, date]] = Counter()
    for sign, said in ((-1, gone), (1, come)):
        for made in (each for each in said if isinstance(each, Transaction)):
            for posting in made.postings:
                net[made.entry, posting.account, made.day] += sign * posting.money.pence
    return [day for (_, _, day), pence in net.items() if pence]


def _take_out(ask: sqlite3.Connection, gone: Iterable[_Line]) -> None:
    ask.executemany("DELETE FROM transactions WHERE id = ?", _numbers(gone, "transactions"))
    ask.executemany("DELETE FROM documents WHERE id = ?", _numbers(gone, "documents"))
    ask.executemany("DELETE FROM facts WHERE id = ?", _numbers(gone, "facts"))


def _numbers(some: Iterable[_Line], table: str) -> list[tuple[int]]:
    return [(each.number,) for each in some if each.table == table]


def _move(ask: sqlite3.Connection, some: Sequence[_Line], shift: int) -> None:
    """Let lines stand further up or down."""
    for table in _SAID:
        numbers = json.dumps([number for (number,) in _numbers(some, table)])
        within = "id IN (SELECT value FROM json_each(?))"
        ask.execute(f"UPDATE {table} SET line = line + ? WHERE {within}", (shift, numbers))
