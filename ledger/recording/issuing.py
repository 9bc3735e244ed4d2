"""Issuing a report or accounts: exactly the PDF that went out stays with the books, for good."""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from ledger.book import Book
from ledger.book.issued import ACCOUNTS, FOLDER, KIND, Issued, issued
from ledger.checks.acts import DayImplausible
from ledger.entries.directives import Fact, Facts
from ledger.entries.words import plain, shown_day
from ledger.errors import Refusal
from ledger.journal import Hand, Plan, add

REPORT = "report"
_YEAR = re.compile(r"accounts:[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PDF = b"%PDF-"
_MARK = 8
_MEGABYTE = 1024 * 1024
_MOST = 128 * _MEGABYTE
_WORDS = 500


class NotAReport(Refusal):
    """What would be kept is no PDF, or one too large to keep for ever."""

    def __init__(self, size: int) -> None:
        """Give its size."""
        super().__init__(
            f"That is not a PDF that can be kept ({size // _MEGABYTE} MB).",
            "Make it once more, without the papers if it is large.",
        )


class IssuedWithoutNews(Refusal):
    """Another version goes out after the first, and nobody would know why."""

    def __init__(self, before: date) -> None:
        """Ask for it, beside the field."""
        super().__init__(
            f"One was issued on {shown_day(before)} already, and what is different now is missing.",
            "Write it in a few words, like “the paper of one payment was found”.",
            field="news",
        )


class BooksMovedOn(Refusal):
    """Something was recorded while the document was being made; it would not be the newest."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Something was recorded in the books while this was being made.",
            "Look at it as it will be once more, and issue it then.",
        )


class NothingToIssue(Refusal):
    """A sort of document that is not issued here, or one about nothing."""

    def __init__(self, about: str) -> None:
        """Quote it, shortened."""
        super().__init__(
            f"Nothing is issued about “{about[:60]}”.",
            "Issue a report on a fund, or the accounts of a year.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToIssue:
    """A document as it will go out: the PDF itself, and from which version of the books it is.

    `about` is a fund for a "report", and like `accounts:2026-03-31` for "accounts"; its figures
    reach until a day. `changed` says what is other than in the one issued before, if one was.
    """

    about: str
    sort: str
    until: date
    version: str
    content: bytes
    changed: str = ""


def issue(shelf: Path, made: ToIssue, hand: Hand) -> Issued:
    """Keep a document as it goes out, under a name that carries its hash, and record that it did.

    The same form, and the very same document, are issued once, however often they are sent. What
    was issued before is never written over.

    Raises:
        NothingToIssue, FundUnknown: there is nothing that it could be about.
        NotAReport: it is no PDF, or too large.
        DayImplausible: its figures would reach beyond today.
        IssuedWithoutNews: one went out before, and what is different is not said.
        BooksMovedOn: the books have another version by now.
    """
    if not made.content.startswith(_PDF) or len(made.content) > _MOST:
        raise NotAReport(len(made.content))
    if made.until > hand.today:
        raise DayImplausible(made.until)
    mark = sha256(made.content).hexdigest()
    changed = plain(made.changed, _WORDS, "news")

    def plan(book: Book) -> Plan | None:
        _decline_unknown(book, made)
        if _again(book, made, mark, hand):
            return None
        before = issued(book, made.about, made.sort)
        if before and not changed:
            raise IssuedWithoutNews(before[-1].day)
        if book.version != made.version:
            raise BooksMovedOn
        name = _named(made.about, mark, hand.today)
        fact = _line(made, (name, mark, changed), hand)
        done = f"issued {made.sort} {made.about}"
        files = ((name, made.content),)
        return Plan(lines=(fact,), done=done, month=hand.today, files=files)

    kept = _again(add(shelf, plan, hand), made, mark, hand)
    if kept is None:
        raise BooksMovedOn
    return kept


def _again(book: Book, made: ToIssue, mark: str, hand: Hand) -> Issued | None:
    """Find what the same form, or the same document, was issued as."""
    every = reversed(issued(book, made.about, made.sort))
    return next((e for e in every if e.sha256 == mark or (hand.key and e.key == hand.key)), None)


def _decline_unknown(book: Book, made: ToIssue) -> None:
    if made.sort == REPORT:
        book.fund(made.about)
    elif made.sort != ACCOUNTS or not _YEAR.fullmatch(made.about):
        raise NothingToIssue(made.about)


def _named(about: str, mark: str, day: date) -> str:
    return f"{FOLDER}/{day}-{about.replace(':', '-')}-{mark[:_MARK]}.pdf"


def _line(made: ToIssue, kept: tuple[str, str, str], hand: Hand) -> Fact:
    name, mark, changed = kept
    facts: Facts = (
        ("until", made.until),
        ("version", made.version),
        ("file", name),
        ("sha256", mark),
        *((("changed", changed),) if changed else ()),
        ("recorded-by", hand.by),
        *((("key", hand.key),) if hand.key else ()),
    )
    return Fact(day=hand.today, kind=KIND, values=(made.about, made.sort), facts=facts)
