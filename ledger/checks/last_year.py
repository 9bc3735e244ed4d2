"""The rule about last year's figures, typed in from a group's former accounts."""

from collections.abc import Iterator
from datetime import date, timedelta

from ledger.accounts import OPENING, is_ours
from ledger.book import Book, asked
from ledger.checks.wording import shown_day, to_look_at
from ledger.entries.last_year import last_year_in
from ledger.errors import Problem
from ledger.money import Money

_RULE = "last_year_ties"
_AGAIN = "Type them again under Accounts, or correct what the books begin with."


def last_year_ties(book: Book) -> Iterator[Problem]:
    """Last year's typed figures end on the eve of the books, with what these began with.

    Of another time they stand in no accounts, and nobody would notice.
    """
    days = [fact.day for fact in book.facts if fact.kind == "last-year"]
    begins = book.first_day
    if not days or begins is None or begins.year == date.min.year:
        return
    eve = begins - timedelta(days=1)
    typed = last_year_in(book.facts, eve)
    if typed is None:
        yield to_look_at(_RULE, "", _not_told(days[-1], begins), _AGAIN)
        return
    began = _began(book, begins)
    if typed.closing != began:
        said = f"Last year's figures end with {typed.closing}, and the books began with {began}:"
        said = f"{said} {abs(typed.closing - began)} lies between them."
        yield to_look_at(_RULE, "", said, f"Until they agree, no accounts can be made. {_AGAIN}")


def _began(book: Book, begins: date) -> Money:
    """Give the cash that the books began with, as it was told in their first year."""
    made = asked(book).touching([OPENING], book.year_of(begins)[1], begins)
    return Money.total(each.sum_of(is_ours) for each in made)


def _not_told(day: date, begins: date) -> str:
    if day == begins - timedelta(days=1):
        return "Last year's figures do not say what there was at its start."
    return (
        f"Last year's figures end on {shown_day(day)}, and the books begin on {shown_day(begins)}, "
        "so they stand in no accounts."
    )
