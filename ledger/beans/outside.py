"""A stranger's book brought in: screened and read in a child, answered as text of our own.

The parent parses nothing that our formatter has not written. What the book means is kept: its
transactions, papers, prices and later facts, in its own order; notes and events become later facts;
what Beancount keeps on a single amount moves to the whole transaction.
"""

from ledger.beans.canon import canonical
from ledger.beans.screening import BookNotTaken, Unclear, screen
from ledger.children import MEGABYTE, Limits, run

__all__ = ["BookNotTaken", "BookTooLarge", "answer", "bring_in"]

_MOST = 20 * MEGABYTE
_LIMITS = Limits(seconds=120, clock=180.0, memory=3_072 * MEGABYTE, answer_bytes=80 * MEGABYTE)


class BookTooLarge(BookNotTaken):
    """The file is larger than any book that is brought in."""

    def __init__(self, size: int) -> None:
        """Give both sizes, in megabytes."""
        shown = f"has {size / MEGABYTE:.1f} MB, and at most {_MOST // MEGABYTE} MB are taken"
        super().__init__(0, shown, "Bring in fewer years at a time")


def bring_in(raw: bytes) -> str:
    """Give the text of a stranger's book as we would have written it, unchanged in meaning.

    Transactions without a fund are given `#general`, those without a number the next free one of
    their year in the order of their days, those without a kind "other".

    Raises:
        BookNotTaken: it holds something that is not taken over; the sentence names the line.
        ChildFailed: reading it took too much time or memory, or ended the child.
    """
    if len(raw) > _MOST:
        raise BookTooLarge(len(raw))
    return run(__name__, raw, limits=_LIMITS).decode("utf-8")


def answer(payload: bytes, _arguments: tuple[str, ...]) -> bytes:
    """Do the reading; this runs in the child."""
    try:
        text = payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unclear(0, "is not text in UTF-8", "Save it as UTF-8") from None
    screen(text)
    return canonical(text).encode("utf-8")
