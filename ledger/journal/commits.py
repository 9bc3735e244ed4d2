"""The history of a book: a commit for every act, its author the number of a person."""

import contextlib
import logging
import time
from pathlib import Path

import pygit2

_log = logging.getLogger(__name__)
NOBODY = "P000"
# Under the lock of the book nobody else of ours writes here; a lock this old is a killed writer's.
_LOCKS = ("index.lock", "HEAD.lock", "refs/heads/main.lock")
_STALE_SECONDS = 10
_EXCLUDED = ".lock\n.*.new\n"
_GONE = pygit2.enums.FileStatus.WT_DELETED | pygit2.enums.FileStatus.INDEX_DELETED


def begin(shelf: Path) -> None:
    """Begin the history of a new book."""
    repository = pygit2.init_repository(str(shelf), initial_head="main")
    exclude = Path(repository.path, "info", "exclude")
    exclude.parent.mkdir(exist_ok=True)
    exclude.write_text(_EXCLUDED)


def commit(shelf: Path, message: str, by: str) -> None:
    """Keep everything as it stands now; nothing is kept where nothing changed.

    If it fails, what was recorded stands all the same, and the next act makes the commit.
    """
    try:
        _commit(shelf, message, by)
    except (OSError, pygit2.GitError):
        _log.exception("no commit was made; the next act will make it")


def unkept(shelf: Path) -> dict[str, bool]:
    """Give the files that differ from the history, as after a change by hand or a crash.

    Each with whether the history has never had it.
    """
    try:
        if not (shelf / ".git").is_dir():
            begin(shelf)
        changed = pygit2.Repository(str(shelf)).status()
    except (OSError, pygit2.GitError):
        _log.exception("the history could not be read")
        return {}
    return {path: status == pygit2.enums.FileStatus.WT_NEW for path, status in changed.items()}


def _commit(shelf: Path, message: str, by: str) -> None:
    _break_old_locks(shelf / ".git")
    repository = pygit2.Repository(str(shelf))
    changed = repository.status()
    if not changed:
        return
    index = repository.index
    for path, status in changed.items():
        if status & _GONE:
            # A commit that was broken off may have taken it out of the index already.
            if path in index:
                index.remove(path)
        elif not status & pygit2.enums.FileStatus.IGNORED:
            index.add(path)
    index.write()
    tree = index.write_tree()
    parents = [] if repository.head_is_unborn else [repository.head.target]
    who = pygit2.Signature(by, f"{by}@book.invalid", int(time.time()), 0)
    repository.create_commit("refs/heads/main", who, who, message, tree, parents)


def _break_old_locks(git: Path) -> None:
    for name in _LOCKS:
        with contextlib.suppress(FileNotFoundError):
            if time.time() - (git / name).stat().st_mtime > _STALE_SECONDS:
                (git / name).unlink()
