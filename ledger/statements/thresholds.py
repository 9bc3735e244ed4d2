"""From what gross income a charity's accounts are examined, and up to what this basis is allowed.

The sums change now and then, so they stand in a table by the last day of the year that they hold
for. They come from the Charities Acts: of England and Wales by income, of Scotland for every
charity.
"""

from dataclasses import dataclass
from datetime import date

from ledger.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """The sums for years that end on a day or later; both are exceeded by a penny more."""

    since: date
    examined_over: Money
    basis_up_to: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Whether the law wants a year's accounts examined; `over` is none where it always does.

    `is_too_large` tells that the income is beyond what this basis is allowed for; what it is
    allowed for is `basis_up_to`.
    """

    is_asked: bool
    over: Money | None
    basis_up_to: Money
    is_too_large: bool


THRESHOLDS: dict[str, tuple[Threshold, ...]] = {
    "charity-england-wales": (
        Threshold(since=date.min, examined_over=Money(25_000_00), basis_up_to=Money(250_000_00)),
        Threshold(
            since=date(2026, 9, 30),
            examined_over=Money(40_000_00),
            basis_up_to=Money(500_000_00),
        ),
    ),
    "charity-scotland": (
        # Every charity's accounts are examined there, whatever its size.
        Threshold(since=date.min, examined_over=Money(-1), basis_up_to=Money(250_000_00)),
    ),
}


def examination(legal_form: str, year_end: date, gross_income: Money) -> Examination | None:
    """Say whether a year's accounts are to be examined; none where no such law holds."""
    known = [each for each in THRESHOLDS.get(legal_form, ()) if each.since <= year_end]
    if not known:
        return None
    now = known[-1]
    return Examination(
        is_asked=gross_income > now.examined_over,
        over=now.examined_over if now.examined_over.pence >= 0 else None,
        basis_up_to=now.basis_up_to,
        is_too_large=gross_income > now.basis_up_to,
    )
