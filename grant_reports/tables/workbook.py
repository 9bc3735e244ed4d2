"""Tables as a workbook for spreadsheets: one sheet a table, real numbers, and no formula at all."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from grant_reports.defusing import defused
from grant_reports.tables.document import Document
from grant_reports.tables.table import Cell, Table
from ledger.money import Money

_LONGEST_NAME = 31
_NARROW, _WIDE = 11, 60
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_POUNDS = '"£"#,##0.00;-"£"#,##0.00'
_DAY = "d mmmm yyyy"
_A4 = 9


def workbook(document: Document) -> bytes:
    """Write every table of a document as a sheet. The same document is always the same bytes.

    Its properties name the group, the period and the version of the books, and say what is not in
    the figures yet. Money and numbers are numbers, days are days; text stays text, and is defused
    as in the CSV.
    """
    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties(_properties(document))
    styles = _styles(book)
    for name, table in zip(_sheet_names(document.tables), document.tables, strict=True):
        sheet = book.add_worksheet(name)
        _fill(sheet, table, styles)
        _set_up(sheet, document, table)
    book.close()
    return out.getvalue()


def _properties(document: Document) -> dict[str, object]:
    return {
        "title": f"{document.group}: {document.title}",
        "subject": str(document.period),
        "author": document.group,
        "comments": f"Version of the books: {document.version}\n{document.untold}".rstrip(),
        "keywords": document.version,
        # The day that the figures stand for, and no clock, so that the bytes stay the same.
        "created": datetime.combine(document.period.last, time()),
    }


def _styles(book: Any) -> dict[type, Any]:  # noqa: ANN401 - the library has no types
    return {
        Money: book.add_format({"num_format": _POUNDS}),
        date: book.add_format({"num_format": _DAY, "align": "left"}),
        str: book.add_format({"text_wrap": True, "valign": "top"}),
        Table: book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
    }


def _fill(sheet: Any, table: Table, styles: dict[type, Any]) -> None:  # noqa: ANN401 - the same
    for place, title in enumerate(table.columns):
        sheet.write_string(0, place, defused(title), styles[Table])
    for number, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            _write(sheet, (number, place), cell, styles)


def _write(sheet: Any, at: tuple[int, int], cell: Cell, styles: dict[type, Any]) -> None:  # noqa: ANN401 - the same
    match cell:
        case None | "":
            pass
        case Money():
            sheet.write_number(*at, cell.number, styles[Money])
        case Decimal() | int():
            sheet.write_number(*at, cell)
        case date():
            sheet.write_datetime(*at, datetime.combine(cell, time()), styles[date])
        case str():
            sheet.write_string(*at, defused(cell), styles[str])


def _set_up(sheet: Any, document: Document, table: Table) -> None:  # noqa: ANN401 - the same
    """Freeze the headings, give each column its width, and say on paper what it is."""
    sheet.freeze_panes(1, 0)
    for place, title in enumerate(table.columns):
        column = [title, *(_shown(row[place]) for row in table.rows)]
        width = min(_WIDE, max(_NARROW, *map(len, column)) + 2)
        sheet.set_column(place, place, width)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{_plain(document.group)}&R{_plain(table.title)}")
    sheet.set_footer(f"&LVersion of the books {document.version[:12]}&RPage &P of &N")


def _shown(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _plain(text: str) -> str:
    """In a header an ampersand begins a command, and it holds no more than 255 letters."""
    return text.replace("&", "and")[:100]


def _sheet_names(tables: tuple[Table, ...]) -> Iterator[str]:
    """Give each sheet its table's short name: that is one of a kind, and never too long."""
    for table in tables:
        yield table.name[:_LONGEST_NAME]
