"""Telling somebody who waits what is being done, once it has taken a second."""

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

PATIENCE = 1.0


class Progress:
    """Told of each step as it begins; passes on the one that takes long, and each after it.

    What takes less than a second in all is not told: `with Progress(write) as say: say("Reading")`.
    """

    def __init__(self, write: Callable[[str], None], patience: float = PATIENCE) -> None:
        """Keep where to write; `patience` is in seconds."""
        self._write = write
        self._step = ""
        self._until = time.monotonic() + patience
        self._guard = threading.Lock()
        self._timer = threading.Timer(patience, self._too_long)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        """Begin to wait."""
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop waiting."""
        with self._guard:
            self._step = ""
        self._timer.cancel()

    def __call__(self, step: str) -> None:
        """Hear that a step begins."""
        with self._guard:
            self._step = step
            if time.monotonic() >= self._until:
                self._tell()

    def _too_long(self) -> None:
        with self._guard:
            self._tell()

    def _tell(self) -> None:
        step, self._step = self._step, ""
        if step:
            self._write(step)


def seldom(say: Callable[[str], None], seconds: float = PATIENCE) -> Callable[[str], None]:
    """Pass on the first step, and then no more than one in so many seconds; for many small ones."""
    until = 0.0

    def passed(step: str) -> None:
        nonlocal until
        if time.monotonic() >= until:
            until = time.monotonic() + seconds
            say(step)

    return passed
