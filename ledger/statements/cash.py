"""The account of money in and money out: from opening cash to closing cash, column by column."""

from collections.abc import Callable
from dataclasses import dataclass

from ledger import balances
from ledger.book import Book
from ledger.entries.last_year import LastYear
from ledger.money import NOTHING, Money
from ledger.statements.few import discreet
from ledger.statements.form import Column, Form, Part
from ledger.statements.last_year import typed_movements
from ledger.statements.movements import Direction, Movement
from ledger.statements.parts import Moved, PartLines, parts_of
from ledger.statements.periods import Period
from ledger.statements.tables import (
    Line,
    by_class,
    columns_of,
    effect_of,
    is_late,
    of,
    same,
    spread,
    total_of,
)
from ledger.statements.ties import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class CashTable:
    """Money in and out of a year, in the parts of its form. Money out is positive.

    `net` is money in less money out, before transfers between funds and corrections of earlier
    years; `closing` is `opening` with all three.
    """

    columns: tuple[Column, ...]
    parts_in: tuple[PartLines, ...]
    total_in: Line
    parts_out: tuple[PartLines, ...]
    total_out: Line
    net: Line
    transfers: Line
    corrections: Line
    opening: Line
    closing: Line

    @property
    def money_in(self) -> tuple[Line, ...]:
        """All lines of money in, whatever part each stands in."""
        return tuple(line for each in self.parts_in for line in each.lines)

    @property
    def money_out(self) -> tuple[Line, ...]:
        """All lines of money out, whatever part each stands in."""
        return tuple(line for each in self.parts_out for line in each.lines)

    @property
    def surplus(self) -> Line:
        """By how much cash grew, with transfers and corrections."""
        return self.net + self.transfers + self.corrections

    @property
    def gross_income(self) -> Money:
        """All that came in but for the sale of assets and investments; what thresholds ask for."""
        return self.parts_in[0].total.total


def cash_table(
    book: Book, form: Form, period: Period, last: Period | None, typed: LastYear | None = None
) -> CashTable:
    """Set out a year beside the one before; in a first year, the opening entries are opening.

    Beside a first year may stand the figures of the year before as they were `typed` in.
    """
    columns = columns_of(book, form)
    before = discreet(book, last) if last else None
    year = _Year(
        book=book,
        columns=columns,
        this=discreet(book, period),
        before=typed_movements(book, typed) if typed else before,
    )
    parts_in = year.parts(form.parts_in, Direction.IN)
    parts_out = year.parts(form.parts_out, Direction.OUT)
    total_in, total_out = year.total(parts_in), year.total(parts_out)
    net = total_in + -total_out
    transfers = year.line(lambda moved: of(moved, Direction.TRANSFER))
    corrections = year.line(lambda moved: [each for each in moved if is_late(each)])
    opening = _held(year, period, last) + year.line(lambda moved: of(moved, Direction.OPENING))
    return CashTable(
        columns=year.columns,
        parts_in=parts_in,
        total_in=total_in,
        parts_out=parts_out,
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
    parts = [
        tie
        for each in (*table.parts_in, *table.parts_out)
        for tie in same(
            f"Sub-total of {each.part.title.lower()}",
            total_of(columns, each.lines, has_last=has_last),
            each.total,
            columns,
        )
    ]
    return [
        *same("Total money in", added_in, table.total_in, columns),
        *same("Total money out", added_out, table.total_out, columns),
        *same("Money in less money out", net, table.net, columns),
        *same("Cash at the end of the year", closing, table.closing, columns),
        Tie(figure="Transfers between funds in total", one=table.transfers.total, other=NOTHING),
        *parts,
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """The movements of a year, and of the year before where the books held one."""

    book: Book
    columns: tuple[Column, ...]
    this: tuple[Movement, ...]
    before: tuple[Movement, ...] | None

    def parts(self, parts: tuple[Part, ...], direction: Direction) -> tuple[PartLines, ...]:
        before = None if self.before is None else of(self.before, direction)
        moved = Moved(this=of(self.this, direction), before=before)
        return parts_of(self.book, self.columns, parts, moved)

    def total(self, parts: tuple[PartLines, ...]) -> Line:
        added = (each.total for each in parts)
        return total_of(self.columns, added, has_last=self.before is not None)

    def line(self, chosen: Callable[[tuple[Movement, ...]], list[Movement]]) -> Line:
        before = None if self.before is None else chosen(self.before)
        return effect_of(self.book, self.columns, chosen(self.this), before)


def _held(year: _Year, period: Period, last: Period | None) -> Line:
    """What was there before the first day, from balances, this year and last."""
    now = by_class(year.book, balances.cash_by_fund(year.book, period.eve))
    then = None
    if last is None and year.before is not None:
        then = NOTHING
    elif last is not None:
        then = Money.total(balances.cash_by_fund(year.book, last.eve).values())
    return spread(year.columns, now, then)
