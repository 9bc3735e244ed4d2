"""The latest reading of each book, kept in memory and read anew when its text has changed.

A reading is known by the size, the times and the file number of each of its files, so that a
change by hand or by another process is seen at the next question.
"""

import threading
from collections import OrderedDict
from pathlib import Path

from ledger.book import Book, read, text_files

_KEPT = 32
_TRIES = 5
_Seal = tuple[tuple[str, int, int, int, int], ...]
_readings: OrderedDict[Path, tuple[_Seal, Book]] = OrderedDict()
_guard = threading.Lock()


def current(place: Path) -> Book:
    """Give the book as its text stands now.

    Raises:
        NoBookThere: the place holds no book.
    """
    seal = _seal(place)
    with _guard:
        known = _readings.get(place)
        if known and known[0] == seal:
            _readings.move_to_end(place)
            return known[1]
    seal, book = _at_rest(place, seal)
    with _guard:
        _readings[place] = (seal, book)
        _readings.move_to_end(place)
        while len(_readings) > _KEPT:
            _readings.popitem(last=False)
    return book


def _at_rest(place: Path, seal: _Seal) -> tuple[_Seal, Book]:
    """Read all files as of one moment, even while they are being written; the seal is no newer."""
    book = read(place)
    for _ in range(_TRIES):
        after = _seal(place)
        if after == seal:
            break
        seal, book = after, read(place)
    return seal, book


def _seal(place: Path) -> _Seal:
    marks = ((each, each.stat()) for each in text_files(place))
    return tuple(
        (str(file), mark.st_size, mark.st_mtime_ns, mark.st_ctime_ns, mark.st_ino)
        for file, mark in marks
    )
