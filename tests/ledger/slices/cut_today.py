"""Fixed books, and what this program cuts out of each: a digest that stands beside the edition.

Called as a program, it writes down anew what is cut today.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

from ledger.book import Book, read
from ledger.reading.discretion import as_seen
from ledger.reading.grants import unnamed
from ledger.slices import ACCOUNTS, REPORT, Subject, slice_of
from ledger.slices.subjects import EDITION
from ledger.statements import Period, financial_year

ROOT = Path(__file__).parents[3]
KEPT = Path(__file__).with_name("cut.json")
RENEW = "python -m tests.ledger.slices.cut_today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Hashes over the text of a book, and over all slices that were cut out of it."""

    book: str
    slices: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What one edition cuts out of each book, by the name of the book."""

    number: int
    cuts: dict[str, Cut]


def books() -> dict[str, Path]:
    """Give the golden books, a book of slices' own and the sample, by their names."""
    mine = sorted((*ROOT.glob("tests/golden/*.beancount"), *KEPT.parent.glob("*.beancount")))
    return {each.stem: each for each in (*mine, ROOT / "sample.beancount")}


def today() -> Edition:
    """Cut all books now."""
    return Edition(number=EDITION, cuts={name: _cut(read(each)) for name, each in books().items()})


def kept() -> Edition:
    """Read what was written down."""
    said: dict[str, Any] = json.loads(KEPT.read_text())
    cuts = {name: Cut(**each) for name, each in said["cuts"].items()}
    return Edition(number=said["number"], cuts=cuts)


def keep(edition: Edition) -> None:
    """Write down what an edition cuts."""
    KEPT.write_text(json.dumps(asdict(edition), indent=2) + "\n")


def _cut(book: Book) -> Cut:
    slices = sha256()
    for each in _documents(book):
        seen = as_seen(book, sees_help=each.sees_help)
        slices.update(slice_of(seen, each, unnamed if each.is_of_a_fund else str).encode())
    return Cut(book=book.version, slices=slices.hexdigest())


def _documents(book: Book) -> Iterator[Subject]:
    """Tell of the accounts of each year, and of reports on each fund of each year and of all."""
    days = sorted(each.day for each in book.transactions)
    ends = (date(year, *book.year_end) for year in range(days[0].year, days[-1].year + 2))
    years = [financial_year(book, each) for each in ends if each >= days[0]]
    for year in years:
        yield Subject(document=ACCOUNTS, period=year, version=book.version)
    spans = (*years, Period(first=days[0], last=days[-1]))
    for fund, span, sees_help in product(book.funds, spans, (True, False)):
        yield Subject(
            document=REPORT, fund=fund, period=span, version=book.version, sees_help=sees_help
        )


if __name__ == "__main__":
    keep(today())
