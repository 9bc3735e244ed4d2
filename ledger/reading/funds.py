"""Funds and grants as the group sees them: what was promised, what came of it, what is left."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from ledger import balances, index, vouchers
from ledger.book import Book, Entry, Sought, asked, at_hand
from ledger.checks import ahead_of_money
from ledger.funds import Fund
from ledger.money import NOTHING, Money
from ledger.reading.discretion import as_seen, untold
from ledger.reading.lines import EntryLine, FundMark, line_of, mark_of
from ledger.statements import FundOutline, Period, fund_outline
from ledger.statements.movements import flows_until
from ledger.statements.notes import GrantLine, grant_line

LATEST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class FundCard:
    """A fund in the list of them; `left` is what is left after the claims that are owed.

    `has_untold` says that help lately given out of it is not in its figures.
    """

    mark: FundMark
    fund: Fund
    left: Money
    so_far: GrantLine
    is_open: bool
    has_untold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPaper:
    """A paper of one of the entries of a fund."""

    name: str
    entry: str
    payee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The giver's consent to move money out of a fund."""

    day: date
    amount: Money
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundView:
    """One fund: a promise and its keeping. The statement is of all its time, on the cash basis.

    What is left is what the fund holds less what is `owed` to volunteers. Where it holds too
    little, `ahead` is still to come of what was promised, and `overspent` is covered by nothing.
    `lines` are its latest entries, of `entries` in all, `papers` are theirs, and `missing` counts
    those without one. `has_untold` says that help lately given out of it is in none of the figures.
    """

    mark: FundMark
    fund: Fund
    is_open: bool
    left: Money
    owed: Money
    ahead: Money
    overspent: Money
    statement: FundOutline
    consents: tuple[Consent, ...]
    lines: tuple[EntryLine, ...]
    papers: tuple[EntryPaper, ...]
    entries: int
    missing: int
    has_untold: bool


def fund_cards(place: Path, today: date, *, sees_help: bool) -> tuple[FundCard, ...]:
    """Give every fund, closed ones too, in the order in which they were opened."""
    whole = index.current(place)
    late = frozenset() if sees_help else untold(whole)
    book = as_seen(whole, sees_help=sees_help)
    cash, left = balances.cash_by_fund(book), balances.left_by_fund(book)
    return tuple(
        FundCard(
            mark=mark_of(book, name),
            fund=fund,
            left=left[name],
            so_far=grant_line(fund, flows_until(book, date.max, name), cash[name]),
            is_open=fund.is_open(today),
            has_untold=name in late,
        )
        for name, fund in book.funds.items()
    )


def fund_view(place: Path, name: str, today: date, *, sees_help: bool) -> FundView:
    """Give one fund as it stands today.

    Raises:
        FundUnknown: the book has no fund of that name.
        DoesNotTie: two ways to one of its figures end in different sums.
    """
    book = index.current(place)
    fund = book.fund(name)
    seen = as_seen(book, sees_help=sees_help)
    left = balances.left_by_fund(seen)[name]
    ahead = ahead_of_money(seen, fund)
    sought = Sought(fund=name, sees_help=sees_help, most=LATEST)
    mine = asked(book).listing(sought)
    missing = asked(book).listing(replace(sought, only_missing=True, most=0))
    at_hand(book, [each.number for each in mine.summaries])
    return FundView(
        mark=mark_of(book, name),
        fund=fund,
        is_open=fund.is_open(today),
        left=left,
        owed=balances.owed_by_fund(seen).get(name, NOTHING),
        ahead=ahead,
        overspent=max(NOTHING, -left - ahead),
        statement=fund_outline(seen, fund, whole_time(seen, fund, today)),
        consents=_consents(book, name),
        lines=tuple(line_of(book, each) for each in mine.summaries),
        papers=tuple(
            paper for each in mine.summaries for paper in _papers(book, book.entries[each.number])
        ),
        entries=mine.count,
        missing=missing.count,
        has_untold=not sees_help and name in untold(book),
    )


def fund_terms(place: Path, name: str) -> Fund:
    """Give a fund with its latest terms and its budget.

    Raises:
        FundUnknown: the book has no fund of that name.
    """
    return index.current(place).fund(name)


def first_day_for_a_fund(place: Path, today: date) -> date:
    """Give the day from which a new fund may be used: this year's first, if that is open."""
    book = index.current(place)
    first, _ = book.year_of(today)
    return max(first, book.closed_until + timedelta(days=1)) if book.closed_until else first


def whole_time(book: Book, fund: Fund, today: date) -> Period:
    """Give the time of a fund: from its first day, or its first money, to today or its last."""
    days = asked(book).extent(fund.name) or ()
    first = min([fund.spend_from or fund.opened, *days])
    return Period(first=first, last=max([today, *days, first]))


def _papers(book: Book, entry: Entry) -> list[EntryPaper]:
    return [
        EntryPaper(name=paper.name, entry=entry.number, payee=entry.payee)
        for paper in vouchers.papers_of(book, entry)
    ]


def _consents(book: Book, name: str) -> tuple[Consent, ...]:
    return tuple(
        Consent(day=fact.day, amount=fact.amount() or NOTHING, words=fact.said(2))
        for fact in book.facts
        if fact.kind == "consent" and fact.said(0) == name
    )
