"""Reading back what is on the pages of a PDF."""

import subprocess
from collections.abc import Iterable, Iterator

from grant_reports.figures import figure
from grant_reports.tables import Table
from ledger.money import Money


def words_of(pdf: bytes, *, page: int | None = None, layout: bool = True) -> str:
    """What pdftotext reads, of all pages or of one."""
    pages = [] if page is None else ["-f", str(page), "-l", str(page)]
    kept = ["-layout"] if layout else []
    read_out = subprocess.run(
        ["pdftotext", *pages, *kept, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return read_out.stdout.decode()


def on_one_line(pdf: bytes) -> str:
    """All words with single spaces between them, for sentences that wrap."""
    return " ".join(words_of(pdf, layout=False).split())


def out_of_order(pdf: bytes, tables: Iterable[Table]) -> list[tuple[str, ...]]:
    """The rows of tables that are not read below the row before, their sums on one line in order.

    Each is told by its table, its words, and the sums that were looked for.
    """
    lines = words_of(pdf).casefold().splitlines()
    return [row for each in tables for row in _astray(lines, each)]


def _astray(lines: list[str], table: Table) -> Iterator[tuple[str, ...]]:
    place = 0
    for row in table.rows:
        sums = [figure(abs(cell)) for cell in row if isinstance(cell, Money) and cell]
        names = [cell for cell in row if isinstance(cell, str) and cell]
        begin = [name.casefold().split()[0] for name in names]
        behind = range(place, len(lines) if sums else place)
        found = next(
            (at for at in behind if _stand(sums, lines[at]) and _near(begin, lines, at)), None
        )
        if found is not None:
            place = found + 1
        elif sums:
            yield (table.name, *names, *sums)


def _stand(sums: list[str], line: str) -> bool:
    """Tell whether sums stand on a line, one after the other."""
    words = iter(line.replace("(", " ").replace(")", " ").split())
    return all(any(word == each for word in words) for each in sums)


def _near(names: list[str], lines: list[str], at: int) -> bool:
    """Tell whether what a row is called begins on a line or beside it."""
    near = " ".join(lines[max(0, at - 1) : at + 3])
    return any(name in near for name in names)
