"""What the group has and owes beside cash: told once, and told again when it changes or is gone."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from ledger.book import Book
from ledger.entries.belongings import (
    Asset,
    Liability,
    asset_fact,
    assets_at,
    liabilities_at,
    liability_fact,
)
from ledger.entries.directives import Fact
from ledger.entries.words import plain, shown_day
from ledger.errors import Refusal
from ledger.journal import Hand, Plan, add

_LONGEST_NAME = 120


class BelongingUnnamed(Refusal):
    """A thing or a debt is known by its name."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "What it is is missing.",
            "Write a few words, like “Cargo bike” or “Hall rent for March”.",
            field="name",
        )


class DayOfAccountsClosed(Refusal):
    """What a closed year's accounts list was signed with them."""

    def __init__(self, closed: date) -> None:
        """Name the last day of the closed year."""
        super().__init__(
            f"The accounts to {shown_day(closed)} are closed, and what they list was signed.",
            f"Choose a day after {shown_day(closed)}.",
            field="day",
        )


class DayStillToCome(Refusal):
    """Nothing is known yet of what will be there on a later day."""

    def __init__(self, today: date) -> None:
        """Name today."""
        super().__init__(
            "That day is still to come.", f"Choose {shown_day(today)} or a day before.", field="day"
        )


class ToldLater(Refusal):
    """A later day was told of already, and what is told last holds."""

    def __init__(self, name: str, day: date) -> None:
        """Name it and the day."""
        super().__init__(
            f"{name} was told of on {shown_day(day)} already.",
            f"Choose {shown_day(day)} or a later day.",
            field="day",
        )


def record_asset(shelf: Path, asset: Asset, hand: Hand) -> Asset:
    """Tell of an asset as it stands from a day on; of one of the same name, again.

    A value of nothing says that it is gone.

    Raises:
        BelongingUnnamed, FundUnknown, DayOfAccountsClosed, DayStillToCome, ToldLater: see each.
    """
    kept = replace(asset, name=_named(asset.name))

    def plan(book: Book) -> Plan | None:
        return _plan(book, asset_fact(kept), kept.fund, hand)

    book = add(shelf, plan, hand)
    return next((each for each in assets_at(book.facts, kept.day) if each.name == kept.name), kept)


def record_liability(shelf: Path, owed: Liability, hand: Hand) -> Liability:
    """Tell of a sum that is owed, or may come to be, as it stands from a day on.

    A sum of nothing says that it is owed no more.

    Raises:
        BelongingUnnamed, FundUnknown, DayOfAccountsClosed, DayStillToCome, ToldLater: see each.
    """
    only_if = plain(owed.only_if, _LONGEST_NAME, "only-if").replace("\n", " ")
    kept = replace(owed, name=_named(owed.name), only_if=only_if)

    def plan(book: Book) -> Plan | None:
        return _plan(book, liability_fact(kept), kept.fund, hand)

    book = add(shelf, plan, hand)
    found = liabilities_at(book.facts, kept.day)
    return next((each for each in found if each.name == kept.name), kept)


def _named(name: str) -> str:
    kept = plain(name, _LONGEST_NAME, "name").replace("\n", " ")
    if not kept:
        raise BelongingUnnamed
    return kept


def _plan(book: Book, fact: Fact, fund: str, hand: Hand) -> Plan | None:
    """Say what to write; what was told last already is not told again."""
    name, closed = fact.said(0), book.closed_until
    book.fund(fund)
    if fact.day > hand.today:
        raise DayStillToCome(hand.today)
    if closed and fact.day <= closed:
        raise DayOfAccountsClosed(closed)
    told = [each for each in book.facts if each.kind == fact.kind and each.said(0) == name]
    if told and told[-1].day > fact.day:
        raise ToldLater(name, told[-1].day)
    if told[-1:] == [fact]:
        return None
    return Plan(lines=(fact,), done=f"told of {name}", month=hand.today)
