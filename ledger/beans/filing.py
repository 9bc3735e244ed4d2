"""What is known of one file of a book once it is parsed: enough to judge the whole without it."""

import os
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from beancount.core import data, getters
from beancount.core.amount import Amount
from beancount.core.number import MISSING
from beancount.ops import validation
from beancount.parser import booking
from beancount.parser import options as settings

Days = tuple[date, date]
_RARE = data.Open | data.Close | data.Balance | data.Commodity


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One file, parsed and booked by itself.

    `mark` is the hash of its bytes; `entries` are in Beancount's order and as they are shown;
    `imbalances` are the errors of transactions that do not come to nothing; `used` gives for each
    account the first and last day on which something but its opening or closing names it; `moved`
    holds, for each account and commodity, what each day put on it; `rare` are openings, closings,
    agreed balances and commodities; `papers` are the entries that name a paper, by the folder and
    name under which it really lies.
    """

    mark: bytes
    entries: list[Any]
    errors: list[Any]
    options: dict[str, Any]
    imbalances: list[Any]
    used: Mapping[str, Days]
    moved: Mapping[tuple[str, str], Mapping[date, Decimal]]
    rare: list[Any]
    papers: Mapping[str, Mapping[str, list[Any]]]


def reading_of(
    mark: bytes,
    parsed: tuple[list[Any], list[Any], dict[str, Any]],
    shown: Callable[[Any], Any],
) -> Reading | None:
    """Book a parsed file by itself, or give nothing where only the whole book can book it."""
    entries, errors, options = parsed
    if not all(map(_stands_alone, entries)):
        return None
    stock = settings.OPTIONS_DEFAULTS
    booked, wrongs = booking.book(entries, stock)  # type: ignore[no-untyped-call]  # Beancount's
    if wrongs:
        return None
    given = [shown(entry) for entry in booked]
    return Reading(
        mark=mark,
        entries=given,
        errors=errors,
        options=options,
        imbalances=validation.validate_check_transaction_balances(given, stock),  # type: ignore[no-untyped-call]  # Beancount's
        used=_used(given),
        moved=_moved(given),
        rare=[entry for entry in given if isinstance(entry, _RARE)],
        papers=_papers(booked, given),
    )


def _stands_alone(entry: Any) -> bool:
    """Whether an entry is booked alike, whatever stands before it."""
    if isinstance(entry, data.Pad):
        return False
    return not isinstance(entry, data.Transaction) or all(map(_is_plain, entry.postings))


def _is_plain(posting: data.Posting) -> bool:
    """Whether a posting is without a lot, and its commodity is said or all of it is left out."""
    if posting.cost is not None or not (posting.price is None or _is_whole(posting.price)):
        return False
    units: Any = posting.units
    return units is MISSING or (units is not None and units.currency is not MISSING)


def _is_whole(amount: Any) -> bool:
    return isinstance(amount, Amount) and MISSING not in (amount.number, amount.currency)


def _used(entries: list[Any]) -> dict[str, Days]:
    """Give the first and last day of each account; the entries are in the order of their days."""
    first: dict[str, date] = {}
    last: dict[str, date] = {}
    for entry in entries:
        if not isinstance(entry, data.Open | data.Close):
            for account in getters.get_entry_accounts(entry):
                first.setdefault(account, entry.date)
                last[account] = entry.date
    return {account: (day, last[account]) for account, day in first.items()}


def _moved(entries: list[Any]) -> dict[tuple[str, str], dict[date, Decimal]]:
    moved: dict[tuple[str, str], dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for entry in entries:
        if isinstance(entry, data.Transaction):
            for posting in entry.postings:
                number, commodity = _amount(posting)
                moved[posting.account, commodity][entry.date] += number
    return {place: dict(days) for place, days in moved.items()}


def _amount(posting: data.Posting) -> tuple[Decimal, str]:
    """Give what a booked posting puts on its account; booking has left none out."""
    number, commodity = posting.units or (None, "")
    return number or Decimal(), commodity


def _papers(booked: list[Any], given: list[Any]) -> dict[str, dict[str, list[Any]]]:
    found: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    for entry, shown in zip(booked, given, strict=True):
        if isinstance(entry, data.Document):
            folder, name = os.path.split(entry.filename)
            found[folder].setdefault(name, []).append(shown)
    return dict(found)
