"""A whole book judged in a process of its own: rules, Beancount's own load, index and history.

The text is first laid aside as of one moment, so that whoever records meanwhile is not in the way.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger import history, index
from ledger.book import Book, read, text_files
from ledger.book.files import named_texts, version_of
from ledger.checks.known import known_problems
from ledger.checks.loaded import equal_to_beancount
from ledger.checks.rules import problems
from ledger.checks.same import index_is_right, index_unreadable, tables_are_right
from ledger.checks.taken_out import history_in_order, nothing_taken_out
from ledger.children import MEGABYTE, Limits, run
from ledger.errors import Problem, Refusal
from ledger.index.damage import is_passing
from ledger.index.rows import problem_body, problem_of

__all__ = ["BookInMotion", "Proven", "answer", "proven"]

_LIMITS = Limits(
    seconds=3_600,
    clock=7_200.0,
    memory=8_192 * MEGABYTE,
    file_bytes=2_048 * MEGABYTE,
    answer_bytes=64 * MEGABYTE,
)
_TRIES = 20
_GENTLY, _AT_ONCE = "gently", "at once"
_LOWEST = 19


class BookInMotion(Refusal):
    """The text changed each time that it was about to be looked at."""

    def __init__(self) -> None:
        """Say when to come back."""
        super().__init__(
            "These books are being written to all the time.", "Check them in a quieter minute."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What was found in one version of a book.

    `index` is what its index had wrong, empty where it has none; `is_known` tells whether what
    pages are told wants looking at is what was found.
    """

    title: str
    version: str
    entries: int
    papers: int
    problems: tuple[Problem, ...]
    index: tuple[Problem, ...]
    is_known: bool


def proven(place: Path, *, gently: bool = False) -> Proven:
    """Judge a book of ours; `gently` leaves the machine to whoever has something more urgent.

    Raises:
        BookInMotion: somebody writes without a pause.
        ChildFailed: it took too much time or memory, or the reading ended the process.
    """
    arguments = (str(place.resolve()), _GENTLY if gently else _AT_ONCE)
    told = json.loads(run(__name__, b"", limits=_LIMITS, arguments=arguments))
    return Proven(
        title=told["title"],
        version=told["version"],
        entries=told["entries"],
        papers=told["papers"],
        problems=tuple(map(problem_of, told["problems"])),
        index=tuple(map(problem_of, told["index"])),
        is_known=told["is_known"],
    )


def answer(_payload: bytes, arguments: tuple[str, ...]) -> bytes:
    """Do the judging; this runs in the child."""
    place = Path(arguments[0])
    if arguments[1] == _GENTLY:
        os.nice(_LOWEST)
    # Asked before the text is read: whoever records meanwhile only adds to it.
    before = tuple(history.replaced_by_hand(place))
    indexed, plain = _of_one_moment(place)
    with _laid(plain) as main:
        broken = problems(plain)
        found = [*broken, *equal_to_beancount(plain, main), *nothing_taken_out(plain, before)]
        found += history_in_order(place)
        wrong = _wrong_in(indexed, plain, main.parent)
    told = {
        "title": plain.title,
        "version": plain.version,
        "entries": len(plain.entries),
        "papers": len(plain.documents),
        "problems": [problem_body(each) for each in found],
        "index": [problem_body(each) for each in wrong],
        "is_known": bool(wrong) or _told(known_problems(indexed)) == _told(broken),
    }
    return json.dumps(told).encode()


def _wrong_in(indexed: Book, plain: Book, laid: Path) -> list[Problem]:
    """Give what an index has otherwise than the text; that it cannot be read, if it cannot.

    Raises:
        OSError, sqlite3.Error: there was no place to lay another one beside it.
    """
    if indexed.known is None:
        return []
    try:
        return [*index_is_right(indexed, plain), *tables_are_right(indexed, laid)]
    except Exception as fault:
        # A wrong byte in an index may come out as any fault; a full disk is none of its own.
        if is_passing(fault):
            raise
        return [index_unreadable()]


def _of_one_moment(place: Path) -> tuple[Book, Book]:
    """Give a book out of its index, and the same version read plainly.

    Raises:
        BookInMotion: the two are never of one version.
    """
    for _ in range(_TRIES):
        indexed, plain = index.latest(place), read(place)
        if indexed.version == plain.version:
            return indexed, plain
    raise BookInMotion


@contextmanager
def _laid(book: Book) -> Iterator[Path]:
    """Lay the text of a folder aside as it was read, beside its papers; a single file lies still.

    Raises:
        BookInMotion: the text is another by now.
    """
    if book.place.is_file():
        yield book.place
        return
    with TemporaryDirectory(prefix="purse-") as folder:
        texts = named_texts(book.place)
        marks = [(name, hashlib.sha256(raw).hexdigest()) for name, raw in texts]
        if version_of(marks) != book.version:
            raise BookInMotion
        for name, raw in texts:
            laid = Path(folder, name)
            laid.parent.mkdir(parents=True, exist_ok=True)
            laid.write_bytes(raw)
        Path(folder, "vouchers").symlink_to(book.place / "vouchers")
        yield text_files(Path(folder))[0]


def _told(found: tuple[Problem, ...]) -> list[str]:
    return sorted(map(problem_body, found))
