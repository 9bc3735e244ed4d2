"""The book: one immutable reading of the text."""

from ledger.book.files import read, shelf_of, text_files
from ledger.book.shelf import Agreement, Book, Closing, Entry

__all__ = ["Agreement", "Book", "Closing", "Entry", "read", "shelf_of", "text_files"]
