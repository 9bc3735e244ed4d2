"""What a group has and owes that is no cash: things, investments, sums due; as facts of the book.

A later fact of the same name replaces the one before, from its day on; what is gone, or paid, is
written with a value of nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ledger.entries.directives import Fact, Facts
from ledger.money import Money


class AssetSort(StrEnum):
    """What an asset is to the group."""

    MONETARY = "monetary"
    INVESTMENT = "investment"
    OWN_USE = "own-use"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """Something of value that is no cash, as it stands from a day on, in one fund.

    `value` is what it is worth now, none where nobody says; of nothing, it is gone.
    """

    day: date
    name: str
    sort: AssetSort
    fund: str
    cost: Money | None = None
    value: Money | None = None

    @property
    def is_gone(self) -> bool:
        """Tell whether it was sold, lost or used up."""
        return self.value is not None and not self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Liability:
    """A sum owed out of a fund, as it stands from a day on; of nothing, it is owed no more.

    With `only_if` it is owed only if that happens, such as a guarantee; the sum is an estimate.
    """

    day: date
    name: str
    fund: str
    amount: Money
    due: date | None = None
    only_if: str = ""


def asset_fact(asset: Asset) -> Fact:
    """Give the line of a book that tells of an asset."""
    named: Facts = tuple(
        (key, sum_)
        for key, sum_ in (("cost", asset.cost), ("value", asset.value))
        if sum_ is not None
    )
    values = (asset.name, str(asset.sort), asset.fund)
    return Fact(day=asset.day, kind="asset", values=values, facts=named)


def liability_fact(owed: Liability) -> Fact:
    """Give the line of a book that tells of a liability."""
    named: Facts = (("due", owed.due),) if owed.due else ()
    if owed.only_if:
        named = (*named, ("only-if", owed.only_if))
    values = (owed.name, owed.fund, owed.amount)
    return Fact(day=owed.day, kind="liability", values=values, facts=named)


def assets_at(facts: Iterable[Fact], day: date) -> tuple[Asset, ...]:
    """Give the assets there are at the end of a day, in the order in which each was first told of.

    A sort that is none of ours is read as kept for own use. The facts are in the order of days.
    """
    known: dict[str, Asset] = {}
    for fact in facts:
        if fact.kind == "asset" and fact.day <= day:
            known[fact.said(0)] = _asset(fact)
    return tuple(each for each in known.values() if not each.is_gone)


def liabilities_at(facts: Iterable[Fact], day: date) -> tuple[Liability, ...]:
    """Give the liabilities there are at the end of a day, in the order of their first telling."""
    known: dict[str, Liability] = {}
    for fact in facts:
        if fact.kind == "liability" and fact.day <= day:
            known[fact.said(0)] = _liability(fact)
    return tuple(each for each in known.values() if each.amount)


def _asset(fact: Fact) -> Asset:
    said, cost, value = fact.said(1), fact.fact("cost"), fact.fact("value")
    return Asset(
        day=fact.day,
        name=fact.said(0),
        sort=AssetSort(said) if said in set(AssetSort) else AssetSort.OWN_USE,
        fund=fact.said(2),
        cost=cost if isinstance(cost, Money) else None,
        value=value if isinstance(value, Money) else None,
    )


def _liability(fact: Fact) -> Liability:
    due = fact.fact("due")
    return Liability(
        day=fact.day,
        name=fact.said(0),
        fund=fact.said(1),
        amount=fact.amount() or Money(0),
        due=due if isinstance(due, date) else None,
        only_if=str(fact.fact("only-if") or ""),
    )
