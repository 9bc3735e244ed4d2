"""The account of money in and money out: from opening cash to closing cash, column by column."""

from collections.abc import Callable
from dataclasses import dataclass

from ledger import balances
from ledger.book import Book
from ledger.money import NOTHING, Money
from ledger.statements.few import discreet
from ledger.statements.movements import Direction, Movement
from ledger.statements.periods import Period
from ledger.statements.tables import (
    Column,
    Line,
    by_class,
    columns_of,
    effect_of,
    is_late,
    lines_of,
    of,
    same,
    spread,
    total_of,
)
from ledger.statements.ties import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class CashTable:
    """Money in and out of a year. Money out is positive.

    `net` is money in less money out, before transfers between funds and corrections of earlier
    years; `closing` is `opening` with all three.
    """

    columns: tuple[Column, ...]
    money_in: tuple[Line, ...]
    total_in: Line
    money_out: tuple[Line, ...]
    total_out: Line
    net: Line
    transfers: Line
    corrections: Line
    opening: Line
    closing: Line


def cash_table(book: Book, period: Period, last: Period | None) -> CashTable:
    """Set out a year beside the one before; in a first year, the opening entries are opening."""
    year = _Year(
        book=book,
        columns=columns_of(book),
        this=discreet(book, period),
        before=discreet(book, last) if last else None,
    )
    money_in, money_out = year.lines(Direction.IN), year.lines(Direction.OUT)
    total_in, total_out = year.total(money_in), year.total(money_out)
    net = total_in + -total_out
    transfers = year.line(lambda moved: of(moved, Direction.TRANSFER))
    corrections = year.line(lambda moved: [each for each in moved if is_late(each)])
    opening = _held(year, period, last) + year.line(lambda moved: of(moved, Direction.OPENING))
    return CashTable(
        columns=year.columns,
        money_in=money_in,
        total_in=total_in,
        money_out=money_out,
        total_out=total_out,
        net=net,
        transfers=transfers,
        corrections=corrections,
        opening=opening,
        closing=opening + net + transfers + corrections,
    )


def cash_ties(table: CashTable) -> list[Tie]:
    """Give the sums of the table that anybody can add up again."""
    columns, has_last = table.columns, table.opening.last_year is not None
    added_in = total_of(columns, table.money_in, has_last=has_last)
    added_out = total_of(columns, table.money_out, has_last=has_last)
    net = table.total_in + -table.total_out
    closing = table.opening + table.net + table.transfers + table.corrections
    return [
        *same("Total money in", added_in, table.total_in, columns),
        *same("Total money out", added_out, table.total_out, columns),
        *same("Money in less money out", net, table.net, columns),
        *same("Cash at the end of the year", closing, table.closing, columns),
        Tie(figure="Transfers between funds in total", one=table.transfers.total, other=NOTHING),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """The movements of a year, and of the year before where the books held one."""

    book: Book
    columns: tuple[Column, ...]
    this: tuple[Movement, ...]
    before: tuple[Movement, ...] | None

    def lines(self, direction: Direction) -> tuple[Line, ...]:
        before = None if self.before is None else of(self.before, direction)
        return lines_of(self.book, of(self.this, direction), before)

    def total(self, lines: tuple[Line, ...]) -> Line:
        return total_of(self.columns, lines, has_last=self.before is not None)

    def line(self, chosen: Callable[[tuple[Movement, ...]], list[Movement]]) -> Line:
        before = None if self.before is None else chosen(self.before)
        return effect_of(self.book, chosen(self.this), before)


def _held(year: _Year, period: Period, last: Period | None) -> Line:
    """What was there before the first day, from balances, this year and last."""
    now = by_class(year.book, balances.cash_by_fund(year.book, period.eve))
    then = None
    if last is not None:
        then = Money.total(balances.cash_by_fund(year.book, last.eve).values())
    return spread(year.columns, now, then)
