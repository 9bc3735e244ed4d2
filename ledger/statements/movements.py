"""Movements of a period, one by one or added up."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from ledger.book import Book
from ledger.movements import LATE_REFUNDS, OLD_CLAIMS, Direction, Movement, moves
from ledger.statements.periods import Period

__all__ = [
    "LATE_REFUNDS",
    "OLD_CLAIMS",
    "Direction",
    "Movement",
    "every_movement",
    "flows",
    "flows_among",
    "flows_until",
    "movements",
    "within",
]


def movements(
    book: Book, period: Period, fund: str = "", accounts: Sequence[str] = ()
) -> tuple[Movement, ...]:
    """Give the movements of a period, in the order of their days, of all funds or of one.

    Where accounts are named, only those on them or on one below.
    """
    return tuple(moves(book).moved(period.first, period.last, fund, accounts))


def flows(book: Book, period: Period, fund: str = "") -> tuple[Movement, ...]:
    """Give the movements of a period added up, as far as no table tells them apart."""
    return tuple(moves(book).flows(period.first, period.last, fund))


def flows_among(book: Book, period: Period, quiet: Collection[str]) -> tuple[Movement, ...]:
    """Give the movements of a period added up; what some entries put right is not told apart.

    It stands among the rest, as in the year of what it corrects: for a correction of help is told
    with other help, or the line of corrections would say what one person got.
    """
    moved = flows(book, period)
    if not quiet or not any(each.late_for for each in moved):
        return moved
    late = [each for each in moves(book).moved_by(quiet) if each.late_for and each.day in period]
    back = (replace(each, amount=-each.amount) for each in late)
    return (*moved, *back, *(replace(each, late_for=None) for each in late))


def flows_until(book: Book, last: date, fund: str = "") -> tuple[Movement, ...]:
    """Give the movements from the first day on, added up in the same way."""
    return tuple(moves(book).flows(date.min, last, fund))


def every_movement(book: Book, fund: str = "") -> tuple[Movement, ...]:
    """Give all movements from the first day on."""
    return tuple(moves(book).moved(date.min, date.max, fund))


def within(moved: tuple[Movement, ...], period: Period) -> tuple[Movement, ...]:
    """Keep the movements of a period."""
    return tuple(each for each in moved if each.day in period)
