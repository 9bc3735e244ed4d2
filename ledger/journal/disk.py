"""The only acts on the disk: each is whole and flushed, or it has not happened."""

import contextlib
import errno
import fcntl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ledger.errors import Refusal
from ledger.journal.steps import FlushFailed, RealSteps, Steps

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "the folder of the books may not be written to",
    errno.EPERM: "the folder of the books may not be written to",
}
_BESIDE = ".being-written.new"


def _in_a_thread(work: Callable[[], object]) -> None:
    """Do it in a thread; a program that ends waits for it.

    Where the system gives none, it is left for another time: the act that it follows stands.
    """
    with contextlib.suppress(RuntimeError):
        threading.Thread(target=work).start()


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What one running program knows of its disk, until it ends: a restart begins with nothing.

    `stopped` holds the books in which a flush failed, and `flushed` folders of books; `seen` is
    what `ledger.journal.looking` saw of each book when it last left it, and `trees` are folders of
    histories by their numbers. `later` does some work beside the answers.
    """

    steps: Steps = field(default_factory=RealSteps)
    stopped: set[Path] = field(default_factory=set)
    flushed: set[Path] = field(default_factory=set)
    seen: dict[Path, object] = field(default_factory=dict)
    trees: dict[str, dict[bytes, bytes]] = field(default_factory=dict)
    later: Callable[[Callable[[], object]], None] = _in_a_thread


_programs = [Running()]


def here() -> Running:
    """Give what this program knows of its disk."""
    return _programs[-1]


@contextlib.contextmanager
def running(program: Running) -> Iterator[None]:
    """Let the writer run as if in another program, such as one on a simulated disk."""
    _programs.append(program)
    try:
        yield
    finally:
        _programs.remove(program)


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
        WritingStopped: a flush failed in this program before.
        DiskDeclined: the disk refused anything that was done inside.
    """
    with faults_in_words(), (shelf / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Asked under the lock: whoever waited here may have waited for the flush that failed.
        decline_if_stopped(shelf)
        yield


def decline_if_stopped(shelf: Path) -> None:
    """Decline to write to a book any more.

    Raises:
        WritingStopped: a flush failed in this program before.
    """
    if shelf in here().stopped:
        raise WritingStopped


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


@contextlib.contextmanager
def stops_on_failed_flush(shelf: Path) -> Iterator[None]:
    """Stop writing to a book, until a restart, where a flush fails inside."""
    try:
        yield
    except FlushFailed:
        here().stopped.add(shelf)
        raise


def longer(shelf: Path, name: str, text: str) -> bytes:
    """Give what a file will say when a text is added to it as it is now."""
    path = shelf / name
    return (path.read_bytes() if path.exists() else b"") + text.encode()


def append(shelf: Path, name: str, text: str) -> bytes:
    """Make a file longer: written anew beside itself, flushed, and renamed; give all of it.

    Raises:
        PerhapsRecorded: it is in its place, but the folder could not be flushed.
    """
    path = shelf / name
    whole = longer(shelf, name, text)
    try:
        place_whole(shelf, name, whole)
    except OSError as fault:
        if path.exists() and path.read_bytes() == whole:
            raise PerhapsRecorded from fault
        raise
    return whole


def place_whole(shelf: Path, name: str, content: bytes) -> None:
    """Put a whole file in its place, flushed with its folder; a reader sees the old or the new.

    It is written under one name in the book's own folder, so that what a killed writer leaves
    there is written over by the next.
    """
    path = shelf / name
    with stops_on_failed_flush(shelf):
        make_folder(shelf, path.parent)
        put_by_way_of(shelf / _BESIDE, path, content)
        here().steps.flush(path.parent)


def put_by_way_of(beside: Path, path: Path, content: bytes) -> None:
    """Write a file beside, flush it, and only then give it its name, which is not flushed yet."""
    steps = here().steps
    try:
        steps.write(beside, content)
        steps.rename(beside, path)
    except OSError:
        with contextlib.suppress(OSError):
            steps.unlink(beside)
        raise


def make_folder(shelf: Path, folder: Path) -> None:
    """Make a folder of a book with those above it, each flushed into the one that holds it.

    One that is there already is flushed once in each program: whoever made it may have been killed.
    """
    if folder == shelf or (folder in here().flushed and folder.is_dir()):
        return
    make_folder(shelf, folder.parent)
    here().steps.make_folder(folder)
    here().steps.flush(folder.parent)
    here().flushed.add(folder)
