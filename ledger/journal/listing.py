"""Git's own list of a book's folder, `.git/index`: for whoever types `git status`, never for us.

It is written whole each time, so it is kept in step with every act only while it is short. A longer
one is brought up when the history is tidied, or by typing `git reset`; until then the latest papers
show there as not yet added. It is never flushed: a torn one is made anew.
"""

import contextlib
import logging
from collections.abc import Mapping
from pathlib import Path

import pygit2

_log = logging.getLogger(__name__)
# About two thousand papers; a millisecond.
_SHORT = 200_000
_FAULTS = (OSError, pygit2.GitError, KeyError, ValueError)


def keep_in_step(home: Path, numbers: Mapping[str, str]) -> None:
    """Bring a short list up by some files and their numbers; "" takes one out."""
    place = home / "index"
    try:
        if place.exists() and place.stat().st_size > _SHORT:
            return
        index = pygit2.Repository(str(home)).index
        for name, number in numbers.items():
            if number:
                mode = pygit2.enums.FileMode.BLOB
                index.add(pygit2.IndexEntry(name, pygit2.Oid(hex=number), mode))
            elif name in index:
                index.remove(name)
        index.write()
    except _FAULTS:
        _log.warning("git's list of the folder was not in order, and is made anew")
        write_anew(home)


def write_anew(home: Path) -> None:
    """Write the list as the newest commit has it; a fault is of no matter."""
    with contextlib.suppress(*_FAULTS):
        repository = pygit2.Repository(str(home))
        head = repository.references["refs/heads/main"].peel(pygit2.Commit)
        try:
            index = repository.index
            index.read_tree(head.tree_id)
        except pygit2.GitError:
            Path(repository.path, "index").unlink()
            index = pygit2.Repository(repository.path).index
            index.read_tree(head.tree_id)
        index.write()
