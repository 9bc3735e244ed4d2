"""The child that recomputes: a document's figures and slice in, what does not agree out.

The same child proves a document before it is printed and whatever somebody hands in later: the
slice is a stranger's book to it, looked at word by word before Beancount's parser sees it.
"""

import json
from collections.abc import Iterator

from grant_reports.as_printed import NAME as PAGES
from grant_reports.as_printed import Parts, changed, parts_in, read_pages
from grant_reports.cells import OURS, differing_cells, tables_of
from grant_reports.evidence import HELD, ON_PAPER, WHOLE_HELD, digest_of
from grant_reports.figures_csv import Lines, read_figures
from grant_reports.on_paper import Reading, amounts_of, rows_of
from ledger.slices import Recomputed, recomputed

_SHOWN = 40
_BOOKS = "the books attached"


def answer(payload: bytes, _arguments: tuple[str, ...]) -> bytes:
    """Give the differences as sentences, and what the slice says that it is of, as JSON.

    The payload is JSON with `figures`, `books` and, of a printed document, its `pages` and what
    belongs to the `whole` of it as they are, and the list of them as `printed`, if one is attached.
    """
    said = json.loads(payload)
    figures, books = said["figures"].encode(), said["books"].encode()
    given = read_figures(figures)
    made = recomputed(said["books"])
    found = [*differing_cells(given, tables_of(made.statement), _BOOKS), *_by_sums(made)]
    if "pages" in said:
        parts = parts_in(said)
        words = [each.words for each in parts.pages]
        found += [*_by_digest(digest_of(figures, books), words), *_by_numbers(words)]
        found += [*_by_pages(given, words), *_by_list(given, said["printed"], parts)]
    subject = made.subject
    told = {
        "differences": found[:_SHOWN],
        "document": subject.document,
        "fund": subject.fund,
        "first": subject.period.first.isoformat(),
        "last": subject.period.last.isoformat(),
        "version": subject.version,
        "sees_help": subject.sees_help,
        "edition": subject.edition,
        "figures": sum(1 for each in given.values() for _ in each.rows),
        "pages_held": HELD in given,
        "whole_held": WHOLE_HELD in given,
        "group": made.statement.group,
    }
    return json.dumps(told).encode()


def _by_sums(made: Recomputed) -> Iterator[str]:
    """Compare with Beancount's own sums, which nothing of ours had a part in."""
    for tie in made.ties:
        if not tie.holds:
            yield (
                f"{tie.figure}: by our figures {tie.one}, and by Beancount's own sums {tie.other}."
            )


def _by_digest(digest: str, pages: list[str]) -> Iterator[str]:
    shown = " ".join(digest[place : place + 4] for place in range(0, len(digest), 4))
    for number, page in enumerate(pages, start=1):
        if shown not in " ".join(page.split()):
            yield (
                f"Page {number}: the figures digest in its margin is not {shown}, which is that of "
                "what is attached."
            )


def _by_numbers(pages: list[str]) -> Iterator[str]:
    """Name the first page that does not stand at the place that its margin says.

    The margin is printed last, and is the end of the page's text; what people wrote stands before.
    """
    for number, page in enumerate(pages, start=1):
        if not " ".join(page.split()).endswith(f" page {number} of {len(pages)}"):
            yield (
                f"Page {number}: its margin does not say page {number} of {len(pages)}, so a page "
                "was taken out, put in or moved."
            )
            return


def _by_pages(given: dict[str, Lines], pages: list[str]) -> Iterator[str]:
    """Compare the pages with the figures: each row, and each amount that is in no row."""
    tables = [each for name, each in given.items() if name not in OURS]
    listed = given[ON_PAPER].rows if ON_PAPER in given else ()
    titles = {each.name: each.title for each in tables}
    text = Reading("\n".join(pages), is_set=True)
    for row in rows_of(tables):
        if (row.table, str(row.place)) in listed and not text.says(row):
            sums = ", ".join(f"{each:,.2f}" for each in row.sums)
            yield (
                f"{titles[row.table]}, line “{row.words}”: the pages do not say {sums}, as the "
                "figures attached do."
            )
    known = amounts_of(given.values())
    for number, page in enumerate(pages, start=1):
        for amount in Reading(page).amounts:
            if amount not in known:
                yield f"Page {number} says {amount:,.2f}, and no figure attached does."


def _by_list(given: dict[str, Lines], printed: str | None, parts: Parts) -> Iterator[str]:
    """Compare all with the list; of an earlier program it tells of pages alone, or there is none.

    What it has to tell is told by the figures, which the digest in the margins is over.
    """
    if printed is not None:
        listing = read_pages(printed)
        yield from changed(listing, parts)
        if WHOLE_HELD in given and not listing.whole:
            yield (
                f"From the list of the pages as they were printed ({PAGES}), the rows at its end "
                "were taken out, so bookmarks, links and what is read aloud cannot be held to it."
            )
    elif HELD in given:
        yield (
            f"The list of the pages as they were printed ({PAGES}) was taken out, so words and "
            "pictures cannot be held to it."
        )
