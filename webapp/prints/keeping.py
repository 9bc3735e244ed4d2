"""Where prints are kept, and for how long: as long as there is room and the book stands so."""

import fcntl
import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ledger.errors import Refusal
from webapp.prints import passing

MOST_BYTES = 256 * 1024 * 1024
FOLDER = "printed"
ERRANDS = ".errands"
_MADE, _REFUSED, _LOCK = ".pdf", ".refused", ".making"
# What is being written, and a folder that is being taken away.
_NEW, _GONE = ".new-", ".gone-"
# Nothing takes so long to be written, in seconds: whoever wrote it was ended.
_LEFTOVER = 600
_MOST_UNWRITTEN = 100
# How long it is known why an errand was declined, in seconds.
_ERRAND_KNOWN = 24 * 60 * 60

# What could not be written down, for whoever asks this process next.
_unwritten: dict[Path, Refusal] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The right to make one print: held by one process, over where its `lock` is taken away."""

    lock: Path
    handle: int

    def begins(self) -> bool:
        """Take the right, unless somebody has it."""
        return self.is_free() and self.lasts()

    def is_free(self, how: int = fcntl.LOCK_EX) -> bool:
        """Take it, even where it is over; tell whether nobody had it.

        Whoever only looks shares it with others who look, so that none takes them for the maker.
        """
        try:
            fcntl.flock(self.handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def lasts(self) -> bool:
        """Tell whether the prints were not taken away since."""
        try:
            return os.path.samestat(os.fstat(self.handle), self.lock.stat())
        except FileNotFoundError:
            return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The place of one print in the folder of its group; what is passing is on no disk."""

    folder: Path
    name: str
    passing: bool = False

    def content(self) -> bytes | None:
        """Give the print, if it is there; it counts as used just now."""
        file = self._file(_MADE)
        if self.passing:
            return passing.content(file)
        try:
            made = file.read_bytes()
        except FileNotFoundError:
            return None
        with suppress(OSError):
            os.utime(file)
        return made

    def refusal(self) -> Refusal | None:
        """Give why it was not made, once: who asks again wants it to be tried again."""
        why = self.why_refused()
        self.try_again()
        return why

    def why_refused(self) -> Refusal | None:
        """Give why it was not made, as often as it is asked."""
        file = self._file(_REFUSED)
        try:
            said = json.loads(file.read_bytes())
        except (FileNotFoundError, ValueError):
            return _unwritten.get(file)
        return Refusal(said["message"], said["remedy"], field=said["field"])

    def try_again(self) -> None:
        """Forget why it was not made."""
        file = self._file(_REFUSED)
        _unwritten.pop(file, None)
        file.unlink(missing_ok=True)

    def keep(self, made: bytes) -> None:
        """Keep a print whole or not at all; those of other versions of the book go.

        Raises:
            OSError: the disk does not take it.
        """
        if self.passing:
            passing.keep(self._file(_MADE), made)
            return
        self._write(_MADE, made)
        for other in self.folder.iterdir():
            if other.suffix in {_MADE, _REFUSED} and other.name[:16] != self.name[:16]:
                other.unlink(missing_ok=True)
        _sweep(self.folder.parent)
        _make_room(self.folder.parent, but=self._file(_MADE))

    def drop(self) -> None:
        """Take the print away, where the book moved on while it was made."""
        passing.drop(self._file(_MADE))
        self._file(_MADE).unlink(missing_ok=True)

    def refuse(self, why: Refusal) -> None:
        """Keep why it was not made, for whoever asks next; in memory where the disk is full."""
        said = {"message": why.message, "remedy": why.remedy, "field": why.field}
        try:
            self._write(_REFUSED, json.dumps(said).encode())
        except OSError:
            while len(_unwritten) >= _MOST_UNWRITTEN:
                _unwritten.pop(next(iter(_unwritten)), None)
            _unwritten[self._file(_REFUSED)] = why

    def is_being_made(self) -> bool:
        """Tell whether somebody has the right to make it now, in any process."""
        try:
            handle = os.open(self._file(_LOCK), os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        try:
            return not Turn(lock=self._file(_LOCK), handle=handle).is_free(fcntl.LOCK_SH)
        finally:
            os.close(handle)

    def was_broken_off(self) -> bool:
        """Tell whether somebody who made it was ended: the lock is left, and nobody holds it."""
        return self._file(_LOCK).exists() and not self.is_being_made()

    @contextmanager
    def alone(self) -> Iterator[Turn | None]:
        """Give the right to make it, or None while somebody else makes it, in any process.

        The system lets go of it when a process ends, however it ends.

        Raises:
            OSError: the disk does not take even that.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = self._file(_LOCK)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        turn = Turn(lock=lock, handle=handle)
        try:
            if not turn.begins():
                yield None
                return
            yield turn
            if turn.lasts():
                lock.unlink(missing_ok=True)
        finally:
            os.close(handle)

    def _file(self, suffix: str) -> Path:
        return self.folder / f"{self.name}{suffix}"

    def _write(self, suffix: str, content: bytes) -> None:
        handle, aside = tempfile.mkstemp(dir=self.folder, prefix=_NEW)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(aside).replace(self._file(suffix))
        except OSError:
            Path(aside).unlink(missing_ok=True)
            raise


def folder_of(place: Path) -> Path:
    """Give the folder of the prints of a book that lies in a data folder."""
    return place.parents[1] / FOLDER / place.name


def errand_of(place: Path, name: str) -> Kept:
    """Give where it is kept how an errand about a book goes: apart from what is forgotten.

    What is known of errands for longer than a day is taken away first.
    """
    errands = place.parents[1] / FOLDER / ERRANDS
    long_ago = time.time() - _ERRAND_KNOWN
    for file in (*errands.glob(f"*/*{_REFUSED}"), *errands.glob(f"*/*{_LOCK}")):
        with suppress(OSError):
            if file.stat().st_mtime >= long_ago:
                continue
            _unlock(file)
    return Kept(folder=errands / place.name, name=name)


@contextmanager
def from_now(place: Path) -> Iterator[Turn]:
    """Give what tells, by `lasts`, whether the prints of a book were taken away from now on."""
    folder = folder_of(place)
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            break
    try:
        yield Turn(lock=folder, handle=handle)
    finally:
        os.close(handle)


def forget(place: Path) -> None:
    """Take all prints of a book away, as where words in it were blanked.

    What is being made at this moment is not kept: its folder is away at once, and its turn over.
    A book that lies in no data folder has none.
    """
    if place.parent.name != "books":
        return
    folder = folder_of(place)
    passing.drop_all(folder)
    try:
        folder.rename(folder.with_name(f"{_GONE}{secrets.token_hex(6)}"))
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
    _sweep_gone(folder.parent)


@contextmanager
def none_left(place: Path) -> Iterator[None]:
    """Take all prints of a book away before and after something is blanked in it.

    After, too, where that was declined or broken off: until it is finished, none is kept.
    """
    forget(place)
    try:
        yield
    finally:
        forget(place)


def _sweep(folder: Path) -> None:
    """Take away what was left, of whichever group, by processes that were ended."""
    _sweep_gone(folder)
    long_ago = time.time() - _LEFTOVER
    for file in folder.glob(f"*/{_NEW}*"):
        with suppress(FileNotFoundError):
            if file.stat().st_mtime < long_ago:
                file.unlink()
    for lock in folder.glob(f"*/*{_LOCK}"):
        with suppress(OSError):
            _unlock(lock)


def _sweep_gone(folder: Path) -> None:
    for gone in folder.glob(f"{_GONE}*"):
        shutil.rmtree(gone, ignore_errors=True)


def _unlock(lock: Path) -> None:
    """Take a file away that nobody holds as a lock."""
    handle = os.open(lock, os.O_RDWR | os.O_CLOEXEC)
    try:
        if Turn(lock=lock, handle=handle).begins():
            lock.unlink(missing_ok=True)
    finally:
        os.close(handle)


def _make_room(folder: Path, *, but: Path) -> None:
    """Take away what was not used for the longest time, of whichever group, until there is room."""
    found: list[tuple[float, int, Path]] = []
    for file in (*folder.glob(f"*/*{_MADE}"), *folder.glob(f"*/*{_REFUSED}")):
        with suppress(FileNotFoundError):
            known = file.stat()
            found.append((known.st_mtime, known.st_size, file))
    size = sum(each for _, each, _ in found)
    for _, mine, file in sorted(found):
        if size <= MOST_BYTES:
            return
        if file != but:
            file.unlink(missing_ok=True)
            size -= mine
