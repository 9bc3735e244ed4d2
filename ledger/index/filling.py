"""Catching an index up with the text: what was added is read, what was changed is read again."""

import contextlib
import gc
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ledger.book import Book
from ledger.book.files import MAIN, assembled, is_of_the_book, version_of
from ledger.index import changing, lines, mending, moving, rows, shortening
from ledger.index.changing import named
from ledger.index.marks import Marks, marks_of, sealed
from ledger.index.opening import opened
from ledger.index.paging import Page, more, whole
from ledger.index.store import Borrowed, run
from ledger.index.views import Entries
from ledger.kept import Kept

_TRIES = 20
_TRIGGERS = (
    "posting_comes posting_goes entry_comes entry_goes "
    "entry_fund_comes entry_fund_goes movement_comes movement_goes "
    "claimed_comes claimed_goes transaction_goes document_goes"
)
# What an index has read, by the seal it bears: to fetch all of it again takes longer.
_read_before: Kept[Marks] = Kept(64)


def catch_up(ask: sqlite3.Connection, place: Path, written: Marks | None = None) -> Book | None:
    """Bring an index up to the text as it is now, in one step that is done or not done.

    `written` are the marks of all files, where the book's writer says them: then nobody need wait
    for whoever may be writing. Gives the book itself where all of it had to be read.

    Raises:
        NoBookThere: the place holds no book.
        sqlite3.Error: the index cannot be written.
    """
    fresh: Book | None = None
    ask.execute("BEGIN IMMEDIATE")
    try:
        known = _known(ask)
        marks = written or marks_of(place)
        if known != marks and not written:
            marks = _at_rest(place, marks)
        if not known:
            with _room(ask), no_collecting():
                fresh = _fill(ask, place, marks)
        elif known != marks:
            _follow(ask, place, known, marks)
        seal = sealed(marks)
        ask.execute("INSERT OR REPLACE INTO said VALUES ('seal', ?)", (seal,))
        ask.execute("COMMIT")
        _read_before.keep(seal, marks)
    except BaseException:
        if ask.in_transaction:
            ask.execute("ROLLBACK")
        raise
    return fresh


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
def no_collecting() -> Iterator[None]:
    """Make very many values without looking for cycles among them: there are none.

    Nor are they looked through soon after: they are put among those that have long been there.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
        if was_on:
            gc.enable()


def seal_of(ask: sqlite3.Connection) -> str:
    """Give the seal on the marks of all files that an index has read; none where it read none."""
    found = ask.execute("SELECT value FROM said WHERE name = 'seal'").fetchone()
    return str(found[0]) if found else ""


def _known(ask: sqlite3.Connection) -> Marks:
    seal = seal_of(ask)
    return _read_before.found(seal, lambda: known_marks(ask)) if seal else known_marks(ask)


def known_marks(ask: sqlite3.Connection) -> Marks:
    """Give the marks of the files that an index has read."""
    found = ask.execute("SELECT name, size, mtime, ctime, inode FROM files")
    return {name: tuple(mark) for name, *mark in found}


def _fill(ask: sqlite3.Connection, place: Path, marks: Marks) -> Book:
    """Make a whole index from nothing, and give what it was made of."""
    # The system tells of the files of a folder in any order; the text has one.
    names = sorted(marks, key=lambda each: (each != MAIN, each))
    pages = [whole(place, name, marks[name]) for name in names]
    with _bare_tables(ask):
        for page in pages:
            _note(ask, page)
        lines.write(ask, *((page.name, page.parsed.directives) for page in pages))
        version = _stamp(ask, {page.name for page in pages})
        book = assembled(place, version, [page.parsed for page in pages])
        shortening.write(ask, book, book.entries.values())
        moving.write(ask, book, book.transactions)
        _began(ask, book)
        run(ask, "added_up")
    changing.everything(ask)
    return book


@contextlib.contextmanager
def _bare_tables(ask: sqlite3.Connection) -> Iterator[None]:
    """Have tables that nothing follows while very many rows are written; it is built up after."""
    asked = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
    indexes = dict(ask.execute(asked).fetchall())
    for name in _TRIGGERS.split():
        ask.execute(f"DROP TRIGGER IF EXISTS {name}")
    for name in indexes:
        ask.execute(f"DROP INDEX {name}")
    yield
    for made in indexes.values():
        ask.execute(made)
    run(ask, "triggers")


def _follow(ask: sqlite3.Connection, place: Path, known: Marks, marks: Marks) -> None:
    """Read what is other than it was, and work out again what hangs on it."""
    touched: set[str] = set()
    outlined: set[str] = set()
    for name in known.keys() - marks.keys():
        touched |= _gone(ask, name, outlined)
    for name in sorted(marks, key=lambda each: (each != MAIN, each)):
        if known.get(name) == marks[name]:
            continue
        page = more(ask, place, name, marks[name]) or whole(place, name, marks[name])
        touched |= _read_in(ask, page, outlined)
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


def _read_in(ask: sqlite3.Connection, page: Page, outlined: set[str]) -> set[str]:
    """Take in what is new in a file, or other than it was; give the entries that this touches."""
    mended = None if page.is_more else mending.mend(ask, page)
    if mended is not None:
        _note(ask, page)
        outlined |= mended.outlined
        return mended.touched
    touched = set() if page.is_more else _gone(ask, page.name, outlined, page.sha256)
    _note(ask, page)
    directives = page.parsed.directives
    changing.comes(ask, directives)
    outlined |= {named(each) for each in directives if is_of_the_book(each)}
    return touched | lines.write(ask, (page.name, directives))


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
        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (page.name, *page.mark, page.sha256, page.lines, title, problems, page.reach, page.ends),
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
    now = f"{book.first_day} {book.year_ends}"
    ask.execute("INSERT OR REPLACE INTO said VALUES ('years', ?)", (now,))
    return known.get("years") != now


def _gone(ask: sqlite3.Connection, name: str, outlined: set[str], becomes: str = "") -> set[str]:
    """Forget all that a file said; give the entries that it spoke of, and those they named."""
    old = ask.execute("SELECT file, body FROM outline WHERE file = ?", (name,))
    outline = [rows.outline_of(*row) for row in old]
    outlined |= set(map(named, outline))
    changing.leaves(ask, name, outline, becomes)
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
