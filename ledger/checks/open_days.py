"""Whether a day is open: not in a closed year, and no balance agreed with the bank changes."""

from collections.abc import Iterable, Sequence
from datetime import date

from ledger.book import Agreement, Book
from ledger.entries.directives import Transaction
from ledger.errors import Refusal
from ledger.money import Money


class DayClosed(Refusal):
    """The day lies in a year whose accounts are closed."""

    def __init__(self, day: date, closed_until: date) -> None:
        """Name both days."""
        super().__init__(
            f"{spelled(day)} lies in a year that was closed on {spelled(closed_until)}.",
            f"Choose a day after {spelled(closed_until)}.",
            field="day",
        )


class DayAgreed(Refusal):
    """The entry would change a balance that was agreed with the bank."""

    def __init__(self, agreement: Agreement, account: str, would_be: Money) -> None:
        """Give the agreed figure and the one that it would become."""
        super().__init__(
            f"On {spelled(agreement.day)} the books and the bank agreed on {agreement.figure} "
            f"in {account}; this entry would make it {would_be}.",
            f"Choose a day after {spelled(agreement.day)}, or withdraw that agreement first.",
            field="day",
        )


def spelled(day: date) -> str:
    """Write a day as people read it: 14 March 2026."""
    return f"{day.day} {day:%B} {day.year}"


def days_open(book: Book, made: Sequence[Transaction]) -> None:
    """Decline what would change a closed year or a balance agreed with the bank.

    Several movements of one entry that leave an agreed account as it was are allowed.

    Raises:
        DayClosed: a day lies in a closed year.
        DayAgreed: an agreed balance would change.
    """
    closed = book.closed_until
    for each in made:
        if closed and each.day <= closed:
            raise DayClosed(each.day, closed)
    for agreement in book.agreements:
        change = _effect(made, agreement.account, agreement.day)
        if change:
            label = book.accounts[agreement.account].shown
            raise DayAgreed(agreement, label, agreement.figure + change)


def _effect(made: Iterable[Transaction], account: str, day: date) -> Money:
    return Money.total(each.sum_of(account.__eq__) for each in made if each.day <= day)
