"""What is in a back-up: every file with its hash, and what each book came to when it was taken."""

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from ledger.errors import Refusal
from ledger.reading import Sums
from webapp.people.store import FILE_NAME

LIST = "contents.json"
PEOPLE = FILE_NAME
BOOKS = "books"
MAIN = "book.beancount"
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What an archive that was damaged answers with."""
_FORM = 1
_PIECE = 1024 * 1024


class NoBackUp(Refusal):
    """A file that is no back-up of ours, or not the whole of one."""

    def __init__(self, file: Path) -> None:
        """Name it, and say what else to try."""
        super().__init__(
            f"“{file.name}” is not a whole back-up of Common Purse.",
            "Copy it here once more, or take another one.",
        )


class BackUpTooNew(Refusal):
    """A back-up of a later version of this program."""

    def __init__(self, file: Path) -> None:
        """Say what reads it."""
        super().__init__(
            f"“{file.name}” was made by a newer Common Purse.", "Restore it with that one."
        )


class BackUpDamaged(Refusal):
    """A file in a back-up is not what it was when it was taken."""

    def __init__(self, name: str) -> None:
        """Name the file in it."""
        super().__init__(
            f"In this back-up, “{name}” is damaged, and nothing was restored.",
            "Copy it here once more, or take another one.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """When a back-up was begun, its files by path with their SHA-256, its empty folders, its books.

    The books are known by their group's id.
    """

    made: datetime
    files: Mapping[str, str]
    folders: tuple[str, ...]
    books: Mapping[str, Sums]


def write_list(packed: zipfile.ZipFile, contents: Contents) -> None:
    """Put the list into a back-up, as the last thing in it."""
    kept = {
        "form": _FORM,
        "made": contents.made.isoformat(),
        "books": {name: asdict(sums) for name, sums in contents.books.items()},
        "folders": list(contents.folders),
        "files": dict(contents.files),
    }
    info = zipfile.ZipInfo(LIST, contents.made.timetuple()[:6])
    info.external_attr = 0o600 << 16
    packed.writestr(info, json.dumps(kept, indent=1), zipfile.ZIP_DEFLATED)


def read_list(packed: zipfile.ZipFile, file: Path) -> Contents:
    """Read the list of a back-up, and find that the archive holds exactly what it names.

    Raises:
        NoBackUp: it has no list, or not those files.
        BackUpTooNew: a later version made it.
    """
    try:
        kept = json.loads(packed.read(LIST))
        if kept["form"] > _FORM:
            raise BackUpTooNew(file)
        found = Contents(
            made=datetime.fromisoformat(kept["made"]),
            files={str(name): str(mark) for name, mark in kept["files"].items()},
            folders=tuple(map(str, kept["folders"])),
            books={str(name): Sums(**sums) for name, sums in kept["books"].items()},
        )
    except (KeyError, TypeError, AttributeError, *FAULTS) as fault:
        raise NoBackUp(file) from fault
    there = sorted(packed.namelist())
    if there != sorted([LIST, *found.files]) or not all(
        map(_is_ours, (*found.files, *found.folders))
    ):
        raise NoBackUp(file)
    return found


def copied(source: IO[bytes], target: IO[bytes]) -> str:
    """Copy a file piece by piece, and give its SHA-256."""
    found = hashlib.sha256()
    while piece := source.read(_PIECE):
        found.update(piece)
        target.write(piece)
    return found.hexdigest()


def _is_ours(name: str) -> bool:
    """Tell whether a path lies where a back-up of ours puts things, and leads nowhere else."""
    path = PurePosixPath(name)
    leads_out = path.is_absolute() or ".." in path.parts or "\\" in name or str(path) != name
    return not leads_out and (name == PEOPLE or path.parts[0] == BOOKS)
