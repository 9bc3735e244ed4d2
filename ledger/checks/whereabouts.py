"""Where the papers of a book lie, as they are on the disk now, and by which hash they are known.

Paths are followed as text: a book has thousands of papers, in a few folders.
"""

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from stat import S_ISLNK, S_ISREG

from ledger.book import Book, shelf_of
from ledger.entries.directives import Document

_SPECIAL = {"", ".", ".."}


class Whereabouts:
    """Finds the papers of one book; each folder is followed through its links once."""

    def __init__(self, book: Book) -> None:
        """Keep where the book lies."""
        self._shelf = shelf_of(book.place)
        self._inside = f"{os.path.realpath(self._shelf)}/"
        self._folders: dict[str, str] = {}

    def of(self, paper: Document) -> tuple[str, os.stat_result | None]:
        """Give the file of a paper, and what the system says of it: nothing if it is no file."""
        beside, _, _ = paper.place[0].rpartition("/")
        folder, _, name = f"{self._shelf}/{beside}/{paper.path}".rpartition("/")
        if paper.path.startswith("/") or name in _SPECIAL:
            return _followed(str(Path(self._shelf, beside, paper.path)))
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        file = f"{self._folders[folder]}/{name}"
        known = _known(file)
        if known and S_ISLNK(known.st_mode):
            return _followed(file)
        return file, known if known and S_ISREG(known.st_mode) else None

    def holds(self, file: str) -> bool:
        """Tell whether a file lies in the folder of the book."""
        return f"{file}/".startswith(self._inside)


def hash_of(file: str, known: os.stat_result) -> str:
    """Give the hash of a file's bytes, read again only where the system says it may be another."""
    mark = (known.st_size, known.st_mtime_ns, known.st_ino, known.st_ctime_ns)
    return _hash_known(file, mark)


def stem_of(file: str) -> str:
    """Give the name of a file without its ending."""
    name = file.rpartition("/")[2]
    return name.rpartition(".")[0] or name


@lru_cache(maxsize=50_000)
def _hash_known(file: str, _mark: tuple[int, ...]) -> str:
    # Papers are small enough to be read whole.
    with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 - paths are followed as text
        return hashlib.sha256(opened.read()).hexdigest()


def _followed(path: str) -> tuple[str, os.stat_result | None]:
    file = os.path.realpath(path)
    known = _known(file)
    return file, known if known and S_ISREG(known.st_mode) else None


def _known(file: str) -> os.stat_result | None:
    try:
        return os.lstat(file)
    except OSError:
        return None
