"""The only acts on the disk: each is whole and flushed, or it has not happened."""

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from ledger.errors import Refusal

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "the folder of the books may not be written to",
    errno.EPERM: "the folder of the books may not be written to",
}
_BESIDE = ".being-written.new"
_stopped: set[Path] = set()


class DiskDeclined(Refusal):
    """The disk did not take it; nothing was recorded."""

    def __init__(self, fault: OSError) -> None:
        """Say why, in words."""
        why = _REASONS.get(fault.errno or 0, "the disk did not take it")
        super().__init__(
            f"Nothing was recorded: {why}.",
            "What you typed is still here. Ask whoever keeps the computer, then record it again.",
        )


class PerhapsRecorded(Refusal):
    """The text is in its place, and the disk failed before it said that it will stay there."""

    def __init__(self) -> None:
        """Say that it may be sent once more: it has its key."""
        super().__init__(
            "The disk failed while this was being recorded, and nobody can say yet if it was kept.",
            "Ask whoever keeps the computer to start Common Purse again, and look at the entries.",
        )


class WritingStopped(Refusal):
    """A flush failed earlier, so that nobody can say what the disk holds until a restart."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Nothing was recorded: the disk failed a moment ago, and writing has stopped.",
            "Ask whoever keeps the computer to start Common Purse again.",
        )


@contextlib.contextmanager
def locked(shelf: Path) -> Iterator[None]:
    """Hold a book's one lock, between processes too, and turn faults of the disk into refusals.

    Raises:
        WritingStopped: a flush failed in this process before.
        DiskDeclined: the disk refused anything that was done inside.
    """
    if shelf in _stopped:
        raise WritingStopped
    with faults_in_words(), (shelf / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def faults_in_words() -> Iterator[None]:
    """Turn faults of the disk into refusals.

    Raises:
        DiskDeclined: the disk refused anything that was done inside.
    """
    try:
        yield
    except OSError as fault:
        raise DiskDeclined(fault) from fault


def append(shelf: Path, name: str, text: str) -> None:
    """Make a file longer: written anew beside itself, flushed, and renamed into its place.

    Raises:
        PerhapsRecorded: it is in its place, but the folder could not be flushed.
    """
    path = shelf / name
    before = path.read_bytes() if path.exists() else b""
    whole = before + text.encode()
    try:
        place_whole(shelf, name, whole)
    except OSError as fault:
        if path.exists() and path.read_bytes() == whole:
            raise PerhapsRecorded from fault
        raise


def place_whole(shelf: Path, name: str, content: bytes) -> None:
    """Put a whole file in its place, flushed with its folder; a reader sees the old or the new.

    It is written under one name in the book's own folder, so that what a killed writer leaves
    there is written over by the next.
    """
    path = shelf / name
    _make_folder(shelf, path.parent)
    beside = shelf / _BESIDE
    try:
        with beside.open("wb") as out:
            out.write(content)
            out.flush()
            _flush(shelf, out.fileno())
        beside.replace(path)
        _flush_folder(shelf, path.parent)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _make_folder(shelf: Path, folder: Path) -> None:
    """Make a folder with those above it, each flushed into the one that holds it."""
    if folder.is_dir():
        return
    _make_folder(shelf, folder.parent)
    folder.mkdir(exist_ok=True)
    _flush_folder(shelf, folder.parent)


def _flush(shelf: Path, descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as fault:
        if fault.errno not in _REASONS:
            _stopped.add(shelf)
        raise


def _flush_folder(shelf: Path, folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _flush(shelf, descriptor)
    finally:
        os.close(descriptor)
