"""The process that looks at many books, or holds them as entries, and says what that takes.

The answer is how many bytes of memory the process grew by.
"""

import gc
import resource
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from beancount import loader

from benchmarks.helpers import answer
from ledger import reading

_STATM = Path("/proc/self/statm")


def ours(places: list[str], day: str) -> int:
    """Look at the home of each book, one after the other; the first one is not counted."""
    today = date.fromisoformat(day)
    first, *rest = places
    reading.home(Path(first), today, sees_help=True)
    return _grown(
        lambda: [reading.home(Path(place), today, sees_help=True).total for place in rest]
    )


def as_entries(places: list[str]) -> int:
    """Load each book with Beancount and keep its entries; the first one is not counted."""
    loader.initialize(use_cache=False)
    first, *rest = [str(Path(place, "book.beancount")) for place in places]
    loader.load_file(first)
    grown = _grown(lambda: [loader.load_file(main)[0] for main in rest])
    return round(grown / max(1, len(rest)) * len(places))


def _grown(act: Callable[[], list[object]]) -> int:
    before = _resident()
    kept = act()
    gc.collect()
    grown = _resident() - before
    assert kept
    return max(1, grown)


def _resident() -> int:
    """Give the bytes of this process that lie in memory now; where nobody says, the most so far."""
    gc.collect()
    if _STATM.exists():
        return int(_STATM.read_text().split()[1]) * resource.getpagesize()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    answer({"ours": ours, "as_entries": as_entries})
