"""Whose hand writes, and what is handed in with the act."""

from dataclasses import dataclass
from datetime import date

from ledger.accounts import checked_person
from ledger.money import Money
from ledger.papers import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who records, on which day, and the key of the form that it came from.

    The same key is recorded once, however often it is sent; an empty key is no key.
    """

    by: str
    today: date
    key: str = ""

    def __post_init__(self) -> None:
        """Refuse a hand that is not a person's number."""
        checked_person(self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A cleaned paper, and what it adds up to; no total means the total of its entry."""

    paper: Paper
    total: Money | None = None
