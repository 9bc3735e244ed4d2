"""Which accounts wait for a check, once another one was found right."""

from collections.abc import Iterator
from datetime import date, timedelta

from ledger.accounts import is_cash_in_hand
from ledger.reading import BankCheck, about, bank_check, money_places
from webapp import desk

# Shorter than any month, and long enough to count the tin some days after the statement came.
_LATELY = timedelta(days=21)


def waiting(account: str, day: date) -> Iterator[BankCheck]:
    """Give the other accounts that were not found right lately; one that is empty and still is not.

    Coins can only be counted today, and statements are laid beside each other on one day. Nothing
    waits on a day that is closed.
    """
    places = [each.name for each in money_places(desk.place())]
    days = _days_lately(places) if is_cash_in_hand(account) else (day,)
    statement = max(filter(_is_open, days), default=_end_of_last_month())
    for name in places:
        on = desk.today() if is_cash_in_hand(name) else statement
        found = bank_check(desk.place(), name, on)
        is_right = any(known.day > on - _LATELY for known in found.agreements)
        if name != account and _is_open(on) and not is_right and (found.ours or found.lately):
            yield found


def _days_lately(places: list[str]) -> Iterator[date]:
    """Give the days of the statements that were found right within three weeks before today."""
    for name in places:
        if not is_cash_in_hand(name):
            found = bank_check(desk.place(), name, desk.today())
            lately = desk.today() - _LATELY
            yield from (known.day for known in found.agreements if known.day > lately)


def _end_of_last_month() -> date:
    """Give the day of which a statement is there, whatever bank it comes from."""
    return desk.today().replace(day=1) - timedelta(days=1)


def _is_open(day: date) -> bool:
    closed = about(desk.place()).closed_until
    return closed is None or day > closed
