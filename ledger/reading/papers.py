"""The papers of a book, by the name that they were kept under."""

from pathlib import Path

from ledger import index, vouchers
from ledger.book import shelf_of
from ledger.errors import Refusal
from ledger.reading.lines import is_help


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
    entry = book.entries.get(paper.entry)
    if entry and is_help(entry) and not sees_help:
        raise PaperUnknown
    found = vouchers.file_of(book, paper)
    if not found.is_relative_to(shelf_of(place).resolve()) or not found.is_file():
        raise PaperUnknown
    return found


def paper_names(place: Path) -> dict[str, str]:
    """Give the entry's number of every paper by its file name."""
    return {paper.name: paper.entry for paper in index.current(place).documents}
