"""The forms in which tables leave, each known by the ending of a file's name."""

from collections.abc import Callable

from grant_reports.tables.document import Document
from grant_reports.tables.packing import csv_zip
from grant_reports.tables.workbook import workbook

FORMS: dict[str, Callable[[Document], bytes]] = {"xlsx": workbook, "csv.zip": csv_zip}


def form_of(name: str) -> str:
    """Give the form that a file's name asks for; none where it ends otherwise."""
    return next((form for form in FORMS if name.lower().endswith(f".{form}")), "")
