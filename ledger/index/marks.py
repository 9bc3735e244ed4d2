"""By what a file is known to be unchanged without reading it."""

import hashlib
import os
from pathlib import Path

from ledger.book.files import MAIN, NoBookThere
from ledger.kept import Kept

Mark = tuple[int, int, int, int]
Marks = dict[str, Mark]
_TEXT, _MONTHS = ".beancount", "journal"
# To write all of it down takes longer than to compare it.
_seals: Kept[str] = Kept(64)


def marks_of(place: Path) -> Marks:
    """Give the size, the times and the number of each text file, by its name in the book.

    Raises:
        NoBookThere: the place holds no book.
    """
    if place.is_file():
        return {place.name: mark_of(place.stat())}
    found = _marks_in(place, "")
    if MAIN not in found:
        raise NoBookThere(place)
    return found | _marks_in(place / _MONTHS, f"{_MONTHS}/")


def sealed(marks: Marks) -> str:
    """Give one short text for the marks of all files."""
    every = tuple(sorted(marks.items()))
    return _seals.found(every, lambda: _seal(every))


def _seal(every: tuple[tuple[str, Mark], ...]) -> str:
    return hashlib.blake2b(repr([*every]).encode(), digest_size=16).hexdigest()


def _marks_in(folder: Path, before: str) -> Marks:
    # The system tells of a whole folder at once; a path object for each file would take longer.
    try:
        with os.scandir(folder) as there:
            return {
                f"{before}{each.name}": mark_of(each.stat())
                for each in there
                if each.name.endswith(_TEXT) and not each.name.startswith(".")
            }
    except (FileNotFoundError, NotADirectoryError):
        return {}


def mark_of(known: os.stat_result) -> Mark:
    """Give the mark of one file or folder."""
    return known.st_size, known.st_mtime_ns, known.st_ctime_ns, known.st_ino
