"""Documents made without starting a program for each: most of what a small one costs is that.

What is worked out of a book is worked out here, by the same function. A page is set in a process
that begins as a copy of one in which the library for it is loaded already. The same page is set
once, and the same photo cleaned once. What the processes are for (their limits, what they may not
do, that they answer alike, twice the same) is told by tests that ask for `processes`, and by the
journeys.
"""

import os
from hashlib import sha256
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection

from ledger import children
from ledger.children import ChildFailed, Limits
from ledger.errors import Refusal

in_a_process = children.run
_GATHERING, _CHECKING, _SETTING = (f"grant_reports.{room}" for room in ("apart", "checking", "pdf"))
# What comes of these hangs on nothing but what they are given.
_ONCE = {_CHECKING, _SETTING, "ledger.papers.photos", "ledger.papers.pdfs"}
_copies = get_context("forkserver")
_copies.set_forkserver_preload(["tests.press_warm"])
_made: dict[str, bytes] = {}


def run(module: str, payload: bytes, *, limits: Limits, arguments: tuple[str, ...] = ()) -> bytes:
    """Answer as `children.run` does."""
    key = sha256(repr((module, limits, arguments)).encode() + payload).hexdigest()
    if (before := _made.get(key)) is not None:
        return before
    if module in {_GATHERING, _CHECKING}:
        made = _here(module, payload, arguments)
    elif module == _SETTING:
        made = _in_a_copy(module, payload, arguments)
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


def _in_a_copy(module: str, payload: bytes, arguments: tuple[str, ...]) -> bytes:
    ours, theirs = _copies.Pipe(duplex=False)
    copy = _copies.Process(target=_answer, args=(theirs, module, payload, arguments), daemon=True)
    copy.start()
    theirs.close()
    try:
        return ours.recv_bytes()
    except EOFError:
        raise ChildFailed("the copy ended") from None
    finally:
        ours.close()
        copy.join()


def _answer(back: Connection, module: str, payload: bytes, arguments: tuple[str, ...]) -> None:
    back.send_bytes(import_module(module).answer(payload, arguments))
    back.close()
    os._exit(0)
