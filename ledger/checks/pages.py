"""The text of a book again, file by file, for the rules about what its value does not carry."""

from functools import lru_cache
from pathlib import Path

from ledger.beans import Parsed, parse
from ledger.book import Book, shelf_of, text_files


def pages(book: Book) -> dict[str, Parsed]:
    """Give what each text file of a book says, by its name beside the book's main file."""
    shelf = shelf_of(book.place)
    files = text_files(book.place)
    return {each.relative_to(shelf).as_posix(): _page(each, book.version, shelf) for each in files}


def words(book: Book) -> dict[str, str]:
    """Give the text of each file of a book; what is not UTF-8 in it is replaced."""
    shelf = shelf_of(book.place)
    files = text_files(book.place)
    return {each.relative_to(shelf).as_posix(): _text(each) for each in files}


@lru_cache(maxsize=512)
def _page(file: Path, _version: str, shelf: Path) -> Parsed:
    return parse(_text(file), file.relative_to(shelf).as_posix())


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "replace")
