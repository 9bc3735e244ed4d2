"""Blanking carried out once it was decided: at whatever moment it was broken off, it goes on.

What is to be done lies whole in a folder of the book, without any of the words that go. Until that
folder has its name, nothing has happened; from then on it will. Each step may be done twice.
"""

import contextlib
import fcntl
import json
import logging
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from ledger import history, index
from ledger.book import blankable
from ledger.errors import Refusal
from ledger.journal import disk, listing

_log = logging.getLogger(__name__)
PREPARED, DECIDED = ".blanking.new", blankable.DECIDED
_LIST = "list.json"
_BESIDE = "tmp_ref_purse"
_PATIENCE = 10.0
# What git keeps beside a history, and what may tell of the old one.
_ASIDE = (
    *("ORIG_HEAD", "FETCH_HEAD", "MERGE_HEAD", "AUTO_MERGE", "COMMIT_EDITMSG", "MERGE_MSG"),
    *("SQUASH_MSG", "packed-refs", "logs", "rebase-merge", "rebase-apply", "tidying"),
    *("objects/info/commit-graph", "objects/info/commit-graphs", "objects/info/packs"),
)


class BlankingWaits(Refusal):
    """Words are being blanked in these books, and something else reads them just now."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Words are being blanked in these books, and a back-up of them is being taken.",
            "Try again in a minute; nothing is lost.",
        )


class BlankingUnfinished(Refusal):
    """The disk failed in the middle; the rest is done as soon as it takes it."""

    def __init__(self) -> None:
        """Say what is true now."""
        super().__init__(
            "The disk failed while words were being blanked, and they may still be read.",
            "Ask whoever keeps the computer; it goes on by itself with the next thing recorded.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """What a decided blanking comes to.

    `files` gives each file of the book that is written anew by its path: where the new one lies,
    the hash of the old one ("" where there was none) and that of the new one. `gone` are papers
    that go, `names` the history's names with their new commits, `packs` the files of the new pack.
    """

    files: Mapping[str, tuple[str, str, str]]
    gone: tuple[str, ...]
    names: Mapping[str, str]
    packs: tuple[str, ...]


def decide(shelf: Path, todo: ToDo) -> None:
    """Flush all that was prepared, and give it the name by which it will be carried out."""
    prepared, steps = shelf / PREPARED, disk.here().steps
    with disk.stops_on_failed_flush(shelf):
        steps.write(prepared / _LIST, json.dumps(asdict(todo)).encode())
        for path in prepared.iterdir():
            steps.flush(path)
        steps.flush(prepared)
        steps.rename(prepared, shelf / DECIDED)
        steps.flush(shelf)


def finish(shelf: Path, *, is_alone: bool = False) -> bool:
    """Carry out what was decided and broken off, if anything was; the book's lock is held.

    With `is_alone`, the caller sees to it that nobody packs or copies the history meanwhile.

    Raises:
        BlankingWaits: somebody else does, and goes on doing so.
        OSError: the disk did not take it; what is left is done the next time.
    """
    if (shelf / PREPARED).exists():
        shutil.rmtree(shelf / PREPARED)
    decided = shelf / DECIDED
    if not decided.is_dir():
        return False
    if not (decided / _LIST).is_file():
        shutil.rmtree(decided)
        return False
    with contextlib.nullcontext() if is_alone else _alone(shelf / ".git"):
        todo = _read(decided / _LIST)
        if _is_as_it_was(shelf, todo):
            with disk.stops_on_failed_flush(shelf):
                _carry_out(shelf, decided, todo)
        else:
            _log.error("the text was changed while words were being blanked; blank them again")
        disk.here().steps.unlink(decided / _LIST)
        disk.here().steps.flush(decided)
        shutil.rmtree(decided)
    return True


def is_waiting(shelf: Path) -> bool:
    """Tell whether a blanking was broken off in this book."""
    return (shelf / DECIDED / _LIST).is_file()


@contextlib.contextmanager
def _alone(home: Path) -> Iterator[None]:
    """See that nobody packs or copies the history; not for long, since others wait for us."""
    until = time.monotonic() + _PATIENCE
    with (home / "tidying.lock").open("a") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise BlankingWaits from None
                time.sleep(0.05)
        yield


def _read(file: Path) -> ToDo:
    said = json.loads(file.read_bytes())
    return ToDo(
        files={name: (at, old, new) for name, (at, old, new) in said["files"].items()},
        gone=tuple(said["gone"]),
        names=said["names"],
        packs=tuple(said["packs"]),
    )


def hash_of(path: Path) -> str:
    """Give the hash of a file; empty where there is none."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _is_as_it_was(shelf: Path, todo: ToDo) -> bool:
    """Tell whether nobody changed by hand what is about to be written anew."""
    return all(hash_of(shelf / name) in marks for name, (_, *marks) in todo.files.items())


def _carry_out(shelf: Path, decided: Path, todo: ToDo) -> None:
    home, steps = shelf / ".git", disk.here().steps
    packs = home / "objects/pack"
    for name in todo.packs:
        if (decided / name).exists():
            steps.rename(decided / name, packs / name)
    steps.flush(packs)
    # Papers first, so that whatever the text names is there.
    for name in sorted(todo.files, key=lambda each: each.endswith(".beancount")):
        at, _, new = todo.files[name]
        if hash_of(shelf / name) != new:
            disk.place_whole(shelf, name, (decided / at).read_bytes())
    for name in todo.gone:
        steps.unlink(shelf / name)
    for folder in {(shelf / name).parent for name in todo.gone}:
        steps.flush(folder)
    _move_names(home, todo.names)
    _take_old_history_away(home, todo)
    disk.here().trees.clear()
    disk.here().seen.pop(shelf, None)
    _forget(shelf)
    listing.write_anew(home)


def _move_names(home: Path, names: Mapping[str, str]) -> None:
    for name, number in names.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        disk.put_by_way_of(home / _BESIDE, home / name, f"{number}\n".encode())
        disk.here().steps.flush((home / name).parent)
    for path in (home / "refs").rglob("*"):
        if path.is_file() and path.relative_to(home).as_posix() not in names:
            disk.here().steps.unlink(path)


def _take_old_history_away(home: Path, todo: ToDo) -> None:
    steps, objects = disk.here().steps, home / "objects"
    loose = [each for each in objects.glob("[0-9a-f][0-9a-f]/*") if each.is_file()]
    packed = [each for each in (objects / "pack").iterdir() if each.name not in todo.packs]
    beside = list(objects.glob("tmp_*"))
    for path in (*(home / name for name in _ASIDE), *loose, *packed, *beside):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            steps.unlink(path)
    for folder in {path.parent for path in (*loose, *packed)}:
        steps.flush(folder)
    steps.flush(objects)


def _forget(shelf: Path) -> None:
    """Take away what was made of the old text, to be made anew."""
    where = index.index_of(shelf)
    if where is not None:
        index.take_away(where)
    history.forget(shelf)
