"""Opening a book from its index, and building that anew, against Beancount's full load."""

from collections.abc import Iterator

from benchmarks.books import Made
from benchmarks.figures import Figure, Pair, compared
from benchmarks.helpers import once
from benchmarks.index import forget, lies_there
from benchmarks.setting import Setting
from benchmarks.street import LAST_DAY

OPENING, REBUILD = 1 / 500, 1.3


def figures(setting: Setting) -> Iterator[Figure]:
    """Measure building anew at every size, and opening at the largest."""
    for size in setting.sizes:
        rebuilt: list[Pair] = []
        opened: list[Pair] = []
        with setting.book(size) as made:
            for turn in range(setting.rounds):
                setting.say(f"index of {size:,} built anew and opened, full load, {turn + 1} …")
                anchor = full_load(made)
                forget(made)
                rebuilt.append((first_look(made), anchor))
                opened.append((first_look(made), anchor))
            if not lies_there(made):
                setting.say("no index was left beside the books: both are a whole reading")
        yield compared(f"rebuild of the index, {size:,}", rebuilt, REBUILD)
        if size == max(setting.sizes):
            yield compared(f"opening from the index, {size:,}", opened, OPENING)


def full_load(made: Made) -> float:
    """Load with Beancount in a new process, and give the seconds without its start."""
    return float(once("loading", "beancount_load", main=str(made.main)))


def first_look(made: Made) -> float:
    """Look at the home in a new process, and give the seconds without its start."""
    return float(once("loading", "first_look", place=str(made.place), day=LAST_DAY.isoformat()))
