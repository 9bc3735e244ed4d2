"""Thousands of small groups on one machine: what they hold in memory, and a cold one's page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks import small_books
from benchmarks.books import Made
from benchmarks.browser import Browser, served
from benchmarks.figures import Figure, Pair, compared
from benchmarks.helpers import once
from benchmarks.serving import address_of
from benchmarks.setting import Setting
from benchmarks.street import LAST_DAY

MEMORY, COLD = 1 / 6, 5.0
# So many are held as Beancount entries, and so many are opened cold.
_HELD, _COLD = 60, 40


def figures(setting: Setting) -> Iterator[Figure]:
    """Measure what all groups hold once each was looked at, then the first page of some."""
    with _groups(setting) as (made, groups):
        places = [str(made.folder / "books" / group) for group in groups]
        day = LAST_DAY.isoformat()
        setting.say(f"looking at {len(groups):,} groups, one after the other …")
        ours = float(once("holding", "ours", places=places, day=day))
        setting.say(f"holding {_HELD} of them as Beancount entries …")
        held = float(once("holding", "as_entries", places=places[:_HELD]))
        anchor = held / min(_HELD, len(places)) * len(places)
        yield compared(f"memory of {len(groups):,} groups", [(ours, anchor)], MEMORY)
        setting.say(f"the first page of {_COLD} groups, and the second …")
        with served(made, tuple(groups[:_COLD])) as browsers:
            browser = browsers["treasurer"]
            # What Python itself does at the first page of all is nobody's cost.
            _a_page(browser, groups[0])
            pairs = [_cold_and_warm(browser, group) for group in groups[1:_COLD]]
        yield compared(f"a cold group's page, of {len(groups):,}", pairs, COLD)


@contextmanager
def _groups(setting: Setting) -> Iterator[tuple[Made, list[str]]]:
    setting.say(f"{setting.groups:,} groups of {small_books.ENTRIES} entries …")
    with TemporaryDirectory(prefix="groups-", dir=setting.keep) as folder:
        made = Made(folder=Path(folder), count=small_books.ENTRIES)
        yield made, list(small_books.lay(made.folder / "books", setting.groups))


def _cold_and_warm(browser: Browser, group: str) -> Pair:
    return _a_page(browser, group), _a_page(browser, group)


def _a_page(browser: Browser, group: str) -> float:
    began = perf_counter()
    browser.get(f"/g/{address_of(group)}/")
    return perf_counter() - began
