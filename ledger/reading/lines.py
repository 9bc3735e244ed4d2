"""An entry as one line of a list, the same on every page that lists entries."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ledger import vouchers
from ledger.accounts import CLAIMS, is_claim, is_money
from ledger.book import Book, Entry
from ledger.entries.directives import Kind, number_parts
from ledger.money import CURRENCY, Money
from ledger.reading.discretion import is_help
from ledger.vouchers import PaperState


class Direction(StrEnum):
    """Which way the money went; said in words and by an arrow, never by a sign."""

    IN = "in"
    OUT = "out"
    ACROSS = "across"


_IN = {Kind.INCOME, Kind.REFUND, Kind.HELD_IN}
_ACROSS = {Kind.TRANSFER, Kind.FUND_TRANSFER, Kind.IN_KIND, Kind.OPENING}


@dataclass(frozen=True, slots=True, kw_only=True)
class FundMark:
    """A fund as it is marked beside an entry; `hue` is its place in the row of colours."""

    name: str
    shown: str
    hue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One entry in a list: what it was, how much and which way, and whether its paper is there.

    `claimant` is the number of the volunteer whose own money it was, or who was paid back;
    `in_kind` says what was given where it was no money, such as "3 hours".
    """

    number: str
    day: date
    kind: Kind
    payee: str
    narration: str
    total: Money
    direction: Direction
    funds: tuple[FundMark, ...]
    paper: PaperState
    by: str
    claimant: str = ""
    in_kind: str = ""
    stands: bool = True


def line_of(book: Book, entry: Entry) -> EntryLine:
    """Give the line of one entry."""
    return EntryLine(
        number=entry.number,
        day=entry.day,
        kind=entry.kind,
        payee=entry.payee,
        narration=entry.narration,
        total=entry.total,
        direction=direction(entry.kind),
        funds=tuple(mark_of(book, name) for name in entry.funds),
        paper=vouchers.standing(book, entry).state,
        by=entry.by,
        claimant=claimant_of(entry),
        in_kind=_in_kind(entry),
        stands=entry.stands,
    )


def direction(kind: Kind) -> Direction:
    """Say which way the money of such an act goes."""
    if kind in _IN:
        return Direction.IN
    return Direction.ACROSS if kind in _ACROSS else Direction.OUT


def mark_of(book: Book, fund: str) -> FundMark:
    """Give the mark of a fund; its colour is its place among the funds of the book."""
    known = list(book.funds)
    hue = known.index(fund) if fund in book.funds else 0
    shown = book.funds[fund].shown if fund in book.funds else fund
    return FundMark(name=fund, shown=shown, hue=hue)


def claimant_of(entry: Entry) -> str:
    """Give the number of the volunteer whom a claim or a repayment is about; empty for others."""
    named = (posting.account for made in entry.right for posting in made.postings)
    return next((name.removeprefix(f"{CLAIMS}:") for name in named if is_claim(name)), "")


def place_of(book: Book, entry: Entry) -> str:
    """Say where the money lay that an entry moved, in a neighbour's words; empty for a claim."""
    named = (posting.account for made in entry.right for posting in made.postings)
    lain = dict.fromkeys(name for name in named if is_money(name))
    return ", ".join(book.accounts[name].shown for name in lain if name in book.accounts)


def standing_entries(book: Book, *, sees_help: bool) -> list[Entry]:
    """Give the entries that stand, the newest first.

    Help given is shown as dated lines to treasurers and examiners only.
    """
    kept = (entry for entry in book.entries.values() if entry.stands)
    found = [entry for entry in kept if sees_help or not is_help(book, entry)]
    return sorted(found, key=lambda entry: (entry.day, number_parts(entry.number)), reverse=True)


def _in_kind(entry: Entry) -> str:
    given = [p for made in entry.right for p in made.postings if p.currency != CURRENCY]
    whole = sum((posting.number for posting in given if posting.number > 0), Decimal(0))
    if not whole:
        return ""
    if given[0].currency == "HOURS":
        return f"{whole.normalize():f} {'hour' if whole == 1 else 'hours'}"
    return f"goods worth {Money.exact(whole)}"
