"""An installation brought back from a back-up: every hash compared, every book asked the rules."""

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ledger.errors import Problem, Refusal
from ledger.reading import Sums, must_be_mended, sums
from ledger.reading.past import NoFolderAbove
from ledger.reading.progress import seldom
from webapp.backups.contents import (
    BOOKS,
    FAULTS,
    PEOPLE,
    BackUpDamaged,
    Contents,
    NoBackUp,
    copied,
    read_list,
)

_STAGE = ".restoring"
_MEGABYTE = 1_000_000
Say = Callable[[str], None]


class FolderInUse(Refusal):
    """A back-up is never brought back over something else."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        super().__init__(
            f"“{folder}” is not empty, and nothing was restored.",
            "Name a new folder, and put it in the old one’s place when you have looked at it.",
        )


class NoRoom(Refusal):
    """What is in the back-up does not fit on the disk."""

    def __init__(self, needed: int, free: int) -> None:
        """Say both sizes: what is needed rounded up, and what there is rounded down."""
        super().__init__(
            f"Unpacked, the back-up takes {-(-needed // _MEGABYTE):,} MB, and the disk has room "
            f"for {free // _MEGABYTE:,} MB: nothing was restored.",
            "Make room, or name a folder on another disk.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtBack:
    """One book: what it came to when it was backed up, what it comes to now, what is grave in it.

    A book that was not sound when it was backed up is brought back as it was.
    """

    noted: Sums
    found: Sums
    grave: tuple[Problem, ...]

    @property
    def is_right(self) -> bool:
        """Tell whether it comes to the same as before, and every rule holds."""
        return self.noted == self.found and not self.grave


def bring_back(file: Path, folder: Path, say: Say) -> tuple[Contents, tuple[BroughtBack, ...]]:
    """Bring all that is in a back-up into an empty folder, whole or not at all.

    Raises:
        FolderInUse: there is something in the folder.
        NoFolderAbove: the folder above it is missing.
        NoBackUp, BackUpTooNew, BackUpDamaged, NoRoom: see each; nothing was restored.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUse(folder)
    if not folder.parent.is_dir():
        raise NoFolderAbove(folder.parent)
    paced = seldom(say)
    with opened(file) as packed:
        contents = read_list(packed, file)
        _decline_if_too_large(packed, folder.parent)
        with _stage_in(folder) as stage:
            _unpack(packed, contents, stage, paced)
            back = tuple(_looked_at(contents, stage, paced))
            _put_in_place(stage, folder)
    return contents, back


@contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """Open a back-up.

    Raises:
        NoBackUp: it is not one, or a part of it is missing.
    """
    try:
        packed = zipfile.ZipFile(file)
    except (IsADirectoryError, FileNotFoundError, *FAULTS) as fault:
        raise NoBackUp(file) from fault
    with packed:
        yield packed


def unpack(packed: zipfile.ZipFile, name: str, mark: str, target: Path) -> None:
    """Take one file out of a back-up.

    Raises:
        BackUpDamaged: it is not what its hash says.
    """
    try:
        with packed.open(name) as source, target.open("xb") as out:
            found = copied(source, out)
    except FAULTS as fault:
        raise BackUpDamaged(name) from fault
    if found != mark:
        raise BackUpDamaged(name)


def _decline_if_too_large(packed: zipfile.ZipFile, disk: Path) -> None:
    """Decline to unpack what would fill the disk; no file comes out longer than it says here."""
    needed, free = sum(each.file_size for each in packed.infolist()), shutil.disk_usage(disk).free
    if needed > free:
        raise NoRoom(needed, free)


@contextmanager
def _stage_in(folder: Path) -> Iterator[Path]:
    """Give a folder to unpack in; if that fails, the place is as empty as it was."""
    is_new = not folder.exists()
    folder.mkdir(mode=0o700, exist_ok=True)
    stage = folder / _STAGE
    stage.mkdir(mode=0o700)
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        if is_new:
            with suppress(OSError):
                folder.rmdir()


def _unpack(packed: zipfile.ZipFile, contents: Contents, stage: Path, say: Say) -> None:
    (stage / BOOKS).mkdir(mode=0o700)
    for name in contents.folders:
        (stage / name).mkdir(parents=True, exist_ok=True)
    for count, (name, mark) in enumerate(contents.files.items(), start=1):
        say(f"Unpacking, {count * 100 // len(contents.files)} in 100 …")
        (stage / name).parent.mkdir(parents=True, exist_ok=True)
        unpack(packed, name, mark, stage / name)
    if PEOPLE in contents.files:
        (stage / PEOPLE).chmod(0o600)


def _looked_at(contents: Contents, stage: Path, say: Say) -> Iterator[BroughtBack]:
    for count, (group_id, noted) in enumerate(contents.books.items(), start=1):
        say(f"Looking at the books, {count} of {len(contents.books)} …")
        shelf = stage / BOOKS / group_id
        yield BroughtBack(noted=noted, found=sums(shelf), grave=must_be_mended(shelf))


def _put_in_place(stage: Path, folder: Path) -> None:
    """Put everything in its place, flushed; the people last, who make it an installation."""
    os.sync()
    for each in sorted(stage.iterdir(), key=lambda each: each.name == PEOPLE):
        each.rename(folder / each.name)
    os.sync()
