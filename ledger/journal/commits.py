"""The history of a book: a commit for every act, its author the number of a person.

A commit costs what its act wrote, however much the book holds: it is made from the one before it,
never from a look at the whole folder. That is for `ledger.journal.looking`.
"""

import contextlib
import errno
import logging
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pygit2

from ledger.journal import disk, listing
from ledger.journal.objects import Objects

_log = logging.getLogger(__name__)
NOBODY = "P000"
# What a history may answer that was damaged, or that the disk did not take.
FAULTS = (OSError, pygit2.GitError, KeyError, ValueError)
_MAIN = "refs/heads/main"
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


def newest(repository: pygit2.Repository) -> Commit | None:
    """Give the newest commit, or nothing in a history that has just begun.

    Raises:
        GitError, KeyError, ValueError: the history was damaged.
    """
    if _MAIN not in repository.references:
        return None
    number = str(repository.references[_MAIN].target)
    return commit_of(Objects(repository), number)


def commit_of(objects: Objects, number: str) -> Commit:
    """Read a commit.

    Raises:
        GitError, KeyError, ValueError: it was damaged.
    """
    head = objects.read(number).decode(errors="replace").partition("\n\n")[0]
    said = [line.partition(" ") for line in head.splitlines()]
    first = {name: rest for name, _, rest in reversed(said)}
    return Commit(
        number=number,
        tree=first["tree"],
        parents=tuple(rest for name, _, rest in said if name == "parent"),
        seconds=int(first["committer"].split()[-2]),
    )


def commit(shelf: Path, message: str, by: str, names: Iterable[str]) -> bool:
    """Keep some files, by their paths in the book, as they are now; one that is gone is taken out.

    If it fails, what was recorded stands all the same, and the next act makes the commit.
    """
    try:
        with disk.stops_on_failed_flush(shelf):
            _commit(shelf, message, by, names)
    except FAULTS:
        _log.exception("no commit was made; the next act will make it")
        return False
    return True


def _commit(shelf: Path, message: str, by: str, names: Iterable[str]) -> None:
    home = shelf / ".git"
    _see_that_nobody_else_writes(home)
    repository = pygit2.Repository(str(shelf))
    objects = Objects(repository)
    parent = newest(repository)
    before = parent.tree if parent else ""
    numbers = {name: _kept(objects, shelf, name) for name in names}
    tree = objects.changed(before, numbers) or objects.put("tree", b"")
    if parent and tree == before:
        return
    who = f"{by} <{by}@book.invalid> {int(time.time())} +0000"
    lines = [f"tree {tree}", *([f"parent {parent.number}"] if parent else [])]
    lines += [f"author {who}", f"committer {who}", "", message]
    number = objects.put("commit", "\n".join(lines).encode(), small=True)
    # Only when all of it will stay may the name point to it; until then it lies beside.
    steps = disk.here().steps
    name = partial(steps.write, home / _BESIDE, f"{number}\n".encode())
    steps.together([objects.settle, name])
    steps.rename(home / _BESIDE, home / _MAIN)
    steps.flush((home / _MAIN).parent)
    listing.keep_in_step(repository, numbers)


def _kept(objects: Objects, shelf: Path, name: str) -> str:
    try:
        content = (shelf / name).read_bytes()
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
