"""What the group has and owes beside cash, for the page on which it is told."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledger import index
from ledger.entries.belongings import Asset, Liability, assets_at, liabilities_at
from ledger.reading.lines import FundMark, mark_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """The assets and liabilities that are told of in the book and are there on a day.

    `funds` are those that one may belong to; `closed` is the last day whose accounts are closed.
    """

    assets: tuple[Asset, ...]
    liabilities: tuple[Liability, ...]
    funds: tuple[FundMark, ...]
    closed: date | None


def belongings(place: Path, day: date) -> Belongings:
    """Give what there is on a day; what stands on an account of its own is not among it."""
    book = index.current(place)
    return Belongings(
        assets=assets_at(book.facts, day),
        liabilities=liabilities_at(book.facts, day),
        funds=tuple(mark_of(book, name) for name, fund in book.funds.items() if fund.is_open(day)),
        closed=book.closed_until,
    )
