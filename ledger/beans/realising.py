"""What Beancount's own loader and inventories make of a text: its errors, and its sums by fund.

Only for a text that was screened before, and only in a child process.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from beancount import loader
from beancount.core import data
from beancount.core.inventory import Inventory

from ledger.accounts import FUND_TRANSFERS
from ledger.money import CURRENCY, Money

# Its cache is a pickle beside the ledger, which whoever can write there could make run code.
loader.initialize(use_cache=False)

_Place = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Realised:
    """Beancount's sums in pounds by account and fund, at the end of some days, and its errors.

    `entries` are what each entry moved by the last of them, by number: all that is above nothing in
    it, without what only takes another entry back, and a move between funds once.
    """

    sums: Mapping[date, Mapping[_Place, Money]]
    entries: Mapping[str, Money]
    errors: tuple[str, ...]

    @property
    def accounts(self) -> tuple[str, ...]:
        """The accounts that anything stands on, on any of the days."""
        return tuple({name: None for sums in self.sums.values() for name, _ in sums})

    def total(self, day: date, *, account: str, fund: str = "") -> Money:
        """Give what an account comes to at the end of a day, in one fund or in all."""
        return Money.total(
            amount
            for (name, of), amount in self.sums[day].items()
            if name == account and fund in {"", of}
        )


def realised(text: str, days: Iterable[date]) -> Realised:
    """Load a text as Beancount does, and add it up in Beancount's own inventories."""
    entries, errors, _ = loader.load_string(text)
    made = [each for each in entries if isinstance(each, data.Transaction)]
    ends = list(days)
    return Realised(
        sums={day: _sums(made, day) for day in ends},
        entries=_entries(made, max(ends)),
        errors=tuple(" ".join(str(each.message).split()) for each in errors),
    )


def _sums(made: Iterable[data.Transaction], day: date) -> dict[_Place, Money]:
    held: dict[_Place, Any] = defaultdict(Inventory)
    for each in made:
        if each.date <= day:
            (fund,) = each.tags or ("",)
            for posting in each.postings:
                held[posting.account, fund].add_position(posting)
    return {place: Money.exact(_pounds(inventory)) for place, inventory in held.items()}


def _entries(made: Iterable[data.Transaction], day: date) -> dict[str, Money]:
    moved: dict[str, Any] = defaultdict(Inventory)
    for each in made:
        if each.date > day or each.meta.get("kind") == "reversal":
            continue
        for number in each.links:
            for posting in each.postings:
                units: Any = posting.units
                if units.number > 0 and posting.account != FUND_TRANSFERS:
                    moved[number].add_position(posting)
    return {number: Money.exact(_pounds(inventory)) for number, inventory in moved.items()}


def _pounds(inventory: Any) -> Decimal:
    number: Decimal = inventory.get_currency_units(CURRENCY).number
    return number
