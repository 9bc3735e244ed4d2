"""The papers of a book, by the name that they were kept under."""

from pathlib import Path

from ledger import index, vouchers
from ledger.book import Book, shelf_of
from ledger.entries.directives import Document
from ledger.errors import Refusal
from ledger.papers import clean
from ledger.reading.discretion import is_help

_JPEG = b"\xff\xd8\xff"


class PaperUnknown(Refusal):
    """The book has no paper of that name, or its file is gone."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("That paper is not there.", "Look for it at its entry.")


def paper_file(place: Path, name: str, *, sees_help: bool = True) -> Path:
    """Give where a paper lies, if the book knows it by that name and its file is in the book.

    Raises:
        PaperUnknown: no such paper, its file is gone, or it belongs to help given and the reader
            may see that only as counts.
    """
    book = index.current(place)
    paper = vouchers.paper_named(book, name)
    if paper is None:
        raise PaperUnknown
    if proves_help(book, paper) and not sees_help:
        raise PaperUnknown
    found = vouchers.file_of(book, paper)
    if not found.is_relative_to(shelf_of(place).resolve()) or not found.is_file():
        raise PaperUnknown
    return found


def proves_help(book: Book, paper: Document) -> bool:
    """Tell whether a paper belongs to an entry that tells of help given."""
    proved = (book.entries[number] for number in paper.links if number in book.entries)
    return any(is_help(book, entry) for entry in proved)


def paper_pictures(place: Path, name: str, *, sees_help: bool = False) -> tuple[bytes, ...]:
    """Give a paper's pages as JPEG pictures: a photo itself, or a PDF's as they were kept with it.

    A PDF that came without pictures of its pages is decoded now, in a child.

    Raises:
        PaperUnknown: as for `paper_file`.
        PaperRefusal: a PDF that cannot be decoded.
    """
    found = paper_file(place, name, sees_help=sees_help)
    content = found.read_bytes()
    if content.startswith(_JPEG):
        return (content,)
    kept = sorted(
        found.parent.glob(f"{found.stem}-p*.jpg"), key=lambda each: (len(each.name), each)
    )
    return tuple(each.read_bytes() for each in kept) or clean(content).pages


def paper_names(place: Path) -> dict[str, str]:
    """Give the entry's number of every paper by its file name."""
    return {paper.name: paper.entry for paper in index.current(place).documents}
