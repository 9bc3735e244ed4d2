"""A book that is made aside and then put in its place, before anybody belongs to its group.

Killed at any moment, there is the group with its book, or no group: a book without a group is a
folder that nobody reaches, and what was still aside is swept at the next start.
"""

import fcntl
import logging
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.errors import Refusal
from ledger.recording import finish_blanking
from webapp.prints import forget

_log = logging.getLogger(__name__)
_ASIDE = ".new-"


@contextmanager
def made_aside(books: Path) -> Iterator[Path]:
    """Give a folder to make a book in, beside the others; gone after unless it was put in place."""
    books.mkdir(parents=True, exist_ok=True)
    aside = books / f"{_ASIDE}{secrets.token_hex(6)}"
    with _held(books, fcntl.LOCK_SH):
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def in_place(aside: Path, place: Path) -> Iterator[None]:
    """Put a finished book in its place, flushed, while its group is made; gone if that is refused.

    After any other failure nobody can say whether the group was made, so the book stays.
    """
    aside.rename(place)
    _flush(place.parent)
    try:
        yield
    except Refusal:
        shutil.rmtree(place, ignore_errors=True)
        raise


def sweep(books: Path) -> None:
    """Take away what was left aside by somebody who was killed; while a book is made, nothing.

    Where words were being blanked in a book, that is finished, and nothing printed outlives it.
    """
    if not books.is_dir():
        return
    for shelf in books.iterdir():
        _finish(shelf)
    try:
        with _held(books, fcntl.LOCK_EX | fcntl.LOCK_NB):
            for left in books.glob(f"{_ASIDE}*"):
                shutil.rmtree(left, ignore_errors=True)
    except BlockingIOError:
        return


def _finish(shelf: Path) -> None:
    try:
        if finish_blanking(shelf):
            forget(shelf)
    except Refusal:
        _log.exception("what was to be blanked is not blank yet; the next act goes on")
        forget(shelf)


@contextmanager
def _held(folder: Path, how: int) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
