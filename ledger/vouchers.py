"""The papers that prove entries: which are missing, where they lie, what is charged on them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger.book import Book, Entry, asked, at_hand, shelf_of
from ledger.book.chain import family
from ledger.book.proof import PaperStanding, paper_standing, papers_of
from ledger.book.summary import PaperState, Summary
from ledger.entries.directives import Document, Kind, number_parts
from ledger.money import Money

__all__ = [
    "Bundle",
    "PaperStanding",
    "PaperState",
    "bundle_with",
    "bundles",
    "bundles_with",
    "file_of",
    "missing",
    "paper_named",
    "paper_standing",
    "papers_of",
]


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


def missing(book: Book) -> Sequence[Summary]:
    """Give the entries whose paper is missing, the oldest first."""
    return asked(book).missing()


def paper_named(book: Book, name: str) -> Document | None:
    """Find a paper by its file name; none where the book knows no such paper."""
    return asked(book).paper_named(name)


def file_of(book: Book, paper: Document) -> Path:
    """Give where a paper's file lies, whichever of the book's files names it."""
    folder = (shelf_of(book.place) / paper.place[0]).parent
    return Path(folder, paper.path).resolve()


def bundles(book: Book) -> tuple[Bundle, ...]:
    """Give the papers with the entries that charge on them, over all funds and corrections.

    A refund is money back on the same slip, so it charges nothing. Papers of one entry belong
    together, since nobody said which of them proves how much of it.
    """
    papers = [each for each in book.documents if any(link in book.entries for link in each.links)]
    return _bundled(book, book.entries.values(), papers)


def bundle_with(book: Book, mark: str) -> Bundle | None:
    """Give the bundle that the paper of a hash belongs to; none where nothing is charged on it."""
    return next((each for each in bundles_with(book, {mark}) if mark in each.marks), None)


def bundles_with(book: Book, sought: Collection[str]) -> tuple[Bundle, ...]:
    """Give the bundles that papers of some hashes belong to, without going through the others."""
    if book.known is None:
        # All of it is at hand, and nothing is looked up faster.
        return tuple(each for each in bundles(book) if not each.marks.isdisjoint(sought))
    marks, numbers, fresh = set[str](), set[str](), set(sought) - {""}
    while fresh:
        marks |= fresh
        named = {number for each in fresh for number in asked(book).proved_by(each)} - numbers
        at_hand(book, named)
        there = (number for number in named if number in book.entries)
        grown = {each for number in there for each in family(book, number)}
        numbers |= grown
        found = (paper for number in grown for paper in book.entries[number].documents)
        fresh = {paper.sha256 for paper in found if paper.sha256} - marks
    entries = [book.entries[number] for number in sorted(numbers, key=number_parts)]
    papers = [paper for entry in entries for paper in entry.documents]
    made = _bundled(book, entries, papers)
    return tuple(each for each in made if not each.marks.isdisjoint(sought))


def _bundled(
    book: Book, entries: Iterable[Entry], papers: Iterable[Document]
) -> tuple[Bundle, ...]:
    home: dict[str, tuple[set[str], list[Entry]]] = {}
    for entry in entries:
        marks = {paper.sha256 for paper in papers_of(book, entry) if paper.sha256}
        if not marks or not entry.stands or entry.kind == Kind.REFUND:
            continue
        joined = (set(marks), [entry])
        for before in {id(home[mark]): home[mark] for mark in marks if mark in home}.values():
            joined[0].update(before[0])
            joined[1].extend(before[1])
        home.update(dict.fromkeys(joined[0], joined))
    totals = _totals(book, papers)
    apart = {id(each): each for each in home.values()}.values()
    return tuple(_bundle(*each, totals) for each in apart)


def _totals(book: Book, papers: Iterable[Document]) -> dict[str, Money]:
    """Give what each paper adds up to: the most that is said of it beside any entry.

    Where a correction says the paper of the entry that it replaces again, what it says holds.
    """
    lines: dict[tuple[str, str], list[Document]] = {}
    for paper in papers:
        if paper.sha256 and paper.total is not None:
            lines.setdefault((paper.sha256, paper.path), []).append(paper)
    totals: dict[str, Money] = {}
    for (mark, _), said in lines.items():
        for each in _latest(book, said):
            totals[mark] = max(each, totals.get(mark, each))
    return totals


def _latest(book: Book, said: Sequence[Document]) -> Iterable[Money]:
    """Give what was said last of one file, once for each entry with all its corrections.

    Corrections may lie in any month, so they are followed; of one entry, the last line holds.
    """
    if len(said) == 1:
        return [paper.total for paper in said if paper.total is not None]
    last: dict[str, tuple[int, Money]] = {}
    for paper in said:
        chain = family(book, paper.entry)
        place = chain.index(paper.entry) if paper.entry in chain else 0
        if paper.total is not None and place >= last.get(chain[0], (0, paper.total))[0]:
            last[chain[0]] = (place, paper.total)
    return [total for _, total in last.values()]


def _bundle(marks: set[str], entries: list[Entry], totals: dict[str, Money]) -> Bundle:
    known = [totals[mark] for mark in marks if mark in totals]
    return Bundle(
        marks=frozenset(marks),
        entries=tuple(sorted(entries, key=lambda each: each.number)),
        total=Money.total(known) if len(known) == len(marks) else None,
    )
