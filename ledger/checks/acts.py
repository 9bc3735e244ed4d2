"""What is declined before it is written: what cannot be true, or is not allowed.

What the bank has already done is not declined but recorded, and the rules beside this module say
what needs a look.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from ledger.accounts import AccountUnknown
from ledger.book import Book, Entry
from ledger.checks.days import EARLIEST
from ledger.checks.enough import claims_owed, funds_hold, held_enough
from ledger.checks.fits import accounts_fit
from ledger.checks.followers import refunds_fit
from ledger.checks.numbers import is_nil, rests
from ledger.checks.open_days import days_open
from ledger.entries.directives import Kind, Transaction
from ledger.entries.words import shown_day
from ledger.errors import Refusal
from ledger.funds import Fund, FundUnknown

_AHEAD = timedelta(days=2)


class DayImplausible(Refusal):
    """A day too far back, or still to come."""

    def __init__(self, day: date) -> None:
        """Name the day, and say which of the two it is."""
        which = "is too long ago" if day < EARLIEST else "is still to come"
        super().__init__(
            f"{shown_day(day)} {which}.", "Choose the day on which it happened.", field="day"
        )


class DayBeforeTheBooks(Refusal):
    """A day before anything could be recorded in this book."""

    def __init__(self, day: date, first: date) -> None:
        """Name the day, and the first day of the books."""
        super().__init__(
            f"These books begin on {shown_day(first)}, and {shown_day(day)} is before that.",
            "What was before is in the money that you began with.",
            field="day",
        )


class AccountNotOpen(Refusal):
    """The account takes nothing on that day."""

    def __init__(self, label: str, day: date) -> None:
        """Name the account and the day."""
        super().__init__(
            f"“{label}” is not open on {shown_day(day)}.",
            "Choose another one, or a later day.",
            field="account",
        )


class FundNotOpen(Refusal):
    """The fund takes nothing on that day."""

    def __init__(self, fund: Fund, day: date) -> None:
        """Name the fund and the day, and what would make it open."""
        when, mend = f"began on {shown_day(fund.opened)}", "give this one an earlier first day"
        if fund.closed_on and day > fund.closed_on:
            when, mend = f"was closed on {shown_day(fund.closed_on)}", "open this one again"
        super().__init__(
            f"{fund.shown} is not open on {shown_day(day)}; it {when}.",
            f"Choose another fund, or another day, or {mend} on the fund’s page.",
            field="fund",
        )


class EntryUnknown(Refusal):
    """No entry has that number."""

    def __init__(self, number: str) -> None:
        """Quote the number, shortened."""
        super().__init__(
            f"There is no entry no. {number[:20]}.",
            "Look it up under all entries.",
            field="entry",
        )


class AlreadyCorrected(Refusal):
    """The entry was corrected before; its correction is what stands now."""

    def __init__(self, number: str, by: str) -> None:
        """Name both numbers."""
        super().__init__(
            f"Entry {number} was already corrected by entry {by}.",
            f"If {by} is wrong too, correct that one.",
        )


class DoesNotAddUp(Refusal):
    """What would be written does not balance, since the entry that it turns round does not."""

    def __init__(self, number: str) -> None:
        """Name the entry whose text was changed."""
        super().__init__(
            f"Entry no. {number} does not add up in the text, so it cannot be turned round.",
            "Put that line back as it was, from the history, or ask whoever edited it.",
        )


class NothingToTurnRound(Refusal):
    """Every amount of the entry that would be turned round is nil."""

    def __init__(self, number: str) -> None:
        """Name the entry whose text was changed."""
        super().__init__(
            f"Entry no. {number} comes to nothing in the text, so it cannot be turned round.",
            "Put that line back as it was, from the history, or ask whoever edited it.",
        )


def decline(book: Book, made: Sequence[Transaction], today: date) -> None:
    """Decline what cannot be true or is not allowed, before anything is written.

    Raises:
        Refusal: the first reason found, each of its own class.
    """
    for each in made:
        _adds_up(each)
        _plausible(each.day, today)
        _not_before_the_books(book, each.day)
        _accounts_open(book, each)
        _fund_open(book, each)
        accounts_fit(book, each)
    days_open(book, made)
    funds_hold(book, made)
    claims_owed(book, made)
    held_enough(book, made)
    refunds_fit(book, made)


def known_entry(book: Book, number: str) -> Entry:
    """Give the entry of a number.

    Raises:
        EntryUnknown: the book has none of that number.
    """
    if number not in book.entries:
        raise EntryUnknown(number)
    return book.entries[number]


def correctable(book: Book, number: str) -> Entry:
    """Give an entry that may be corrected: known, and not corrected before.

    Raises:
        EntryUnknown: the book has none of that number.
        AlreadyCorrected: another entry took it back, or it is nothing but a reversal itself.
    """
    entry = known_entry(book, number)
    if entry.corrected_by:
        raise AlreadyCorrected(number, entry.corrected_by)
    if not entry.right:
        raise AlreadyCorrected(entry.corrects, number)
    return entry


def _adds_up(made: Transaction) -> None:
    number = made.said("corrects") or made.entry
    if any(rests(made).values()):
        raise DoesNotAddUp(number)
    if made.kind == Kind.REVERSAL and is_nil(made):
        raise NothingToTurnRound(number)


def _plausible(day: date, today: date) -> None:
    if not EARLIEST <= day < today + _AHEAD:
        raise DayImplausible(day)


def _not_before_the_books(book: Book, day: date) -> None:
    first = min((account.opened for account in book.accounts.values()), default=day)
    if day < first:
        raise DayBeforeTheBooks(day, first)


def _accounts_open(book: Book, made: Transaction) -> None:
    for posting in made.postings:
        account = book.accounts.get(posting.account)
        if account is None:
            raise AccountUnknown(posting.account)
        if account.opened > made.day or (account.closed and account.closed <= made.day):
            raise AccountNotOpen(account.shown, made.day)


def _fund_open(book: Book, made: Transaction) -> None:
    fund = book.funds.get(made.fund)
    if fund is None:
        raise FundUnknown(made.fund)
    # A correction is judged by the entry that it corrects.
    corrected = book.entries.get(made.said("corrects"))
    was_there = corrected is not None and fund.name in corrected.funds
    if made.kind != Kind.REVERSAL and not was_there and not fund.is_open(made.day):
        raise FundNotOpen(fund, made.day)
