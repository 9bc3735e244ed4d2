"""What Fava keeps about all entries beside them, worked out again only from where they differ.

After each load Fava walks over every entry for the last entry of each account and for the ranks of
accounts, commodities and payees. Here the walk starts at the last resting place before the first
entry that is another than the last time, with Fava's own rankers as they stood there.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from operator import is_
from typing import Any

import fava.core.accounts
import fava.core.attributes
import fava.core.group_entries

_accounts: Any = fava.core.accounts
_attributes: Any = fava.core.attributes
_named: Any = fava.core.group_entries
_UPTODATE = "fava-uptodate-indication"
# How far from the end the walk rests; each resting place keeps a copy of every rank.
_RESTS = (64, 512, 4_096, 32_768)


def lay() -> None:
    """Let Fava's ledgers in this process remember; there is one ledger in a process."""
    walk = Walk()
    stock_accounts = _accounts.AccountDict.load_file

    def load_accounts(module: Any) -> None:
        walk.go(module.ledger.all_entries)
        opened = module.ledger.all_entries_by_type.Open
        if any(entry.meta.get(_UPTODATE) for entry in opened):
            stock_accounts(module)
        else:
            _fill_accounts(module, walk)

    def load_attributes(module: Any) -> None:
        walk.go(module.ledger.all_entries)
        _fill_attributes(module, walk)

    _accounts.AccountDict.load_file = load_accounts
    _attributes.AttributesModule.load_file = load_attributes


class Stand:
    """What is known of the entries up to one of them."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.last: dict[str, Any] = {}
        self.days: list[Any] = []
        ranker = _attributes.ExponentialDecayRanker
        self.accounts, self.commodities, self.payees = ranker(), ranker(), ranker()

    def copy(self) -> "Stand":
        """Return one that goes its own way from here."""
        other = Stand()
        other.last, other.days = dict(self.last), list(self.days)
        other.accounts.scores = dict(self.accounts.scores)
        other.commodities.scores = dict(self.commodities.scores)
        other.payees.scores = dict(self.payees.scores)
        return other

    def pass_by(self, entry: Any) -> None:
        """Take in the next entry."""
        if not self.days or self.days[-1].date != entry.date:
            self.days.append(entry)
        if type(entry).__name__ == "Transaction":
            self._rank(entry)
        if getattr(entry, "flag", None) != _accounts.FLAG_UNREALIZED:
            for account in _named.get_entry_accounts(entry):
                self.last[account] = entry

    def _rank(self, made: Any) -> None:
        """Rank as Fava's AttributesModule does, which adds up in this order."""
        if made.payee:
            self.payees.update(made.payee, made.date)
        for posting in made.postings:
            self.accounts.update(posting.account, made.date)
            self.commodities.update(posting.units.currency, made.date)
            if posting.cost and posting.cost.currency is not None:
                self.commodities.update(posting.cost.currency, made.date)


class Tally:
    """The different words among many, in their order, while some go and some come."""

    def __init__(self) -> None:
        """Hold none."""
        self._counts: Counter[str] = Counter()
        self.words: list[str] = []

    def change(self, gone: Counter[str], come: Counter[str]) -> None:
        """Take away the words that are gone and add those that came."""
        before = len(self._counts)
        self._counts.update(come)
        is_changed = len(self._counts) != before
        for word, times in gone.items():
            self._counts[word] -= times
            if not self._counts[word]:
                del self._counts[word]
                is_changed = True
        if is_changed:
            self.words = sorted(self._counts)


class Walk:
    """The walk over all entries, with its resting places."""

    def __init__(self) -> None:
        """Start before the first entry."""
        self._entries: Sequence[Any] = []
        self._rests: dict[int, Stand] = {}
        self.stand = Stand()
        self.links, self.tags = Tally(), Tally()

    def go(self, entries: Sequence[Any]) -> None:
        """Walk to the end of these entries, past those that are the same without looking."""
        if entries is self._entries:
            return
        same = _same(self._entries, entries)
        gone, come = self._entries[same:], entries[same:]
        self.links.change(_words(gone, "links"), _words(come, "links"))
        self.tags.change(_words(gone, "tags"), _words(come, "tags"))
        self._walk_on(entries, same)
        self._entries = entries

    def _walk_on(self, entries: Sequence[Any], same: int) -> None:
        known = {place: stand for place, stand in self._rests.items() if place <= same}
        start = max(known, default=0)
        stand = known[start].copy() if known else Stand()
        wanted = {len(entries) - steps for steps in _RESTS}
        for place in range(start, len(entries)):
            if place in wanted:
                known[place] = stand.copy()
            stand.pass_by(entries[place])
        # The nearest resting place that lies at least so far from the end, for each of them.
        places = sorted(known)
        nearest = {bisect_right(places, place) - 1 for place in wanted}
        self._rests = {places[found]: known[places[found]] for found in nearest if found >= 0}
        self.stand = stand


def _same(old: Sequence[Any], new: Sequence[Any]) -> int:
    """Count the entries at the beginning that are the very same."""
    alike = list(map(is_, old, new))
    return alike.index(False) if False in alike else len(alike)


def _words(entries: Sequence[Any], name: str) -> Counter[str]:
    return Counter(word for entry in entries for word in getattr(entry, name, None) or ())


def _fill_accounts(module: Any, walk: Walk) -> None:
    """Do what Fava's AccountDict does where no account asks for its state."""
    module.clear()
    for opened in module.ledger.all_entries_by_type.Open:
        account = module.setdefault(opened.account)
        account.meta, account.currencies = opened.meta, opened.currencies
        last = walk.stand.last[opened.account]
        if type(last).__name__ != "Close":
            account.last_entry = _accounts.LastEntry(
                date=last.date, entry_hash=_accounts.hash_entry(last)
            )
    for closed in module.ledger.all_entries_by_type.Close:
        module.setdefault(closed.account).close_date = closed.date


def _fill_attributes(module: Any, walk: Walk) -> None:
    """Do what Fava's AttributesModule does, with the walk's sums."""
    stand, ledger = walk.stand, module.ledger
    module.links, module.tags = list(walk.links.words), list(walk.tags.words)
    # One entry a day is enough to see which years there are.
    module.years = _attributes.get_active_years(stand.days, ledger.fava_options.fiscal_year_end)
    stand.accounts.list = sorted(ledger.accounts.keys())
    module.accounts = stand.accounts.sort()
    module.currencies = stand.commodities.sort()
    module.payees = stand.payees.sort()
