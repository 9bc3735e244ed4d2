"""What may be asked of a whole book without reading the whole of it.

A plain reading answers by going through everything (`ledger.book.counted`), an index by looking it
up. Whoever asks does not know which.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, runtime_checkable

from ledger.book.reaching import Reach
from ledger.book.summary import PaperState, Summary
from ledger.entries.directives import Document, Transaction
from ledger.money import NOTHING, Money

Sums = Mapping[tuple[str, str], int]
Moved = tuple[str, date, int]


# Time or goods given: on what account, in what, when, and how much.
GivenInKind = tuple[str, str, date, Decimal]
IN_KIND = "Expenses:In-Kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """An entry `new` that takes another back, on what day and why, and the day of the old one.

    That day is none where the old entry is not in the books. `was` and `now` are what the two came
    to, each without what it only takes back; `is_of_help` tells that one of the entries that hang
    together with them gave help. All their transactions lie from `since` to `until`.
    """

    new: str
    old: str
    day: date
    because: str
    old_day: date | None
    was: Money
    now: Money
    is_of_help: bool
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which entries that stand are sought; empty means all. `words` are all looked for.

    `skip` and `most` cut a page out of what is found, the newest first.
    """

    words: str = ""
    fund: str = ""
    direction: str = ""
    person: str = ""
    only_missing: bool = False
    sees_help: bool = True
    skip: int = 0
    most: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of what was found, how many there are in all, and what they come to."""

    summaries: tuple[Summary, ...]
    count: int
    total_in: Money = NOTHING
    total_out: Money = NOTHING


@runtime_checkable
class ReadsAhead(Protocol):
    """Entries that can be read many at once, before they are asked for one by one."""

    def at_hand(self, numbers: Iterable[str]) -> None:
        """Read some entries, and keep them at hand."""


class Answers(Protocol):
    """Questions about a whole book. Days are whole and both ends are included."""

    def sums(self, day: date) -> Sums:
        """Give the pence on each account in each fund at the end of a day; nil sums may lack."""

    def touching(
        self, names: Sequence[str], until: date, since: date = date.min
    ) -> Iterable[Transaction]:
        """Give the transactions of some days on some accounts or those below them, in order."""

    def turnover(self, account: str, first: date, last: date) -> tuple[int, int]:
        """Give the pence put on an account and taken off it by the acts of some days.

        Each is what one transaction came to; what the books began with is no act.
        """

    def helped(self, first: date, last: date, fund: str = "") -> int:
        """Count the people who were helped on some days; of entries taken back they are less."""

    def during(self, first: date, last: date, fund: str = "") -> Iterable[Transaction]:
        """Give the transactions of some days, of all funds or of one, in order."""

    def extent(self, fund: str) -> tuple[date, date] | None:
        """Give the first and the last day on which a fund moved; none where it never did."""

    def following(self, fact: str, numbers: Sequence[str]) -> Sequence[Transaction]:
        """Give the transactions that name one of some entries as what they pay or refund."""

    def daily(self, first: date) -> Iterable[Moved]:
        """Give what each account moved by on each day from one on, in pence, by account and day.

        Days on which it came to nothing may lack.
        """

    def numbering(self, year: int) -> tuple[int, int, int]:
        """Count a year's entries and the places from 1 on that they take, and give the last one."""

    def reaches(self) -> Iterable[Reach]:
        """Give what each file reaches for, the main one first; those that name nothing may lack."""

    def open_claims(self, account: str = "") -> Sequence[Transaction] | None:
        """Give what makes the claims that may not be paid back, and what pays them back, by day.

        None if that is not known. With an account, only of claims in which it is named.
        """

    def last_number(self, year: int) -> int:
        """Give the last place in the numbers of a year; nought where there is none."""

    def number_with_key(self, key: str) -> str:
        """Give the number that a form's key was recorded as; empty where it was not."""

    def listing(self, sought: Sought) -> Listing:
        """Find entries that stand, the newest first."""

    def count(self, *, sees_help: bool) -> int:
        """Count the entries that stand."""

    def missing(self) -> Sequence[Summary]:
        """Give the entries that stand and whose paper is missing, in the order of numbers."""

    def missing_count(self) -> int:
        """Count them."""

    def waiting(self) -> Sequence[str]:
        """Give the numbers of the entries that tell of help, or put such a one right."""

    def alike(self, sight: tuple[str, date, int]) -> Sequence[Summary]:
        """Give the standing entries with the same payee, day and amount; capitals do not count."""

    def given_in_kind(self, first: date, last: date, fund: str = "") -> Iterable[GivenInKind]:
        """Give what of time and goods was given on some days, in order; one taken back is less."""

    def taking_back(self, first: date, last: date) -> Sequence[TakenBack]:
        """Give the entries that take another back on one of some days, in order of numbers."""

    def papers_between(self, first: date, last: date) -> Mapping[PaperState, int]:
        """Count the standing entries of some days by where their paper is."""

    def usage(self) -> Mapping[str, int]:
        """Count on each account how many postings it has."""

    def payees(self, most: int) -> Sequence[str]:
        """Give those to whom was paid most often, and who were not helped."""

    def paper_named(self, name: str) -> Document | None:
        """Find a paper by its file name."""

    def proved_by(self, mark: str) -> Sequence[str]:
        """Give the numbers of the entries beside which a paper of this hash stands."""
