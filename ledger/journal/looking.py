"""What stands in a book's folder and not in its history: what was changed by hand, or broken off.

The whole folder is looked through once in each program, and where something tells that it changed
outside: another time or size of a text file or of a folder of papers, or the mark of an act that
was broken off. Otherwise a look costs a few dozen times of files.
"""

import contextlib
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ledger.index.marks import Mark, Marks, mark_of
from ledger.journal import commits, disk
from ledger.journal.objects import Objects, number_of, sweep_beside

_log = logging.getLogger(__name__)
# Begun is what it says while an act is under way.
_HOME = ".git"
_MARK = f"{_HOME}/act-begun"
_BEGUN, _ENDED = b"1", b"0"
_NS = 1_000_000_000
# Clocks of files tick more slowly than ours, and commits know whole seconds only.
_SLACK_SECONDS = 2
# So many acts of others are followed back; after more, the whole folder is looked through.
_MANY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How a book was left: its newest commit, and the size and times of what it is made of."""

    newest: str
    texts: Marks
    papers: Marks


def begin_act(shelf: Path) -> None:
    """Leave a mark, so that another program sees if this act is broken off.

    It is not flushed: after a power cut every program is a new one, and looks at the whole.
    """
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        disk.here().steps.say(shelf / _MARK, _BEGUN)


def end_act(shelf: Path, texts: Marks, *, kept: bool) -> None:
    """Remember how the act left the book; the mark stays where it is not in the history.

    `texts` are the marks of its text files, as the act found and left them. What the disk declines
    here takes nothing back: the next act looks at all of it.
    """
    disk.here().seen.pop(shelf, None)
    if kept:
        with contextlib.suppress(OSError):
            disk.here().steps.say(shelf / _MARK, _ENDED)
            disk.here().seen[shelf] = _seen(shelf, texts)


def unkept(shelf: Path, texts: Marks) -> dict[str, bool] | None:
    """Give the files that differ from the history, each with whether it has never had it.

    None says that nobody can tell, since the history cannot be read. `texts` are the marks of its
    text files, just looked at.
    """
    try:
        if not (shelf / _HOME).is_dir():
            commits.begin(shelf)
            disk.here().seen.pop(shelf, None)
        if not _may_have_changed(shelf, texts):
            return {}
        sweep_beside(shelf / _HOME)
        unlike = differing(shelf)
    except commits.FAULTS:
        _log.exception("the history could not be read")
        return None
    if not unlike:
        end_act(shelf, texts, kept=True)
    return unlike


def _seen(shelf: Path, texts: Marks) -> Seen:
    # Read as it stands on the disk: a damaged history must not stop a record that stands.
    main = shelf / ".git/refs/heads/main"
    return Seen(
        newest=main.read_text() if main.exists() else "",
        texts=texts,
        papers=dict(_folders_of_papers(shelf)),
    )


def _folders_of_papers(shelf: Path) -> Iterator[tuple[str, Mark]]:
    for name in ("vouchers", "issued"):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            yield name, mark_of((shelf / name).stat())
            with os.scandir(shelf / name) as years:
                for year in years:
                    if year.is_dir():
                        yield f"{name}/{year.name}", mark_of(year.stat())


def _may_have_changed(shelf: Path, texts: Marks) -> bool:
    before, now = disk.here().seen.get(shelf), _seen(shelf, texts)
    if not isinstance(before, Seen) or _is_begun(shelf):
        return True
    if before.newest == now.newest:
        return before != now
    if not _follows(shelf, now.newest.strip(), before.newest.strip()):
        return True
    # Another program of ours wrote, and left no mark: its papers are kept. Texts are compared.
    changed = [name for name, mark in now.texts.items() if before.texts.get(name) != mark]
    return not before.texts.keys() <= now.texts.keys() or _any_unlike_history(shelf, changed)


def _follows(shelf: Path, newest: str, older: str) -> bool:
    """Tell whether a commit was made on top of another one lately, and none was undone."""
    objects, number = Objects(shelf / _HOME), newest
    for _ in range(_MANY):
        if not number or number == older:
            return bool(number)
        number = next(iter(commits.commit_of(objects, number).parents), "")
    return False


def _is_begun(shelf: Path) -> bool:
    try:
        return (shelf / _MARK).read_bytes() != _ENDED
    except FileNotFoundError:
        return False


def _any_unlike_history(shelf: Path, names: list[str]) -> bool:
    head = commits.newest(shelf / _HOME)
    objects, tree = Objects(shelf / _HOME), head.tree if head else ""
    return any(
        objects.number_in(tree, name) != number_of((shelf / name).read_bytes()) for name in names
    )


def differing(shelf: Path) -> dict[str, bool]:
    """Compare every file with the history; papers by name, and by content if younger than it.

    Raises:
        GitError, KeyError, ValueError: the history was damaged.
    """
    head = commits.newest(shelf / _HOME)
    kept = Objects(shelf / _HOME).files(head.tree) if head else {}
    since = (head.seconds - _SLACK_SECONDS) * _NS if head else 0
    here = _files(shelf)
    unlike = {name: True for name in here if name not in kept}
    unlike |= {name: False for name in kept if name not in here}
    for name, changed in here.items():
        is_asked = name in kept and (name.endswith(".beancount") or changed >= since)
        if is_asked and number_of((shelf / name).read_bytes()) != kept[name]:
            unlike[name] = False
    return unlike


def _files(shelf: Path, under: str = "") -> dict[str, int]:
    """Give all files of a folder by their paths, with the time in ns at which each changed."""
    found: dict[str, int] = {}
    with os.scandir(shelf / under) as entries:
        for entry in entries:
            path = f"{under}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                found |= _files(shelf, f"{path}/") if entry.name != ".git" else {}
            elif entry.is_file(follow_symlinks=False) and not _is_passing(path):
                found[path] = entry.stat().st_ctime_ns
    return found


def _is_passing(path: str) -> bool:
    """Tell what belongs to the writing itself; the same as in the history's list of exclusions."""
    name = path.rsplit("/", 1)[-1]
    is_beside = any(part.startswith(".") and part.endswith(".new") for part in path.split("/"))
    return name == ".lock" or is_beside
