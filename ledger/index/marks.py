"""By what a file is known to be unchanged without reading it."""

import contextlib
import hashlib
import os
from array import array
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path

from ledger.book.files import MAIN, NoBookThere
from ledger.kept import Kept

Mark = tuple[int, int, int, int]
Marks = dict[str, Mark]
_TEXT, _MONTHS = ".beancount", "journal"
_in_short = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
# To write all of it down takes longer than to compare it.
_seals: Kept[str] = Kept(64)


def marks_of(place: Path) -> Marks:
    """Give the size, the times and the number of each text file, by its name in the book.

    Raises:
        NoBookThere: the place holds no book.
    """
    found = _marks_in(place, "")
    if not found and place.is_file():
        return {place.name: mark_of(place.stat())}
    if MAIN not in found:
        raise NoBookThere(place)
    return found | _marks_in(place / _MONTHS, f"{_MONTHS}/")


def marks_after(place: Path, before: Marks, names: Iterable[str]) -> Marks:
    """Give the marks of all text files after some were written: only these are looked at."""
    after = dict(before)
    for name in names:
        if name.endswith(_TEXT):
            with contextlib.suppress(FileNotFoundError):
                after[name] = mark_of((place / name).stat())
    return after


def sealed(marks: Marks) -> str:
    """Give one short text for the marks of all files."""
    return _seals.found(tuple(marks.items()), lambda: _seal(marks))


def _seal(marks: Marks) -> str:
    every = sorted(marks.items())
    names = "\0".join(name for name, _ in every).encode()
    figures = array("q", [figure for _, mark in every for figure in mark]).tobytes()
    return hashlib.blake2b(names + b"\0\0" + figures, digest_size=16).hexdigest()


def _marks_in(folder: Path, before: str) -> Marks:
    # The system tells of a whole folder at once, and finds each file from there sooner than by its
    # whole path.
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    try:
        with os.scandir(opened) as there:
            return {
                before + name: _in_short(each.stat())
                for each in there
                if (name := each.name).endswith(_TEXT) and name[0] != "."
            }
    except OSError:
        return dict(_one_by_one(opened, before))
    finally:
        os.close(opened)


def _one_by_one(opened: int, before: str) -> Iterator[tuple[str, Mark]]:
    """Look again where one of the files went meanwhile, or is a link that leads nowhere."""
    with os.scandir(opened) as there:
        for each in there:
            if each.name.endswith(_TEXT) and not each.name.startswith("."):
                try:
                    yield before + each.name, mark_of(each.stat())
                except OSError:
                    if each.is_symlink():
                        yield before + each.name, mark_of(each.stat(follow_symlinks=False))


def mark_of(known: os.stat_result) -> Mark:
    """Give the mark of one file or folder."""
    found: Mark = _in_short(known)
    return found
