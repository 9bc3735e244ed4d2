"""The application's side of one Fava process: start it, ask it, end it."""

import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from time import monotonic

from webapp.audit import wire

_PROJECT = Path(__file__).parents[2]
# Isolated, nothing compiled to disk, and only the project itself beside the installed libraries.
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from webapp.audit.server import main; main(sys.argv[2:])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long and how large: seconds to open a book and to answer, idle seconds, megabytes."""

    open_seconds: int = 60
    answer_seconds: int = 30
    idle_seconds: int = 600
    megabytes: int = 1536


class BookNotShown(Exception):
    """Fava was not opened on this book, and the message says why in a plain sentence."""


class NoAnswer(Exception):
    """Fava's process died or took too long, and has been ended."""

    sentence = (
        "Fava could not read these books and was stopped: they are too large for what it is given "
        "here, or something in them ends it. Nothing in them has changed."
    )


class NoAnswerInTime(NoAnswer):
    """Fava's process took too long, and has been ended."""

    sentence = "Fava took too long over this and was stopped. Choose a shorter period."


class NotOpenedInTime(NoAnswer):
    """Fava's process did not have the book open in time, and has been ended."""

    sentence = (
        "These books are so large that Fava could not open them in the time it is given here, so "
        "it was stopped. Nothing in them has changed, and every entry can be read in the "
        "application itself."
    )


class FavaChild:
    """One process with one book, asked one question at a time."""

    def __init__(self, place: Path, limits: Limits) -> None:
        """Name the book and the limits; nothing is started yet."""
        self.lock = Lock()
        self.last_asked = monotonic()
        self._place = place
        self._limits = limits
        self._fava: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None

    @property
    def alive_as(self) -> int | None:
        """The number of the running process, or nothing where none runs."""
        running = self._fava is not None and self._fava.poll() is None
        return self._fava.pid if running and self._fava else None

    def ask(self, path: str, query: Sequence[tuple[str, str]], mount: str) -> wire.Message:
        """Ask one question; the caller holds the lock.

        Raises:
            BookNotShown: the book is not one that Fava may open.
            NoAnswer: the process died or took too long.
        """
        self.last_asked = monotonic()
        try:
            line = self._open_line()
            question = {"path": path, "query": list(query), "mount": mount}
            wire.send(line, wire.Message(head=question))
            answer = wire.receive(line, self._limits.answer_seconds)
        except wire.LineBroken as error:
            self.end()
            raise NoAnswer from error
        except wire.TooSlow as error:
            self.end()
            raise NoAnswerInTime from error
        self._refuse_if_declined(answer)
        return answer

    def end(self) -> None:
        """End the process, if one runs, by its own number, and wait until it is gone."""
        if self._line is not None:
            self._line.close()
        if self._fava is not None:
            self._fava.kill()
            self._fava.wait()
        self._line = self._fava = None

    def _open_line(self) -> socket.socket:
        """Return the line to a living process, starting one where none lives."""
        if self._line is not None and self.alive_as is not None:
            return self._line
        self.end()
        ours, theirs = socket.socketpair()
        self._line = ours
        with theirs:
            self._fava = self._start(theirs.fileno())
        try:
            opened = wire.receive(ours, self._limits.open_seconds)
        except wire.TooSlow as error:
            self.end()
            raise NotOpenedInTime from error
        self._refuse_if_declined(opened)
        return ours

    def _start(self, number: int) -> subprocess.Popen[bytes]:
        limits = self._limits
        given = (number, self._place.absolute(), limits.megabytes, limits.open_seconds)
        words = [str(word) for word in (*given, limits.answer_seconds, limits.idle_seconds)]
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, str(_PROJECT), *words],
            cwd="/",
            env={"BEANCOUNT_DISABLE_LOAD_CACHE": "1"},
            pass_fds=(number,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _refuse_if_declined(self, answer: wire.Message) -> None:
        if why := answer.text("declined"):
            self.end()
            raise BookNotShown(why)
