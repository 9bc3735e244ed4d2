"""The papers that prove entries, and the four states that an entry's paper can be in."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ledger.book import Book, Entry, shelf_of
from ledger.entries.directives import Document, Kind
from ledger.money import Money

_CHASED = {Kind.EXPENSE, Kind.CLAIM, Kind.REFUND}
_ON_THE_STATEMENT = {"Expenses:Bank-Charges", "Expenses:Fees"}


class PaperState(StrEnum):
    """Where the paper of an entry is; only a missing one is chased."""

    ATTACHED = "attached"
    MISSING = "missing"
    LOST = "declared lost"
    NONE_NEEDED = "none needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStanding:
    """The state of an entry's paper, and why where somebody said so."""

    state: PaperState
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Papers, by their hashes, with the entries that charge on them, in the order of numbers.

    `total` is what the papers add up to; none where one of them says no total.
    """

    marks: frozenset[str]
    entries: tuple[Entry, ...]
    total: Money | None

    @property
    def charged(self) -> Money:
        """What the entries come to together."""
        return Money.total(each.total for each in self.entries)

    @property
    def is_overcharged(self) -> bool:
        """Tell whether more is charged on the papers than they add up to."""
        return self.total is not None and self.charged > self.total


def papers_of(book: Book, entry: Entry) -> tuple[Document, ...]:
    """Give the papers of an entry; a correction keeps those of the entry that it replaces."""
    found = list(entry.documents)
    seen = {entry.number}
    while entry.corrects in book.entries and entry.corrects not in seen:
        entry = book.entries[entry.corrects]
        seen.add(entry.number)
        found = [*entry.documents, *found]
    return tuple({each.path: each for each in found}.values())


def standing(book: Book, entry: Entry) -> PaperStanding:
    """Say in which of the four states the paper of an entry is.

    What was declared by hand holds until a paper is there. Bank charges and fees are proved by the
    bank's own statement; only an expense, a claim and a refund need a paper of their own.
    """
    if papers_of(book, entry):
        return PaperStanding(state=PaperState.ATTACHED)
    said = [fact for fact in entry.later if fact.kind == "paper"]
    if said and said[-1].said(1) == "lost":
        return PaperStanding(state=PaperState.LOST, because=said[-1].said(2))
    if said and said[-1].said(1) == "none needed":
        return PaperStanding(state=PaperState.NONE_NEEDED, because=said[-1].said(2))
    if entry.kind not in _CHASED or _is_on_the_statement(entry):
        return PaperStanding(state=PaperState.NONE_NEEDED)
    return PaperStanding(state=PaperState.MISSING)


def missing(book: Book) -> tuple[Entry, ...]:
    """Give the entries whose paper is missing, the oldest first."""
    return tuple(
        entry
        for entry in book.entries.values()
        if entry.stands and standing(book, entry).state == PaperState.MISSING
    )


def paper_named(book: Book, name: str) -> Document | None:
    """Find a paper by its file name; none where the book knows no such paper."""
    return next((paper for paper in book.documents if paper.name == name), None)


def file_of(book: Book, paper: Document) -> Path:
    """Give where a paper's file lies, whichever of the book's files names it."""
    folder = (shelf_of(book.place) / paper.place[0]).parent
    return Path(folder, paper.path).resolve()


def bundles(book: Book) -> tuple[Bundle, ...]:
    """Give the papers with the entries that charge on them, over all funds and corrections.

    A refund is money back on the same slip, so it charges nothing. Papers of one entry belong
    together, since nobody said which of them proves how much of it.
    """
    home: dict[str, tuple[set[str], list[Entry]]] = {}
    for entry in book.entries.values():
        marks = {paper.sha256 for paper in papers_of(book, entry) if paper.sha256}
        if not marks or not entry.stands or entry.kind == Kind.REFUND:
            continue
        joined = (set(marks), [entry])
        for before in {id(home[mark]): home[mark] for mark in marks if mark in home}.values():
            joined[0].update(before[0])
            joined[1].extend(before[1])
        home.update(dict.fromkeys(joined[0], joined))
    totals = _totals(book.documents)
    apart = {id(each): each for each in home.values()}.values()
    return tuple(_bundle(*each, totals) for each in apart)


def _totals(papers: Iterable[Document]) -> dict[str, Money]:
    """Give what each paper adds up to: the most that was ever said of it."""
    totals: dict[str, Money] = {}
    for paper in papers:
        if paper.sha256 and paper.total is not None:
            totals[paper.sha256] = max(paper.total, totals.get(paper.sha256, paper.total))
    return totals


def _bundle(marks: set[str], entries: list[Entry], totals: dict[str, Money]) -> Bundle:
    known = [totals[mark] for mark in marks if mark in totals]
    return Bundle(
        marks=frozenset(marks),
        entries=tuple(sorted(entries, key=lambda each: each.number)),
        total=Money.total(known) if len(known) == len(marks) else None,
    )


def _is_on_the_statement(entry: Entry) -> bool:
    spent = {each.account for made in entry.right for each in made.postings if each.number > 0}
    return spent <= _ON_THE_STATEMENT
