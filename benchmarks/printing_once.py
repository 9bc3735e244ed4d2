"""The process that prints, and draws up figures, and says in seconds how long each took."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from unittest import mock

from benchmarks.helpers import answer
from benchmarks.timing import by_turns, seconds
from grant_reports.fund_report import report_pdf
from ledger import children
from ledger.reading import annual_accounts, fund_slice, fund_statement

# WeasyPrint by itself, in a new process as ours is: a page in, a PDF out.
_BARE = """
import sys
from weasyprint import HTML
sys.stdout.buffer.write(HTML(string=sys.stdin.read()).write_pdf(pdf_variant="pdf/ua-1"))
"""


def printing(place: str, fund: str, day: str, rounds: int) -> list[tuple[float, float]]:
    """Print a report, proved and with what proves it, and WeasyPrint alone from the same HTML."""
    book = Path(place)
    statement = fund_statement(book, fund, date.fromisoformat(day))
    books = fund_slice(book, statement)

    def ours() -> bytes:
        return report_pdf(statement, None, books=books)

    with _heard() as pages:
        ours()
    (page,) = pages
    return by_turns(
        rounds,
        lambda: seconds(ours),
        lambda: seconds(lambda: _bare(page)),
    )


def year(place: str, day: str) -> float:
    """Draw up the figures of a year, as the first thing that a new process does."""
    return seconds(lambda: annual_accounts(Path(place), date.fromisoformat(day)))


def _bare(page: bytes) -> None:
    made = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _BARE], input=page, capture_output=True, check=True
    )
    assert made.stdout.startswith(b"%PDF-")


@contextmanager
def _heard() -> Iterator[list[bytes]]:
    """Keep the pages of HTML that are printed meanwhile."""
    pages: list[bytes] = []
    plain = children.run

    def run(module: str, payload: bytes, **others: object) -> bytes:
        if module == "grant_reports.pdf":
            pages.append(payload[: payload.index(b"</html>") + len(b"</html>")])
        return plain(module, payload, **others)  # type: ignore[arg-type] # handed on as they came

    with mock.patch.object(children, "run", run):
        yield pages


if __name__ == "__main__":
    answer({"printing": printing, "year": year})
