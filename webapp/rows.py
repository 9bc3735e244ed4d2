"""Entries and funds as the lists of every page show them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import flask

from ledger.entries.directives import Kind
from ledger.money import NOTHING, Money
from ledger.reading import Direction, EntryLine, FundMark, still_owed
from webapp import here
from webapp.naming import named

WAYS = {
    Direction.IN: "in",
    Direction.OUT: "out",
    Direction.OWN: "own money",
    Direction.ACROSS: "moved",
}
_WORDS = {
    Kind.HELP: "Help given",
    Kind.HELD_IN: "Not ours, taken in",
    Kind.HELD_OUT: "Not ours, given on",
    Kind.TRANSFER: "Bank ↔ tin",
    Kind.FUND_TRANSFER: "Between funds",
    Kind.REVERSAL: "Taken back",
    Kind.OPENING: "Where we started",
    Kind.REPAYMENT: "Paid back",
    Kind.GIVEN_UP: "Not wanted back",
    Kind.IN_KIND: "Given in kind",
}
DIRECTIONS = {
    Direction.IN: "Money in",
    Direction.OUT: "Money out",
    Direction.OWN: "Own money",
    Direction.ACROSS: "Moved",
}
_MAY_BE_OWED = {Kind.CLAIM, Kind.OPENING}
_PAPERS = {
    "attached": "attached",
    "missing": "missing",
    "declared lost": "lost",
    "none needed": "none needed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FundTag:
    """A fund beside an entry; `hue` counts from 1."""

    name: str
    hue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """An entry in a list, ready for `parts/entries.html`.

    `said` stands where none of the group's money moved, so that whoever adds up a list counts each
    sum once: that of a claim when it is paid back. `owed` is what is still owed for a claim.
    """

    href: str
    number: str
    day: date
    payee: str
    what_for: str
    funds: tuple[FundTag, ...]
    amount: Money
    way: str
    paper: str
    said: str = ""
    owed: Money = NOTHING


def entry_rows(lines: Iterable[EntryLine], group: str) -> tuple[EntryRow, ...]:
    """Give the rows of some entries of the group here, with what is still owed for each."""
    every = tuple(lines)
    claims = (line.number for line in every if line.kind in _MAY_BE_OWED)
    owed = still_owed(here.group().folder, claims)
    rows = (entry_row(line, group) for line in every)
    return tuple(replace(row, owed=owed[row.number]) if row.number in owed else row for row in rows)


def entry_row(line: EntryLine, group: str) -> EntryRow:
    """Give the row of one entry; where nobody is named it says what sort of act it was."""
    return EntryRow(
        href=flask.url_for("entries.show", group=group, number=line.number),
        number=line.number,
        day=line.day,
        payee=_payee(line),
        what_for="" if line.kind == Kind.OPENING else named(line.narration),
        funds=fund_tags(line.funds),
        amount=line.total,
        way=WAYS[line.direction],
        paper=_PAPERS[line.paper],
        said=_said(line),
    )


def _payee(line: EntryLine) -> str:
    if line.kind in {Kind.REPAYMENT, Kind.GIVEN_UP, Kind.IN_KIND}:
        who = named(line.claimant or line.payee)
        return f"{_WORDS[line.kind]}{': ' if who else ''}{who}"
    said = named(line.payee) or _WORDS.get(line.kind, "")
    # A line of a list always has a name.
    return said or ("" if line.narration else DIRECTIONS[line.direction])


def _said(line: EntryLine) -> str:
    if line.kind == Kind.CLAIM:
        return f"{line.total} paid by {named(line.claimant)}"
    if line.kind == Kind.GIVEN_UP:
        return f"{line.total} given up"
    return f"{line.total} to begin with" if line.kind == Kind.OPENING else line.in_kind


def fund_tags(marks: Iterable[FundMark]) -> tuple[FundTag, ...]:
    """Give the tags of some funds."""
    return tuple(fund_tag(mark) for mark in marks)


def fund_tag(mark: FundMark) -> FundTag:
    """Give the tag of a fund."""
    return FundTag(name=mark.shown, hue=mark.hue + 1)
