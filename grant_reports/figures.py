"""How figures and days are written on paper: brackets for what is negative, a dash for nothing."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from ledger.entries.words import shown_day, unbroken
from ledger.money import Money

DASH = "–"
POUND = "£"
SHOWN = 12
_PENCE = 100


def figure(amount: Money | None, *, whole: bool = False) -> str:
    """Write an amount in a column that says £ at its head; nothing is a dash, unknown is empty.

    In `whole` pounds, less than fifty pence is 0, which tells it from nothing at all.
    """
    if amount is None:
        return ""
    return money(amount, whole=whole).replace(POUND, "") if amount else DASH


def money(amount: Money, *, whole: bool = False) -> str:
    """Write an amount in a sentence: £1,234.50, or in `whole` pounds £1,235, brackets if below."""
    if not whole:
        return str(amount)
    pounds = abs(rounded(amount).pence) // _PENCE
    return f"({POUND}{pounds:,})" if pounds and amount.pence < 0 else f"{POUND}{pounds:,}"


def rounded(amount: Money) -> Money:
    """Round to the nearest pound; fifty pence go up, away from nothing."""
    pounds = (abs(amount.pence) + _PENCE // 2) // _PENCE
    return Money(-pounds * _PENCE if amount.pence < 0 else pounds * _PENCE)


def side(amount: Money | None) -> str:
    """Tell how a figure stands in its column: brackets hang over the edge, so that digits align."""
    return "less" if amount is not None and amount.pence < 0 else "more"


def short_day(when: date) -> str:
    """Write a day where there is little room: 14 Mar 26."""
    return f"{when.day} {when:%b} {when:%y}"


def quantity(number: Decimal) -> str:
    """Write hours: no more decimals than there are."""
    return f"{number.normalize():,f}"


def mark(version: str) -> str:
    """Write enough of a version of the books to know it by, in groups of four."""
    kept = version[:SHOWN]
    return " ".join(kept[place : place + 4] for place in range(0, len(kept), 4))


def counted(count: int, one: str, many: str) -> str:
    """Write a count with its word: 1 entry, 12 entries."""
    return f"{count:,} {one if count == 1 else many}"


FILTERS: dict[str, Callable[..., str]] = {
    "figure": figure,
    "money": money,
    "side": side,
    "day": shown_day,
    "unbroken": unbroken,
    "short_day": short_day,
    "quantity": quantity,
    "mark": mark,
    "counted": counted,
}
