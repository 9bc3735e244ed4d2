"""Safety for as long as asked: `python -m benchmarks.endure --seconds N`.

Kills real writers, cuts the power of a real disk where the machine allows, and simulates one seed
after the other; then prints how many entries were acknowledged, found, lost, doubled and torn.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

# Before anything imports Beancount: its cache is a pickle that it keeps beside a ledger.
os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

from benchmarks.endure_forms import Found, small_book
from benchmarks.endure_killer import NoImagesHere, Run, cut, image
from benchmarks.endure_simulation import simulate

_SAID_EVERY_SECONDS = 10
_RECOVERY_SECONDS = 2.0
_OVER = object()
# A book under fire is examined whole after each blow, so it is not left to grow for ever.
_BLOWS_A_BOOK = 20


@dataclass(slots=True)
class Counts:
    """What all of it came to."""

    kills: int = 0
    cuts: int = 0
    seeds: int = 0
    acknowledged: int = 0
    found: int = 0
    slowest: float = 0.0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)

    def add(self, found: Found, where: str) -> None:
        """Count one examination; what is wrong is kept with where it was."""
        self.acknowledged += found.acknowledged
        self.found += found.found
        self.lost += [f"{where}: {each}" for each in found.lost]
        self.doubled += [f"{where}: {each}" for each in found.doubled]
        self.torn += [f"{where}: {each}" for each in found.torn]

    @property
    def holds(self) -> bool:
        """Tell whether every promise held."""
        is_whole = not (self.lost or self.doubled or self.torn)
        return is_whole and self.found == self.acknowledged and self.slowest < _RECOVERY_SECONDS

    def __str__(self) -> str:
        return (
            f"kills {2 * self.kills}  power cuts {self.cuts}  seeds {self.seeds} | "
            f"acknowledged {self.acknowledged}  found {self.found}  lost {len(self.lost)}  "
            f"doubled {len(self.doubled)}  torn {len(self.torn)} | "
            f"slowest recovery {self.slowest:.2f} s"
        )


def kills(counts: Counts, chance: random.Random) -> Generator[None, None, None]:
    """Kill two writers at a time, book after book, one blow a step."""
    while True:
        with tempfile.TemporaryDirectory(prefix="endure-") as folder:
            run = Run(small_book(Path(folder, "book")), chance)
            for _ in range(_BLOWS_A_BOOK):
                before = set(run.told)
                run.write_until_killed(chance.uniform(0, 0.2))
                run.recover()
                _count(counts, run, before, run.found(), "killer")
                counts.kills += 1
                yield


def cuts(counts: Counts, chance: random.Random) -> Generator[None, None, None]:
    """Cut the power, disk after disk, one cut a step; stops where no disk can be mounted."""
    while True:
        with tempfile.TemporaryDirectory(prefix="endure-") as name, ExitStack() as open_:
            folder = Path(name)
            try:
                disk, place = open_.enter_context(image(folder))
            except NoImagesHere as why:
                print(f"No power is cut: this machine mounts no images ({str(why).strip()}).")
                return
            run = Run(small_book(place / "book"), chance)
            for _ in range(_BLOWS_A_BOOK):
                before = set(run.told)
                _count(counts, run, before, cut(disk, run, folder), "power cut")
                counts.cuts += 1
                yield


def seeds(counts: Counts, first: int) -> Generator[None, None, None]:
    """Simulate one seed after the other, one a step."""
    while True:
        seed = first + counts.seeds
        counts.add(simulate(seed), f"seed {seed}")
        counts.seeds += 1
        yield


def _count(counts: Counts, run: Run, before: set[int], found: Found, where: str) -> None:
    """Count what is new since the last blow once; what is wrong is wrong, old or new."""
    new = max(0, found.acknowledged - len(before))
    counts.add(
        Found(
            acknowledged=new,
            found=new - len(found.lost),
            lost=found.lost,
            doubled=found.doubled,
            torn=found.torn,
        ),
        where,
    )
    counts.slowest = max(counts.slowest, run.slowest)


def endure(seconds: float, seed: int) -> Counts:
    """Do all of it by turns until the time is up, and say from time to time how it stands."""
    counts, chance = Counts(), random.Random(seed)  # noqa: S311 - moments, not secrets
    ends = time.monotonic() + seconds
    says = time.monotonic() + _SAID_EVERY_SECONDS
    ways = [kills(counts, chance), cuts(counts, chance), seeds(counts, seed)]
    while time.monotonic() < ends:
        ways = [way for way in ways if next(way, _OVER) is not _OVER]
        if time.monotonic() > says:
            print(counts, flush=True)
            says = time.monotonic() + _SAID_EVERY_SECONDS
    for way in ways:
        way.close()
    return counts


def main() -> int:
    """Read the words, endure, and print the counts; 1 where a promise was broken."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--seconds", type=float, default=60, help="how long")
    words.add_argument("--seed", type=int, default=0, help="the first seed of the simulation")
    asked = words.parse_args()
    counts = endure(asked.seconds, asked.seed)
    print(counts)
    for each in (*counts.lost, *counts.doubled, *counts.torn):
        print(each)
    return 0 if counts.holds else 1


if __name__ == "__main__":
    sys.exit(main())
