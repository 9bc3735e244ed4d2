"""A table as values: named columns and rows of text, money, numbers and days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ledger.money import Money

Cell = str | Money | Decimal | int | date | None
"""What one place of a table may hold; none is nothing known, and an empty place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a document. `name` is a slug that stays: files are called by it.

    Every row has a cell for each column, by the way that it is made.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def amounts(self) -> tuple[Money, ...]:
        """All sums of money in it, row by row."""
        return tuple(cell for row in self.rows for cell in row if isinstance(cell, Money))


def table(name: str, title: str, columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Table:
    """Make a table, and see that each row fits under its columns.

    Raises:
        ValueError: a row is shorter or longer than the columns.
    """
    heads = tuple(columns)
    made = tuple(tuple(row) for row in rows)
    if any(len(row) != len(heads) for row in made):
        raise ValueError(f"a row of {name} does not fit under {len(heads)} columns")
    return Table(name=name, title=title, columns=heads, rows=made)
