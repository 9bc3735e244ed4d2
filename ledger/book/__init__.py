"""The book: one immutable reading of the text."""

from ledger.book.answers import Answers, Listing, Sought
from ledger.book.counted import asked, at_hand
from ledger.book.files import read, shelf_of, text_files
from ledger.book.shelf import Agreement, Apart, Book, Closing, Entry

__all__ = [
    "Agreement",
    "Answers",
    "Apart",
    "Book",
    "Closing",
    "Entry",
    "Listing",
    "Sought",
    "asked",
    "at_hand",
    "read",
    "shelf_of",
    "text_files",
]
