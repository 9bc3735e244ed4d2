"""Writing one act: under the lock, proved before it is kept, read back after."""

import contextlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledger import index
from ledger.accounts import Account
from ledger.beans import Directive, proved
from ledger.beans.parsing import AccountClosed
from ledger.book import Book
from ledger.entries.directives import Fact
from ledger.errors import Problem, Refusal
from ledger.journal import commits, disk
from ledger.journal.hand import Hand

_OUR_PAPER = re.compile(
    r"vouchers/[0-9]{4}/([0-9]{4}-[0-9]{4,6}-[0-9a-f]{8})(-p[0-9]+)?\.(jpg|pdf)"
)
_OF_FUNDS = {"fund", "grant-budget", "grant-change"}
_OF_THE_BOOK = {"group", "fava-option"}


class BooksUnreadable(Refusal):
    """A part of the text was changed by hand so that it cannot be read.

    What stands there is missing from every sum, and its numbers would be given out again.
    """

    def __init__(self, problem: Problem) -> None:
        """Say where, and what to do."""
        super().__init__(f"Nothing was recorded: {problem.sentence}", problem.remedy)


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
        BooksUnreadable: a part of the text cannot be read.
        PerhapsRecorded: the disk failed in between, so that nobody can say.
    """
    with disk.locked(shelf):
        before = index.current(shelf)
        if before.problems:
            raise BooksUnreadable(before.problems[0])
        _catch_up(shelf, before)
        wanted = plan(before)
        if wanted is None:
            return before
        _write(shelf, _texts(wanted), wanted.files)
        after = index.current(shelf)
        commits.commit(shelf, wanted.done, hand.by)
    return after


def _write(shelf: Path, texts: list[tuple[str, str]], files: tuple[tuple[str, bytes], ...]) -> None:
    """Place the papers, then the text; where that fails, take away the papers again."""
    try:
        for name, content in files:
            disk.place_whole(shelf, name, content)
        for name, text in texts:
            disk.append(shelf, name, text)
    except OSError:
        with contextlib.suppress(OSError):
            _sweep(shelf, index.current(shelf), [name for name, _ in files])
        raise


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
    unkept = commits.unkept(shelf)
    if unkept:
        # Only what the history has never had: a paper that was kept once is nobody's orphan.
        _sweep(shelf, book, [name for name, is_new in unkept.items() if is_new])
        commits.commit(shelf, "caught up", commits.NOBODY)


def _sweep(shelf: Path, book: Book, names: Iterable[str]) -> None:
    """Remove those of some files that are papers of ours and that no line of the text names."""
    named = {Path(paper.name).stem for paper in book.documents}
    for name in names:
        ours = _OUR_PAPER.fullmatch(name)
        if ours and ours[1] not in named:
            (shelf / name).unlink(missing_ok=True)
