"""Git's own list of a book's folder, `.git/index`: for whoever types `git status`, never for us.

It is written whole each time, so it is kept in step with every act only while it is short. A longer
one is brought up when the history is tidied, or by typing `git reset`; until then the latest papers
show there as not yet added. It is never flushed: a torn one is made anew.
"""

import contextlib
import errno
import fcntl
import logging
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pygit2

_log = logging.getLogger(__name__)
# About two thousand papers; a millisecond.
_SHORT = 200_000
_BESIDE = "tmp_list_purse"
_FAULTS = (OSError, pygit2.GitError, KeyError, ValueError)


def keep_in_step(home: Path, numbers: Mapping[str, str]) -> None:
    """Bring a short list up by some files and their numbers; "" takes one out."""
    place = home / "index"
    try:
        if place.exists() and place.stat().st_size > _SHORT:
            return
        with _beside(home) as index:
            for name, number in numbers.items():
                if number:
                    mode = pygit2.enums.FileMode.BLOB
                    index.add(pygit2.IndexEntry(name, pygit2.Oid(hex=number), mode))
                elif name in index:
                    index.remove(name)
    except _FAULTS:
        _log.warning("git's list of the folder was not in order, and is made anew")
        write_anew(home)


def write_anew(home: Path) -> None:
    """Write the list as the newest commit has it; a fault is of no matter."""
    with contextlib.suppress(*_FAULTS), _beside(home, anew=True) as index:
        head = pygit2.Repository(str(home)).references["refs/heads/main"]
        index.read_tree(head.peel(pygit2.Commit).tree)


@contextlib.contextmanager
def _beside(home: Path, *, anew: bool = False) -> Iterator[pygit2.Index]:
    """Give the list to be changed, by one program at a time, and put it in its place after.

    The library would write it by way of `index.lock`. Left there by a killed program of ours, that
    would say that somebody's git is at work.

    Raises:
        OSError, GitError: it is not in order, or somebody's git is at work.
    """
    place, beside = home / "index", home / _BESIDE
    with (home / "listing.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in (beside, home / f"{_BESIDE}.lock"):
            left.unlink(missing_ok=True)
        if place.exists() and not anew:
            shutil.copyfile(place, beside)
        index = pygit2.Index(str(beside))
        yield index
        index.write()
        if (home / "index.lock").exists():
            raise BlockingIOError(errno.EWOULDBLOCK, "another git is writing", "index.lock")
        beside.replace(place)
