"""The latest plain reading of a book that has no index: a single file, or a folder elsewhere.

A reading is known by the size, the times and the number of each of its files, so that a change by
hand or by another process is seen at the next question.
"""

import threading
from collections import OrderedDict
from pathlib import Path

from ledger.book import Book, read
from ledger.index.marks import Marks, marks_of

_KEPT = 8
_TRIES = 5
_readings: OrderedDict[Path, tuple[Marks, Book]] = OrderedDict()
_guard = threading.Lock()


def current(place: Path) -> Book:
    """Give the book as its text stands now.

    Raises:
        NoBookThere: the place holds no book.
    """
    marks = marks_of(place)
    with _guard:
        known = _readings.get(place)
        if known and known[0] == marks:
            _readings.move_to_end(place)
            return known[1]
    marks, book = _at_rest(place, marks)
    with _guard:
        _readings[place] = (marks, book)
        _readings.move_to_end(place)
        while len(_readings) > _KEPT:
            _readings.popitem(last=False)
    return book


def _at_rest(place: Path, marks: Marks) -> tuple[Marks, Book]:
    """Read all files as of one moment, even while they are being written; marks are no newer."""
    book = read(place)
    for _ in range(_TRIES):
        after = marks_of(place)
        if after == marks:
            break
        marks, book = after, read(place)
    return marks, book
