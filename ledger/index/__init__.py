"""The index of a book: disposable, beside the book, and never in the place of its text.

A book in an installation's folder is read from its index, which is first brought up to the text.
Any other, such as a single file, is read plainly. Whoever asks cannot tell which it was.
"""

import logging
import threading
import time
from pathlib import Path

from ledger.book import Book
from ledger.errors import Refusal
from ledger.index import indexed, moment, plain, store
from ledger.index.damage import is_doubted, is_passing, no_more_doubted, was_wrong
from ledger.index.findings import doubt
from ledger.index.marks import Marks
from ledger.index.moment import at_one_moment
from ledger.index.said import announce, edited_at, is_at_hand
from ledger.index.store import index_of

__all__ = [
    "announce",
    "at_one_moment",
    "current",
    "doubt",
    "edited_at",
    "forget_of",
    "index_of",
    "is_at_hand",
    "is_doubted",
    "latest",
    "no_more_doubted",
    "take_away",
]

_log = logging.getLogger(__name__)
# How many seconds a book is read plainly after to make its index anew was of no use.
_OF_NO_USE = 300.0
# Of all who find an index damaged, one makes it anew; re-entrant, since it reads meanwhile.
_mending = threading.RLock()
# Until when, and whether there was an index all the same.
_given_up: dict[Path, tuple[float, bool]] = {}


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
    book is read plainly; and for some minutes, where to make one was of no use.

    Raises:
        NoBookThere: the place holds no book.
    """
    moment.let_go(place)
    where = index_of(place)
    if where is None or _is_given_up(place, where):
        return plain.current(place)
    try:
        return indexed.current(place, where, seen, wrote=wrote)
    except Refusal:
        raise
    except Exception as fault:  # noqa: BLE001 - a broken index may come out as any fault
        if is_passing(fault):
            _log.exception("the index could not be used; the book is read without it")
            return _without(place, where) if not is_at_hand(place) else plain.current(place)
        _log.exception("the index could not be read")
    return _mended(place, where)


def _mended(place: Path, where: Path) -> Book:
    """Make an index anew that could not be read, unless somebody did so meanwhile.

    It is emptied, which harms nobody who still reads it; only one that SQLite cannot read any more
    is taken away.
    """
    with _mending:
        for mend in (None, store.forget, store.take_away):
            try:
                if mend:
                    mend(where)
                return indexed.current(place, where)
            except Refusal:
                raise
            except Exception as fault:  # noqa: BLE001 - as in `latest`; three times at most
                if is_passing(fault):
                    break
                _log.exception("the index was damaged, and is made again")
    return _without(place, where)


def take_away(where: Path) -> None:
    """Take the files of an index away, with every byte of what was read: it is made anew."""
    moment.let_go()
    _given_up.pop(where, None)
    store.take_away(where)


def forget_of(place: Path) -> None:
    """Empty the index of a book, if it has one, to be made anew."""
    moment.let_go(place)
    where = index_of(place)
    if where is not None:
        _given_up.pop(where, None)
        store.forget(where)
        was_wrong(where)


def _without(place: Path, where: Path) -> Book:
    """Read a book plainly, and so do those who ask next: to try costs as much as to read it."""
    _given_up[where] = time.monotonic() + _OF_NO_USE, is_at_hand(place)
    return plain.current(place)


def _is_given_up(place: Path, where: Path) -> bool:
    """Tell whether to make an index was of no use lately, and nobody else has made it since."""
    until, was_at_hand = _given_up.get(where, (0.0, False))
    return time.monotonic() < until and is_at_hand(place) == was_at_hand
