"""What was handed out on paper: reports and accounts, each with the very file that was kept."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledger.book.counted import asked
from ledger.book.files import shelf_of
from ledger.book.shelf import Book
from ledger.entries.directives import Fact

KIND, BLANKED = "issued", "blanked"
ACCOUNTS = "accounts"
FOLDER = "issued"
OURS = re.compile(r"issued/[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9-]{1,140}-[0-9a-f]{8}\.pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A document that was issued: `about` a fund or a year, of a `sort`, figures `until` a day.

    `file` is its path in the book's folder, `version` that of the books that it was made from, and
    `changed` says what is other than in the one before. A line that somebody wrote by hand may
    leave any of them out. One with words that were blanked later has no file since that day.
    """

    day: date
    about: str
    sort: str
    until: date | None
    version: str
    file: str
    sha256: str
    changed: str
    by: str
    key: str
    blanked_on: date | None = None

    @property
    def name(self) -> str:
        """Its file name, without the folder."""
        return self.file.rsplit("/", 1)[-1]


def issued(book: Book, about: str = "", sort: str = "") -> tuple[Issued, ...]:
    """Give what was issued, the oldest first: all of it, or that about one thing, of one sort."""
    said = [fact for fact in book.facts if fact.kind == KIND]
    blanked = {str(fact.fact("file")): fact.day for fact in said if fact.said(1) == BLANKED}
    found = (_issued(fact, blanked) for fact in said if fact.said(1) != BLANKED)
    return tuple(
        each for each in found if each.about == (about or each.about) and sort in {"", each.sort}
    )


def telling_of(book: Book, numbers: Collection[str]) -> tuple[Issued, ...]:
    """Give what was issued, and is still there, that may hold words or papers of some entries.

    A report tells of the entries of its fund. Attached to accounts is a slice of the books, with
    the words of the whole year and of what was put right by the day on which they went out: any
    entry of that day or before may stand there.
    """
    entries = [book.entries[number] for number in numbers if number in book.entries]
    funds = {made.fund for entry in entries for made in entry.transactions}
    first = min((made.day for entry in entries for made in entry.transactions), default=date.max)
    return tuple(
        each
        for each in issued(book)
        if each.file and (each.about in funds or (each.sort == ACCOUNTS and each.day >= first))
    )


def telling_of_terms(book: Book, fund: str) -> tuple[Issued, ...]:
    """Give what was issued, and is still there, that may hold the terms of a fund.

    Its reports do, those on funds that money moved to from it or back, and all accounts: a slice
    holds the terms of every fund, whatever their day.
    """
    made = asked(book).during(date.min, date.max, fund)
    numbers = {each.entry for each in made} & book.entries.keys()
    shared = (book.entries[number] for number in numbers)
    funds = {fund, *(made.fund for entry in shared for made in entry.transactions)}
    return tuple(
        each
        for each in issued(book)
        if each.file and (each.about in funds or each.sort == ACCOUNTS)
    )


def blanked_line(made: Issued, day: date) -> Fact:
    """Give the line by which a document that was issued is there no more."""
    return Fact(day=day, kind=KIND, values=(made.about, BLANKED), facts=(("file", made.file),))


def issued_file(book: Book, made: Issued) -> Path | None:
    """Give where it lies; none where its line names no file of ours."""
    return shelf_of(book.place) / made.file if OURS.fullmatch(made.file) else None


def _issued(fact: Fact, blanked: Mapping[str, date]) -> Issued:
    until = fact.fact("until")
    said = {name: str(fact.fact(name) or "") for name in ("version", "file", "sha256", "changed")}
    gone = blanked.get(said["file"])
    if gone:
        said["file"] = ""
    return Issued(
        day=fact.day,
        about=fact.said(0),
        sort=fact.said(1),
        until=until if isinstance(until, date) else None,
        by=str(fact.fact("recorded-by") or ""),
        key=str(fact.fact("key") or ""),
        blanked_on=gone,
        **said,
    )
