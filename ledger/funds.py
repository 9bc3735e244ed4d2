"""Funds and grants: money kept apart for a purpose, and what was promised about it."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ledger.errors import Refusal
from ledger.money import Money, parse_money

GENERAL = "general"
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,58}[a-z0-9]")
_EXPECTED = re.compile(r"\b([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{1,7}\.[0-9]{2})(?=;|$)")


class FundUnknown(Refusal):
    """The book has no fund of that name."""

    def __init__(self, name: str, field: str = "fund") -> None:
        """Name it, shortened."""
        super().__init__(
            f"The books have no fund called “{name[:60]}”.",
            "Choose one of those that are offered.",
            field=field,
        )


class FundNameUnclear(Refusal):
    """A fund's name in the book is a tag: small letters, digits and hyphens."""

    def __init__(self, typed: str) -> None:
        """Quote what was typed, shortened."""
        super().__init__(
            f"“{typed[:40]}” cannot be the short name of a fund.",
            "Use small letters, digits and hyphens, like council-food-2026.",
            field="fund",
        )


class FundTermsUnclear(Refusal):
    """The terms of a fund contradict each other."""


class FundClass(StrEnum):
    """What a fund may be spent on; the field's five classes."""

    UNRESTRICTED = "unrestricted"
    DESIGNATED = "designated"
    RESTRICTED = "restricted"
    EXPENDABLE_ENDOWMENT = "expendable-endowment"
    PERMANENT_ENDOWMENT = "permanent-endowment"

    @property
    def shown(self) -> str:
        """The class as a neighbour would say it."""
        return _SHOWN[self]

    @property
    def is_free(self) -> bool:
        """Tell whether the group may spend it as it likes: designated money is unrestricted too."""
        return self in {FundClass.UNRESTRICTED, FundClass.DESIGNATED}


_SHOWN = {
    FundClass.UNRESTRICTED: "for anything we do",
    FundClass.DESIGNATED: "set aside by us",
    FundClass.RESTRICTED: "only for its purpose",
    FundClass.EXPENDABLE_ENDOWMENT: "capital that may be spent",
    FundClass.PERMANENT_ENDOWMENT: "capital to be kept",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetChange:
    """A change of one heading's budget that the funder agreed to; negative lowers it."""

    day: date
    amount: Money
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """One heading of a grant's budget, and the accounts whose spending counts towards it."""

    heading: str
    amount: Money
    accounts: tuple[str, ...]
    changes: tuple[BudgetChange, ...] = ()

    @property
    def agreed(self) -> Money:
        """The budget with every agreed change."""
        return self.amount + Money.total(change.amount for change in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """An instalment of a grant that was promised for a day."""

    day: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """A fund with its latest terms; `award` stands only where somebody promised a sum.

    `programme` is the funder's own name for what it was given out of, `expected` the instalments
    that were promised, in order. `row` is its place among the funds as they were written down: a
    fund that is opened for an earlier day moves no other.
    """

    name: str
    kind: FundClass
    opened: date
    title: str = ""
    funder: str = ""
    purpose: str = ""
    reference: str = ""
    award: Money | None = None
    spend_from: date | None = None
    spend_by: date | None = None
    report_due: date | None = None
    closed_on: date | None = None
    programme: str = ""
    awarded_on: date | None = None
    conditions: str = ""
    expected: tuple[Expected, ...] = ()
    budget: tuple[BudgetLine, ...] = field(default=())
    row: int = field(default=0, compare=False)

    @property
    def shown(self) -> str:
        """What people call it."""
        return self.title or self.name

    @property
    def is_grant(self) -> bool:
        """Tell whether somebody promised it for a purpose."""
        return bool(self.funder)

    def is_open(self, day: date) -> bool:
        """Tell whether money may be recorded in it on a day."""
        return self.opened <= day and (self.closed_on is None or day <= self.closed_on)


def checked_terms(fund: Fund) -> Fund:
    """Give back a fund whose terms make sense.

    Raises:
        FundNameUnclear: its short name is not a tag.
        FundTermsUnclear: its last day is before its first.
    """
    if not _SLUG.fullmatch(fund.name):
        raise FundNameUnclear(fund.name)
    if fund.spend_from and fund.spend_by and fund.spend_by < fund.spend_from:
        message = f"{fund.shown} would have to be spent before its first day."
        raise FundTermsUnclear(message, "Look at the two dates again.", field="spend_by")
    return fund


def write_expected(expected: Iterable[Expected]) -> str:
    """Write instalments as one line of a book: `2026-03-01 2500.00; 2026-09-01 2500.00`."""
    return "; ".join(f"{each.day} {each.amount.number}" for each in expected)


def read_expected(text: str) -> tuple[Expected, ...]:
    """Read instalments as they stand in a book, by day; what is written otherwise is left out."""
    made = []
    for day, amount in _EXPECTED.findall(text):
        with suppress(ValueError, Refusal):
            made.append(Expected(day=date.fromisoformat(day), amount=parse_money(amount)))
    return tuple(sorted(made, key=lambda each: each.day))


def slug(title: str) -> str:
    """Make a short name from a title: small ASCII letters, digits and hyphens; "fund" if none."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:50].strip("-")
    return words if _SLUG.fullmatch(words) else "fund"
