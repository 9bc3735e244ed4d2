"""Founding a book: all its files at once, the main one last, then the first commit."""

from collections.abc import Mapping
from pathlib import Path

from ledger.book.files import MAIN
from ledger.errors import Refusal
from ledger.index.marks import marks_of
from ledger.journal import commits, disk, looking
from ledger.journal.hand import Hand


class BookAlreadyThere(Refusal):
    """A book is never made over another one."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("There is a book in that folder already.", "Choose an empty folder.")


def found(shelf: Path, files: Mapping[str, bytes], hand: Hand) -> None:
    """Found a book from its files by name, `book.beancount` among them.

    The main file is placed last, so that a folder with a main file is a whole book.

    Raises:
        BookAlreadyThere: the folder holds a book.
        DiskDeclined: the disk did not take it.
    """
    with disk.faults_in_words():
        new = [each for each in (shelf, *shelf.parents) if not each.exists()]
        shelf.mkdir(parents=True, exist_ok=True)
        for each in new:
            disk.here().steps.flush(each.parent)
    with disk.locked(shelf):
        if (shelf / MAIN).exists():
            raise BookAlreadyThere
        for name in sorted(files, key=lambda each: each == MAIN):
            disk.place_whole(shelf, name, files[name])
        # What was broken off before may have begun one.
        if not (shelf / ".git").is_dir():
            commits.begin(shelf)
        is_kept = commits.commit(shelf, "began the book", hand.by, files)
        looking.end_act(shelf, marks_of(shelf), kept=is_kept)
