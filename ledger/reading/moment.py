"""Answering one question from one moment of the books, for whoever stands above the ledger."""

from pathlib import Path

from ledger import index
from ledger.index import at_one_moment, is_at_hand
from ledger.index.damage import is_damage

__all__ = ["at_one_moment", "is_at_hand", "is_damage", "read_anew"]


def read_anew(place: Path) -> None:
    """Make the index of a book, if it has none: with very many entries that takes its time.

    Raises:
        NoBookThere: the place holds no book.
    """
    index.latest(place)
