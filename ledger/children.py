"""Work in a limited process of its own: a stranger's bytes go in, bytes or a refusal come out.

The work is a module with one function, `answer(payload, arguments) -> bytes`. It is named by its
dotted name and imported in the child alone, so that whatever it needs never reaches the parent. The
child has next to no environment, limits on time, memory and files, no network and no programs to
start. A refusal that it raises is raised again in the parent, as the same class.
"""

import importlib
import json
import logging
import math
import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, NoReturn

from ledger.errors import Refusal

MEGABYTE = 1024 * 1024
CHUNK = 64 * 1024
GRACE_SECONDS = 2.0
ANSWERED, REFUSED, FAILED = 0, 3, 4
NO_PIPES, SLOW, TALKATIVE = "no pipes", "out of time by the clock", "an answer longer than allowed"

ROOT = str(Path(__file__).resolve().parent.parent)
# Isolated from the environment, the working folder and the user's own packages; so the one folder
# that is needed is named by hand.
START = "import sys; sys.path.insert(0, sys.argv[1]); from ledger.children import main; main()"
ENVIRONMENT = {
    "BEANCOUNT_DISABLE_LOAD_CACHE": "1",
    "LC_ALL": "C.UTF-8",
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
}

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = ("remove", "rename", "rmdir", "mkdir", "link", "symlink", "truncate", "chmod", "chown")
STARTING = ("system", "exec", "fork", "posix_spawn")
CHANGES = frozenset(f"os.{act}" for act in CHANGING)
OTHERS = "subprocess.Popen"
REACHING_OUT = ("socket.", "subprocess.", "pty.", *(f"os.{act}" for act in STARTING))

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a child may use before it is ended.

    `seconds` is computing time and `clock` the time by the clock, waiting included; `memory` is
    address space, `file_bytes` the largest file it may write (nought: it may change no file at all)
    and `answer_bytes` the longest answer, all three in bytes. `nice` says how far it stands back
    for whoever else wants to compute, from 0 to 19. One that `may_start` others has limited
    children of its own: only for work of ours, never for a stranger's bytes.
    """

    seconds: int = 5
    clock: float = 10.0
    memory: int = 512 * MEGABYTE
    file_bytes: int = 0
    open_files: int = 64
    answer_bytes: int = 64 * MEGABYTE
    nice: int = 0
    may_start: bool = False


class ChildFailed(Refusal):
    """The work was not finished: it crashed, was ended, or answered what it may not.

    `why` is for a log: it names kinds and places, never what was read.
    """

    def __init__(self, why: str) -> None:
        """Say only that it was stopped; what went wrong is no help to a treasurer."""
        super().__init__(
            "This could not be read safely, so it was stopped.",
            "Nothing was kept. Try once more, or try another file.",
        )
        self.why = why


class ChildTooSlow(ChildFailed):
    """The work took more time than it was given."""

    def __init__(self, why: str) -> None:
        """Say that it was the time."""
        super().__init__(why)
        self.message = "This took too long, so it was stopped."
        self.args = (f"{self.message} {self.remedy}",)


def run(module: str, payload: bytes, *, limits: Limits, arguments: tuple[str, ...] = ()) -> bytes:
    """What `module.answer(payload, arguments)` answers, worked out in a child of its own.

    Raises:
        Refusal: the child's own, of the same class where the parent knows that class.
        ChildTooSlow: the time ran out.
        ChildFailed: the child crashed, was ended, or said more than it may.
    """
    bounds = json.dumps(asdict(limits))
    command = [sys.executable, "-I", "-B", "-c", START, ROOT, module, bounds, *arguments]
    with subprocess.Popen(  # noqa: S603 - our own interpreter, and no shell
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
        cwd="/",
        start_new_session=True,
        bufsize=0,
    ) as child:
        grace = 0.0
        try:
            heard = _exchange(child, payload, limits)
            grace = GRACE_SECONDS
        finally:
            code = _end(child, grace)
    return _judged(module, code, heard)


def _exchange(child: subprocess.Popen[bytes], payload: bytes, limits: Limits) -> bytes:
    """Feed the child and hear it out, until it closes its side, is too slow or says too much."""
    if child.stdin is None or child.stdout is None:
        raise ChildFailed(NO_PIPES)
    until = time.monotonic() + limits.clock
    heard = bytearray()
    feeder = _feeding(child.stdin, payload)
    with selectors.DefaultSelector() as ready:
        ready.register(child.stdin, selectors.EVENT_WRITE)
        ready.register(child.stdout, selectors.EVENT_READ)
        while len(heard) <= limits.answer_bytes:
            if (left := until - time.monotonic()) <= 0:
                raise ChildTooSlow(SLOW)
            for key, _ in ready.select(left):
                if key.fileobj is child.stdin:
                    if not next(feeder):
                        ready.unregister(child.stdin)
                        child.stdin.close()
                elif chunk := os.read(key.fd, CHUNK):
                    heard += chunk
                else:
                    return bytes(heard)
    raise ChildFailed(TALKATIVE)


def _feeding(pipe: IO[bytes], payload: bytes) -> Iterator[bool]:
    """Write a little at each step; true while there is more to write and somebody to read it."""
    os.set_blocking(pipe.fileno(), False)
    unsent = memoryview(payload)
    with suppress(BrokenPipeError):
        while unsent:
            with suppress(BlockingIOError):
                unsent = unsent[os.write(pipe.fileno(), unsent[:CHUNK]) :]
            yield bool(unsent)
    yield False


def _end(child: subprocess.Popen[bytes], grace: float) -> int:
    """The child's exit code, once it and all that it started are gone.

    The group is ended while the child is still unreaped, so that its number cannot have passed to
    somebody else.
    """
    until = time.monotonic() + grace
    peek = os.WEXITED | os.WNOHANG | os.WNOWAIT
    while os.waitid(os.P_PID, child.pid, peek) is None and time.monotonic() < until:
        time.sleep(0.002)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    return child.wait()


def _judged(module: str, code: int, heard: bytes) -> bytes:
    """The answer, or the refusal or failure that the exit code stands for."""
    if code == ANSWERED:
        return heard
    if code == REFUSED:
        raise _refusal(heard)
    if code == FAILED:
        failure = ChildFailed(heard[:500].decode("ascii", "replace"))
    elif -code in (signal.SIGXCPU, signal.SIGALRM):
        failure = ChildTooSlow("out of computing time")
    else:
        failure = ChildFailed(f"ended with code {code}")
    log.warning("The child for %s failed: %s", module, failure.why)
    raise failure


def _refusal(heard: bytes) -> Refusal:
    """The refusal that the child told of.

    Only classes that the parent has already imported are made; no name from the child is ever
    imported. Another name becomes a plain `Refusal`.
    """
    try:
        told = json.loads(heard)
        kind, message, remedy, field = (
            str(told[key]) for key in ("kind", "message", "remedy", "field")
        )
    except (ValueError, KeyError, TypeError):
        return ChildFailed("a refusal that makes no sense")
    known = {_name(each): each for each in _kinds(Refusal)}
    found = known.get(kind, Refusal)
    refusal = found.__new__(found)
    Refusal.__init__(refusal, message, remedy, field=field)
    return refusal


def _kinds(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from _kinds(narrower)


def _name(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def main() -> NoReturn:
    """The child's side: limit itself, read everything, answer, and leave at once."""
    _, module, bounds, *arguments = sys.argv[1:]
    limits = Limits(**json.loads(bounds))
    # What libraries print goes nowhere: the way back to the parent is ours alone.
    parent = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit(limits)
    try:
        work: Callable[[bytes, tuple[str, ...]], bytes] = importlib.import_module(module).answer
        payload = sys.stdin.buffer.read()
        sys.addaudithook(_guard(may_write=limits.file_bytes > 0, may_start=limits.may_start))
        code, words = ANSWERED, work(payload, tuple(arguments))
    except Refusal as refusal:
        code, words = REFUSED, _told(refusal)
    except Exception as fault:  # noqa: BLE001 - the border: whatever went wrong, the parent hears it
        code, words = FAILED, _where(fault)
    parent.write(words)
    parent.flush()
    os._exit(code)


def _limit(limits: Limits) -> None:
    """Give up what is not needed, for good; the alarm ends a child whose parent has died."""
    wanted = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_CORE: 0,
    }
    for kind, amount in wanted.items():
        _, most = resource.getrlimit(kind)
        ceiling = float("inf") if most == resource.RLIM_INFINITY else most
        # A second more of computing before the hard end, so that the exit code says what it was.
        hard = amount + 1 if kind == resource.RLIMIT_CPU else amount
        resource.setrlimit(kind, (int(min(amount, ceiling)), int(min(hard, ceiling))))
    # Whoever started it may stand back already.
    os.nice(max(0, limits.nice - os.nice(0)))
    signal.alarm(math.ceil(limits.clock) + 1)


def _guard(*, may_write: bool, may_start: bool) -> Callable[[str, tuple[object, ...]], None]:
    """A hook that stops Python code from changing files, starting programs and using the network.

    The limit on file sizes alone would still let an empty file be made or an old one be emptied.
    """

    def guard(event: str, details: tuple[object, ...]) -> None:
        flags = details[2] if event == "open" else 0
        writes = event in CHANGES or (isinstance(flags, int) and flags & WRITING)
        starts = event.startswith(REACHING_OUT) and not (may_start and event == OTHERS)
        if starts or (writes and not may_write):
            message = f"{event} is not for a child"
            raise PermissionError(message)

    return guard


def _told(refusal: Refusal) -> bytes:
    told = {"kind": _name(type(refusal)), "message": refusal.message}
    return json.dumps({**told, "remedy": refusal.remedy, "field": refusal.field}).encode()


def _where(fault: Exception) -> bytes:
    """The kind of fault and the line it came from; its words may be a stranger's, so they stay."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(fault).__qualname__} at {place}".encode("ascii", "replace")
