"""What Beancount says about a whole book, found from its files where nothing is wrong.

Each rule is Beancount's own. Where what is known of the files shows that a rule holds, its walk
over all entries is left out; where it does not, Beancount walks, and says so in its own words.
"""

import os
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any

from beancount import loader
from beancount.core import data
from beancount.ops import balance, documents, validation

from ledger.beans.filing import Reading

Entries = list[Any]
Errors = list[Any]
Options = dict[str, Any]


class OtherBeancount(RuntimeError):
    """Beancount runs other programs or rules over a book than those that are known here."""


def _know_beancount() -> None:
    """Refuse another Beancount at the start: its rules are followed here one by one."""
    plugins = [*loader.PLUGINS_PRE, *loader.PLUGINS_AUTO, *loader.PLUGINS_POST]
    rules = tuple(rule.__name__.removeprefix("validate_") for rule in validation.VALIDATIONS)
    if [name.rpartition(".")[2] for name, _ in plugins] != ["documents", "pad", "balance"] or (
        rules
        != (
            "open_close",
            "active_accounts",
            "currency_constraints",
            "duplicate_balances",
            "duplicate_commodities",
            "documents_paths",
            "check_transaction_balances",
        )
    ):
        raise OtherBeancount


_know_beancount()
_rules: Any = validation


def judge(
    entries: Entries, options: Options, readings: Sequence[Reading]
) -> tuple[Entries, Errors]:
    """Give the entries, with balances that do not hold marked, and every error in its order.

    The entries are sorted and booked; there are no pads and no folders of documents.
    """
    rare = [entry for reading in readings for entry in reading.rare]
    rare.sort(key=data.entry_sortkey)
    errors = _papers_missing(readings)
    if not _balances_hold(rare, options, readings):
        entries, wrongs = balance.check(entries, options)  # type: ignore[no-untyped-call]  # Beancount's
        rare = _only(entries, data.Open, data.Close, data.Balance, data.Commodity)
        errors += wrongs
    errors += _rules.validate_open_close(rare, options)
    if not _all_active(rare, readings):
        errors += _rules.validate_active_accounts(entries, options)
    if not _all_allowed(rare, readings):
        errors += _rules.validate_currency_constraints(entries, options)
    errors += _rules.validate_duplicate_balances(rare, options)
    errors += _rules.validate_duplicate_commodities(rare, options)
    # The parser makes every paper's path absolute, so the rule about paths has nothing to say.
    imbalances = [error for reading in readings for error in reading.imbalances]
    errors += sorted(imbalances, key=lambda error: data.entry_sortkey(error.entry))
    return entries, errors


def _only(entries: Iterable[Any], *kinds: type) -> Entries:
    return [entry for entry in entries if type(entry) in kinds]


def _is_once(entries: Entries) -> bool:
    return len({entry.account for entry in entries}) == len(entries)


def _papers_missing(readings: Sequence[Reading]) -> Errors:
    """Say which papers are not there; each folder is looked into once."""
    there: dict[str, set[str]] = {}
    missing: Entries = []
    for reading in readings:
        for folder, named in reading.papers.items():
            if folder not in there:
                there[folder] = _plain_files(folder)
            for name in named.keys() - there[folder]:
                # A link, or a name that this disk writes in another way, may be there all the same.
                if not os.path.exists(os.path.join(folder, name)):  # noqa: PTH110, PTH118 - text
                    missing += named[name]
    missing.sort(key=data.entry_sortkey)
    return [
        documents.DocumentError(entry.meta, f'File does not exist: "{entry.filename}"', entry)
        for entry in missing
    ]


def _plain_files(folder: str) -> set[str]:
    try:
        with os.scandir(folder) as found:
            return {each.name for each in found if not each.is_symlink()}
    except OSError:
        return set()


def _balances_hold(rare: Entries, options: Options, readings: Sequence[Reading]) -> bool:
    """Whether every agreed balance is that of its account and those below it.

    On one day, Beancount puts agreed balances before what moves money.
    """
    opened, agreed = _only(rare, data.Open), _only(rare, data.Balance)
    allowed = {entry.account: entry.currencies for entry in opened}
    if not _is_once(opened):
        return not agreed
    courses: dict[tuple[str, str], _Course] = {}
    for entry in agreed:
        place = (entry.account, entry.amount.currency)
        if entry.account not in allowed or not _is_allowed(place[1], allowed[entry.account]):
            return False
        if place not in courses:
            courses[place] = _Course(*place, readings)
        tolerance = balance.get_balance_tolerance(entry, options)  # type: ignore[no-untyped-call]  # Beancount's
        if abs(courses[place].before(entry.date) - entry.amount.number) > tolerance:
            return False
    return True


class _Course:
    """What an account and those below it come to, day by day, in one commodity."""

    def __init__(self, account: str, commodity: str, readings: Sequence[Reading]) -> None:
        changes: dict[date, Decimal] = defaultdict(Decimal)
        for reading in readings:
            for (name, what), days in reading.moved.items():
                if what == commodity and (name == account or name.startswith(f"{account}:")):
                    for day, number in days.items():
                        changes[day] += number
        self._days = sorted(changes)
        self._sums = [Decimal(), *accumulate(changes[day] for day in self._days)]

    def before(self, day: date) -> Decimal:
        """Give the sum at the beginning of a day."""
        return self._sums[bisect_left(self._days, day)]


def _is_allowed(commodity: str, currencies: Sequence[str] | None) -> bool:
    return not currencies or commodity in currencies


def _all_active(rare: Entries, readings: Sequence[Reading]) -> bool:
    """Whether each account that is named was opened by then, and not closed yet.

    On one day, Beancount puts openings before everything else and closings after it.
    """
    opened, closed = _only(rare, data.Open), _only(rare, data.Close)
    from_day = {entry.account: entry.date for entry in opened}
    to_day = {entry.account: entry.date for entry in closed}
    return (_is_once(opened) and _is_once(closed)) and all(
        account in from_day and from_day[account] <= first and last <= to_day.get(account, date.max)
        for reading in readings
        for account, (first, last) in reading.used.items()
    )


def _all_allowed(rare: Entries, readings: Sequence[Reading]) -> bool:
    """Whether only those commodities are on an account that its opening names, if it names any."""
    opened = _only(rare, data.Open)
    allowed = {entry.account: entry.currencies for entry in opened}
    return _is_once(opened) and all(
        _is_allowed(commodity, allowed.get(account))
        for reading in readings
        for account, commodity in reading.moved
    )
