"""One reading of each book for as long as one question is being answered.

A page asks many things of a book, and all of its figures should be of the same moment; so the text
is looked at once. Whoever writes reads anew, and lets go of what was read before.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from ledger.book import Book
from ledger.errors import Refusal
from ledger.index.damage import let_go_of_damaged

_Readings = dict[Path, Book]
# One is asked about, as a rule; who goes through many groups does not hold on to all of them.
_MOST = 4
_readings: ContextVar[_Readings | None] = ContextVar("readings", default=None)


@contextmanager
def at_one_moment() -> Iterator[None]:
    """Answer all that is asked meanwhile, in this thread, from one reading of each book.

    What breaks on the way may come from an index that was damaged: then the next who asks finds
    another one.
    """
    readings: _Readings = {}
    before = _readings.set(readings)
    try:
        yield
    except Refusal:
        raise
    except Exception as fault:
        versions = {place: book.version for place, book in readings.items()}
        let_go_of_damaged(fault, versions)
        raise
    finally:
        _readings.reset(before)


def kept(place: Path, read: Callable[[Path], Book]) -> Book:
    """Give the reading of this moment; where nobody said that it is one, a new one each time."""
    readings = _readings.get()
    if readings is None:
        return read(place)
    found = readings.get(place)
    if found is None:
        found = read(place)
        if len(readings) < _MOST:
            readings[place] = found
    return found


def let_go(place: Path | None = None) -> None:
    """Forget what was read in this moment, of one book or of all of them."""
    readings = _readings.get() or {}
    for each in [place] if place else [*readings]:
        readings.pop(each, None)
