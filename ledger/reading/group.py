"""The group's home: is our money all right?"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ledger import balances, index
from ledger.book import Book, Sought, asked
from ledger.checks import known_problems
from ledger.errors import Problem
from ledger.funds import FundClass
from ledger.kept import Kept
from ledger.money import Money
from ledger.reading.discretion import as_seen, untold
from ledger.reading.divided import Divided, divided
from ledger.reading.lines import (
    EntryLine,
    FundMark,
    line_of,
    mark_of,
)
from ledger.statements.periods import day_before

_LATEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FundLine:
    """A fund with what it has in cash, and what is left of that after the claims owed.

    Where that is less than nothing, `to_come` is what an instalment still covers of it.
    """

    mark: FundMark
    kind: FundClass
    cash: Money
    left: Money
    to_come: Money
    spend_by: date | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """A place where money lies, with what is in it."""

    name: str
    shown: str
    holds: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHome:
    """The group's money at a glance.

    `total` is all that lies in bank, tin and online accounts, money not ours included; it is the
    sum of what all funds have, `divided`, and of `not_ours`. `has_untold` says that help given
    lately is in none of these figures. `to_close` is the last day of a year that is over and not
    closed.
    """

    title: str
    version: str
    total: Money
    divided: Divided
    not_ours: Money
    owed: Money
    funds: tuple[FundLine, ...]
    accounts: tuple[AccountLine, ...]
    latest: tuple[EntryLine, ...]
    entries: int
    papers_missing: int
    problems: tuple[Problem, ...]
    has_untold: bool
    to_close: date | None


_homes: Kept[GroupHome] = Kept(64)


def home(place: Path, today: date, *, sees_help: bool) -> GroupHome:
    """Give the group's money as it stands now, or as whoever may not see help is told it."""
    book = index.current(place)
    made_of = (place, book.version, today, sees_help)
    found = _homes.found(made_of, lambda: _home(book, today, sees_help=sees_help))
    return replace(found, problems=_problems(book)) if sees_help else found


def _home(book: Book, today: date, *, sees_help: bool) -> GroupHome:
    """Give it without its problems, which may be others though the text is the same."""
    seen = as_seen(book, sees_help=sees_help)
    funds, places = fund_lines(seen, today), account_lines(seen)
    newest = asked(book).listing(Sought(sees_help=sees_help, most=_LATEST))
    return GroupHome(
        title=book.title,
        version=book.version,
        total=Money.total(each.holds for each in places),
        divided=divided(funds),
        not_ours=balances.held_for_others(seen),
        owed=Money.total(balances.owed_to(seen).values()),
        funds=funds,
        accounts=places,
        latest=tuple(line_of(book, each) for each in newest.summaries),
        entries=newest.count,
        papers_missing=asked(book).missing_count(),
        problems=(),
        has_untold=not sees_help and bool(untold(book)),
        to_close=_to_close(book, today),
    )


def fund_lines(book: Book, today: date) -> tuple[FundLine, ...]:
    """Give every fund with its money, in the order in which they were opened."""
    cash, left = balances.cash_by_fund(book), balances.left_by_fund(book)
    short = balances.shortfalls(book, book.funds.values())
    return tuple(
        FundLine(
            mark=mark_of(book, fund.name),
            kind=fund.kind,
            cash=cash[fund.name],
            left=left[fund.name],
            to_come=to_come,
            spend_by=fund.spend_by,
            is_open=fund.is_open(today),
        )
        for fund, (to_come, _) in zip(book.funds.values(), short, strict=True)
    )


def account_lines(book: Book) -> tuple[AccountLine, ...]:
    """Give each place where money lies or has lain."""
    return tuple(
        AccountLine(name=name, shown=book.accounts[name].shown, holds=sum_)
        for name, sum_ in balances.money_accounts(book).items()
    )


def _problems(book: Book) -> tuple[Problem, ...]:
    """Give what to look at, but for missing papers, which are counted."""
    return known_problems(book, but=("paper_missing",))


def _to_close(book: Book, today: date) -> date | None:
    """Give the end of the year before today's, if the books cover it and nobody closed it."""
    last = day_before(book.year_of(today)[0])
    if book.first_day is None or book.first_day > last:
        return None
    return None if book.closed_until and book.closed_until >= last else last
