"""Reading a book from its folder, or from a single file in the same conventions."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from ledger.accounts import Account
from ledger.beans import Directive, Parsed, read_text
from ledger.beans.parsing import AccountClosed
from ledger.book import terms
from ledger.book.answers import Answers
from ledger.book.shelf import Book, Entry
from ledger.entries.directives import (
    Document,
    Fact,
    FinalBalance,
    Price,
    Transaction,
    is_entry_number,
    number_parts,
)
from ledger.entries.years import year_ends
from ledger.errors import Problem, Refusal

MAIN = "book.beancount"
Sort = TypeVar("Sort")
_INFORMAL = "informal-group"
_SHUT = b"\xff cannot be opened"
_PUT_BACK = "Put back the last version of the file from the history."
_RENAME = "Ask whoever keeps the computer to give the file another name."
_ALLOW = "Ask whoever keeps the computer to let Common Purse read that file."
ABOUT_AN_ENTRY = {"approved", "paper", "redacted"}


class NoBookThere(Refusal):
    """There is no book at the place that was named."""

    def __init__(self, place: Path) -> None:
        """Name the last part of the place."""
        super().__init__(
            f"There is no book at “{place.name}”.",
            "Name a book's folder, the one that holds book.beancount, or a .beancount file.",
        )


def shelf_of(place: Path) -> Path:
    """Give the folder that the paths in a book start from."""
    return place if place.is_dir() else place.parent


def text_files(place: Path) -> tuple[Path, ...]:
    """Give the files of a book's text, the main one first, the rest by name.

    Raises:
        NoBookThere: the place holds no book.
    """
    if place.is_file():
        return (place,)
    main = place / MAIN
    if not main.is_file():
        raise NoBookThere(place)
    rest = [*place.glob("*.beancount"), *place.glob("journal/*.beancount")]
    # What a computer leaves beside a file (._2026-03.beancount) is hidden from Beancount as well.
    kept = (each for each in rest if each != main and not each.name.startswith("."))
    # By the letters of the path: "journal-old.beancount" comes before "journal/2026-03.beancount".
    return (main, *sorted(kept, key=Path.as_posix))


def read(place: Path) -> Book:
    """Read a whole book. What cannot be read is among its problems; the rest is there.

    Raises:
        NoBookThere: the place holds no book.
    """
    texts = named_texts(place)
    parsed = [_known_page(name, raw) for name, raw in texts]
    marks = ((name, hashlib.sha256(raw).hexdigest()) for name, raw in texts)
    return assembled(place, version_of(marks), parsed)


def named_texts(place: Path) -> list[tuple[str, bytes]]:
    """Give the bytes of each text file by its name in the book, the main one first.

    Raises:
        NoBookThere: the place holds no book.
    """
    shelf = shelf_of(place)
    return [(_name_in(shelf, each), _content(each)) for each in text_files(place)]


def _name_in(shelf: Path, file: Path) -> str:
    """Give the path of a file in its book; letters that no text can hold are marked in it."""
    name = file.relative_to(shelf).as_posix()
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _content(file: Path) -> bytes:
    """Give the bytes of a file; of one that cannot be opened, bytes that no text has."""
    try:
        return file.read_bytes()
    except OSError as fault:
        # A file that went meanwhile is none of the book any more; a link that leads nowhere is.
        if isinstance(fault, PermissionError | IsADirectoryError) or file.is_symlink():
            return _SHUT
        raise


def version_of(marks: Iterable[tuple[str, str]]) -> str:
    """Give the version of a text: a hash over its files' names and hashes, the main one first."""
    digest = hashlib.sha256()
    for name, mark in marks:
        digest.update(f"{name} {mark}\n".encode())
    return digest.hexdigest()


@lru_cache(maxsize=64)
def _known_page(name: str, raw: bytes) -> Parsed:
    return parsed_page(name, raw)


def parsed_page(name: str, raw: bytes, first_line: int = 1) -> Parsed:
    """Read the bytes of one file, or of its end from a line on; not text is one problem."""
    if "\N{REPLACEMENT CHARACTER}" in name:
        return _unread(name, f"{name} has letters in its name that are no text.", _RENAME)
    if raw == _SHUT:
        return _unread(name, f"{name} cannot be opened.", _ALLOW)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _unread(name, f"{name} is not text in UTF-8.", _PUT_BACK)
    if "\0" in text:
        return _unread(name, f"{name} has a sign in it that no text has.", _PUT_BACK)
    return read_text(text, name, first_line)


def _unread(name: str, sentence: str, remedy: str) -> Parsed:
    problem = Problem(rule="readable", sentence=sentence, remedy=remedy, about=name, is_grave=True)
    return Parsed(directives=(), problems=(problem,), options={})


def assembled(place: Path, version: str, parsed: list[Parsed]) -> Book:
    """Give a book of all its pages, the main one first."""
    directives = [each for page in parsed for each in page.directives]
    transactions = _all(Transaction, directives)
    documents = tuple(_all(Document, directives))
    facts = by_day(_all(Fact, directives))
    outline = Outline(
        title=str(parsed[0].options.get("title") or place.stem),
        directives=[each for each in directives if is_of_the_book(each)],
        problems=tuple(problem for page in parsed for problem in page.problems),
    )
    return outlined(
        place,
        version,
        outline,
        transactions=tuple(in_order(transactions)),
        entries=_entries(transactions, documents, facts),
        documents=documents,
    )


def is_of_the_book(each: Directive) -> bool:
    """Tell whether a line is about the book or its funds, and not about an entry."""
    if isinstance(each, Fact):
        return each.kind not in ABOUT_AN_ENTRY
    return not isinstance(each, Transaction | Document)


def in_order(made: Iterable[Transaction]) -> list[Transaction]:
    """Sort transactions as Beancount does: by day, then by where in its file each stands."""
    return sorted(made, key=lambda each: (each.day, each.place[1]))


def by_day(facts: Iterable[Fact]) -> list[Fact]:
    """Sort later facts by day; of one day, what was written later holds."""
    return sorted(facts, key=lambda each: each.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A book without its entries: its title, its lines about itself, and what cannot be read."""

    title: str
    directives: Sequence[Directive]
    problems: tuple[Problem, ...]


def outlined(  # noqa: PLR0913 - an outline, and the three collections
    place: Path,
    version: str,
    outline: Outline,
    *,
    transactions: Sequence[Transaction],
    entries: Mapping[str, Entry],
    documents: Sequence[Document],
    known: Answers | None = None,
) -> Book:
    """Give a book of an outline and its entries, wherever those are looked up."""
    directives = outline.directives
    facts = by_day(_all(Fact, directives))
    said = {fact.kind: fact for fact in facts}
    return Book(
        place=place,
        version=version,
        title=outline.title,
        legal_form=said["group"].said(0) if "group" in said else _INFORMAL,
        year_ends=year_ends(facts),
        accounts=_accounts(directives),
        funds=terms.funds(facts),
        transactions=transactions,
        entries=entries,
        documents=documents,
        facts=tuple(facts),
        agreements=terms.agreements(facts),
        closings=terms.closings(facts),
        finals=tuple(_all(FinalBalance, directives)),
        prices=tuple(_all(Price, directives)),
        problems=outline.problems,
        known=known,
    )


def _all(sort: type[Sort], directives: Iterable[object]) -> list[Sort]:
    return [each for each in directives if isinstance(each, sort)]


def _accounts(directives: Iterable[Directive]) -> dict[str, Account]:
    opened = {each.name: each for each in _all(Account, directives)}
    for closed in _all(AccountClosed, directives):
        if closed.name in opened:
            opened[closed.name] = replace(opened[closed.name], closed=closed.day)
    return opened


def _entries(
    transactions: Sequence[Transaction], documents: Iterable[Document], facts: Iterable[Fact]
) -> dict[str, Entry]:
    made: dict[str, list[Transaction]] = {}
    for each in transactions:
        if each.entry:
            made.setdefault(each.entry, []).append(each)
    papers: dict[str, list[Document]] = {}
    for paper in documents:
        for number in filter(is_entry_number, paper.links):
            papers.setdefault(number, []).append(paper)
    later: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.kind in ABOUT_AN_ENTRY:
            later.setdefault(fact.said(0), []).append(fact)
    # Of two that correct one entry, which no act of ours makes, the one that was written last.
    corrected = {each.said("corrects"): each.entry for each in transactions if each.entry}
    return {
        number: Entry(
            number=number,
            transactions=tuple(made[number]),
            documents=tuple(papers.get(number, ())),
            later=tuple(later.get(number, ())),
            corrected_by=corrected.get(number, ""),
        )
        for number in sorted(made, key=number_parts)
    }
