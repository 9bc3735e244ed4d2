"""A print made by a thread beside the answers, once for all who ask."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grant_reports.printing import NotPrinted
from ledger.errors import Refusal
from ledger.reading import book_version
from webapp.prints.keeping import Kept, folder_of
from webapp.prints.naming import name_of

# A print takes most of one processor; the others wait for their turn.
_AT_ONCE = 2

_log = logging.getLogger(__name__)
_room = threading.BoundedSemaphore(_AT_ONCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A document that somebody asks for.

    `said` is all that it is made of beside the book: what is not in it may not change it. `make`
    makes it, without asking anything of the request.
    """

    kind: str
    place: Path
    said: tuple[object, ...]
    make: Callable[[], bytes]

    def kept(self) -> Kept:
        """Give the place where it is kept, or will be, as the book stands now."""
        name = name_of(self.kind, book_version(self.place), self.said)
        return Kept(folder=folder_of(self.place), name=name)


def begin(wanted: Wanted, kept: Kept) -> None:
    """Begin to make a document, if nobody makes it already."""
    threading.Thread(target=_make, args=(wanted, kept), name="print", daemon=True).start()


def _make(wanted: Wanted, kept: Kept) -> None:
    with kept.alone() as is_alone:
        if not is_alone or kept.content() is not None:
            return
        try:
            with _room:
                kept.keep(wanted.make())
        except Refusal as refusal:
            kept.refuse(refusal)
        except Exception:  # noqa: BLE001 - a thread's end: whoever asked is told in words
            _log.exception("a document could not be printed")
            kept.refuse(NotPrinted())
