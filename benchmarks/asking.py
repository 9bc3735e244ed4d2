"""The process that asks a book and a bare table the same, by turns."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks import bare
from benchmarks.figures import Pair
from benchmarks.helpers import answer
from benchmarks.timing import by_turns, seconds
from ledger import reading

WORDS = "oak road"
PAGE = 50


@dataclass(slots=True)
class Asking:
    """A book and its bare table, both open."""

    place: Path = Path()
    day: date = date.min
    funds: Mapping[str, str] | None = None
    tables: sqlite3.Connection | None = None

    def open(self, place: str, bare_at: str, day: str, funds: Mapping[str, str]) -> bool:
        """Open both, and look once, so that what is measured is a reader that runs already."""
        self.place, self.day, self.funds = Path(place), date.fromisoformat(day), funds
        self.tables = bare.opened(Path(bare_at))
        reading.home(self.place, self.day, sees_help=True)
        return True

    def measure(self, asked: str, rounds: int) -> list[Pair]:
        """Ask both the same by turns, and give the seconds of each."""
        tables = self.tables
        assert tables
        ours, anchor = self._questions(asked, tables)
        ours()
        anchor()
        return by_turns(rounds, lambda: seconds(ours), lambda: seconds(anchor))

    def _questions(
        self, asked: str, tables: sqlite3.Connection
    ) -> tuple[Callable[[], object], Callable[[], object]]:
        first, last = date(self.day.year - 1, 1, 1), date(self.day.year - 1, 12, 31)
        if asked == "search":
            wanted = reading.Wanted(words=WORDS)
            return (
                lambda: reading.entries(self.place, wanted, sees_help=True),
                lambda: bare.searched(tables, WORDS, PAGE),
            )
        if asked == "year":
            return (
                lambda: reading.annual_accounts(self.place, last),
                lambda: bare.year(tables, first, last),
            )
        fund = (self.funds or {})[asked]
        view = reading.fund_view(self.place, fund, self.day, sees_help=True)
        # A page that lists every payment is compared with one that does.
        payments = len(getattr(getattr(view, "statement", None), "payments", ()))
        return (
            lambda: reading.fund_view(self.place, fund, self.day, sees_help=True),
            lambda: bare.fund_page(tables, fund, payments),
        )


if __name__ == "__main__":
    asking = Asking()
    answer({"open": asking.open, "measure": asking.measure})
