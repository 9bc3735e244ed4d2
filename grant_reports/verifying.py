"""A document that somebody hands in, proved or disproved: nothing in it is trusted."""

import json
from dataclasses import dataclass
from datetime import date
from itertools import islice

from grant_reports.as_printed import changed, listing_of, parts_in
from grant_reports.opening import ATTACHED, NotADocumentOfOurs
from grant_reports.proving import LIMITS as COUNTING
from ledger import children
from ledger.children import MEGABYTE, Limits
from ledger.slices import Subject
from ledger.statements import Period

__all__ = ["MOST_BYTES", "NotADocumentOfOurs", "Verdict", "differing", "verified"]

MOST_BYTES = 100 * MEGABYTE
_SHOWN = 40
_OPENING = Limits(seconds=30, clock=60.0, memory=1_024 * MEGABYTE, answer_bytes=80 * MEGABYTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of working a document out again: each difference is a sentence.

    `figures` and `books` are what goes with it, `subject` what the slice says that it is of,
    `count` how many lines of figures were compared, `pages_held` whether its pages were, with all
    that is on them, and `whole_held` whether its title, bookmarks, links and what is read aloud
    were: documents of an earlier program hold figures alone, or figures and pages.
    """

    group: str
    subject: Subject
    differences: tuple[str, ...]
    figures: str
    books: str
    count: int
    pages_held: bool
    whole_held: bool

    @property
    def holds(self) -> bool:
        """Tell whether everything agrees."""
        return not self.differences


def differing(pdf: bytes, kept: bytes) -> tuple[str, ...]:
    """Say in what a document differs from the copy that was kept of it: nothing if only saved anew.

    Whoever made its list of pages anew changed that list alone: here, nothing in it is asked. Of
    very many differences the first are told.

    Raises:
        NotADocumentOfOurs: one of them is no PDF, or lacks what proves it.
        ChildFailed: reading them took too much, or broke off.
    """
    said, was = (json.loads(_opened(each)) for each in (pdf, kept))
    attached = (
        f"What is attached as {name} is not what was attached to the copy that was kept."
        for each, name in ATTACHED.items()
        if said[each] != was[each]
    )
    # No page is compared that nothing would be told of: a stranger's may be many, and long.
    return (*attached, *islice(changed(listing_of(parts_in(was)), parts_in(said)), _SHOWN))


def verified(pdf: bytes) -> Verdict:
    """Work every figure of a document out again, from what goes with it.

    Raises:
        NotADocumentOfOurs: it is no PDF, or lacks what proves it.
        FiguresUnreadable, PagesUnreadable, NotASlice: what goes with it cannot be read; see each.
        ChildFailed: reading it took too much, or broke off.
    """
    opened = _opened(pdf)
    said = json.loads(opened)
    told = json.loads(children.run("grant_reports.checking", opened, limits=COUNTING))
    return Verdict(
        group=told["group"],
        subject=Subject(
            document=told["document"],
            fund=told["fund"],
            period=Period(
                first=date.fromisoformat(told["first"]), last=date.fromisoformat(told["last"])
            ),
            version=told["version"],
            sees_help=told["sees_help"],
            edition=told["edition"],
        ),
        differences=tuple(told["differences"]),
        figures=said["figures"],
        books=said["books"],
        count=told["figures"],
        pages_held=told["pages_held"],
        whole_held=told["whole_held"],
    )


def _opened(pdf: bytes) -> bytes:
    if len(pdf) > MOST_BYTES:
        raise NotADocumentOfOurs("This file is too large to be read.")
    return children.run("grant_reports.opening", pdf, limits=_OPENING)
