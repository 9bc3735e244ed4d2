"""The index of a book: disposable, beside the book, and never in the place of its text.

A book in an installation's folder is read from its index, which is first brought up to the text.
Any other, such as a single file, is read plainly. Whoever asks cannot tell which it was.
"""

import logging
import sqlite3
from pathlib import Path

from ledger.book import Book
from ledger.index import indexed, moment, plain, store
from ledger.index.findings import doubt
from ledger.index.marks import Marks
from ledger.index.moment import at_one_moment
from ledger.index.said import edited_at
from ledger.index.store import forget, index_of

__all__ = [
    "at_one_moment",
    "current",
    "doubt",
    "edited_at",
    "forget",
    "forget_of",
    "index_of",
    "latest",
    "take_away",
]

_log = logging.getLogger(__name__)


def current(place: Path) -> Book:
    """Give the book as its text stands now, or stood when this moment's first question was asked.

    See `latest`, and `at_one_moment` for what a moment is.
    """
    return moment.kept(place, latest)


def latest(place: Path, seen: Marks | None = None, *, wrote: bool = False) -> Book:
    """Give the book as its text stands now; what was read in this moment is forgotten.

    `seen` are the marks of its files, where the asker has just looked at them; `wrote` says that
    they are the writer's own, who holds the book's lock and knows what became of each.

    A damaged index is made again from the text. Where none can be kept, on a full disk say, the
    book is read plainly.

    Raises:
        NoBookThere: the place holds no book.
    """
    moment.let_go(place)
    where = index_of(place)
    if where is None:
        return plain.current(place)
    try:
        return indexed.current(place, where, seen, wrote=wrote)
    except sqlite3.OperationalError:
        _log.exception("the index could not be used; the book is read without it")
    except sqlite3.DatabaseError:
        _log.exception("the index was damaged, and is made again")
        forget(where)
        try:
            return indexed.current(place, where)
        except sqlite3.Error:
            _log.exception("the index could not be made again; the book is read without it")
    except OSError:
        _log.exception("there is no place for an index; the book is read without it")
    return plain.current(place)


def take_away(where: Path) -> None:
    """Take the files of an index away, with every byte of what was read: it is made anew."""
    moment.let_go()
    store.take_away(where)


def forget_of(place: Path) -> None:
    """Empty the index of a book, if it has one, to be made anew."""
    moment.let_go(place)
    where = index_of(place)
    if where is not None:
        forget(where)
