"""Lines of the text, written into the tables of an index as they were read."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from ledger.beans import Directive
from ledger.book.files import is_of_the_book
from ledger.entries.directives import Document, Fact, Transaction, is_entry_number
from ledger.index import rows

# Some lines of one file, by its name in the book.
Said = tuple[str, Sequence[Directive]]


def write(ask: sqlite3.Connection, *said: Said) -> set[str]:
    """Write what some files say; give the entries that they speak of."""
    every = [(file, each) for file, directives in said for each in directives]
    made = [(file, each) for file, each in every if type(each) is Transaction]
    papers = [(file, each) for file, each in every if type(each) is Document]
    facts = [
        (file, each) for file, each in every if type(each) is Fact and not is_of_the_book(each)
    ]
    _write_transactions(ask, made)
    _write_papers(ask, papers)
    _write_facts(ask, facts)
    for file, directives in said:
        _write_outline(ask, file, directives)
    touched = {each.entry for _, each in made} | {fact.said(0) for _, fact in facts}
    for _, paper in papers:
        touched.update(filter(is_entry_number, paper.links))
    return touched - {""}


def _write_transactions(ask: sqlite3.Connection, made: Sequence[tuple[str, Transaction]]) -> None:
    first = _last(ask, "transactions") + 1
    ask.executemany(
        "INSERT INTO transactions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((number, file, *_row(each)) for number, (file, each) in enumerate(made, start=first)),
    )
    ask.executemany(
        "INSERT INTO postings VALUES (?, ?, ?, ?, ?, ?)",
        (
            row
            for number, (_, each) in enumerate(made, start=first)
            for row in _postings(number, each)
        ),
    )


def _row(made: Transaction) -> tuple[object, ...]:
    said = dict(reversed(made.facts))
    return (
        made.place[1],
        made.day.toordinal(),
        made.entry,
        made.fund,
        made.kind.value,
        str(said.get("pays", "")),
        str(said.get("refunds", "")),
        str(said.get("corrects", "")),
        str(said.get("key", "")),
        str(said.get("count", "")),
        rows.transaction_body(made),
    )


def _postings(number: int, made: Transaction) -> Iterator[tuple[object, ...]]:
    day, fund = made.day.toordinal(), made.fund
    for place, each in enumerate(made.postings):
        yield number, place, each.account, fund, day, each.money.pence


def _write_papers(ask: sqlite3.Connection, papers: Sequence[tuple[str, Document]]) -> None:
    numbered = list(enumerate(papers, start=_last(ask, "documents") + 1))
    ask.executemany(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((number, file, *_paper_row(paper)) for number, (file, paper) in numbered),
    )
    ask.executemany(
        "INSERT OR IGNORE INTO proofs VALUES (?, ?)",
        (
            (link, number)
            for number, (_, paper) in numbered
            for link in [*filter(is_entry_number, paper.links)] or [""]
        ),
    )


def _paper_row(paper: Document) -> tuple[object, ...]:
    day, body = paper.day.toordinal(), rows.document_body(paper)
    return (paper.place[1], day, paper.name, paper.sha256, body)


def _write_facts(ask: sqlite3.Connection, facts: Iterable[tuple[str, Fact]]) -> None:
    ask.executemany(
        "INSERT INTO facts VALUES (NULL, ?, ?, ?, ?, ?, ?)",
        (
            (file, f.place[1], f.day.toordinal(), f.kind, f.said(0), rows.fact_body(f))
            for file, f in facts
        ),
    )


def _write_outline(ask: sqlite3.Connection, file: str, directives: Iterable[Directive]) -> None:
    """Write the lines about the book itself, after those that are known of this file."""
    mine = [rows.outline_body(each) for each in directives if is_of_the_book(each)]
    if mine:
        asked = "SELECT coalesce(max(line), 0) + 1 FROM outline WHERE file = ?"
        first: int = ask.execute(asked, (file,)).fetchone()[0]
        ask.executemany(
            "INSERT INTO outline VALUES (NULL, ?, ?, ?)",
            [(file, count, body) for count, body in enumerate(mine, start=first)],
        )


def _last(ask: sqlite3.Connection, table: str) -> int:
    found: int = ask.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
    return found
