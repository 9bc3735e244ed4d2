"""Tables as CSV, by RFC 4180: UTF-8, a row of columns first, every line ended by CR and LF."""

import csv
import io
from datetime import date
from decimal import Decimal

from grant_reports.defusing import defused, restored
from grant_reports.tables.table import Cell, Table
from ledger.money import Money


def table_csv(table: Table) -> bytes:
    """Write a table as CSV. The same table is always the same bytes.

    Money and numbers are plain decimals, negative with a minus sign; days are 2026-03-14. Text that
    would come alive in a spreadsheet is defused; what is not known is an empty place.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(defused, table.columns))
    writer.writerows(map(cell_text, row) for row in table.rows)
    return out.getvalue().encode()


def cell_text(cell: Cell) -> str:
    """Write one place of a table."""
    match cell:
        case None:
            return ""
        case Money():
            return f"{cell.number:f}"
        case Decimal():
            return f"{cell.normalize():f}"
        case date():
            return cell.isoformat()
        case int():
            return str(cell)
        case str():
            return defused(cell)


def read_csv(content: bytes) -> tuple[tuple[str, ...], ...]:
    """Read back the rows of a CSV of ours, the columns first, with all text as it was."""
    rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    return tuple(tuple(map(restored, row)) for row in rows)
