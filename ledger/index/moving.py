"""Movements of money, kept beside the transactions that they come from.

What a transaction is told as depends only on the entries that it is linked with. So after a change
those are told again, and all others stay as they are; unless the year ends on another day now, or
the books begin on another.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ledger.accounts import Account
from ledger.book import Book
from ledger.entries.directives import Transaction
from ledger.money import Money
from ledger.movements import Direction, Movement, in_order, kin, told

_INSERT = f"INSERT INTO movements VALUES ({', '.join('?' * 12)})"
_SOME = "(SELECT value FROM json_each(?))"
_COLUMNS = """movements.day, movements.fund, account, heading, direction, pence, late_for, about,
    through, undoes"""
ONE_BY_ONE = f"""SELECT entry, {_COLUMNS} FROM movements JOIN transactions ON id = tx"""
SUMMED = """SELECT '', max(day), fund, account, heading, direction, sum(pence), late_for, '',
    max(through), '' FROM movements"""
GROUPED = "GROUP BY fund, account, heading, direction, late_for HAVING sum(pence) <> 0"


def write(ask: sqlite3.Connection, book: Book, made: Iterable[Transaction]) -> None:
    """Tell some transactions, with all that they are linked with, and keep what is told."""
    every = in_order(made)
    numbers = _numbers(ask, every)
    ask.executemany(
        _INSERT,
        [
            row
            for one, moved in zip(every, told(book, every), strict=True)
            for row in _rows(numbers[one.place], moved)
        ],
    )


def refresh(ask: sqlite3.Connection, book: Book, touched: Iterable[str]) -> None:
    """Tell again the entries that something touched, and those linked with them."""
    entries = [book.entries[number] for number in kin(book, touched)]
    made = [each for entry in entries for each in entry.transactions]
    alone = ask.execute("SELECT id, file, line FROM transactions WHERE entry = ''").fetchall()
    numbers = [*_numbers(ask, made).values(), *(number for number, *_ in alone)]
    ask.execute(f"DELETE FROM movements WHERE tx IN {_SOME}", (json.dumps(numbers),))
    places = {(file, line) for _, file, line in alone}
    unlinked = (each for each in book.transactions if each.place in places) if places else ()
    write(ask, book, [*made, *unlinked])


def movement_from(row: tuple[str, ...], accounts: Mapping[str, Account]) -> Movement:
    """Read a movement, with the line that its account has in the accounts."""
    entry, day, fund, account, heading, direction, pence, late, about, through, undoes = row
    known = accounts.get(account)
    line = known.line if known else account.rsplit(":", 1)[-1]
    return Movement(
        day=date.fromordinal(int(day)),
        entry=entry,
        fund=fund,
        account=account,
        line=line,
        heading=heading or line,
        direction=Direction(direction),
        amount=Money(int(pence)),
        about=about,
        through=through,
        undoes=undoes,
        late_for=date.fromordinal(int(late)) if late else None,
    )


def _numbers(ask: sqlite3.Connection, made: Iterable[Transaction]) -> dict[tuple[str, int], int]:
    """Give the row of each transaction by its place in the text."""
    entries = json.dumps(sorted({each.entry for each in made}))
    asked = f"SELECT file, line, id FROM transactions WHERE entry IN {_SOME}"
    return {(file, line): number for file, line, number in ask.execute(asked, (entries,))}


def _rows(number: int, moved: Iterable[Movement]) -> Iterator[tuple[object, ...]]:
    for place, each in enumerate(moved):
        yield (
            number,
            place,
            each.day.toordinal(),
            each.fund,
            each.account,
            "" if each.heading == each.line else each.heading,
            each.direction,
            each.amount.pence,
            each.late_for.toordinal() if each.late_for else 0,
            each.about,
            each.through,
            each.undoes,
        )
