"""Writing one act: under the lock, proved before it is kept, read back after."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pygit2

from ledger import index
from ledger.accounts import Account
from ledger.beans import Directive, proved
from ledger.beans.parsing import AccountClosed
from ledger.book import Book
from ledger.entries.directives import Fact
from ledger.journal import commits, disk
from ledger.journal.hand import Hand

_log = logging.getLogger(__name__)
_OUR_PAPER = re.compile(r"([0-9]{4}-[0-9]{4,6}-[0-9a-f]{8})(-p[0-9]+)?\.(jpg|pdf)")
_OF_FUNDS = {"fund", "grant-budget", "grant-change"}
_OF_THE_BOOK = {"group", "fava-option"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one act writes: its lines in order, the files of its papers, and its name.

    `month` is the day whose month file it lies in. `done` tells it for the history, such as
    "recorded 2026-0042".
    """

    lines: tuple[Directive, ...]
    done: str
    month: date
    files: tuple[tuple[str, bytes], ...] = ()


def add(shelf: Path, plan: Callable[[Book], Plan | None], hand: Hand) -> Book:
    """Carry out a plan on the latest reading of a book, and give the reading after it.

    The plan is made under the book's lock, so that what it checked is still true when it is
    written; no plan means that there was nothing left to do.

    Raises:
        Refusal: the plan was declined, the text does not read back as meant, or the disk did not
            take it. Nothing was recorded.
    """
    with disk.locked(shelf):
        before = index.current(shelf)
        _catch_up(shelf, before)
        wanted = plan(before)
        if wanted is None:
            return before
        texts = _texts(wanted)
        for name, content in wanted.files:
            disk.place_whole(shelf, name, content)
        for name, text in texts:
            disk.append(shelf, name, text)
        after = index.current(shelf)
        _commit(shelf, wanted.done, hand.by)
    return after


def _texts(plan: Plan) -> list[tuple[str, str]]:
    """Give what is added to each file, the accounts first, since the rest may name them."""
    month = f"journal/{plan.month:%Y-%m}.beancount"
    by_file: dict[str, list[Directive]] = {}
    for line in plan.lines:
        by_file.setdefault(_file_of(line, month), []).append(line)
    return [(name, f"\n{proved(by_file[name])}") for name in sorted(by_file)]


def _file_of(line: Directive, month: str) -> str:
    if isinstance(line, Account | AccountClosed):
        return "accounts.beancount"
    if isinstance(line, Fact) and line.kind in _OF_FUNDS:
        return "funds.beancount"
    if isinstance(line, Fact) and line.kind in _OF_THE_BOOK:
        return "book.beancount"
    return month


def _catch_up(shelf: Path, book: Book) -> None:
    """Sweep papers whose entry never came to be, and keep in the history what changed outside."""
    if not commits.uncommitted(shelf):
        return
    named = {Path(paper.name).stem for paper in book.documents}
    for path in shelf.glob("vouchers/*/*"):
        ours = _OUR_PAPER.fullmatch(path.name)
        if ours and ours[1] not in named:
            path.unlink()
    commits.commit(shelf, "caught up", commits.NOBODY)


def _commit(shelf: Path, done: str, by: str) -> None:
    """Commit; if that fails, the entry stands all the same, and the next act catches up."""
    try:
        commits.commit(shelf, done, by)
    except (OSError, pygit2.GitError):
        _log.exception("no commit was made; the next act will make it")
