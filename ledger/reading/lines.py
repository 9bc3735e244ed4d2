"""An entry as one line of a list, the same on every page that lists entries."""

from dataclasses import dataclass
from datetime import date

from ledger.accounts import is_money
from ledger.book import Book, Entry
from ledger.book.summary import Direction, Summary
from ledger.book.summing import summary_of
from ledger.entries.directives import Kind
from ledger.money import Money
from ledger.vouchers import PaperState

__all__ = ["Direction", "EntryLine", "FundMark", "line_of", "line_of_entry", "mark_of", "place_of"]


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


def line_of(book: Book, short: Summary) -> EntryLine:
    """Give the line of one entry."""
    return EntryLine(
        number=short.number,
        day=short.day,
        kind=short.kind,
        payee=short.payee,
        narration=short.narration,
        total=short.total,
        direction=short.direction,
        funds=tuple(mark_of(book, name) for name in short.funds),
        paper=short.paper,
        by=short.by,
        claimant=short.claimant,
        in_kind=short.in_kind,
        stands=short.stands,
    )


def line_of_entry(book: Book, entry: Entry) -> EntryLine:
    """Give the line of an entry that was read as a whole."""
    return line_of(book, summary_of(book, entry))


def mark_of(book: Book, fund: str) -> FundMark:
    """Give the mark of a fund; its colour is its place among the funds as they were written."""
    known = book.funds.get(fund)
    if known is None:
        return FundMark(name=fund, shown=fund, hue=0)
    return FundMark(name=fund, shown=known.shown, hue=known.row)


def place_of(book: Book, entry: Entry) -> str:
    """Say where the money lay that an entry moved, in a neighbour's words; empty for a claim."""
    named = (posting.account for made in entry.right for posting in made.postings)
    lain = dict.fromkeys(name for name in named if is_money(name))
    return ", ".join(book.accounts[name].shown for name in lain if name in book.accounts)
