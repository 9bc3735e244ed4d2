"""All figures of a document as one CSV, always the same bytes for the same document; and back.

First four lines say what it is of. Then come the tables, an empty line before each: a line with its
name and title, a line of columns, and its rows. `csv.reader` of Python reads it, and so does every
spreadsheet.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from grant_reports.tables import Cell, Document, Table
from grant_reports.tables.delimited import cell_text
from ledger.errors import Refusal

NAME = "figures.csv"
_TABLE = "table"
_HEADS = ("document", "group", "period", "version")


class FiguresUnreadable(Refusal):
    """The figures that are attached are not as we write them."""

    def __init__(self) -> None:
        """Say what that means."""
        super().__init__(
            f"The figures attached ({NAME}) cannot be read: they are not as we write them.",
            "Somebody changed them, or they were damaged. Ask for the document once more.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A table as it stands in the CSV: its rows are text, each with a place for each column."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def lines_of(table: Table) -> Lines:
    """Give a table as text, cell by cell."""
    return Lines(
        name=table.name,
        title=table.title,
        columns=tuple(cell_text(each) for each in table.columns),
        rows=tuple(tuple(map(cell_text, row)) for row in table.rows),
    )


def figures_csv(document: Document, more: Iterable[Table] = ()) -> bytes:
    """Write all tables of a document as one CSV; `more` are tables that follow them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    period: tuple[date, date] = (document.period.first, document.period.last)
    heads: tuple[tuple[Cell, ...], ...] = (
        (document.title,),
        (document.group,),
        period,
        (document.version,),
    )
    for name, cells in zip(_HEADS, heads, strict=True):
        writer.writerow([name, *map(cell_text, cells)])
    for table in map(lines_of, (*document.tables, *more)):
        out.write("\r\n")
        writer.writerow([_TABLE, table.name, table.title])
        writer.writerows([table.columns, *table.rows])
    return out.getvalue().encode()


def read_figures(content: bytes) -> dict[str, Lines]:
    """Read the tables back, by their names.

    Raises:
        FiguresUnreadable: they are not as we write them.
    """
    try:
        rows = list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise FiguresUnreadable from fault
    if [row[0] for row in rows[: len(_HEADS)] if row] != list(_HEADS):
        raise FiguresUnreadable
    return {each.name: each for each in _tables(rows[len(_HEADS) :])}


def _tables(rows: list[list[str]]) -> Iterator[Lines]:
    begins = [place for place, row in enumerate(rows) if _begins(rows, place, row)]
    for place, ends in zip(begins, [*begins[1:], len(rows) + 1], strict=True):
        (_, name, title), rest = rows[place], rows[place + 1 : ends - 1]
        if not rest or any(len(row) != len(rest[0]) for row in rest):
            raise FiguresUnreadable
        columns, *lines = map(tuple, rest)
        yield Lines(name=name, title=title, columns=columns, rows=tuple(lines))


def _begins(rows: list[list[str]], place: int, row: list[str]) -> bool:
    """An empty line and then the word; no row of a table is empty."""
    return row[:1] == [_TABLE] and len(row) == 3 and place > 0 and not rows[place - 1]  # noqa: PLR2004 - word, name, title
