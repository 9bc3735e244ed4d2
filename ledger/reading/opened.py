"""A book as somebody names it: a folder of ours, or a single file that may be a stranger's."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger import index
from ledger.beans.outside import BookTooLarge, bring_in
from ledger.book import shelf_of
from ledger.book.files import MAIN, NoBookThere
from ledger.entries.directives import Document
from ledger.errors import Refusal

# Far more than any book that is brought in, so that the child's own limit is what counts.
_MOST_BYTES = 64 * 1024 * 1024


class BookUnreadable(Refusal):
    """The file is there, but this computer does not let it be read."""

    def __init__(self, place: Path, fault: OSError) -> None:
        """Name the file, and what the system says."""
        super().__init__(
            f"“{place.name}” could not be read: {fault.strerror or fault}.",
            "Look at who may read it.",
        )


@contextmanager
def opened(place: Path) -> Iterator[Path]:
    """Give the place from which a book is read, for as long as it is read.

    A folder of ours is read where it lies. A single file is a stranger's until it is shown to be
    harmless: a child reads it, what comes back is text that we wrote, and that text is laid in a
    folder of its own beside the papers that it names. So nothing here reads a stranger's bytes,
    and nothing is written beside them.

    Raises:
        NoBookThere: the place holds no book.
        BookUnreadable: the system does not let it be read.
        Refusal: the file holds something that is not taken over; the sentence names the line.
    """
    ours = _folder_of_ours(place)
    if ours:
        yield ours
        return
    text = bring_in(_bytes_of(place))
    with TemporaryDirectory(prefix="purse-") as folder:
        laid = Path(folder, place.name)
        laid.write_text(text, encoding="utf-8")
        for paper in index.current(laid).documents:
            _lay(place.parent, paper, Path(folder))
        yield laid


def papers_at_hand(place: Path) -> Mapping[str, bytes]:
    """Give the papers that an opened book names, by their path in its text.

    Only those that are what the book says: their bytes have the hash that stands beside them.
    """
    found = ((paper, _file_of(shelf_of(place), paper)) for paper in index.current(place).documents)
    contents = ((paper, file.read_bytes()) for paper, file in found if file)
    return {
        paper.path: content
        for paper, content in contents
        if hashlib.sha256(content).hexdigest() == paper.sha256
    }


def _folder_of_ours(place: Path) -> Path | None:
    """Give the folder of a book, also where its main file is named in its place."""
    if place.is_dir():
        if not (place / MAIN).is_file():
            raise NoBookThere(place)
        return place
    is_main = place.name == MAIN and place.is_file() and (place.parent / "journal").is_dir()
    return place.parent if is_main else None


def _bytes_of(place: Path) -> bytes:
    if not place.is_file():
        raise NoBookThere(place)
    try:
        if (size := place.stat().st_size) > _MOST_BYTES:
            raise BookTooLarge(size)
        return place.read_bytes()
    except OSError as fault:
        raise BookUnreadable(place, fault) from fault


def _file_of(shelf: Path, paper: Document) -> Path | None:
    """Give where the paper of a single file lies, if it lies in the file's own folder."""
    found = Path(shelf, paper.path).resolve()
    return found if found.is_relative_to(shelf.resolve()) and found.is_file() else None


def _lay(shelf: Path, paper: Document, folder: Path) -> None:
    """Lay a paper beside the text: a second name for the same file where the system can do that."""
    source = _file_of(shelf, paper)
    target = Path(folder, paper.path).resolve()
    if source is None or not target.is_relative_to(folder.resolve()) or target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
