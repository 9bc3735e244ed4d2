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

from ledger.money import CURRENCY, Money

# Its cache is a pickle beside the ledger, which whoever can write there could make run code.
loader.initialize(use_cache=False)

_Place = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Realised:
    """Beancount's sums in pounds by account and fund, at the end of some days, and its errors."""

    sums: Mapping[date, Mapping[_Place, Money]]
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
    return Realised(
        sums={day: _sums(made, day) for day in days},
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


def _pounds(inventory: Any) -> Decimal:
    number: Decimal = inventory.get_currency_units(CURRENCY).number
    return number
