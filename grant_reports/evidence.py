"""What goes with a document that is filed: its figures, its slice of the books, their digest."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from html import unescape

from grant_reports.as_printed import NAME as PAGES
from grant_reports.as_printed import WHOLE
from grant_reports.figures_csv import NAME as FIGURES
from grant_reports.figures_csv import figures_csv, lines_of
from grant_reports.on_paper import (
    Reading,
    amounts_of,
    amounts_within,
    is_read_as_written,
    rows_of,
)
from grant_reports.tables import Document, Table
from grant_reports.tables.table import table
from ledger.money import Money

BOOKS = "books.beancount"
ON_PAPER, BESIDE, HELD = "on-paper", "beside-the-tables", "pages-held"
WHOLE_HELD = "whole-held"
DESCRIBED = {
    BOOKS: "The part of the books that this document is made of, for Beancount",
    FIGURES: "Every figure of this document",
}
DIGEST_SIZE = 12
_TAG = re.compile(r"<[^>]*>")
_NOT_READ = re.compile(r"<(style|head|title)\b.*?</\1>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A document's tables and the slice of the books that they were worked out from."""

    document: Document
    books: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """One file that goes with a PDF, and what it is to it."""

    name: str
    description: str
    relationship: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The evidence of a document as bytes; `moment` is that of the books, never of the clock."""

    figures: bytes
    books: bytes
    moment: datetime

    @property
    def digest(self) -> str:
        """The beginning of a hash over the figures and the slice; it is printed on each page."""
        return digest_of(self.figures, self.books)

    @property
    def attached(self) -> tuple[Attached, ...]:
        """The two files, in the order of their names; the list of pages is attached later."""
        return (
            Attached(
                name=BOOKS,
                description=DESCRIBED[BOOKS],
                relationship="Source",
                content=self.books,
            ),
            Attached(
                name=FIGURES,
                description=DESCRIBED[FIGURES],
                relationship="Data",
                content=self.figures,
            ),
        )


def evidence_of(document: Document, books: str) -> Evidence | None:
    """Give the evidence of a document; none where no slice of the books goes with it."""
    return Evidence(document=document, books=books) if books else None


def digest_of(figures: bytes, books: bytes) -> str:
    """Give the first twelve hexadecimal figures of a hash over both files."""
    mark = hashlib.sha256(figures)
    mark.update(b"\0" + books)
    return mark.hexdigest()[:DIGEST_SIZE]


def proof_of(evidence: Evidence, page: str) -> Proof:
    """Give the proof of a document that reads like this page of HTML."""
    document = evidence.document
    more = _read_off(document, text_of(page))
    return Proof(
        figures=figures_csv(document, more),
        books=evidence.books.encode(),
        moment=datetime.combine(document.period.last, time()),
    )


def text_of(page: str) -> str:
    """Give the text of a page of HTML, with a space for every tag."""
    return unescape(_TAG.sub(" ", _NOT_READ.sub(" ", page)))


def _read_off(document: Document, text: str) -> Iterable[Table]:
    """Say which rows stand on the pages, which amounts beside them, and that all else is held.

    That there is a list of pages, and what else it tells, stands under the digest, so that nobody
    leaves it away unseen.
    """
    lines, page = [lines_of(each) for each in document.tables], Reading(text)
    rows = (
        (each.table, each.place)
        for each in rows_of(lines)
        if is_read_as_written(each.words) and page.says(each)
    )
    beside = sorted(amounts_within(text).union(page.amounts) - amounts_of(lines))
    yield table(ON_PAPER, "Rows that stand on its pages", ("Table", "Row"), rows)
    yield table(BESIDE, "Amounts in its sentences", ("Amount",), _money(beside))
    yield table(HELD, "Where its pages are told as they were printed", ("File",), ((PAGES,),))
    whole = ((each,) for each in WHOLE)
    yield table(WHOLE_HELD, "What else is told there of the document as a whole", ("Part",), whole)


def _money(amounts: Iterable[Decimal]) -> Iterator[tuple[Money]]:
    return ((Money.exact(each),) for each in amounts)
