"""What stands in a slice added up: help given, and the years before that of the accounts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ledger.accounts import is_money, is_ours
from ledger.entries.directives import (
    Facts,
    Kind,
    Posting,
    Transaction,
    entry_number,
    number_parts,
)
from ledger.funds import GENERAL

HELPED = "Help given, added up"
OTHERS = "Other costs, and any help given, added up"
EARLIER = "An earlier year, added up"
# Above any number of a group's entries, so that a sum is never taken for one of them.
_FIRST = 90_001


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a sum stands: at the end of which days, of which fund.

    `late` is the number of an entry that put an earlier year right, with what it corrects. What was
    held for others comes in and goes out on a `side` of its own, since the note tells both.
    """

    day: date
    fund: str
    words: str
    late: tuple[str, str] | None = None
    side: int = 0


_Sum = dict[tuple[str, str], Decimal]


class Sums:
    """Amounts gathered by place, account and commodity.

    Where help may be among them, what a fund had in which account would tell it: the money of every
    fund stands in one `main` account, and a `balancing` fund makes up for it, as if it moved
    between them. Where there is none, nothing makes up for it.
    """

    def __init__(self, main: str = "", balancing: str = GENERAL) -> None:
        """Begin with nothing; with no main account, money stays where it lay."""
        self._main, self._balancing = main, balancing
        self._sums: dict[Place, _Sum] = defaultdict(lambda: defaultdict(Decimal))

    def add(self, place: Place, postings: Iterable[Posting]) -> None:
        """Add the amounts of some postings to what stands at a place."""
        for each in postings:
            if self._main and place.fund != self._balancing and is_money(each.account):
                between = Place(day=place.day, fund=self._balancing, words=place.words)
                back = replace(each, account=self._main, number=-each.number)
                self._add(between, (each, back) if self._balancing else ())
                self._add(place, (replace(each, account=self._main),))
            else:
                self._add(place, (each,))

    def _add(self, place: Place, postings: Iterable[Posting]) -> None:
        for each in postings:
            self._sums[place][each.account, each.currency] += each.number

    def transactions(self) -> list[Transaction]:
        """Give one transaction for each place; none where all is nil."""
        places = sorted(self._sums, key=_order)
        taken: Mapping[int, list[int]] = defaultdict(lambda: [_FIRST - 1])
        found = (_sum(place, self._sums[place], taken[place.day.year]) for place in places)
        return [each for each in found if each is not None]


def is_a_sum(made: Transaction) -> bool:
    """Tell whether a transaction of a slice is a sum: a person may type the same words."""
    if made.payee or made.narration not in {HELPED, OTHERS, EARLIER}:
        return False
    is_numbered = bool(made.entry) and number_parts(made.entry)[1] >= _FIRST
    return is_numbered or made.kind == Kind.REVERSAL


def _order(place: Place) -> tuple[date, str, str, tuple[str, str], int]:
    return (place.day, place.fund, place.words, place.late or ("", ""), place.side)


def _sum(place: Place, mine: _Sum, taken: list[int]) -> Transaction | None:
    kept = [place for place, number in mine.items() if number]
    if not kept:
        return None
    if not any(is_ours(account) for account, _ in kept):
        # What came in was all spent: that it went through the bank is told by a nil.
        kept += [place for place in mine if is_ours(place[0])][:1]
    postings = tuple(
        Posting(account=account, number=mine[account, currency], currency=currency)
        for account, currency in kept
    )
    taken[0] += 1
    number = place.late[0] if place.late else entry_number(place.day.year, taken[0])
    return Transaction(
        day=place.day,
        postings=postings,
        narration=place.words,
        tags=(place.fund,) if place.fund else (),
        links=(number,),
        facts=_facts(place),
    )


def _facts(place: Place) -> Facts:
    """Say what it is. How many were helped stands on a line of its own, over all funds."""
    if place.late:
        return (("kind", str(Kind.REVERSAL)), ("corrects", place.late[1]))
    return (("kind", str(Kind.HELP if place.words == HELPED else Kind.OTHER)),)
