"""Which accounts wait for a check, once another one was found right."""

from collections.abc import Iterator
from datetime import date, timedelta

from ledger.accounts import is_cash_in_hand
from ledger.reading import BankCheck, bank_check, money_places
from webapp import desk

# Shorter than any month, and long enough to count the tin some days after the statement came.
_LATELY = timedelta(days=21)


def waiting(account: str, day: date) -> Iterator[BankCheck]:
    """Give the other accounts that were not found right lately; one that is empty and still is not.

    Coins can only be counted today, and statements are laid beside each other on one day: after a
    count, on that of the latest.
    """
    places = [each.name for each in money_places(desk.place())]
    if is_cash_in_hand(account):
        day = max(_days_of_statements(places), default=day)
    for name in places:
        on = desk.today() if is_cash_in_hand(name) else day
        found = bank_check(desk.place(), name, on)
        is_right = any(known.day > on - _LATELY for known in found.agreements)
        if name != account and not is_right and (found.ours or found.lately):
            yield found


def _days_of_statements(places: list[str]) -> Iterator[date]:
    for name in places:
        if not is_cash_in_hand(name):
            found = bank_check(desk.place(), name, desk.today())
            yield from (known.day for known in found.agreements)
