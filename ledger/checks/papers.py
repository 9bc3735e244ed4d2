"""Rules about papers: that they are there, unchanged, not used too often, and not missing."""

from collections.abc import Iterator
from pathlib import Path

from ledger.book import Book, Entry
from ledger.book.issued import issued, issued_file
from ledger.checks.whereabouts import Whereabouts, hash_of, stem_of
from ledger.checks.wording import grave, shown_day, to_look_at
from ledger.entries.directives import Document, Kind
from ledger.errors import Problem
from ledger.vouchers import bundles, missing, papers_of

_MARK = 8
_PAID_OUT = (Kind.EXPENSE, Kind.CLAIM)


def paper_there(book: Book) -> Iterator[Problem]:
    """Every paper that the text names is in the book's folder, and is the one that was kept.

    Its name carries the first eight figures of the hash of its bytes.
    """
    where = Whereabouts(book)
    for paper in book.documents:
        wrong, remedy = _what_is_wrong(where, paper)
        if wrong:
            said = f"The paper {paper.name} {wrong}."
            yield grave("paper_there", paper.entry or paper.name, said, remedy)


def issued_there(book: Book) -> Iterator[Problem]:
    """Every report that was issued is in the book's folder, exactly as it went out."""
    for each in issued(book):
        file = issued_file(book, each)
        if not each.file or (file and file.is_file() and _hash_of(file) == each.sha256):
            continue
        what = "is not the one that went out" if file and file.is_file() else "is not in the folder"
        said = f"The {each.sort} that was issued on {shown_day(each.day)} {what}: {each.file}."
        remedy = "Put it back from a back-up, under the same name."
        yield to_look_at("issued_there", each.about, said, remedy)


def paper_shared_too_far(book: Book) -> Iterator[Problem]:
    """The shares of one paper, over all entries and funds, are never more than its own total.

    Of an entry with several papers, all of them together; where one has no total, nobody can say.
    """
    for each in bundles(book):
        if each.is_overcharged:
            numbers = [entry.number for entry in each.entries]
            papers = ("paper", "adds", "it") if len(each.marks) == 1 else ("papers", "add", "them")
            named = f"The {papers[0]} of {' and '.join(numbers)} {papers[1]} up to {each.total}"
            said = f"{named}, and {each.charged} was charged on {papers[2]}."
            remedy = "Correct one of them, so that together they charge no more than the paper."
            yield grave("paper_shared_too_far", numbers[-1], said, remedy)


def same_twice(book: Book) -> Iterator[Problem]:
    """The same payee, day and amount twice is a question, unless each has a paper of its own."""
    seen: dict[tuple[object, ...], Entry] = {}
    for entry in book.entries.values():
        if not entry.stands or not entry.payee:
            continue
        sort = Kind.EXPENSE if entry.kind in _PAID_OUT else entry.kind
        sight = (entry.payee.casefold(), entry.day, entry.total.pence, sort.value)
        first = seen.setdefault(sight, entry)
        if first is not entry and not _has_another_paper(book, first, entry):
            said = (
                f"Entries no. {first.number} and {entry.number} both say {entry.total}, "
                f"{entry.payee}, {shown_day(entry.day)}."
            )
            remedy = "If it happened only once, correct one of them; if not, attach both papers."
            yield to_look_at("same_twice", entry.number, said, remedy)


def paper_missing(book: Book) -> Iterator[Problem]:
    """What was bought has its paper, or somebody said that it is lost or not needed."""
    for entry in missing(book):
        payee = f"{entry.payee}, " if entry.payee else ""
        said = f"The paper for {entry.total} ({payee}{shown_day(entry.day)}) is missing."
        remedy = "Take a photo of it, or say that it is lost and why."
        yield to_look_at("paper_missing", entry.number, said, remedy)


def _what_is_wrong(where: Whereabouts, paper: Document) -> tuple[str, str]:
    file, known = where.of(paper)
    back = "Put it back from a back-up, under the same name."
    if not where.holds(file):
        return "lies outside the folder of these books", "Move it in, and name it from there."
    if known is None:
        return "is not in the folder", back
    if not paper.sha256:
        return "has no hash to know it by", "Attach it again."
    if hash_of(file, known) != paper.sha256:
        return "is not the one that was kept; it was changed since", back
    if not stem_of(file).endswith(f"-{paper.sha256[:_MARK]}"):
        return "does not carry its hash in its name", "Attach it again."
    return "", ""


def _hash_of(file: Path) -> str:
    return hash_of(str(file), file.stat())


def _has_another_paper(book: Book, first: Entry, second: Entry) -> bool:
    papers = [{paper.sha256 for paper in papers_of(book, each)} for each in (first, second)]
    return all(papers) and not papers[0] & papers[1]
