"""While a book's index is made anew, who looks is told so, by a page that comes back by itself.

Small books are read in less time than anybody notices. Who records waits instead: nothing that was
sent is put off.
"""

import logging
import threading
import time
from pathlib import Path

import flask

from ledger.errors import Refusal
from ledger.reading.moment import is_at_hand, is_damage, read_anew
from webapp.failures import FailurePage
from webapp.show import render

# How many seconds a request waits before it is answered with the page; to be set shorter in tests.
PATIENCE = "READING_PATIENCE"
_PATIENCE = 1.0
_AGAIN_IN = "2"
_LOOKING = frozenset({"GET", "HEAD"})
_PAGE = FailurePage(
    title="Your books are being read",
    words="What we keep beside the books to find things fast is being made again from them. For "
    "many years of entries that takes up to a minute.",
    remedy="This page comes back by itself. Nothing is lost, and you need do nothing.",
)
_TO_OUTSIDERS = FailurePage(
    title="These figures are being read",
    words="These figures are being read, and come in a moment.",
    remedy="This page comes back by itself.",
)
# How many seconds a book is shown without an index after none came of reading it, on a full disk
# say: however long a page takes then, to read it once more before would make it take longer.
_IN_VAIN = 300.0
_log = logging.getLogger("webapp.reading_anew")
_reading: dict[Path, threading.Thread] = {}
_read_in_vain: dict[Path, float] = {}
_guard = threading.Lock()


def tell_while_reading(app: flask.Flask) -> None:
    """Answer with that page for as long as it takes, once the door has let somebody in."""
    app.before_request(_told)


def broke_on_its_index(fault: Exception) -> bool:
    """Tell whether what just broke was a look at a book whose index was damaged.

    Such an index is taken away at once (`ledger.index.damage`), so it is not at hand any more,
    unless somebody else had it made anew already.
    """
    group = flask.g.get("group")
    if group is None or flask.request.method not in _LOOKING:
        return False
    return is_damage(fault) or not is_at_hand(group.folder)


def _told() -> flask.typing.ResponseReturnValue | None:
    group = flask.g.get("group")
    if group is None or flask.request.method not in _LOOKING or is_at_hand(group.folder):
        return None
    if time.monotonic() < _read_in_vain.get(group.folder, 0.0):
        return None
    reading = _begun(group.folder)
    reading.join(flask.current_app.config.get(PATIENCE, _PATIENCE))
    if not reading.is_alive():
        return None
    again = {"Refresh": _AGAIN_IN, "Retry-After": _AGAIN_IN, "Cache-Control": "no-store"}
    page = _PAGE if flask.g.get("member") else _TO_OUTSIDERS
    return render("errors/failure.html", page), 503, again


def _begun(place: Path) -> threading.Thread:
    """Begin to read a book, unless that was begun; of all who ask, one reads."""
    with _guard:
        known = _reading.get(place)
        if known is None or not known.is_alive():
            known = threading.Thread(target=_read, args=(place,), name="reading", daemon=True)
            _reading[place] = known
            known.start()
        return known


def _read(place: Path) -> None:
    try:
        read_anew(place)
    except Refusal:
        _log.info("a book could not be read: whoever asks for it is told why")
    finally:
        if not is_at_hand(place):
            _read_in_vain[place] = time.monotonic() + _IN_VAIN
        with _guard:
            _reading.pop(place, None)
