"""One entry with all that belongs to it, and entries searched and in pages."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ledger import balances, history, index, vouchers
from ledger.accounts import GIVEN_UP, is_claim
from ledger.book import Book, Entry, Sought, asked
from ledger.book.chain import family
from ledger.checks.acts import EntryUnknown, known_entry
from ledger.entries.directives import Document, Fact, Kind, Transaction
from ledger.history import Done
from ledger.money import NOTHING, Money
from ledger.reading.discretion import as_seen, is_help
from ledger.reading.lines import (
    EntryLine,
    FundMark,
    line_of,
    line_of_entry,
    mark_of,
    place_of,
)
from ledger.vouchers import PaperStanding

PAGE = 50
_FOLLOWED_BY = {
    Kind.EXPENSE: ("refunds",),
    Kind.CLAIM: ("pays", "refunds"),
    Kind.OPENING: ("pays",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLine:
    """What one fund bears of an entry, under one kind of spending or income."""

    fund: FundMark
    account: str
    heading: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A paper of an entry: its file name, its hash and what it adds up to."""

    name: str
    sha256: str
    total: Money | None
    is_picture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry like a till slip: what it says, its papers, and its history.

    `left` is what is left now in each fund that it touches. `owed` is what is still owed for it,
    where it is a claim, and `given_up` what its volunteer does not want back. `settled` is the day
    of the entry that it corrects, where that day took no correction any more, so that all of this
    stands on a later one. `about` are the entries that it pays back, gives up or brings money back
    of; `followed` those that did so with this one, each with what it is, and stand.
    """

    line: EntryLine
    place: str
    shares: tuple[ShareLine, ...]
    papers: tuple[PaperLine, ...]
    paper: PaperStanding
    left: tuple[tuple[FundMark, Money], ...]
    owed: Money
    given_up: Money
    count: int
    fee: Money
    corrects: str
    corrected_by: str
    because: str
    is_reversal_only: bool
    approved_by: tuple[tuple[date, str], ...]
    later: tuple[Fact, ...]
    history: tuple[Done, ...]
    entry: Entry
    settled: date | None = None
    about: tuple[str, ...] = ()
    followed: tuple[tuple[Kind, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is filtered by; empty means all. `words` are all looked for."""

    words: str = ""
    fund: str = ""
    direction: str = ""
    person: str = ""
    only_missing: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One page of a filtered list, with how many there are and what they come to."""

    lines: tuple[EntryLine, ...]
    wanted: Wanted
    count: int
    pages: int
    total_in: Money
    total_out: Money


def entry(place: Path, number: str, *, sees_help: bool) -> EntryView:
    """Give one entry, also one that was corrected since.

    Raises:
        EntryUnknown: the book has none of that number, or it is help given and the reader may
            see that only as counts.
    """
    book = index.current(place)
    found = known_entry(book, number)
    if is_help(book, found) and not sees_help:
        raise EntryUnknown(number)
    left = balances.left_by_fund(as_seen(book, sees_help=sees_help))
    owed = (each.owed for each in balances.owed_for(book, number) if each.claim == number)
    return EntryView(
        line=line_of_entry(book, found),
        place=place_of(book, found),
        shares=_shares(book, found),
        papers=tuple(map(_paper, vouchers.papers_of(book, found))),
        paper=vouchers.paper_standing(book, found),
        left=tuple((mark_of(book, name), left[name]) for name in found.funds if name in left),
        owed=Money.total(owed),
        given_up=_given_up(book, number) if found.kind == Kind.CLAIM else NOTHING,
        count=_count(found),
        fee=_fee(found),
        corrects=found.corrects,
        corrected_by=found.corrected_by,
        because=found.because,
        is_reversal_only=not found.right,
        approved_by=tuple((f.day, f.said(1)) for f in found.later if f.kind == "approved"),
        later=found.later,
        history=tuple(reversed(history.acts(place, number))),
        entry=found,
        settled=_settled(book, found),
        about=_about(found),
        followed=_followed(book, found),
    )


def entries(place: Path, wanted: Wanted, *, sees_help: bool) -> EntryPage:
    """Give a page of the entries that stand, the newest first, filtered.

    A page beyond the last is the last one.
    """
    book = index.current(place)
    sought = Sought(
        words=wanted.words,
        fund=wanted.fund,
        direction=wanted.direction,
        person=wanted.person,
        only_missing=wanted.only_missing,
        sees_help=sees_help,
        skip=(max(wanted.page, 1) - 1) * PAGE,
        most=PAGE,
    )
    found = asked(book).listing(sought)
    pages = max(1, -(-found.count // PAGE))
    if wanted.page > pages:
        found = asked(book).listing(replace(sought, skip=(pages - 1) * PAGE))
    return EntryPage(
        lines=tuple(line_of(book, each) for each in found.summaries),
        wanted=wanted,
        count=found.count,
        pages=pages,
        total_in=found.total_in,
        total_out=found.total_out,
    )


def missing_papers(place: Path) -> tuple[EntryLine, ...]:
    """Give the entries whose paper is missing, the oldest first."""
    book = index.current(place)
    return tuple(line_of(book, each) for each in vouchers.missing(book))


def is_recorded(place: Path, key: str) -> bool:
    """Tell whether the form of this key was recorded before."""
    return bool(asked(index.current(place)).number_with_key(key))


def same_before(place: Path, payee: str, day: date, total: Money) -> tuple[EntryLine, ...]:
    """Give standing entries of the same payee, day and amount: perhaps the same one twice.

    Capitals do not count, nobody is not the same as nobody, and help given is never the same.
    """
    book = index.current(place)
    sight = (payee.strip().casefold(), day, total.pence)
    found = asked(book).alike(sight) if sight[0] else ()
    return tuple(line_of(book, each) for each in found if not each.is_help)


def _shares(book: Book, found: Entry) -> tuple[ShareLine, ...]:
    named = ("Expenses:", "Income:", "Equity:Fund-Transfers", "Liabilities:Held")
    return tuple(
        ShareLine(
            fund=mark_of(book, made.fund),
            account=posting.account,
            heading=book.accounts[posting.account].shown,
            amount=abs(posting.money),
        )
        for made in (found.right or found.transactions)
        for posting in made.postings
        if posting.account.startswith(named) and posting.account in book.accounts
    )


def _settled(book: Book, found: Entry) -> date | None:
    """Give the day of what an entry corrects, if that was taken back on another day."""
    old = book.entries.get(found.corrects)
    turned = [each.day for each in found.transactions if each.kind == Kind.REVERSAL]
    if old is None or not turned:
        return None
    return old.day if turned[0] != old.day else None


def _about(found: Entry) -> tuple[str, ...]:
    said = (made.said(fact) for made in found.right for fact in ("pays", "refunds"))
    return tuple(dict.fromkeys(number for number in said if number))


def _followed(book: Book, found: Entry) -> tuple[tuple[Kind, str], ...]:
    """Give what paid a cost back, gave it up or brought money back of it, by day."""
    facts = _FOLLOWED_BY.get(found.kind, ())
    mine = family(book, found.number) if facts else ()
    made = (each for fact in facts for each in asked(book).following(fact, mine))
    numbers = dict.fromkeys(each.entry for each in sorted(made, key=lambda each: each.day))
    entries = (book.entries[number] for number in numbers if number in book.entries)
    return tuple((each.kind, each.number) for each in entries if each.stands)


def _paper(paper: Document) -> PaperLine:
    return PaperLine(
        name=paper.name,
        sha256=paper.sha256,
        total=paper.total,
        is_picture=paper.name.endswith(".jpg"),
    )


def _given_up(book: Book, number: str) -> Money:
    """Add up what is not wanted back of a claim; what was taken back again does not count."""
    made = asked(book).following("pays", family(book, number))
    return Money.total(each.sum_of(is_claim) for each in made if GIVEN_UP in _accounts(each))


def _accounts(made: Transaction) -> set[str]:
    return {posting.account for posting in made.postings}


def _count(found: Entry) -> int:
    said = found.transactions[0].said("count")
    return int(said) if said.isdecimal() else 0


def _fee(found: Entry) -> Money:
    if found.kind != Kind.INCOME:
        return Money(0)
    return Money.total(each.sum_of("Expenses:Fees".__eq__) for each in found.right)
