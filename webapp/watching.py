"""Looking after the books by itself: each is checked after an edit by hand, and once a night.

One thread of one process does it for a whole data folder, at the lowest priority, in a child that
ends with each book. It is begun by whoever serves, and by nobody else.
"""

import datetime as dt
import fcntl
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from ledger.reading.checked import (
    check_now,
    is_being_checked,
    is_changed_by_hand,
    is_doubted,
    last_checked,
)

_log = logging.getLogger("webapp.watching")
_LOCK = ".watching"
_PAUSE = 60.0
# By the clock on the wall, when hardly anybody records.
NIGHT = (dt.time(2, 30), dt.time(5, 30))


def watch(folder: Path, ended: threading.Event | None = None) -> threading.Thread:
    """Begin to look after the books of a data folder, until this process or the watch is ended."""
    until = ended or threading.Event()
    watching = threading.Thread(target=_watch, args=(folder, until), name="watching", daemon=True)
    watching.start()
    return watching


def check_soon(place: Path) -> None:
    """Check one book in a thread of its own, since somebody asked; returns when that has begun."""
    asked = threading.Thread(target=_check, args=(place,), name="checking", daemon=True)
    asked.start()
    until = time.monotonic() + 1.0
    while asked.is_alive() and not is_being_checked(place) and time.monotonic() < until:
        time.sleep(0.02)


def due(folder: Path, now: dt.datetime) -> Iterator[Path]:
    """Give the books to check at a moment: edited ones, any that broke; in the night all.

    A book is checked once in a night; one that nobody has opened since it was checked, no more
    often than any other, since its papers may have been changed.
    """
    begin, end = NIGHT
    tonight = dt.datetime.combine(now.date(), begin, tzinfo=now.tzinfo)
    is_night = begin <= now.time() < end
    for main in sorted((folder / "books").glob("*/book.beancount")):
        place = main.parent
        last = last_checked(place) if is_night else None
        is_old = is_night and (last is None or last.when < tonight)
        if is_old or is_doubted(place) or is_changed_by_hand(place):
            yield place


def _watch(folder: Path, ended: threading.Event) -> None:
    held = None
    # A server that has just begun has better things to do.
    while not ended.wait(_PAUSE):
        held = held or _alone(folder)
        for place in due(folder, _now()) if held else ():
            _check(place)
    if held:
        held.close()


def _alone(folder: Path) -> IO[bytes] | None:
    """Be the only one of this machine who looks after a folder; none where another does."""
    try:
        (folder / "index").mkdir(exist_ok=True)
        opened = (folder / "index" / _LOCK).open("ab")
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return None
    return opened


def _check(place: Path) -> None:
    """Check one book; whatever goes wrong, the next one is still checked."""
    try:
        outcome = check_now(place, _log.debug)
    except Exception:  # noqa: BLE001 - see above
        _log.exception("a book could not be checked")
        return
    if outcome and not outcome.is_sound:
        _log.warning("book %s is not sound: %d to mend", place.name, outcome.to_mend)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).astimezone()
