"""Blanking words and pictures in a book and in its history: whole, or not begun."""

import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pygit2

from ledger import index
from ledger.beans.blanking import Blanking, blanked_text
from ledger.book import Book
from ledger.book.blankable import blanker
from ledger.errors import Refusal
from ledger.index.marks import marks_of
from ledger.journal import disk, finishing, looking, tidying
from ledger.journal.past import Change, Retelling, Say, blanked_message
from ledger.journal.writer import caught_up

_MAIN = "refs/heads/main"


class HistoryUnreadable(Refusal):
    """The history is damaged, so that nobody could say that the words are gone from it."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "The history of these books is damaged, so nothing was blanked.",
            "Ask whoever keeps the computer to bring the books back from a back-up first.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankPlan:
    """What a book becomes: its changed files by their paths, and what its history is told without.

    `phrases` are the words that go, `names` the papers by file name as they are called from now on
    ("" for one that goes), `gone` their old paths, and `done` names the act for the history.
    """

    blanking: Blanking
    phrases: tuple[str, ...]
    files: Mapping[str, bytes]
    names: Mapping[str, str]
    gone: tuple[str, ...]
    done: str


def blank(shelf: Path, plan: Callable[[Book], BlankPlan | None], by: str, say: Say) -> Book:
    """Carry out a plan on the latest reading of a book, and give the reading after it.

    Raises:
        Refusal: the plan was declined, or the disk did not take it. Nothing was changed.
        HistoryUnreadable: the history cannot be told anew.
        BlankingUnfinished: it was decided, and is finished with the next act.
    """
    with tidying.untidied(shelf), disk.locked(shelf):
        finishing.finish(shelf, is_alone=True)
        before = caught_up(shelf)
        is_kept, wanted = before.is_kept, plan(before.book)
        # What it was read with may not outlive the index that goes.
        del before
        if wanted is None:
            return index.latest(shelf)
        if not is_kept:
            raise HistoryUnreadable
        _decide(shelf, wanted, by, say)
        try:
            finishing.finish(shelf, is_alone=True)
        except OSError as fault:
            raise finishing.BlankingUnfinished from fault
        looking.end_act(shelf, marks_of(shelf), kept=True)
        return index.latest(shelf)


def finish_blanking(shelf: Path) -> bool:
    """Finish what was broken off in a book, if anything was, and tell whether it was.

    Raises:
        DiskDeclined: the disk does not take it.
    """
    if not finishing.is_waiting(shelf):
        return False
    with tidying.untidied(shelf), disk.locked(shelf):
        return finishing.finish(shelf, is_alone=True)


def _decide(shelf: Path, plan: BlankPlan, by: str, say: Say) -> None:
    prepared = shelf / finishing.PREPARED
    prepared.mkdir()
    files = {}
    for count, (name, content) in enumerate(sorted(plan.files.items())):
        disk.here().steps.write(prepared / str(count), content)
        mark = sha256(content).hexdigest()
        files[name] = (str(count), finishing.hash_of(shelf / name), mark)
    names, packs = _told_anew(shelf, prepared, plan, by, say)
    todo = finishing.ToDo(files=files, gone=plan.gone, names=names, packs=packs)
    finishing.decide(shelf, todo)


def _told_anew(
    shelf: Path, prepared: Path, plan: BlankPlan, by: str, say: Say
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Tell the history anew, lay its pack among what is prepared, and give its names and files."""
    bench = prepared / "history"
    papers = {name.rsplit("/", 1)[-1]: raw for name, raw in plan.files.items()}
    change = Change(
        text=lambda text: blanked_text(text, plan.blanking),
        words=blanked_message(blanker(plan.phrases)),
        names=plan.names,
        contents={name: raw for name, raw in papers.items() if not name.endswith(".beancount")},
    )
    who = f"{by} <{by}@book.invalid> {int(time.time())} +0000"
    try:
        told = Retelling(pygit2.Repository(str(shelf)), bench, change)
        names = told.told(say)
        names[_MAIN] = told.ends_with(names[_MAIN], plan.files, plan.done, who)
        made = told.pack(say)
    except (pygit2.GitError, KeyError, ValueError) as fault:
        raise HistoryUnreadable from fault
    for path in made:
        path.rename(prepared / path.name)
    shutil.rmtree(bench)
    return names, tuple(path.name for path in made)
