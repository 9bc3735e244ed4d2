"""Writing one act: under the lock, proved before it is kept, read back after."""

import contextlib
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledger import index
from ledger.accounts import Account
from ledger.beans import Directive, proved
from ledger.beans.parsing import AccountClosed
from ledger.book import Book
from ledger.book.issued import OURS as OUR_ISSUE
from ledger.book.issued import issued
from ledger.entries.directives import OF_FUNDS, OF_THE_BOOK, Fact
from ledger.errors import Problem, Refusal
from ledger.index.marks import Marks, marks_after, marks_of
from ledger.journal import commits, disk, finishing, looking, tidying
from ledger.journal.hand import Hand

_OUR_PAPER = re.compile(
    r"vouchers/[0-9]{4}/([0-9]{4}-[0-9]{4,6}-[0-9a-f]{8})(-p[0-9]+)?\.(jpg|pdf)"
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A book as an act finds it: its reading, its files' marks, and if the history has all of it.

    Under the book's lock these stay true but for what is changed by hand, which the next act finds.
    """

    book: Book
    marks: Marks
    is_kept: bool


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
        before = caught_up(shelf)
        wanted = plan(before.book)
        if wanted is None:
            return before.book
        after = _carry_out(shelf, before, wanted, hand.by)
    tidying.perhaps(shelf)
    return after


def _carry_out(shelf: Path, before: Before, wanted: Plan, by: str) -> Book:
    """Write a plan, have the history keep it, and read it back.

    What does not hang on one another is done side by side, since the disk is waited for anyway: the
    commit is laid beside the history while the text is written, and kept while it is read back. The
    history is given nothing before the text is in its place.
    """
    texts = _texts(wanted)
    laid = commits.Laid(shelf, wanted.done, by)
    meant = dict(wanted.files) | {name: disk.longer(shelf, name, text) for name, text in texts}
    written: dict[str, bytes] = {}
    kept: list[bool] = []
    read: list[Book] = []
    together = disk.here().steps.together
    looking.begin_act(shelf)
    try:
        together(
            [
                lambda: laid.lay(meant),
                lambda: written.update(_write(shelf, texts, wanted.files)),
            ]
        )
    except BaseException:
        laid.discard()
        raise
    if written != meant:
        # Somebody saved one of these files by hand a moment ago, and that belongs to it, too.
        laid.discard()
        laid.lay(written)
    marks = marks_after(shelf, before.marks, [*meant])
    together(
        [
            lambda: kept.append(laid.keep()),
            lambda: read.append(index.latest(shelf, marks, wrote=True)),
        ]
    )
    looking.end_act(shelf, marks, kept=kept[0] and before.is_kept)
    return read[0]


def rewrite(shelf: Path, name: str, change: Callable[[bytes], bytes], done: str, by: str) -> None:
    """Write one file of the text anew, whole: for the few lines that are replaced, not added to.

    Raises:
        Refusal: the change was declined, or the disk did not take it. Nothing was changed.
    """
    with disk.locked(shelf):
        before = caught_up(shelf)
        content = change((shelf / name).read_bytes())
        looking.begin_act(shelf)
        index.announce(shelf, content)
        disk.place_whole(shelf, name, content)
        is_kept = commits.commit(shelf, done, by, [name]) and before.is_kept
        looking.end_act(shelf, marks_after(shelf, before.marks, [name]), kept=is_kept)


def _write(
    shelf: Path, texts: list[tuple[str, str]], files: tuple[tuple[str, bytes], ...]
) -> dict[str, bytes]:
    """Place the papers, then the text; where that fails, take away the papers again.

    Gives what each file says now.
    """
    written = dict(files)
    try:
        for name, content in files:
            disk.place_whole(shelf, name, content)
        for name, text in texts:
            written[name] = disk.append(shelf, name, text)
    except OSError:
        with contextlib.suppress(OSError):
            _sweep(shelf, index.latest(shelf), [name for name, _ in files])
        raise
    return written


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
    if isinstance(line, Fact) and line.kind in OF_FUNDS:
        return "funds.beancount"
    if isinstance(line, Fact) and line.kind in OF_THE_BOOK:
        return "book.beancount"
    return month


def caught_up(shelf: Path) -> Before:
    """Give the latest reading, with no paper but those that it names.

    What the history does not take now, it is offered again with the next act.

    Raises:
        WritingStopped: a flush failed on the way.
        BooksUnreadable: a part of the text cannot be read.
        BlankingWaits: words are still to be blanked, and somebody copies the books.
    """
    finishing.finish(shelf)
    marks = marks_of(shelf)
    book = index.latest(shelf, marks)
    if book.problems:
        raise BooksUnreadable(book.problems[0])
    unkept = looking.unkept(shelf, marks)
    if not unkept:
        return Before(book=book, marks=marks, is_kept=unkept is not None)
    # Only what the history has never had: a paper that was kept once is nobody's orphan.
    swept = _sweep(shelf, book, [name for name, is_new in unkept.items() if is_new])
    for name in unkept:
        # Whoever wrote this text may have been killed before it was flushed, and it may hold a form
        # that is about to be answered as recorded.
        if name.endswith(".beancount") and (shelf / name).is_file():
            disk.place_whole(shelf, name, (shelf / name).read_bytes())
    names = [name for name in unkept if name not in swept]
    is_kept = commits.commit(shelf, "caught up", commits.NOBODY, names)
    marks = marks_of(shelf)
    looking.end_act(shelf, marks, kept=is_kept)
    disk.decline_if_stopped(shelf)
    return Before(book=book, marks=marks, is_kept=is_kept)


def _sweep(shelf: Path, book: Book, names: Collection[str]) -> list[str]:
    """Remove those of some files that are papers or reports of ours and that no line names."""
    ours = [(name, found[1]) for name in names if (found := _OUR_PAPER.fullmatch(name))]
    named = {Path(paper.name).stem for paper in book.documents} if ours else set()
    swept = [name for name, stem in ours if stem not in named]
    reports = [name for name in names if OUR_ISSUE.fullmatch(name)]
    told = {each.file for each in issued(book)} if reports else set()
    swept += [name for name in reports if name not in told]
    for name in swept:
        disk.here().steps.unlink(shelf / name)
    return swept
