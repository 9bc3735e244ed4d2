"""Taking a back-up while people record: each book as of one moment, and the people after them.

A book is copied under its own lock, so that every act is whole in it or not there. The people are
copied after the books: who has a number in a copied book is then among them, and no number can be
given twice. A group that came in between gets its book copied too, and then the people once more.
"""

import fcntl
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from ledger.errors import Refusal
from ledger.reading import Sums, sums
from ledger.reading.progress import seldom
from ledger.recording import copy_of_a_moment
from webapp.backups.contents import BOOKS, MAIN, PEOPLE, Contents, copied, write_list

_STAGE = ".backing-up"
_BUSY_SECONDS = 10
# Papers, and the objects of a history, are compressed already.
_GAINS = {".beancount", ".sqlite", ".txt", ".csv"}
_OWNER_READS_FILE = 0o600 << 16

Say = Callable[[str], None]


class BackUpThere(Refusal):
    """A back-up never takes another one's place."""

    def __init__(self, target: Path) -> None:
        """Name it."""
        super().__init__(f"“{target}” is there already.", "Choose another name, or name a folder.")


class BackUpRunning(Refusal):
    """Another back-up of the same data folder is being taken."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("A back-up is being taken already.", "Wait until it is done.")


class PeopleDamaged(Refusal):
    """The database of the people does not read as it should."""

    def __init__(self) -> None:
        """Say what to do; the books are not concerned."""
        super().__init__(
            f"{PEOPLE} is damaged, so no back-up was taken.",
            f"Keep your last back-ups, and bring back {PEOPLE} from one of them.",
        )


def back_up(folder: Path, target: Path, say: Say) -> Contents:
    """Write all that matters of a data folder into one new file, whole or not at all.

    Only its owner can read that file. What is deleted at no loss stays out: the index, the log,
    and the keys of the pages, so that whoever gets hold of a back-up holds nobody's session.

    Raises:
        BackUpThere: the file is there already.
        BackUpRunning: another one is being taken.
        PeopleDamaged: the people cannot be copied whole.
    """
    if target.exists():
        raise BackUpThere(target)
    paced = seldom(say)
    with _stage_in(folder) as stage, _placed(target) as out:
        made = datetime.now(UTC)
        _copy_all(folder, stage, paced)
        shelves = sorted((stage / BOOKS).iterdir())
        books = dict(_came_to(shelves, paced))
        with zipfile.ZipFile(out, "w") as packed:
            contents = _packed(packed, stage, paced, made, books)
            write_list(packed, contents)
    return contents


@contextmanager
def _stage_in(folder: Path) -> Iterator[Path]:
    """Give a new folder beside the books, which only one back-up has at a time; gone after."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        os.close(handle)
        raise BackUpRunning from fault
    stage = folder / _STAGE
    try:
        # What a killed one left.
        shutil.rmtree(stage, ignore_errors=True)
        (stage / BOOKS).mkdir(parents=True, mode=0o700)
        stage.chmod(0o700)
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        os.close(handle)


@contextmanager
def _placed(target: Path) -> Iterator[IO[bytes]]:
    """Give a file to write beside its place; flushed and put there once it is whole."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        beside.replace(target)
        above = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(above)
        finally:
            os.close(above)
    finally:
        beside.unlink(missing_ok=True)


def _copy_all(folder: Path, stage: Path, say: Say) -> None:
    known: set[str] = set()
    while fresh := [each for each in _shelves(folder / BOOKS) if each.name not in known]:
        for count, shelf in enumerate(fresh, start=1):
            say(f"Copying the books, {count} of {len(fresh)} …")
            copy_of_a_moment(shelf, stage / BOOKS / shelf.name)
            known.add(shelf.name)
        _copy_people(folder / PEOPLE, stage / PEOPLE)
    if not known:
        _copy_people(folder / PEOPLE, stage / PEOPLE)


def _shelves(books: Path) -> list[Path]:
    """Give the folders of books; one that is still being made is hidden."""
    there = sorted(books.iterdir()) if books.is_dir() else []
    return [each for each in there if each.name[0] != "." and (each / MAIN).is_file()]


def _copy_people(source: Path, target: Path) -> None:
    """Copy a database by its own means, of one moment, into a file that stands by itself."""
    target.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(source, timeout=_BUSY_SECONDS)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        try:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            (found,) = copy.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.DatabaseError as fault:
            raise PeopleDamaged from fault
    if found != "ok":
        raise PeopleDamaged


def _came_to(shelves: list[Path], say: Say) -> Iterator[tuple[str, Sums]]:
    for count, shelf in enumerate(shelves, start=1):
        say(f"Adding up the books, {count} of {len(shelves)} …")
        yield shelf.name, sums(shelf)


def _packed(
    packed: zipfile.ZipFile, stage: Path, say: Say, made: datetime, books: dict[str, Sums]
) -> Contents:
    there = sorted(stage.rglob("*"))
    files = {}
    for count, path in enumerate(there, start=1):
        say(f"Packing, {count * 100 // len(there)} in 100 …")
        if path.is_file():
            files[_name(stage, path)] = _pack(packed, path, _name(stage, path))
    empty = (path for path in there if path.is_dir() and not any(path.iterdir()))
    folders = tuple(_name(stage, path) for path in empty)
    return Contents(made=made, files=files, folders=folders, books=books)


def _name(stage: Path, path: Path) -> str:
    return path.relative_to(stage).as_posix()


def _pack(packed: zipfile.ZipFile, path: Path, name: str) -> str:
    info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    info.external_attr = _OWNER_READS_FILE
    info.compress_type = zipfile.ZIP_DEFLATED if path.suffix in _GAINS else zipfile.ZIP_STORED
    with path.open("rb") as source, packed.open(info, "w") as target:
        return copied(source, target)
