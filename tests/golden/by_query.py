"""The figures of a year once more, worked out of what bean-query gives, not by the ledger."""

import contextlib
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import beanquery

from ledger.book import Book
from ledger.money import Money
from ledger.statements import AnnualAccounts

CASH = "account ~ '^(Assets:(Bank|Cash|Online)|Liabilities:Held-For-Others)' AND currency = 'GBP'"
MONEY = "currency = 'GBP' AND NOT account ~ ':In-Kind:'"
ROWS = (
    "SELECT id, date, account, number, tags, links, entry_meta('corrects') AS corrects, "
    "entry_meta('refunds') AS refunds"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One posting as the query gives it, with what its transaction says of itself."""

    id: str
    day: date
    account: str
    number: Decimal
    fund: str
    entry: str
    corrects: str
    refunds: str


@cache
def _parsed(query: str) -> Any:  # noqa: ANN401 - beanquery is untyped
    """Read a query once: that takes half a second, and to answer it next to nothing."""
    return beanquery.parser.parse(query)


def _sums() -> defaultdict[Any, Decimal]:
    return defaultdict(Decimal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a query finds for one year; sums by fund, and by account and fund."""

    opening: defaultdict[str, Decimal] = field(default_factory=_sums)
    closing: defaultdict[str, Decimal] = field(default_factory=_sums)
    transfers: defaultdict[str, Decimal] = field(default_factory=_sums)
    corrections: defaultdict[str, Decimal] = field(default_factory=_sums)
    income: defaultdict[tuple[str, str], Decimal] = field(default_factory=_sums)
    costs: defaultdict[str, Decimal] = field(default_factory=_sums)


class Queried:
    """A book opened in stock Beancount, to be asked in its own query language."""

    def __init__(self, place: Path, year_end: tuple[int, int] = (3, 31)) -> None:
        with contextlib.redirect_stderr(io.StringIO()):
            self._at = beanquery.connect(f"beancount:{place}")
        self._ends = year_end
        self._rows = [self._row(each) for each in self._ask(f"{ROWS} WHERE {MONEY}")]
        begun = (each.id for each in self._rows if each.account == "Equity:Opening-Balances")
        self._beginnings = frozenset(begun)
        self._days: dict[str, date] = {}
        self._corrects: dict[str, str] = {}
        for row in self._rows:
            self._days.setdefault(row.entry, row.day)
            if row.corrects:
                self._corrects[row.entry] = row.corrects

    def figures(self, first: date, last: date) -> Figures:
        """Give the figures from one day to another, both included."""
        found = Figures()
        for row in self._rows:
            if first <= row.day <= last:
                self._add(found, row)
        for fund in sorted({row.fund for row in self._rows}):
            found.closing[fund] = self._sum("date <= %(day)s", fund, last)
            found.opening[fund] += self._sum("date < %(day)s", fund, first)
        return found

    def _add(self, found: Figures, row: Row) -> None:
        is_late = self._is_late(row)
        if is_late or row.id in self._beginnings:
            if self._is_cash(row.account):
                (found.corrections if is_late else found.opening)[row.fund] += row.number
        elif row.account == "Equity:Fund-Transfers":
            found.transfers[row.fund] -= row.number
        elif row.account.startswith("Income:"):
            found.income[row.account, row.fund] -= row.number
        elif row.account.startswith("Expenses:"):
            found.costs[row.account] += row.number

    @property
    def roundabout(self) -> set[str]:
        """The kinds of spending that are not simply paid on their day: claimed once, or refunded.

        Which claim is paid back with what is worked out by hand in the small books' tables.
        """
        claimed = {each.id for each in self._rows if each.account.startswith("Liabilities:Claims")}
        return {each.account for each in self._rows if each.id in claimed or each.refunds}

    def _is_late(self, row: Row) -> bool:
        """What is put right in another year than that of what it puts right."""
        wrong = row.entry
        while wrong in self._corrects:
            wrong = self._corrects[wrong]
            if wrong in self._days and self._year(self._days[wrong]) < self._year(row.day):
                return True
        return False

    def _year(self, day: date) -> int:
        return day.year + ((day.month, day.day) > self._ends)

    def _is_cash(self, account: str) -> bool:
        return account.startswith(("Assets:Bank", "Assets:Cash", "Assets:Online")) or (
            account == "Liabilities:Held-For-Others"
        )

    def _sum(self, when: str, fund: str, day: date) -> Decimal:
        query = f"SELECT sum(number) WHERE {CASH} AND %(fund)s IN tags AND {when}"
        found = next(self._ask(query, fund=fund, day=day), None)
        return found[0] if found else Decimal()

    def _ask(self, query: str, **given: object) -> Iterator[Sequence[Any]]:
        return iter(self._at.execute(_parsed(query), given).fetchall())

    def _row(self, found: Sequence[Any]) -> Row:
        (fund,) = found[4]
        (entry,) = found[5]
        return Row(
            id=found[0],
            day=found[1],
            account=found[2],
            number=found[3],
            fund=fund,
            entry=entry,
            corrects=found[6] or "",
            refunds=found[7] or "",
        )


def assert_as_queried(book: Book, made: AnnualAccounts, place: Path) -> None:
    """Hold the accounts of a year against the queries: fund by fund, and line by line."""
    asked = Queried(place)
    found = asked.figures(made.period.first, made.period.last)
    for line in made.notes.funds:
        name = line.fund.name
        for figure in ("opening", "closing", "transfers", "corrections"):
            queried = getattr(found, figure).get(name, Decimal())
            assert money(queried) == getattr(line, figure), f"{figure} of {name}"
        came = sum((each for (_, fund), each in found.income.items() if fund == name), Decimal())
        assert money(came) <= line.money_in, f"money in of {name}"
    lines: defaultdict[str, Decimal] = defaultdict(Decimal)
    for (account, _), number in found.income.items():
        lines[book.accounts[account].line] += number
    printed = {line.heading: line.total for line in made.cash.money_in}
    queried = {heading: money(number) for heading, number in lines.items() if number}
    assert {heading: printed.get(heading) for heading in queried} == queried
    if not made.notes.help_given.is_few:
        plain = _plainly_paid(book, found, asked.roundabout)
        paid = {line.heading: line.total for line in made.cash.money_out}
        assert {heading: paid.get(heading, Money(0)) for heading in plain} == plain


def _plainly_paid(book: Book, found: Figures, roundabout: set[str]) -> dict[str, Money]:
    """What was paid under the headings all of whose accounts are simply paid on their day."""
    costs = [name for name in book.accounts if name.startswith("Expenses:")]
    left_out = {book.accounts[name].line for name in costs if name in roundabout}
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for name in costs:
        sums[book.accounts[name].line] += found.costs[name]
    return {line: money(sum_) for line, sum_ in sums.items() if line not in left_out}


def money(number: Decimal) -> Money:
    """Give an amount of pounds that a query found."""
    return Money(int(number * 100))
