"""Nothing recorded is ever changed or taken out: the text is held against its own history.

Costly where a hand was often at work, so only `purse check` asks for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from ledger import history
from ledger.beans import Directive
from ledger.book import Book
from ledger.book.files import parsed_page
from ledger.checks.wording import grave, shown_day, to_look_at
from ledger.entries.directives import Document, Fact, Transaction, is_entry_number
from ledger.errors import Problem

TAKEN_OUT = "nothing_taken_out"
_REMEDY = (
    "If that was not meant, ask whoever keeps the computer: “./run history” tells when it was "
    "recorded and lays out the books as they then stood, and from there it is put back."
)
_NO_HISTORY = (
    "Nothing is lost from the books themselves. Ask whoever keeps the computer to put back the "
    "folder .git from a back-up, or to move it elsewhere: then another history begins."
)
_Figures = list[tuple[date, str, str, str, Decimal]]


def nothing_taken_out(book: Book, before: Iterable[tuple[str, bytes]]) -> Iterator[Problem]:
    """What the history holds stands in the text: every entry with its figures, papers and facts.

    `before` are files as they were before a hand changed them, the oldest first. Words may be
    mended; a figure, a day or a fund is recorded anew, and never written over.
    """
    recorded: dict[str, list[Transaction]] = {}
    others: dict[Document | Fact, None] = {}
    for page in (parsed_page(name, raw).directives for name, raw in before):
        for number, made in _by_number(page).items():
            recorded.setdefault(number, made)
        others |= {each: None for each in page if isinstance(each, Document | Fact)}
    yield from _entries(book, recorded)
    yield from _others(book, others)


def history_in_order(place: Path) -> Iterator[Problem]:
    """The history can be read to its newest act, and the next one is kept in it."""
    if not history.is_in_order(place):
        said = (
            "The history of these books is damaged: who recorded what is not told from it, and "
            "nothing more is kept in it."
        )
        yield grave("history_in_order", "", said, _NO_HISTORY)


def _by_number(page: Iterable[Directive]) -> Mapping[str, list[Transaction]]:
    found: dict[str, list[Transaction]] = {}
    for each in page:
        if isinstance(each, Transaction) and each.entry:
            found.setdefault(each.entry, []).append(each)
    return found


def _entries(book: Book, recorded: Mapping[str, list[Transaction]]) -> Iterator[Problem]:
    for number, made in recorded.items():
        entry, first = book.entries.get(number), made[0]
        payee = f"{first.payee}, " if first.payee else ""
        named = f"Entry no. {number} ({payee}{shown_day(first.day)})"
        if entry is None:
            said = f"{named} was recorded, and somebody took it out of the text by hand."
            yield to_look_at(TAKEN_OUT, number, said, _REMEDY)
        elif _figures(entry.transactions) != _figures(made):
            said = f"{named} was recorded otherwise, and somebody changed it in the text by hand."
            yield to_look_at(TAKEN_OUT, number, said, _REMEDY)


def _figures(made: Iterable[Transaction]) -> _Figures:
    lines = ((each, posting) for each in made for posting in each.postings)
    return sorted(
        (each.day, each.fund, posting.account, posting.currency, posting.number)
        for each, posting in lines
    )


def _others(book: Book, others: Iterable[Document | Fact]) -> Iterator[Problem]:
    """Name the papers and later facts that are there no more; those of entries once, by entry."""
    papers = {(paper.name, paper.links) for paper in book.documents}
    facts = {*book.facts, *(fact for entry in book.entries.values() for fact in entry.later)}
    for each in others:
        is_there = each in facts if isinstance(each, Fact) else (each.name, each.links) in papers
        if is_there:
            continue
        about = each.said(0) if isinstance(each, Fact) else each.entry
        if is_entry_number(about) and about not in book.entries:
            continue
        what = f"“{each.kind}”" if isinstance(each, Fact) else f"the paper {each.name}"
        of = f" of entry no. {about}" if is_entry_number(about) else f" about {about}"
        said = f"The line of {shown_day(each.day)} that says {what}{of if about else ''}"
        yield to_look_at(TAKEN_OUT, about, f"{said} was taken out of the text by hand.", _REMEDY)
