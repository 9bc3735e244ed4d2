"""Movements of money, kept beside the transactions that they come from.

What a transaction is told as depends only on the entries that it is linked with. So after a change
those are told again, and all others stay as they are; unless the year ends on another day now, or
the books begin on another.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from ledger.accounts import Account, is_claim
from ledger.book import Book
from ledger.book.chain import claim_of
from ledger.entries.directives import Transaction
from ledger.money import Money
from ledger.movements import Direction, Movement, in_order, kin, paid_for, told

_INSERT = f"INSERT INTO movements VALUES ({', '.join('?' * 14)})"
_SOME = "(SELECT value FROM json_each(?))"
_COLUMNS = """movements.day, movements.fund, account, heading, direction, pence, late_for, about,
    through, undoes"""
ONE_BY_ONE = f"""SELECT entry, {_COLUMNS} FROM movements JOIN transactions ON id = tx"""
_SUMS = """fund, account, heading, direction, sum(pence), late_for, '', '', ''"""
_GROUPED = "GROUP BY fund, account, heading, direction, late_for"


def write(ask: sqlite3.Connection, book: Book, made: Iterable[Transaction]) -> None:
    """Tell some transactions, with all that they are linked with, and keep what is told."""
    every = in_order(made)
    numbers = _numbers(ask, every)
    ask.executemany(
        "INSERT INTO claimed VALUES (?, ?, ?, ?, ?, ?)",
        (row for one in every for row in _claims(book, numbers[one.place], one)),
    )
    ask.executemany(
        _INSERT,
        (
            row
            for one, moved in zip(every, told(book, every), strict=True)
            for row in _rows(book, numbers[one.place], moved)
        ),
    )


def refresh(ask: sqlite3.Connection, book: Book, touched: Iterable[str]) -> None:
    """Tell again the entries that something touched, and those linked with them."""
    entries = [book.entries[number] for number in kin(book, touched)]
    made = [each for entry in entries for each in entry.transactions]
    alone = ask.execute("SELECT id, file, line FROM transactions WHERE entry = ''").fetchall()
    numbers = [*_numbers(ask, made).values(), *(number for number, *_ in alone)]
    for table in ("movements", "claimed"):
        ask.execute(f"DELETE FROM {table} WHERE tx IN {_SOME}", (json.dumps(numbers),))
    places = {(file, line) for _, file, line in alone}
    unlinked = (each for each in book.transactions if each.place in places) if places else ()
    write(ask, book, [*made, *unlinked])


def summed(
    ask: sqlite3.Connection, first: date, last: date, fund: str
) -> list[tuple[tuple[str, ...], date]]:
    """Add up the movements of some days: whole months as they are kept, the days beside one by one.

    Each row with a day of its movements, as `movement_from` reads it.
    """
    of, named = ("AND fund = ?", [fund]) if fund else ("", [])
    months = f"SELECT '', 0, {_SUMS} FROM flows WHERE month BETWEEN ? AND ? {of} {_GROUPED}"
    days = f"SELECT '', 0, {_SUMS} FROM movements WHERE day BETWEEN ? AND ? {of} {_GROUPED}"
    start, end = month_of(first), month_of(last)
    whole_first = start if first.day == 1 else start + 1
    whole_last = end if is_month_end(last) else end - 1
    if whole_first > whole_last:
        return [(row, last) for row in ask.execute(days, (*_days(first, last), *named))]
    found = [(row, last) for row in ask.execute(months, (whole_first, whole_last, *named))]
    if whole_first > start:
        edge = _days(first, first_of(whole_first) - timedelta(days=1))
        found += [(row, last) for row in ask.execute(days, (*edge, *named))]
    if whole_last < end:
        edge = _days(first_of(end), last)
        found += [(row, last) for row in ask.execute(days, (*edge, *named))]
    return found


def month_of(day: date) -> int:
    """Count the months from the year nought to a day's."""
    return day.year * 12 + day.month - 1


def first_of(month: int) -> date:
    """Give the first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def is_month_end(day: date) -> bool:
    """Tell whether a day is the last of its month."""
    return day == date.max or (day + timedelta(days=1)).day == 1


def _days(first: date, last: date) -> tuple[int, int]:
    return first.toordinal(), last.toordinal()


def movement_from(
    row: tuple[str, ...], accounts: Mapping[str, Account], on: date | None = None
) -> Movement:
    """Read a movement, with the line that its account has in the accounts; `on` where it sums."""
    entry, day, fund, account, heading, direction, pence, late, about, through, undoes = row
    known = accounts.get(account)
    line = known.line if known else account.rsplit(":", 1)[-1]
    return Movement(
        day=on or date.fromordinal(int(day)),
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


def _claims(book: Book, number: int, made: Transaction) -> Iterator[tuple[object, ...]]:
    """Give what a transaction adds to a claim or pays back of it, by the number that stands."""
    lines = [each for each in enumerate(made.postings) if is_claim(each[1].account)]
    claim = claim_of(book, made) if lines else None
    for place, each in lines if claim is not None else ():
        yield number, place, claim, made.fund, each.account, each.money.pence


def _rows(book: Book, number: int, moved: Iterable[Movement]) -> Iterator[tuple[object, ...]]:
    for place, each in enumerate(moved):
        yield (
            number,
            place,
            each.day.toordinal(),
            month_of(each.day),
            each.fund,
            each.account,
            "" if each.heading == each.line else each.heading,
            each.direction.value,
            each.amount.pence,
            each.late_for.toordinal() if each.late_for else 0,
            each.about,
            each.through,
            each.undoes,
            "" if (why := paid_for(book, each)) is None else why.value,
        )
