"""Search, a fund's page and a year's figures, against the same queries on bare SQLite tables."""

from collections.abc import Iterator

from benchmarks.figures import Figure, Pair, compared
from benchmarks.helpers import helper
from benchmarks.setting import Setting
from benchmarks.street import GENERAL, LAST_DAY

TARGET = 3.0
_ASKED = ("search", "grant", "general", "year")
_SHOWN = {
    "search": "search",
    "grant": "fund page, a grant",
    "general": "fund page, the general fund",
    "year": "a year's figures",
}


def figures(setting: Setting) -> Iterator[Figure]:
    """Measure each of them at the largest size, in a process that has the book open."""
    size = max(setting.sizes)
    with setting.book(size) as made, helper("asking") as reader:
        funds = {"grant": made.latest_grant, "general": GENERAL}
        day = LAST_DAY.isoformat()
        reader.ask("open", place=str(made.place), bare_at=str(made.bare), day=day, funds=funds)
        for asked in _ASKED:
            setting.say(f"{_SHOWN[asked]} in {size:,}, and on a bare table …")
            pairs: list[Pair] = [
                (one, other)
                for one, other in reader.ask("measure", asked=asked, rounds=setting.rounds)
            ]
            yield compared(f"{_SHOWN[asked]}, {size:,}", pairs, TARGET)
