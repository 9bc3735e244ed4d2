"""Catching an index up with the text: what was added is read, what was changed is read again."""

import contextlib
import gc
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from ledger.book import Book
from ledger.book.files import MAIN, assembled, is_of_the_book, version_of
from ledger.entries.directives import Document, Fact, Transaction, is_entry_number
from ledger.index import changing, moving, rows, shortening
from ledger.index.changing import named
from ledger.index.marks import Marks, marks_of, sealed
from ledger.index.opening import opened
from ledger.index.paging import Page, more, whole
from ledger.index.store import Borrowed, run
from ledger.index.views import Entries

_TRIES = 20
_TRIGGERS = (
    "posting_comes posting_goes entry_comes entry_goes "
    "entry_fund_comes entry_fund_goes movement_comes movement_goes "
    "claimed_comes claimed_goes transaction_goes document_goes"
)


def catch_up(ask: sqlite3.Connection, place: Path) -> None:
    """Bring an index up to the text as it is now, in one step that is done or not done.

    Raises:
        NoBookThere: the place holds no book.
        sqlite3.Error: the index cannot be written.
    """
    ask.execute("BEGIN IMMEDIATE")
    try:
        known = known_marks(ask)
        marks = marks_of(place)
        if not known:
            with _room(ask), _no_collecting():
                _fill(ask, place, marks)
        elif known != marks:
            _follow(ask, place, known, marks)
        seal = sealed(known_marks(ask))
        ask.execute("INSERT OR REPLACE INTO said VALUES ('seal', ?)", (seal,))
        ask.execute("COMMIT")
    except BaseException:
        if ask.in_transaction:
            ask.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def _room(ask: sqlite3.Connection) -> Iterator[None]:
    """Have much memory for a short while."""
    before = ask.execute("PRAGMA cache_size").fetchone()[0]
    ask.execute("PRAGMA cache_size = -65536")
    try:
        yield
    finally:
        ask.execute(f"PRAGMA cache_size = {before}")
        ask.execute("PRAGMA shrink_memory")


@contextlib.contextmanager
def _no_collecting() -> Iterator[None]:
    """Make very many values without looking for cycles among them: there are none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def known_marks(ask: sqlite3.Connection) -> Marks:
    """Give the marks of the files that an index has read."""
    found = ask.execute("SELECT name, size, mtime, ctime, inode FROM files")
    return {name: tuple(mark) for name, *mark in found}


def _fill(ask: sqlite3.Connection, place: Path, marks: Marks) -> None:
    """Make a whole index from nothing."""
    pages = [whole(place, name, mark) for name, mark in _at_rest(place, marks).items()]
    for name in _TRIGGERS.split():
        ask.execute(f"DROP TRIGGER IF EXISTS {name}")
    for page in pages:
        _note(ask, page)
        _write(ask, page)
    version = _stamp(ask, {page.name for page in pages})
    book = assembled(place, version, [page.parsed for page in pages])
    shortening.write(ask, book, book.entries.values())
    moving.write(ask, book, book.transactions)
    _began(ask, book)
    run(ask, "added_up")
    run(ask, "triggers")
    changing.everything(ask)


def _follow(ask: sqlite3.Connection, place: Path, known: Marks, marks: Marks) -> None:
    """Read what is other than it was, and work out again what hangs on it."""
    marks = _at_rest(place, marks)
    touched: set[str] = set()
    outlined: set[str] = set()
    for name in known.keys() - marks.keys():
        touched |= _gone(ask, name, outlined)
    for name in sorted(marks, key=lambda each: (each != MAIN, each)):
        if known.get(name) == marks[name]:
            continue
        page = more(ask, place, name, marks[name]) or whole(place, name, marks[name])
        if not page.is_more:
            touched |= _gone(ask, name, outlined)
        _note(ask, page)
        touched |= _write(ask, page)
        changing.comes(ask, page.parsed.directives)
        outlined |= {named(each) for each in page.parsed.directives if is_of_the_book(each)}
    _stamp(ask, outlined)
    book = opened(place, Borrowed(ask))
    if isinstance(book.entries, Entries):
        book.entries.at_hand(touched)
    changing.alike(ask, touched)
    shortening.refresh(ask, book, touched)
    if _began(ask, book):
        ask.execute("DELETE FROM movements")
        ask.execute("DELETE FROM claimed")
        moving.write(ask, book, book.transactions)
    else:
        moving.refresh(ask, book, touched)
    changing.note(ask, (*touched, *outlined))


def _at_rest(place: Path, marks: Marks) -> Marks:
    """Wait until nobody is in the middle of writing, as far as that can be told."""
    for _ in range(_TRIES):
        after = marks_of(place)
        if after == marks:
            break
        marks = after
    return marks


def _note(ask: sqlite3.Connection, page: Page) -> None:
    """Note of a file what was read of it."""
    problems = "\n".join(map(rows.problem_body, page.parsed.problems))
    title = str(page.parsed.options.get("title") or "")
    if page.is_more:
        asked = "UPDATE files SET size=?, mtime=?, ctime=?, inode=?, sha256=?, lines=? WHERE name=?"
        ask.execute(asked, (*page.mark, page.sha256, page.lines, page.name))
        return
    ask.execute(
        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (page.name, *page.mark, page.sha256, page.lines, title, problems, page.reach),
    )


def _stamp(ask: sqlite3.Connection, outlined: set[str]) -> str:
    """Write down the version of the text, and that the lines about the book are others now."""
    marks = ask.execute("SELECT name, sha256 FROM files ORDER BY name <> ?, name", (MAIN,))
    version = version_of(marks.fetchall())
    ask.execute("INSERT OR REPLACE INTO said VALUES ('version', ?)", (version,))
    if outlined:
        ask.execute("INSERT OR REPLACE INTO said VALUES ('outline', ?)", (version,))
    return version


def _began(ask: sqlite3.Connection, book: Book) -> bool:
    """Tell whether the books begin on another day than they did, or their years end on another."""
    known = dict(ask.execute("SELECT name, value FROM said"))
    now = f"{book.first_day} {book.year_end}"
    ask.execute("INSERT OR REPLACE INTO said VALUES ('years', ?)", (now,))
    return known.get("years") != now


def _gone(ask: sqlite3.Connection, name: str, outlined: set[str]) -> set[str]:
    """Forget all that a file said; give the entries that it spoke of, and those they named."""
    old = ask.execute("SELECT file, body FROM outline WHERE file = ?", (name,))
    outline = [rows.outline_of(*row) for row in old]
    outlined |= set(map(named, outline))
    changing.leaves(ask, name, outline)
    touched: set[str] = set()
    for asked in (
        "SELECT entry FROM transactions WHERE file = ?",
        "SELECT corrects FROM transactions WHERE file = ?",
        "SELECT pays FROM transactions WHERE file = ?",
        "SELECT refunds FROM transactions WHERE file = ?",
        "SELECT entry FROM facts WHERE file = ?",
        "SELECT entry FROM proofs JOIN documents ON id = document WHERE file = ?",
    ):
        touched |= {number for (number,) in ask.execute(asked, (name,))}
    for table in ("transactions", "documents", "facts", "outline"):
        ask.execute(f"DELETE FROM {table} WHERE file = ?", (name,))
    ask.execute("DELETE FROM files WHERE name = ?", (name,))
    return touched - {""}


def _write(ask: sqlite3.Connection, page: Page) -> set[str]:
    """Write what a page says; give the entries that it speaks of."""
    directives = page.parsed.directives
    made = [each for each in directives if isinstance(each, Transaction)]
    papers = [each for each in directives if isinstance(each, Document)]
    facts = [each for each in directives if isinstance(each, Fact) and not is_of_the_book(each)]
    _write_transactions(ask, page.name, made)
    _write_papers(ask, page.name, papers)
    ask.executemany(
        "INSERT INTO facts VALUES (NULL, ?, ?, ?, ?, ?, ?)",
        [
            (page.name, f.place[1], f.day.toordinal(), f.kind, f.said(0), rows.fact_body(f))
            for f in facts
        ],
    )
    ask.executemany(
        "INSERT INTO outline VALUES (NULL, ?, ?, ?)",
        [
            (page.name, count, rows.outline_body(each))
            for count, each in enumerate(directives, start=_outlined(ask, page.name) + 1)
            if is_of_the_book(each)
        ],
    )
    proved = {number for paper in papers for number in filter(is_entry_number, paper.links)}
    return ({each.entry for each in made} | {fact.said(0) for fact in facts} | proved) - {""}


def _write_transactions(ask: sqlite3.Connection, file: str, made: Iterable[Transaction]) -> None:
    first = _last(ask, "transactions") + 1
    numbered = list(enumerate(made, start=first))
    ask.executemany(
        "INSERT INTO transactions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(number, file, *_row(each)) for number, each in numbered],
    )
    ask.executemany(
        "INSERT INTO postings VALUES (?, ?, ?, ?, ?, ?)",
        [row for number, each in numbered for row in _postings(number, each)],
    )


def _row(made: Transaction) -> tuple[object, ...]:
    said = dict(reversed(made.facts))
    named = (str(said.get(name, "")) for name in ("pays", "refunds", "corrects", "key"))
    body = rows.transaction_body(made)
    known = (made.place[1], made.day.toordinal(), made.entry, made.fund, made.kind)
    return (*known, *named, body)


def _postings(number: int, made: Transaction) -> Iterator[tuple[object, ...]]:
    day, fund = made.day.toordinal(), made.fund
    for place, each in enumerate(made.postings):
        yield number, place, each.account, fund, day, each.money.pence


def _write_papers(ask: sqlite3.Connection, file: str, papers: Iterable[Document]) -> None:
    first = _last(ask, "documents") + 1
    numbered = list(enumerate(papers, start=first))
    ask.executemany(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(number, file, *_paper_row(paper)) for number, paper in numbered],
    )
    ask.executemany(
        "INSERT OR IGNORE INTO proofs VALUES (?, ?)",
        [
            (link, n)
            for n, paper in numbered
            for link in [*filter(is_entry_number, paper.links)] or [""]
        ],
    )


def _paper_row(paper: Document) -> tuple[object, ...]:
    day, body = paper.day.toordinal(), rows.document_body(paper)
    return (paper.place[1], day, paper.name, paper.sha256, body)


def _outlined(ask: sqlite3.Connection, file: str) -> int:
    """Give the last place that a line about the book has in a file."""
    asked = "SELECT coalesce(max(line), 0) FROM outline WHERE file = ?"
    found: int = ask.execute(asked, (file,)).fetchone()[0]
    return found


def _last(ask: sqlite3.Connection, table: str) -> int:
    found: int = ask.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
    return found
