"""Slices of a book: the text that proves one document, to be opened by a stranger by itself.

A slice holds what the figures of its document need and nothing else, as one file that stock
Beancount loads without an error. Nobody who was helped is in it, not even as a line: help given is
added up. What of the book is not in it but has to be known (that an entry was put right in another
fund, that a paper is kept) stands there as a later fact of its own.
"""

from ledger.slices.asking import NotASlice, Recomputed, recomputed
from ledger.slices.subjects import ACCOUNTS, REPORT, Subject
from ledger.slices.writing import slice_of

__all__ = ["ACCOUNTS", "REPORT", "NotASlice", "Recomputed", "Subject", "recomputed", "slice_of"]
