"""A print made by a thread beside the answers, once for all who ask."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grant_reports.apart import printed_apart
from grant_reports.orders import Order
from grant_reports.printing import NotPrinted
from ledger.errors import Refusal
from ledger.reading import book_version
from ledger.reading.blanking import is_being_blanked
from webapp.prints.keeping import Kept, Turn, folder_of
from webapp.prints.naming import name_of
from webapp.prints.turns import in_turn, joins, leaves, starts

_log = logging.getLogger(__name__)


class NotKept(Refusal):
    """The disk takes nothing more, so that what is printed cannot be kept."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "The document could not be kept: the computer's disk does not take it.",
            "Nothing is lost. Ask whoever keeps the computer to make room, then try once more.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A document that somebody asks for.

    `said` is all that it is made of beside the book: what is not in it may not change it. `make`
    makes it, without asking anything of the request. One that is `passing` names somebody, and is
    kept for some minutes, in memory alone; so is any while words of its book are being blanked.
    """

    kind: str
    place: Path
    said: tuple[object, ...]
    make: Callable[[], bytes]
    passing: bool = False

    def kept(self) -> Kept:
        """Give the place where it is kept, or will be, as the book stands now."""
        name = name_of(self.kind, book_version(self.place), self.said)
        passing = self.passing or is_being_blanked(self.place)
        return Kept(folder=folder_of(self.place), name=name, passing=passing)

    @classmethod
    def of(cls, place: Path, order: Order, *, passing: bool = False) -> "Wanted":
        """Give a document that is made of nothing but the book and its order."""
        return cls(
            kind="order",
            place=place,
            said=(order,),
            make=lambda: printed_apart(place, order),
            passing=passing,
        )

    def is_still(self, kept: Kept) -> bool:
        """Tell whether the book stands as it did when the place was given."""
        try:
            return book_version(self.place)[:16] == kept.name[:16]
        except Refusal:
            return False


def begin(wanted: Wanted, kept: Kept) -> None:
    """Begin to make a document, unless somebody makes it already or too many of its group wait."""
    place = kept.folder / kept.name
    if not joins(place):
        return
    try:
        threading.Thread(target=_make, args=(wanted, kept), name="print", daemon=True).start()
    except RuntimeError:
        leaves(place)
        raise


def _make(wanted: Wanted, kept: Kept) -> None:
    try:
        with kept.alone() as turn:
            if turn is not None and kept.content() is None:
                with in_turn():
                    starts(kept.folder / kept.name)
                    _make_alone(wanted, kept, turn)
    except FileNotFoundError:
        _log.info("a document was not kept: all of its book were taken away at that moment")
    except OSError:
        _log.exception("a document could not be kept")
        kept.refuse(NotKept())
    except Exception:  # noqa: BLE001 - a thread's end: whoever asked is told in words
        _log.exception("a document could not be made")
        kept.refuse(NotPrinted())
    finally:
        leaves(kept.folder / kept.name)


def _make_alone(wanted: Wanted, kept: Kept, turn: Turn) -> None:
    """Make it and keep it, if the book stands all the while as its name says.

    Otherwise nothing is kept: whoever waits asks again, and it is made as the book stands then.
    """

    def is_right() -> bool:
        return turn.lasts() and wanted.is_still(kept)

    if not is_right():
        return
    made = _printed(wanted)
    if not is_right():
        return
    if isinstance(made, Refusal):
        kept.refuse(made)
        return
    kept.keep(made)
    # Words that were blanked after this question take the print away themselves.
    if not is_right():
        kept.drop()


def _printed(wanted: Wanted) -> bytes | Refusal:
    try:
        return wanted.make()
    except Refusal as refusal:
        return refusal
    except Exception:  # noqa: BLE001 - whatever broke, whoever asked is told in words
        _log.exception("a document could not be printed")
        return NotPrinted()
