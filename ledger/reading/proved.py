"""A slice beside the book that it says it was cut from, as that book stood at that version."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger import index
from ledger.history.versions import NoHistory, Say, VersionUnclear, VersionUnknown, lay, stood
from ledger.reading.slices import cut
from ledger.slices import Subject


def slice_differs(place: Path, subject: Subject, books: str, say: Say) -> str:
    """Say where a slice differs from what a book held at its version; nothing where it is that.

    `say` hears how far the search through the history is. Of a slice of another edition a
    difference may be that of the programs alone: it says nothing against the slice.

    Raises:
        NoBookThere: the place holds no book.
        NoHistory: the book stands at another version now, and has no history to look in.
        VersionUnclear: the slice names no version.
        VersionUnknown, VersionForgotten: it never stood at that version, or no longer tells of it.
        FundUnknown: it has no such fund.
    """
    with as_it_stood(place, subject.version, say) as then:
        return _difference(cut(then, subject), books)


@contextmanager
def as_it_stood(place: Path, version: str, say: Say) -> Iterator[Path]:
    """Give a book as it stood at its version: itself, or else laid into a folder for a while.

    Raises:
        NoHistory, VersionUnclear, VersionUnknown, VersionForgotten: as where slices differ.
    """
    if index.current(place).version == version:
        yield place
        return
    if not version:
        raise VersionUnclear(version)
    found = stood(place, version, say)
    if found.version != version:
        raise VersionUnknown(version)
    with TemporaryDirectory(prefix="purse-") as folder:
        lay(place, found, Path(folder))
        yield Path(folder)


def _difference(mine: str, theirs: str) -> str:
    """Name the first line that differs."""
    ours, said = mine.split("\n"), theirs.split("\n")
    for line, (one, other) in enumerate(zip(ours, said, strict=False), start=1):
        if one != other:
            return f"Line {line} of the slice says “{other.strip()}”, and the book “{one.strip()}”."
    if len(ours) != len(said):
        return f"The slice has {len(said)} lines, and the book makes {len(ours)}."
    return ""


__all__ = ["NoHistory", "as_it_stood", "slice_differs"]
