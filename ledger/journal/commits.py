"""The history of a book: a commit for every act, its author the number of a person.

A commit costs what its act wrote, however much the book holds: it is made from the one before it,
never from a look at the whole folder. That is for `ledger.journal.looking`.
"""

import contextlib
import errno
import logging
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pygit2

from ledger.history.packs import said_in
from ledger.journal import disk, listing
from ledger.journal.objects import Objects

_log = logging.getLogger(__name__)
NOBODY = "P000"
# What a history may answer that was damaged, or that the disk did not take.
FAULTS = (OSError, pygit2.GitError, KeyError, ValueError)
_MAIN = "refs/heads/main"
_NUMBER = re.compile(r"[0-9a-f]{40}")
# Somebody's git is at work here while there is one; one this old is a killed git's.
_LOCKS = ("index.lock", "HEAD.lock", f"{_MAIN}.lock")
_STALE_SECONDS = 10
_EXCLUDED = ".lock\n.*.new\n"
_BESIDE, _ASIDE = "tmp_ref_purse", ".history.new"
_PACKED = (".jpg", ".pdf", ".png")


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit by its number: its folder, those before it, and when it was made, since 1970."""

    number: str
    tree: str
    parents: tuple[str, ...]
    seconds: int


def begin(shelf: Path) -> None:
    """Begin the history of a book, aside, and give it its name when all of it is flushed."""
    aside = shelf / _ASIDE
    if aside.exists():
        shutil.rmtree(aside)
    repository = pygit2.init_repository(str(aside), initial_head="main")
    repository.config["core.logAllRefUpdates"] = False
    home = aside / ".git"
    (home / "info").mkdir(exist_ok=True)
    (home / "info/exclude").write_text(_EXCLUDED)
    steps = disk.here().steps
    with disk.stops_on_failed_flush(shelf):
        for folder, _, names in os.walk(home, topdown=False):
            for path in (*(Path(folder, name) for name in names), Path(folder)):
                steps.flush(path)
        steps.rename(home, shelf / ".git")
        steps.flush(shelf)
    aside.rmdir()


def newest(home: Path) -> Commit | None:
    """Give the newest commit of a history, by its folder, or nothing where it has just begun.

    Raises:
        OSError, GitError, KeyError, ValueError: the history was damaged.
    """
    number = _tip(home)
    return commit_of(Objects(home), number) if number else None


def _tip(home: Path) -> str:
    """Give the number of the newest commit; nothing in a history that has just begun."""
    with contextlib.suppress(FileNotFoundError):
        said = (home / _MAIN).read_text(errors="replace").strip()
        if _NUMBER.fullmatch(said):
            return said
    # Somebody's git may keep its names otherwise.
    known = pygit2.Repository(str(home)).references.get(_MAIN)
    return str(known.target) if known else ""


def commit_of(objects: Objects, number: str) -> Commit:
    """Read a commit.

    Raises:
        GitError, KeyError, ValueError: it was damaged.
    """
    said, _ = said_in(objects.read(number))
    first = dict(reversed(said))
    return Commit(
        number=number,
        tree=first["tree"],
        parents=tuple(rest for name, rest in said if name == "parent"),
        seconds=int(first["committer"].split()[-2]),
    )


class Laid:
    """A commit whose objects lie beside the history: it knows nothing of them until it is kept."""

    def __init__(self, shelf: Path, message: str, by: str) -> None:
        """Take the book, what the act is called, and the number of who did it."""
        self._shelf, self._message, self._by = shelf, message, by
        self._home = shelf / ".git"
        self._numbers: dict[str, str] = {}
        self._number, self._parent = "", ""
        self._objects: Objects | None = None

    def lay(self, files: Mapping[str, bytes]) -> None:
        """Lay it out, of some files by their paths, and flush it; a fault is told by `keep`."""
        self._lay({name: partial(files.__getitem__, name) for name in files})

    def lay_as_it_is(self, names: Iterable[str]) -> None:
        """Lay it out of some files as they are now; one that is gone is taken out."""
        self._lay({name: (self._shelf / name).read_bytes for name in names})

    def keep(self) -> bool:
        """Have the history keep what was laid out.

        If it fails, what was recorded stands all the same, and the next act makes the commit.
        """
        is_kept = self._objects is not None and self._taken(self._keep)
        if not is_kept:
            self.discard()
        return is_kept

    def discard(self) -> None:
        """Leave nothing of it."""
        if self._objects is not None:
            self._objects.discard()
            with contextlib.suppress(OSError):
                disk.here().steps.unlink(self._home / _BESIDE)

    def _taken(self, step: Callable[[], None]) -> bool:
        try:
            with disk.stops_on_failed_flush(self._shelf):
                step()
        except FAULTS:
            _log.exception("no commit was made; the next act will make it")
            return False
        return True

    def _lay(self, reads: Mapping[str, Callable[[], bytes]]) -> None:
        if not self._taken(partial(self._lay_out, reads)):
            self.discard()
            self._objects = None

    def _lay_out(self, reads: Mapping[str, Callable[[], bytes]]) -> None:
        _see_that_nobody_else_writes(self._home)
        objects = self._objects = Objects(self._home)
        parent = newest(self._home)
        self._number, self._parent = "", parent.number if parent else ""
        before = parent.tree if parent else ""
        self._numbers = {name: _kept(objects, name, read) for name, read in reads.items()}
        tree = objects.changed(before, self._numbers) or objects.put("tree", b"")
        if parent and tree == before:
            objects.discard()
            return
        who = f"{self._by} <{self._by}@book.invalid> {int(time.time())} +0000"
        lines = [f"tree {tree}", *([f"parent {parent.number}"] if parent else [])]
        lines += [f"author {who}", f"committer {who}", "", self._message]
        self._number = objects.put("commit", "\n".join(lines).encode(), small=True)
        name = f"{self._number}\n".encode()
        objects.write_waiting((partial(disk.here().steps.write, self._home / _BESIDE, name),))

    def _keep(self) -> None:
        if self._objects is None or not self._number:
            return
        steps, home = disk.here().steps, self._home
        _see_that_nobody_else_writes(home)
        if _tip(home) != self._parent:
            raise BlockingIOError(errno.EWOULDBLOCK, "another git has written", _MAIN)
        # Only when all of it will stay may the name point to it; until then it lies beside.
        self._objects.settle()
        steps.rename(home / _BESIDE, home / _MAIN)
        steps.flush((home / _MAIN).parent)
        listing.keep_in_step(home, self._numbers)


def commit(shelf: Path, message: str, by: str, names: Iterable[str]) -> bool:
    """Keep some files, by their paths in the book, as they are now; one that is gone is taken out.

    If it fails, what was recorded stands all the same, and the next act makes the commit.
    """
    laid = Laid(shelf, message, by)
    laid.lay_as_it_is(names)
    return laid.keep()


def _kept(objects: Objects, name: str, read: Callable[[], bytes]) -> str:
    try:
        content = read()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return objects.put("blob", content, small=not name.endswith(_PACKED))


def _see_that_nobody_else_writes(home: Path) -> None:
    """Stop where somebody's git is at work in this history.

    Raises:
        BlockingIOError: it is.
    """
    for name in _LOCKS:
        with contextlib.suppress(FileNotFoundError):
            if time.time() - (home / name).stat().st_mtime <= _STALE_SECONDS:
                raise BlockingIOError(errno.EWOULDBLOCK, "another git is writing", name)
            (home / name).unlink()
