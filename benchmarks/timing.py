"""Measuring: how long something takes, and two things by turns."""

import gc
from collections.abc import Callable
from time import perf_counter

from benchmarks.figures import Pair

Measured = Callable[[], float]


def seconds(act: Callable[[], object]) -> float:
    """Give how long something takes, with no waste of others to be swept away meanwhile."""
    gc.collect()
    began = perf_counter()
    act()
    return perf_counter() - began


def by_turns(rounds: int, ours: Measured, anchor: Measured) -> list[Pair]:
    """Measure ours and the anchor by turns, so that what else the machine does meets both.

    Who begins changes from one pair to the next.
    """
    pairs = []
    for turn in range(rounds):
        if turn % 2:
            theirs = anchor()
            pairs.append((ours(), theirs))
        else:
            mine = ours()
            pairs.append((mine, anchor()))
    return pairs
