"""Whose turn it is to print: few at once, what somebody issues first, and few of one group."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A print takes most of one processor; the others wait for their turn.
_AT_ONCE = 2
MOST_WAITING = 3

_changed = threading.Condition()
# How many are being made, and how many wait who go before all others.
_count = {"made": 0, "first": 0}
# Each print that was begun in this process, and whether it still waits.
_begun: dict[Path, bool] = {}


@contextmanager
def in_turn(*, first: bool = False) -> Iterator[None]:
    """Wait until there is room for one print more; whoever is `first` waits behind no other."""
    with _changed:
        _count["first"] += first
        _changed.wait_for(lambda: _count["made"] < _AT_ONCE and (first or not _count["first"]))
        _count["first"] -= first
        _count["made"] += 1
        _changed.notify_all()
    try:
        yield
    finally:
        with _changed:
            _count["made"] -= 1
            _changed.notify_all()


def joins(print_: Path) -> bool:
    """Let a print wait for its turn; not one that was begun here, nor one of too many of a group.

    A group is known by the folder. Whoever is not let in is asked by the page that waits again.
    """
    with _changed:
        waiting = [each for each, waits in _begun.items() if waits]
        of_group = sum(each.parent == print_.parent for each in waiting)
        if print_ in _begun or of_group >= MOST_WAITING:
            return False
        _begun[print_] = True
        return True


def starts(print_: Path) -> None:
    """Say that a print waits no longer."""
    with _changed:
        _begun[print_] = False


def leaves(print_: Path) -> None:
    """Say that a print is through, or was not begun after all."""
    with _changed:
        _begun.pop(print_, None)
