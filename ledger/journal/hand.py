"""Whose hand writes, and what is handed in with the act."""

import re
from dataclasses import dataclass
from datetime import date

from ledger.accounts import checked_person
from ledger.errors import Refusal
from ledger.money import Money
from ledger.papers import Paper

_KEY = re.compile(r"[ -~]{0,80}")


class FormKeyUnclear(Refusal):
    """The key by which a form is known was changed on its way."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "This page did not arrive as it was sent out.",
            "Open it again, and record it once more.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who records, on which day, and the key of the form that it came from.

    The same key is recorded once, however often it is sent; an empty key is no key. It came with a
    form, so it is looked at like anything else that came with one.
    """

    by: str
    today: date
    key: str = ""

    def __post_init__(self) -> None:
        """Refuse a hand that is not a person's number, and a key that is not one of ours.

        Raises:
            PersonNumberUnclear: that is not the number of a person.
            FormKeyUnclear: that is not a key that a form of ours sends.
        """
        checked_person(self.by)
        if not _KEY.fullmatch(self.key):
            raise FormKeyUnclear


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A cleaned paper, and what it adds up to; no total means the total of its entry."""

    paper: Paper
    total: Money | None = None
