"""The process that loads a book, once in each way, and says in seconds how long it took."""

from datetime import date
from pathlib import Path

from beancount import loader

from benchmarks.helpers import answer
from benchmarks.timing import seconds
from ledger import reading


def beancount_load(main: str) -> float:
    """Load a book with Beancount's own loader, without its cache."""
    loader.initialize(use_cache=False)
    found = []
    taken = seconds(lambda: found.append(loader.load_file(main)))
    ((entries, errors, _),) = found
    assert entries
    assert not errors
    return taken


def first_look(place: str, day: str) -> float:
    """Look at a group's home: what somebody sees who opens a book in a program just started."""
    return seconds(lambda: reading.home(Path(place), date.fromisoformat(day), sees_help=True))


if __name__ == "__main__":
    answer({"beancount_load": beancount_load, "first_look": first_look})
