"""Keeping a history small: now and then its loose objects go into one pack, beside the answers.

In a pack, two hundred readings of one month, each a little longer than the one before, take hardly
more room than the last one. A loose object goes when the pack was read back, flushed and named.
"""

import contextlib
import fcntl
import logging
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pygit2

from ledger.journal import commits, disk, listing
from ledger.journal.objects import Objects

_log = logging.getLogger(__name__)
# About two hundred acts.
_MANY = 1_200
# One commit in sixty-four has such a number: no count is kept that could be wrong.
_ASKED_AT = ("00", "40", "80", "c0")


def perhaps(shelf: Path) -> None:
    """After one act in sixty-four, look beside the answers if it is time to tidy, and do it."""
    with contextlib.suppress(*commits.FAULTS):
        if (shelf / ".git/refs/heads/main").read_text()[:2] in _ASKED_AT:
            disk.here().later(partial(tidy, shelf))


def tidy(shelf: Path, *, at_least: int = _MANY) -> int:
    """Pack the loose objects of a book's history if there are many, and count the packed ones.

    No lock of the book is taken: what is loose never changes, and it is always in one of the two
    places. Killed at any moment, it leaves both, and the next one goes on.
    """
    home = shelf / ".git"
    try:
        with _alone(home) as is_alone:
            loose = _loose(home) if is_alone else {}
            if len(loose) < at_least:
                return 0
            _pack(home, loose)
    except commits.FAULTS:
        _log.exception("the history was not tidied; a later act will do it")
        return 0
    return len(loose)


@contextlib.contextmanager
def untidied(shelf: Path) -> Iterator[None]:
    """Let nobody pack a book's history meanwhile, which needs no lock of the book's.

    It is waited for before the book's own lock, so that nobody who records waits along.
    """
    if not (shelf / ".git").is_dir():
        yield
        return
    with (shelf / ".git/tidying.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _alone(home: Path) -> Iterator[bool]:
    """Tell if no other program of ours tidies this history now."""
    with (home / "tidying.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _loose(home: Path) -> dict[str, Path]:
    found = (home / "objects").glob("[0-9a-f][0-9a-f]/" + "[0-9a-f]" * 38)
    return {path.parent.name + path.name: path for path in found}


def _whole(repository: pygit2.Repository, loose: dict[str, Path]) -> dict[str, Path]:
    """Leave out what is torn, as another program may have left it: the library hangs in it."""
    objects, whole = Objects(repository), {}
    for number, path in sorted(loose.items()):
        with contextlib.suppress(ValueError):
            objects.read(number)
            whole[number] = path
    return whole


def _pack(home: Path, loose: dict[str, Path]) -> None:
    """Make a pack aside, see that it gives all of it back, and only then let readers find it."""
    bench = home / "tidying/pack"
    bench.mkdir(parents=True, exist_ok=True)
    for left in bench.iterdir():
        left.unlink()
    repository = pygit2.Repository(str(home))
    builder = pygit2.PackBuilder(repository)
    builder.set_threads(1)
    loose = _whole(repository, loose)
    for number in loose:
        builder.add(pygit2.Oid(hex=number))
    builder.write(bench)
    # The list of a pack comes last: by it the pack is found.
    made = sorted(bench.iterdir(), key=lambda path: path.suffix == ".idx")
    see_that_all_is_there(bench.parent, loose)
    steps, packs = disk.here().steps, home / "objects/pack"
    for path in made:
        steps.flush(path)
    for path in made:
        steps.rename(path, packs / path.name)
    steps.flush(packs)
    for path in loose.values():
        steps.unlink(path)
    listing.write_anew(repository)


def see_that_all_is_there(objects: Path, loose: Iterable[str]) -> None:
    """Read every object back from the new pack alone; the library works out its number again.

    Raises:
        KeyError: the pack does not hold it.
        GitError: what it holds is another.
    """
    pack = pygit2.Odb()
    pack.add_backend(pygit2.OdbBackendPack(str(objects)), 1)
    for number in loose:
        pack.read(pygit2.Oid(hex=number))
