"""A slice beside the book that it says it was cut from, as that book stood at that version."""

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
    if index.current(place).version == subject.version:
        return _difference(cut(place, subject), books)
    if not subject.version:
        raise VersionUnclear(subject.version)
    found = stood(place, subject.version, say)
    if found.version != subject.version:
        raise VersionUnknown(subject.version)
    with TemporaryDirectory(prefix="purse-") as folder:
        lay(place, found, Path(folder))
        return _difference(cut(Path(folder), subject), books)


def _difference(mine: str, theirs: str) -> str:
    """Name the first line that differs."""
    ours, said = mine.split("\n"), theirs.split("\n")
    for line, (one, other) in enumerate(zip(ours, said, strict=False), start=1):
        if one != other:
            return f"Line {line} of the slice says “{other.strip()}”, and the book “{one.strip()}”."
    if len(ours) != len(said):
        return f"The slice has {len(said)} lines, and the book makes {len(ours)}."
    return ""


__all__ = ["NoHistory", "slice_differs"]
