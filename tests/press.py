"""What children do, done without starting a program for each: most of a small one's cost is that.

What is worked out of a book for a document is worked out here, by the same function. A page is set,
a PDF of ours opened, a stranger's book read and a book judged by the child's own side, limits and
all, in a process that begins as a copy of one in which the libraries for that are loaded already.
What hangs on nothing but what is given is made once. What only a process of its own shows (that it
starts at all, what memory its work takes, that it answers alike, twice the same) is told by tests
that ask for `processes`, and by the journeys.

Papers are always cleaned in processes of their own: WeasyPrint has Pillow take torn photos.
"""

import io
import json
import os
import sys
import time
from dataclasses import asdict, replace
from hashlib import sha256
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from select import select

from ledger import children
from ledger.children import (
    CHUNK,
    MEGABYTE,
    ROOT,
    SLOW,
    TALKATIVE,
    ChildFailed,
    ChildTooSlow,
    Limits,
)
from ledger.errors import Refusal

in_a_process = children.run
_HERE = {"grant_reports.apart", "grant_reports.checking"}
COPIED = {
    "grant_reports.opening",
    "grant_reports.pdf",
    "ledger.beans.outside",
    "ledger.checks.proving",
}
# What comes of these hangs on nothing but what they are given.
_ONCE = {
    "grant_reports.checking",
    "ledger.papers.pdfs",
    "ledger.papers.photos",
    *COPIED - {"ledger.checks.proving"},
}
_copies = get_context("forkserver")
_copies.set_forkserver_preload(["tests.press_warm"])
_made: dict[str, bytes] = {}
# The most that a copy begins with; a process of its own has next to nothing.
_LOADED = 256 * MEGABYTE


def run(module: str, payload: bytes, *, limits: Limits, arguments: tuple[str, ...] = ()) -> bytes:
    """Answer as `children.run` does."""
    key = sha256(repr((module, limits, arguments)).encode() + payload).hexdigest()
    if (before := _made.get(key)) is not None:
        return before
    if module in _HERE:
        made = _here(module, payload, arguments)
    elif module in COPIED:
        made = _in_a_copy(module, payload, limits, arguments)
    else:
        made = in_a_process(module, payload, limits=limits, arguments=arguments)
    if module in _ONCE:
        _made[key] = made
    return made


def _here(module: str, payload: bytes, arguments: tuple[str, ...]) -> bytes:
    try:
        made: bytes = import_module(module).answer(payload, arguments)
    except Refusal:
        raise
    except Exception as fault:
        raise ChildFailed(f"{type(fault).__name__} in {module}") from fault
    return made


def _in_a_copy(module: str, payload: bytes, limits: Limits, arguments: tuple[str, ...]) -> bytes:
    ours, theirs = _copies.Pipe(duplex=False)
    words = (module, limits, arguments)
    copy = _copies.Process(target=_answer, args=(theirs, payload, *words), daemon=True)
    copy.start()
    theirs.close()
    try:
        heard = _heard(ours.fileno(), limits)
    finally:
        ours.close()
        copy.join()
    return children._judged(module, copy.exitcode or 0, heard)


def _heard(pipe: int, limits: Limits) -> bytes:
    """All that a copy says; one that is too slow is ended by its own alarm."""
    until = time.monotonic() + limits.clock
    heard = bytearray()
    while len(heard) <= limits.answer_bytes:
        if not select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
            raise ChildTooSlow(SLOW)
        if not (chunk := os.read(pipe, CHUNK)):
            return bytes(heard)
        heard += chunk
    raise ChildFailed(TALKATIVE)


def _answer(
    back: Connection, payload: bytes, module: str, limits: Limits, arguments: tuple[str, ...]
) -> None:
    """Be the child: its own side finds words, bytes and the way back where it looks for them."""
    # Nobody is served meanwhile, and what is loaded already is no part of the work.
    bounds = replace(limits, nice=0, memory=limits.memory + _LOADED)
    sys.argv = ["", ROOT, module, json.dumps(asdict(bounds)), *arguments]
    sys.stdin = io.TextIOWrapper(io.BytesIO(payload))
    os.dup2(back.fileno(), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    children.main()
