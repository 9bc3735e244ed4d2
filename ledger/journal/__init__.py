"""The one writer: papers, text and history of a book, whole or not at all."""

from ledger.journal.hand import Attachment, Hand
from ledger.journal.writer import Plan, add, rewrite

__all__ = ["Attachment", "Hand", "Plan", "add", "rewrite"]
