"""What a slice is of: a document, its fund and its time."""

from dataclasses import dataclass
from decimal import Decimal

from ledger.entries.directives import Fact
from ledger.statements import Period

ACCOUNTS, REPORT = "annual-accounts", "grant-report"
KIND = "slice"
# Counted up whenever the same book is cut otherwise than before.
EDITION = 3
BEGINS, ELSEWHERE = "books-begin", "elsewhere"
PAPER, PAPERS_OF_HELP = "paper-kept", "papers-for-help"
COMPARED, WHOLE, HELPED = "compared", "whole-entry", "helped"
UNTOLD, LAST_PERIOD, ARRIVED = "amounts-not-told", "last-period", "arrived"
OTHERWISE = "arrived-otherwise"
# What is said instead of the number of a person.
SOMEBODY = "a volunteer"
# On an agreement with the bank: what lies between its figure and ours at the end of the year.
NOT_YET_IN, NOT_YET_OUT, AFTER = "not-yet-in", "not-yet-out", "after-the-year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A document that a slice proves: which, of which fund (none for accounts) and period.

    `version` is that of the book it was cut from. `sees_help` is false where the document tells of
    help given only what everybody may see of it. `edition` says which program cut it.
    """

    document: str
    period: Period
    version: str
    fund: str = ""
    sees_help: bool = True
    edition: int = EDITION

    @property
    def is_of_a_fund(self) -> bool:
        """Tell whether it holds one fund's money only."""
        return self.document == REPORT

    @property
    def is_of_this_edition(self) -> bool:
        """Tell whether the program that cut it cuts as this one does."""
        return self.edition == EDITION

    def as_fact(self) -> Fact:
        """Give the line of a slice that says what it is of; the first edition did not say so."""
        edition = (("edition", Decimal(self.edition)),) if self.edition > 1 else ()
        return Fact(
            day=self.period.last,
            kind=KIND,
            values=(self.document, *([self.fund] if self.fund else [])),
            facts=(
                ("version", self.version),
                ("first", self.period.first),
                ("last", self.period.last),
                ("help", "whole" if self.sees_help else "as everybody sees it"),
                *edition,
            ),
        )
