"""Words for a move that nobody gave any: from where to where, so that no line is blank."""

from dataclasses import replace
from typing import TypeVar

from ledger.accounts import BANK, TIN, is_money
from ledger.book import Book, Entry
from ledger.entries.acts import Act, Correction, FundMove, Move, PlainAct
from ledger.entries.directives import Kind
from ledger.entries.words import NARRATION_LENGTH, narration

_EVERYDAY = {BANK: ("Bank", "the bank"), TIN: ("Tin", "the tin")}
Moved = TypeVar("Moved", Move, FundMove)


def worded(book: Book, act: Act) -> Act:
    """Give the act with words for a move that has none: “From the bank to the tin”.

    A correction that kept such words of the old entry gets those of its own two sides. Every other
    act comes back as it is.
    """
    if not isinstance(act, Correction):
        return _worded(book, act, "")
    if act.right is None:
        return act
    old = book.entries.get(act.corrects)
    return replace(act, right=_worded(book, act.right, _words_of(book, old) if old else ""))


def _worded(book: Book, act: PlainAct, stale: str) -> PlainAct:
    if isinstance(act, Move):
        return _with(act, _places(book, act.source, act.target), stale)
    if isinstance(act, FundMove):
        return _with(act, _funds(book, act.source, act.target), stale)
    return act


def _with(act: Moved, words: str, stale: str) -> Moved:
    typed = narration(act.what_for)
    return replace(act, what_for=words) if typed in {"", stale} else act


def _words_of(book: Book, entry: Entry) -> str:
    """Give the words that an old move would have got; empty for what is no move."""
    if entry.kind == Kind.FUND_TRANSFER:
        return _funds(book, entry.funds[0], entry.funds[-1])
    if entry.kind != Kind.TRANSFER:
        return ""
    lain = [p for made in entry.right for p in made.postings if is_money(p.account)]
    source = next((p.account for p in lain if p.number < 0), "")
    target = next((p.account for p in lain if p.number > 0), "")
    return _places(book, source, target)


def _places(book: Book, source: str, target: str) -> str:
    return f"From {_place(book, source)} to {_place(book, target)}"[:NARRATION_LENGTH]


def _place(book: Book, name: str) -> str:
    shown = book.shown_account(name)
    plain, spoken = _EVERYDAY.get(name, ("", ""))
    return spoken if shown == plain else shown


def _funds(book: Book, source: str, target: str) -> str:
    first, last = book.shown_fund(source), book.shown_fund(target)
    return f"From “{first}” to “{last}”"[:NARRATION_LENGTH]
