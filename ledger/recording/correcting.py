"""Taking an entry back, with what is right beside it, on days that are open."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from ledger.book import Book, Entry
from ledger.book.changed import changed
from ledger.checks.acts import correctable
from ledger.checks.followers import followers_fit
from ledger.checks.open_days import DayAgreed, DayClosed, days_open
from ledger.entries.acts import Correction
from ledger.entries.directives import Facts, Kind, Transaction
from ledger.entries.shapes import reversal
from ledger.entries.words import plain
from ledger.errors import Refusal


class ReasonMissing(Refusal):
    """A correction says why."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "Why it is corrected is missing.",
            "Write a few words, like “the paper says 12.40”.",
            field="because",
        )


def corrected(
    book: Book, act: Correction, right: tuple[Transaction, ...], today: date
) -> tuple[Transaction, ...]:
    """Give the transactions of a correction: the old ones turned round, then what is right.

    They lie on the old day while that is open, judged as a whole; else the reversal lies on today,
    and what is right on its own day if that is open, else on today.

    Raises:
        EntryUnknown, AlreadyCorrected: there is nothing of that number to correct.
        ReasonMissing: it does not say why.
        PaidBackAlready, RefundedAlready: what follows from the old entry would hang in the air.
    """
    old = correctable(book, act.corrects)
    because = plain(act.because, 500, "because")
    if not because:
        raise ReasonMissing
    followers_fit(book, old, right)
    made = _on_open_days(book, old, right, today)
    facts: Facts = (("corrects", old.number), ("because", because))
    return tuple(replace(each, facts=(*each.facts, *facts)) for each in made)


def _on_open_days(
    book: Book, old: Entry, right: tuple[Transaction, ...], today: date
) -> tuple[Transaction, ...]:
    then = tuple(reversal(each, each.day) for each in old.right)
    now = tuple(reversal(each, today) for each in old.right)
    for made in ((*then, *right), (*now, *right)):
        with suppress(DayClosed, DayAgreed):
            days_open(book, made)
            return made
    return (*now, *(replace(each, day=max(each.day, today)) for each in right))


def as_taken_back(book: Book, made: Sequence[Transaction]) -> Book:
    """Give the book as it is once the old entry is taken back: what is right is judged by that."""
    back = [each for each in made if each.kind == Kind.REVERSAL]
    return changed(book, more=back)
