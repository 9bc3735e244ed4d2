"""Entries in short, kept beside the transactions and worked out again when something touches them.

What stands, where a paper is and whether somebody was helped depends on other entries: on those
that correct one, on those it corrects, and for a repayment on its claim.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date

from ledger.book import Book, Entry
from ledger.book.summary import PaperState, Summary
from ledger.book.summing import summary_of
from ledger.entries.directives import Kind, number_parts
from ledger.money import Money

COLUMNS = """entries.number, entries.day, kind, payee, narration, entries.pence, funds,
    entries.paper, by, claimant, in_kind, entries.stands, entries.is_help, waits"""
SHORT = f"SELECT {COLUMNS} FROM entries"
_INSERT = f"INSERT INTO entries VALUES ({', '.join('?' * 20)})"
_NEAR = """
    SELECT entry FROM transactions WHERE corrects <> ''
        AND corrects IN (SELECT value FROM json_each(:some))
    UNION SELECT corrects FROM transactions WHERE entry IN (SELECT value FROM json_each(:some))
    UNION SELECT entry FROM transactions WHERE pays <> ''
        AND pays IN (SELECT value FROM json_each(:some))"""


def write(ask: sqlite3.Connection, book: Book, entries: Iterable[Entry]) -> None:
    """Write some entries in short; none of them may be there yet."""
    first: int = ask.execute("SELECT coalesce(max(id), 0) + 1 FROM entries").fetchone()[0]
    kept = [summary_of(book, entry) for entry in entries]
    made = [_row(first + count, each) for count, each in enumerate(kept)]
    ask.executemany(_INSERT, made)
    ask.executemany(
        "INSERT INTO entry_funds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        sorted(each for row, short in zip(made, kept, strict=True) for each in _listed(row, short)),
    )


def refresh(ask: sqlite3.Connection, book: Book, touched: set[str]) -> None:
    """Work out again all entries that something touched; `touched` grows by those that hang on."""
    _grow(ask, touched)
    numbers = json.dumps(sorted(touched))
    ask.execute("DELETE FROM entries WHERE number IN (SELECT value FROM json_each(?))", (numbers,))
    some = {number: book.entries[number] for number in touched if number in book.entries}
    write(ask, book, some.values())


def summary_from(row: tuple[str, ...]) -> Summary:
    """Read an entry in short from a row of `SHORT`."""
    number, day, kind, payee, narration, pence, funds, paper, by, claimant, in_kind, *flags = row
    stands, is_help, waits = map(bool, flags)
    return Summary(
        number=number,
        day=date.fromordinal(int(day)),
        kind=Kind(kind),
        payee=payee,
        narration=narration,
        total=Money(int(pence)),
        # Split so, a transaction that names no fund is one of no name, as in the text.
        funds=tuple(funds.split(" ")),
        paper=PaperState(paper),
        by=by,
        claimant=claimant,
        in_kind=in_kind,
        stands=stands,
        is_help=is_help,
        waits=waits,
    )


def _grow(ask: sqlite3.Connection, touched: set[str]) -> None:
    edge = touched
    while edge:
        found = ask.execute(_NEAR, {"some": json.dumps(sorted(edge))}).fetchall()
        edge = {number for (number,) in found if number} - touched
        touched |= edge


def _row(number: int, each: Summary) -> tuple[object, ...]:
    words = each.words
    bare = words.replace(",", "")
    return (
        number,
        each.number,
        *number_parts(each.number),
        each.day.toordinal(),
        # SQLite takes plain texts and numbers at once, and looks long at their relatives.
        each.kind.value,
        each.direction.value,
        each.payee,
        each.narration,
        each.total.pence,
        " ".join(each.funds),
        each.paper.value,
        each.by,
        each.claimant,
        each.in_kind,
        int(each.stands),
        int(each.is_help),
        int(each.waits),
        each.payee.casefold(),
        words if words == bare else f"{words}\n{bare}",
    )


def _listed(row: tuple[object, ...], each: Summary) -> Iterator[tuple[object, ...]]:
    """Give the lines of a row of `entries` in the list of each of its funds, and in that of all."""
    number, _, year, place, day, _, direction = row[:7]
    known = (int(each.stands), day, year, place, number, int(each.is_help))
    # Without a fund of its own an entry stands in the list of all the same, and once.
    for fund in dict.fromkeys(("", *each.funds)):
        yield fund, *known, direction, each.paper.value, each.total.pence
