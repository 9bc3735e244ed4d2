"""Everything that a group takes with it: books, papers, figures, and who the numbers are."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import IO

from grant_reports.tables import table, table_csv
from grant_reports.tables.everything import figures_of
from ledger.reading import take_away

_READ_ME = """Everything that {group} kept with Common Purse, as it was on {today:%Y-%m-%d}.

books/
    The books: plain text that Beancount and Fava open (start with books/book.beancount), every
    paper, and each report as it was issued.
figures/
    The accounts of every year and the report on every grant as tables: an .xlsx workbook each, and
    the same as .csv, one file a table (UTF-8, commas, amounts in pounds). Text that begins like a
    formula has an apostrophe before it. Grants and help as open data, if there is any to publish.
{people}"""
_PEOPLE = """people.csv
    Who the numbers in the books are. Keep it apart from the books, as it was kept here, and give it
    only to whoever goes on with them.
"""


def everything(
    place: Path, out: IO[bytes], group: str, today: date, names: Mapping[str, str] | None = None
) -> None:
    """Write all of it as a zip of one moment; who the numbers are only where names are given.

    Raises:
        BusyBook: the books were being written to each time.
    """

    def more() -> dict[str, bytes]:
        told = _READ_ME.format(group=group, today=today, people=_PEOPLE if names else "")
        files = {"read-me.txt": told.encode(), **figures_of(place, today)}
        return files | ({"people.csv": people_csv(names)} if names else {})

    take_away(place, out, more)


def people_csv(names: Mapping[str, str]) -> bytes:
    """Write who the numbers are; of somebody who was erased, no name is known any more."""
    return table_csv(table("people", "People", ("Number", "Name"), sorted(names.items())))
