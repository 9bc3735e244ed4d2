"""The book: one immutable reading of the text."""

from ledger.book.answers import Answers, Listing, Sought
from ledger.book.counted import asked
from ledger.book.files import read, shelf_of, text_files
from ledger.book.shelf import Agreement, Book, Closing, Entry

__all__ = [
    "Agreement",
    "Answers",
    "Book",
    "Closing",
    "Entry",
    "Listing",
    "Sought",
    "asked",
    "read",
    "shelf_of",
    "text_files",
]
