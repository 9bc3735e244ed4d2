"""The anchor for pages and queries: the same entries in bare SQLite tables, with plain queries.

Two tables with the indexes that anybody would give them, and nothing of ours: no papers looked
after, no corrections followed, no figure proved.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.writing import Month
from ledger.entries.directives import Kind, Transaction

_TABLES = """
create table entry (
    number text primary key, day text, kind text, payee text, narration text, pence integer,
    fund text, by text, stands integer
);
create table posting (
    number text, day text, kind text, fund text, account text, pence integer
);
"""
_INDEXES = """
create index entry_day on entry (day);
create index entry_fund on entry (fund, day);
create index posting_day on posting (day);
create index posting_fund on posting (fund, day);
"""
_COLUMNS = "number, day, kind, payee, narration, pence, fund, by"
_IN = "('income', 'refund', 'held-in')"
_SEARCHED = "payee like :words or narration like :words or number like :words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a list, as a page shows it."""

    number: str
    day: date
    kind: str
    payee: str
    narration: str
    pence: int
    fund: str
    by: str


def make(path: Path, months: Iterable[Month]) -> None:
    """Make the tables of a book, from its months."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as tables:
        tables.executescript(_TABLES)
        for month in months:
            _keep(tables, month)
        tables.executescript(_INDEXES)
        tables.execute("analyze")


def opened(path: Path) -> sqlite3.Connection:
    """Open the tables to read."""
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)


def latest(tables: sqlite3.Connection, most: int) -> list[Row]:
    """Give the latest entries."""
    asked = f"select {_COLUMNS} from entry where stands order by day desc, number desc limit ?"  # noqa: S608 - our own words
    return _rows(tables.execute(asked, (most,)))


def searched(tables: sqlite3.Connection, words: str, most: int) -> tuple[list[Row], list[object]]:
    """Give the latest entries that mention some words, with how many there are and their sums."""
    found = f"from entry where stands and ({_SEARCHED})"
    given = {"words": f"%{words}%", "most": most}
    rows = tables.execute(
        f"select {_COLUMNS} {found} order by day desc, number desc limit :most", given
    )
    sums = tables.execute(
        f"select count(*), sum(pence) filter (where kind in {_IN}), "
        f"sum(pence) filter (where kind not in {_IN}) {found}",
        given,
    )
    return _rows(rows), list(sums.fetchone())


def fund_page(
    tables: sqlite3.Connection, fund: str, payments: int
) -> tuple[list[tuple[str, int]], list[Row], list[Row]]:
    """Give a fund's sums by account, its latest entries, and as many of its payments as wanted."""
    sums = tables.execute(
        "select account, sum(pence) from posting where fund = ? group by account", (fund,)
    ).fetchall()
    of_fund = f"select {_COLUMNS} from entry where fund = ? and stands"  # noqa: S608 - our own words
    lines = tables.execute(f"{of_fund} order by day desc, number desc limit 30", (fund,))
    paid = tables.execute(f"{of_fund} order by day, number limit ?", (fund, payments))
    return sums, _rows(lines), _rows(paid)


def year(tables: sqlite3.Connection, first: date, last: date) -> list[list[tuple[str, str, int]]]:
    """Give what moved in a year by fund and account, and the balances before and after it."""
    summed = "select fund, account, sum(pence) from posting where"
    by = "group by fund, account"
    span = (first.isoformat(), last.isoformat())
    return [
        tables.execute(f"{summed} day between ? and ? {by}", span).fetchall(),
        tables.execute(f"{summed} day < ? {by}", span[:1]).fetchall(),
        tables.execute(f"{summed} day <= ? {by}", span[1:]).fetchall(),
    ]


def _keep(tables: sqlite3.Connection, month: Month) -> None:
    entries: dict[str, list[Transaction]] = {}
    for made in month.made:
        entries.setdefault(made.entry, []).append(made)
    rows = [_entry(number, several) for number, several in entries.items()]
    tables.executemany("insert into entry values (?, ?, ?, ?, ?, ?, ?, ?, 1)", rows)
    corrected = [(made.said("corrects"),) for made in month.made if made.said("corrects")]
    tables.executemany("update entry set stands = 0 where number = ?", corrected)
    tables.executemany("insert into posting values (?, ?, ?, ?, ?, ?)", _postings(month.made))


def _entry(number: str, several: list[Transaction]) -> tuple[object, ...]:
    shown = [each for each in several if each.kind != Kind.REVERSAL] or several
    pence = sum(p.money.pence for each in shown for p in each.postings if p.number > 0)
    first = shown[0]
    words = (first.kind, first.payee, first.narration, pence, first.fund)
    return (number, first.day.isoformat(), *words, first.said("recorded-by"))


def _postings(several: list[Transaction]) -> Iterator[tuple[object, ...]]:
    for made in several:
        about = (made.entry, made.day.isoformat(), made.kind, made.fund)
        yield from ((*about, posting.account, posting.money.pence) for posting in made.postings)


def _rows(found: Iterable[tuple[str, str, str, str, str, int, str, str]]) -> list[Row]:
    return [
        Row(
            number=number,
            day=date.fromisoformat(day),
            kind=kind,
            payee=payee,
            narration=narration,
            pence=pence,
            fund=fund,
            by=by,
        )
        for number, day, kind, payee, narration, pence, fund, by in found
    ]
