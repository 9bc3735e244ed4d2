"""Keeping a history small: now and then the packs of many acts become one, beside the answers.

In one pack, two hundred readings of one month, each a little longer than the one before, take
hardly more room than the last one. A small pack, or a loose object such as somebody's git writes,
goes when the new pack was read back, flushed and named.
"""

import contextlib
import fcntl
import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pygit2

from ledger.history.packs import numbers_in
from ledger.journal import commits, disk, listing
from ledger.journal.objects import Objects

_log = logging.getLogger(__name__)
# So many packs of acts.
_MANY = 100
# The list of a pack of about a hundred objects: what a tidied one holds is many more.
_SMALL_LIST = 4_000
# One commit in sixty-four has such a number: no count is kept that could be wrong.
_ASKED_AT = ("00", "40", "80", "c0")


def perhaps(shelf: Path) -> None:
    """After one act in sixty-four, look beside the answers if it is time to tidy, and do it."""
    with contextlib.suppress(*commits.FAULTS):
        if (shelf / ".git/refs/heads/main").read_text()[:2] in _ASKED_AT:
            disk.here().later(partial(tidy, shelf))


def tidy(shelf: Path, *, at_least: int = _MANY) -> int:
    """Put small packs and loose objects of a book's history into one pack if there are many.

    Gives how many there were. No lock of the book is taken: an object never changes, and it is
    always in one of the two places. Killed at any moment, it leaves both, and the next one goes on.
    """
    home = shelf / ".git"
    try:
        with _alone(home) as is_alone:
            strewn = _strewn(home) if is_alone else {}
            if len(strewn) < at_least:
                return 0
            _pack(home, strewn)
    except commits.FAULTS:
        _log.exception("the history was not tidied; a later act will do it")
        return 0
    return len(strewn)


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


def _strewn(home: Path) -> dict[Path, list[str]]:
    """Give the numbers of the objects in each small pack, by its list, and in each loose file."""
    found = (home / "objects").glob("[0-9a-f][0-9a-f]/" + "[0-9a-f]" * 38)
    strewn = {path: [path.parent.name + path.name] for path in found}
    of_packs: dict[str, list[str]] = {}
    for path in (home / "objects/pack").iterdir():
        of_packs.setdefault(path.stem, []).append(path.suffix)
    # What else lies beside a pack, or lists them all, says that somebody's git wants it to stay.
    if "multi-pack-index" in of_packs:
        return strewn
    for name, suffixes in of_packs.items():
        listed = home / f"objects/pack/{name}.idx"
        if sorted(suffixes) == [".idx", ".pack"] and listed.stat().st_size <= _SMALL_LIST:
            # One whose list was damaged stays as it is.
            with contextlib.suppress(ValueError):
                strewn[listed] = numbers_in(listed)
    return strewn


def _whole(home: Path, strewn: Mapping[Path, list[str]]) -> dict[Path, list[str]]:
    """Leave out what is torn, as another program may have left it: the library hangs in it."""
    objects, whole = Objects(home), {}
    for path, numbers in sorted(strewn.items()):
        with contextlib.suppress(ValueError, KeyError, pygit2.GitError):
            for number in numbers:
                objects.read(number)
            whole[path] = numbers
    return whole


def _pack(home: Path, strewn: Mapping[Path, list[str]]) -> None:
    """Make a pack aside, see that it gives all of it back, and only then let readers find it."""
    bench = home / "tidying/pack"
    bench.mkdir(parents=True, exist_ok=True)
    for left in bench.iterdir():
        left.unlink()
    builder = pygit2.PackBuilder(pygit2.Repository(str(home)))
    builder.set_threads(1)
    strewn = _whole(home, strewn)
    numbers = sorted({number for several in strewn.values() for number in several})
    for number in numbers:
        builder.add(pygit2.Oid(hex=number))
    builder.write(bench)
    # The list of a pack comes last: by it the pack is found.
    made = sorted(bench.iterdir(), key=lambda path: path.suffix == ".idx")
    see_that_all_is_there(bench.parent, numbers)
    steps, packs = disk.here().steps, home / "objects/pack"
    for path in made:
        steps.flush(path)
    for path in made:
        steps.rename(path, packs / path.name)
    steps.flush(packs)
    # A pack without its list is found by nobody. All of it may have lain in one like the new one.
    for path in strewn.keys() - {packs / path.name for path in made}:
        steps.unlink(path)
        if path.suffix:
            steps.unlink(path.with_suffix(".pack"))
    listing.write_anew(home)


def see_that_all_is_there(objects: Path, numbers: Iterable[str]) -> None:
    """Read every object back from the new pack alone; the library works out its number again.

    Raises:
        KeyError: the pack does not hold it.
        GitError: what it holds is another.
    """
    pack = pygit2.Odb()
    pack.add_backend(pygit2.OdbBackendPack(str(objects)), 1)
    for number in numbers:
        pack.read(pygit2.Oid(hex=number))
