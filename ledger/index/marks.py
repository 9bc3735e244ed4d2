"""By what a file is known to be unchanged without reading it."""

import os
from pathlib import Path

from ledger.book import shelf_of, text_files

Mark = tuple[int, int, int, int]
Marks = dict[str, Mark]


def marks_of(place: Path) -> Marks:
    """Give the size, the times and the number of each text file, by its name in the book.

    Raises:
        NoBookThere: the place holds no book.
    """
    shelf = f"{shelf_of(place)}{os.sep}"
    names = (str(each) for each in text_files(place))
    return {name.removeprefix(shelf): _mark(name) for name in names}


def _mark(name: str) -> Mark:
    # A path object for each of some hundred files would take longer than asking the system.
    known = os.stat(name)  # noqa: PTH116 - see above
    return known.st_size, known.st_mtime_ns, known.st_ctime_ns, known.st_ino
