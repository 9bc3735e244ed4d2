"""The paper of an entry: which proves it, and in which of the four states it is."""

from dataclasses import dataclass

from ledger.book.shelf import Book, Entry
from ledger.book.summary import PaperState
from ledger.entries.directives import Document, Kind

_CHASED = (Kind.EXPENSE, Kind.CLAIM, Kind.REFUND)
_ON_THE_STATEMENT = {"Expenses:Bank-Charges", "Expenses:Fees"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStanding:
    """The state of an entry's paper, and why where somebody said so."""

    state: PaperState
    because: str = ""


def papers_of(book: Book, entry: Entry) -> tuple[Document, ...]:
    """Give the papers of an entry; a correction keeps those of the entry that it replaces."""
    if not entry.corrects and len(entry.documents) < 2:  # noqa: PLR2004 - none of them twice
        return entry.documents
    found = list(entry.documents)
    seen = {entry.number}
    while entry.corrects and entry.corrects not in seen and entry.corrects in book.entries:
        entry = book.entries[entry.corrects]
        seen.add(entry.number)
        found = [*entry.documents, *found]
    return tuple({each.path: each for each in found}.values())


def paper_standing(book: Book, entry: Entry) -> PaperStanding:
    """Say in which of the four states the paper of an entry is.

    What was declared by hand holds until a paper is there. Bank charges and fees are proved by the
    bank's own statement; only an expense, a claim and a refund need a paper of their own.
    """
    if entry.documents or papers_of(book, entry):
        return PaperStanding(state=PaperState.ATTACHED)
    said = [fact for fact in entry.later if fact.kind == "paper"]
    if said and said[-1].said(1) == "lost":
        return PaperStanding(state=PaperState.LOST, because=said[-1].said(2))
    if said and said[-1].said(1) == "none needed":
        return PaperStanding(state=PaperState.NONE_NEEDED, because=said[-1].said(2))
    if entry.kind not in _CHASED or _is_on_the_statement(entry):
        return PaperStanding(state=PaperState.NONE_NEEDED)
    return PaperStanding(state=PaperState.MISSING)


def _is_on_the_statement(entry: Entry) -> bool:
    spent = {each.account for made in entry.right for each in made.postings if each.number > 0}
    return spent <= _ON_THE_STATEMENT
