"""Whether a day is open: not in a closed year, and no balance agreed with the bank changes."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from operator import attrgetter

from ledger.book import Agreement, Book
from ledger.entries.directives import Transaction
from ledger.entries.words import shown_day
from ledger.errors import Refusal
from ledger.money import Money


class DayClosed(Refusal):
    """The day lies in a year whose accounts are closed."""

    def __init__(self, day: date, closed_until: date, figures: str = "") -> None:
        """Name both days; `figures` says which final balance would change, and to what."""
        lies = f"{shown_day(day)} lies in a year that is closed up to {shown_day(closed_until)}."
        super().__init__(
            f"{lies} {figures}".strip(),
            f"Choose a day after {shown_day(closed_until)}. If the paper is older, write its day "
            "into what it was for.",
            field="day",
        )


class DayAgreed(Refusal):
    """The entry would change a balance that was agreed with the bank."""

    def __init__(self, changed: Sequence[Agreement], account: str, would_be: Money) -> None:
        """Give the first agreed figure that would change, and the day after which none would."""
        self.agreement, self.account = changed[0], account
        day, last = (shown_day(each.day) for each in (changed[0], changed[-1]))
        withdraw = "withdraw that agreement first"
        if len(changed) > 1:
            withdraw = f"first withdraw the {len(changed)} agreements from {day} on"
        super().__init__(
            f"On {day} the books and the bank agreed on {self.agreement.figure.held} in "
            f"{account}; this entry would make it {would_be.held}.",
            f"Choose a day after {last}, or {withdraw}.",
            field="day",
        )


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
            raise DayClosed(each.day, closed, _final(book, made, closed))
    first = min((each.day for each in made), default=date.max)
    # What was agreed on for an earlier day stays as it is: of years of agreements that is most.
    later = (each for each in book.agreements if each.day >= first)
    changed = sorted(
        (each for each in later if _effect(made, each.account, each.day)), key=attrgetter("day")
    )
    if changed:
        agreement = changed[0]
        would_be = agreement.figure + _effect(made, agreement.account, agreement.day)
        raise DayAgreed(changed, book.accounts[agreement.account].shown, would_be)


def _effect(made: Iterable[Transaction], account: str, day: date) -> Money:
    return Money.total(each.sum_of(account.__eq__) for each in made if each.day <= day)


def _final(book: Book, made: Sequence[Transaction], closed: date) -> str:
    """Say which final balance an entry would change first; nothing where it changes none."""
    for final in book.finals:
        # It is the balance with which its day begins: all that lies on earlier days is in it.
        change = _effect(made, final.account, closed)
        if change and final.account in book.accounts and final.day == closed + timedelta(days=1):
            name, would = book.accounts[final.account].shown, final.amount + change
            return f"{name} ended with {final.amount.held}, and this would make it {would.held}."
    return ""
