"""The few steps that a disk can do, as an interface; whatever is kept is kept through these.

The writer's code above them is the same on a real disk and on the simulated one of the tests.
"""

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from ledger.journal.beside import side_by_side


class Steps(Protocol):
    """What changes a disk. Each step raises OSError where the disk declines it."""

    def write(self, path: Path, content: bytes) -> None:
        """Write a whole file and flush its bytes; its name is kept only with its folder."""

    def say(self, path: Path, sign: bytes) -> None:
        """Write a sign over the beginning of a file, made where it is not; flushed by nobody."""

    def make_folder(self, path: Path) -> None:
        """Make a folder; one that is there already is no fault."""

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name, in the place of any file that had it."""

    def unlink(self, path: Path) -> None:
        """Take a name away; one that is not there is no fault."""

    def flush(self, path: Path) -> None:
        """Flush a file, or the names in a folder."""

    def together(self, steps: Sequence[Callable[[], None]]) -> None:
        """Take some steps that do not hang on one another, in any order; all are done after it.

        Where one fails, nobody can say which of the others were taken.
        """


class FlushFailed(OSError):
    """The disk took bytes and could not keep them: nobody can say what it holds now."""


# Some disks say only at the flush that a file found no room. It has no name yet that counts.
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
_MODE = 0o666


class RealSteps:
    """The machine's own disk."""

    def write(self, path: Path, content: bytes) -> None:
        """Write a file and flush it through the same handle, which learns of every fault."""
        # Opened as plainly as can be: beside threads that compute, each call waits for its turn.
        out = os.open(path, _ANEW, _MODE)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(out, rest) :]
            _flushed(out, _NO_ROOM)
        finally:
            os.close(out)

    def say(self, path: Path, sign: bytes) -> None:
        """Write over what is there: to make a file and take it away again takes much longer."""
        out = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, _MODE)
        try:
            os.pwrite(out, sign, 0)
        finally:
            os.close(out)

    def make_folder(self, path: Path) -> None:
        """Make a folder whose parent is there."""
        path.mkdir(exist_ok=True)

    def rename(self, old: Path, new: Path) -> None:
        """Rename within the disk, at once."""
        old.replace(new)

    def unlink(self, path: Path) -> None:
        """Take a name away."""
        path.unlink(missing_ok=True)

    def flush(self, path: Path) -> None:
        """Flush a file or a folder that is there."""
        descriptor = os.open(path, os.O_RDONLY)
        try:
            _flushed(descriptor, set())
        finally:
            os.close(descriptor)

    def together(self, steps: Sequence[Callable[[], None]]) -> None:
        """Take them side by side: a disk flushes for several in hardly more time than for one."""
        faults = side_by_side(steps)
        if faults:
            raise min(faults, key=lambda fault: not isinstance(fault, FlushFailed))


def _flushed(descriptor: int, harmless: set[int]) -> None:
    try:
        os.fsync(descriptor)
    except OSError as fault:
        if fault.errno in harmless:
            raise
        raise FlushFailed(fault.errno, fault.strerror) from fault
