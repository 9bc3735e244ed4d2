"""What was issued, each document exactly as it went out, and what is amiss before one goes."""

from hashlib import sha256
from pathlib import Path

from ledger import index
from ledger.book.issued import Issued, issued_file
from ledger.book.issued import issued as issued_in
from ledger.checks import known_problems
from ledger.errors import Refusal

__all__ = ["Issued", "IssuedGone", "issued", "issued_content", "outside_dates"]


class IssuedGone(Refusal):
    """Nothing of that name was issued, or its file is not the one that was kept."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "That document is not with the books.",
            "Look for it among those that were issued, or put its file back from a back-up.",
        )


def issued(place: Path, about: str, sort: str) -> tuple[Issued, ...]:
    """Give what was issued about a fund or a year, of one sort, the newest first."""
    return tuple(reversed(issued_in(index.current(place), about, sort)))


def outside_dates(place: Path, fund: str) -> tuple[str, ...]:
    """Give the entries of a fund that were spent before or after the dates of its grant."""
    book = index.current(place)
    found = (each.about for each in known_problems(book) if each.rule == "spent_outside_dates")
    entries = (book.entries[number] for number in found if number in book.entries)
    return tuple(each.number for each in entries if fund in each.funds)


def issued_content(place: Path, made: Issued) -> bytes:
    """Give a document that was issued, byte for byte.

    Raises:
        IssuedGone: its file is not there, or is another than the one that was kept.
    """
    file = issued_file(index.current(place), made)
    content = file.read_bytes() if file and file.is_file() and not file.is_symlink() else b""
    if not content or sha256(content).hexdigest() != made.sha256:
        raise IssuedGone
    return content
