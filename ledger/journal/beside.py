"""A few threads that take steps side by side.

They are kept from one act to the next, since to start one takes longer than many a flush. A forked
process has none of them, and starts its own.
"""

import os
import threading
from collections.abc import Callable, Sequence
from queue import SimpleQueue

Step = Callable[[], None]
_MOST = 7


class _Taken:
    """A step that somebody else takes, and what became of it."""

    def __init__(self, step: Step, faults: list[BaseException]) -> None:
        self._step, self._faults = step, faults
        self._claimed, self._done = threading.Lock(), threading.Event()

    def take(self) -> None:
        """Take the step, unless somebody else does or did."""
        if not self._claimed.acquire(blocking=False):
            return
        try:
            self._step()
        except BaseException as fault:  # noqa: BLE001 - whoever waits for all of them raises it
            self._faults.append(fault)
        finally:
            self._done.set()

    def wait(self) -> None:
        """Wait until it was taken; who waits takes it where all threads have something to do.

        So a step may have steps taken side by side of its own, and nobody waits for ever.
        """
        self.take()
        self._done.wait()


class _Workers:
    """Threads that wait for steps until the program ends."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[_Taken] = SimpleQueue()
        self._guard = threading.Lock()
        self._threads = 0

    def ready(self, wanted: int) -> bool:
        """Have so many at hand; not where the system gives none at all."""
        with self._guard:
            while self._threads < min(wanted, _MOST):
                try:
                    threading.Thread(target=self._work, daemon=True, name="flushing").start()
                except RuntimeError:
                    break
                self._threads += 1
            return self._threads > 0

    def give(self, taken: _Taken) -> None:
        self._waiting.put(taken)

    def _work(self) -> None:
        while True:
            self._waiting.get().take()


_workers = [_Workers()]


def anew() -> None:
    """Forget the threads that there are, such as in a forked process, which has none of them."""
    _workers[:] = [_Workers()]


os.register_at_fork(after_in_child=anew)


def side_by_side(steps: Sequence[Step]) -> list[BaseException]:
    """Take all of some steps, in any order, and give their faults when every one has ended."""
    faults: list[BaseException] = []
    every = [_Taken(step, faults) for step in steps]
    workers = _workers[0]
    # The last is taken by who waits anyway; all of them where the system allows no more threads.
    beside = every[:-1] if len(every) > 1 and workers.ready(len(every) - 1) else []
    try:
        for taken in beside:
            workers.give(taken)
        for taken in every[len(beside) :]:
            taken.take()
    finally:
        _wait_for(beside)
    return faults


def _wait_for(beside: Sequence[_Taken]) -> None:
    """Wait for all of them, also when somebody breaks in: what is locked stays so until then."""
    broken_in: BaseException | None = None
    for taken in beside:
        while True:
            try:
                taken.wait()
                break
            except BaseException as fault:  # noqa: BLE001 - raised when all of them have ended
                broken_in = fault
    if broken_in is not None:
        raise broken_in
