"""A simulated disk under a real folder: it keeps what was flushed, and may lose all the rest.

Programs see the real folder, as they see a machine's memory of its disk. What the disk itself holds
is known apart: the bytes of a file only once they are flushed, a name only once its folder is. At a
power cut the folder is put back to what survived: of what nobody flushed, any part, in any order.
"""

import errno
import os
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ledger.journal.steps import FlushFailed

_UNKNOWN = {".lock", "index", "listing.lock", "tidying.lock", "tmp_list_purse"}


class Killed(BaseException):
    """The program was killed in the middle of a step. It is nobody's to catch."""


class PowerCut(BaseException):
    """The machine lost its power in the middle of a step."""


@dataclass(slots=True, kw_only=True)
class _File:
    """The bytes that programs see, and those that the disk holds."""

    seen: bytes = b""
    flushed: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A change of names that is not flushed yet: `old` went away, `new` is that file."""

    folders: frozenset[Path]
    old: Path | None = None
    new: Path | None = None
    file: _File | None = None


@dataclass(slots=True)
class SimulatedDisk:
    """The steps of `ledger.journal.steps`, with one fault ahead at most.

    `fault` is what happens at the step that is `ahead` steps away: "kill", "cut", "full", "flush".
    Where it `waits_for` an ending, or a folder, steps are counted only from the next such name.
    """

    root: Path
    chance: random.Random
    fault: str = ""
    ahead: int = 0
    waits_for: str = ""
    taken: int = 0
    _seen: dict[Path, _File] = field(default_factory=dict)
    _kept: dict[Path, _File] = field(default_factory=dict)
    _folders: set[Path] = field(default_factory=set)
    _pending: list[_Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take all that lies in the folder as flushed long ago."""
        for folder, _, names in os.walk(self.root):
            self._folders.add(Path(folder))
            for name in set(names) - _UNKNOWN:
                content = Path(folder, name).read_bytes()
                self._seen[Path(folder, name)] = _File(seen=content, flushed=content)
        self._kept = dict(self._seen)

    # -- the steps

    def write(self, path: Path, content: bytes) -> None:
        """Write and flush; a fault leaves any part of it, unflushed."""
        part = content[: self.chance.randint(0, len(content))]
        self._met(lambda: self._fill(path, part), is_flush=True)
        self._fill(path, content)
        self._flush_file(path)

    def say(self, path: Path, sign: bytes) -> None:
        """Write over the beginning of a file, unflushed."""
        self._met(lambda: None)
        before = self._seen[path].seen if path in self._seen else b""
        self._fill(path, sign + before[len(sign) :])

    def make_folder(self, path: Path) -> None:
        """Make a folder, whose name is not flushed."""
        self._met(lambda: None)
        path.mkdir(exist_ok=True)
        if self.waits_for == "folder" and ".git" not in path.parts:
            self.waits_for = ""
        if path not in self._folders:
            self._pending.append(_Change(folders=frozenset({path.parent}), new=path))

    def rename(self, old: Path, new: Path) -> None:
        """Rename, unflushed."""
        self._met(lambda: None)
        old.replace(new)
        file = self._seen.pop(old)
        self._seen[new] = file
        folders = frozenset({old.parent, new.parent})
        self._pending.append(_Change(folders=folders, old=old, new=new, file=file))
        if new.suffix == self.waits_for:
            self.waits_for = ""

    def unlink(self, path: Path) -> None:
        """Take a name away, unflushed."""
        self._met(lambda: None)
        path.unlink(missing_ok=True)
        if self._seen.pop(path, None):
            self._pending.append(_Change(folders=frozenset({path.parent}), old=path))

    def flush(self, path: Path) -> None:
        """Flush a file, or the names in a folder."""
        self._met(lambda: None, is_flush=True)
        if path.is_dir():
            self._flush_names(path)
        elif path in self._seen:
            self._flush_file(path)

    def together(self, steps: Sequence[Callable[[], None]]) -> None:
        """Take some steps in an order of the disk's own; a fault leaves those before it taken."""
        for step in self.chance.sample(steps, len(steps)):
            step()

    # -- what the disk makes of them

    def _met(self, halfway: Callable[[], None], *, is_flush: bool = False) -> None:
        """Count a step, and let the fault that lies here happen."""
        self.taken += 1
        if not self.fault or self.waits_for:
            return
        self.ahead -= 1
        if self.ahead > 0:
            return
        fault, self.fault = self.fault, ""
        halfway()
        if fault == "kill":
            raise Killed
        if fault == "cut":
            raise PowerCut
        number = errno.ENOSPC if fault == "full" else errno.EIO
        raise (FlushFailed if is_flush else OSError)(number, os.strerror(number))

    def _fill(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        if path in self._seen:
            self._seen[path].seen = content
        else:
            file = self._seen[path] = _File(seen=content)
            self._pending.append(_Change(folders=frozenset({path.parent}), new=path, file=file))

    def _flush_file(self, path: Path) -> None:
        self._seen[path].flushed = self._seen[path].seen

    def _flush_names(self, folder: Path) -> None:
        for change in [each for each in self._pending if folder in each.folders]:
            self._pending.remove(change)
            self._apply(change)

    def _apply(self, change: _Change) -> None:
        if change.old:
            self._kept.pop(change.old, None)
        if change.new and change.file:
            self._kept[change.new] = change.file
        elif change.new:
            self._folders.add(change.new)

    # -- the power cut

    def cut(self) -> None:
        """Lose the power: the folder is put back to what the disk holds, and a little by luck."""
        luck = self.chance.choice((0.0, 0.5, 0.9, 1.0))
        for change in self._pending:
            if self.chance.random() < luck:
                self._apply(change)
        self._pending.clear()
        survived = {
            path: self._torn(file)
            for path, file in self._kept.items()
            if all(each in self._folders for each in path.parents if self.root in each.parents)
        }
        self._put_back(survived)

    def _torn(self, file: _File) -> bytes:
        if file.seen == file.flushed:
            return file.seen
        end = self.chance.randint(0, len(file.seen))
        zeros = bytes(len(file.seen) - end)
        return self.chance.choice((file.flushed, b"", file.seen[:end], file.seen[:end] + zeros))

    def _put_back(self, survived: dict[Path, bytes]) -> None:
        for path in self._seen.keys() - survived.keys():
            path.unlink(missing_ok=True)
        for path in sorted(self.root.rglob("*")):
            if path.is_dir() and path not in self._folders:
                shutil.rmtree(path)
        self._folders = {path for path in self._folders if path.is_dir()}
        for path, content in survived.items():
            if path not in self._seen or self._seen[path].seen != content:
                path.write_bytes(content)
        self._kept = {path: _File(seen=each, flushed=each) for path, each in survived.items()}
        self._seen = dict(self._kept)
