"""A grant as its funder sees it: their own money only, with its evidence, and nobody's name.

None of these types has a field for a member, for another fund, or for a day on which somebody was
helped. Numbers of people that stand in what was typed are told as "a volunteer".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from ledger import index
from ledger.accounts import HELP
from ledger.book import Book
from ledger.entries.directives import Document, Kind
from ledger.money import Money
from ledger.reading.funds import known_fund, whole_time
from ledger.statements import FundStatement
from ledger.statements import fund_statement as statement_of
from ledger.statements.payments import Payment
from ledger.vouchers import PaperState

_PERSON = re.compile(r"\bP[0-9]{3,6}\b")
_SOMEBODY = "a volunteer"
_PURPOSE = "What it was given for"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPaper:
    """A paper that proves a payment; a PDF is no picture and is downloaded."""

    name: str
    is_picture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPayment:
    """A payment out of a grant: `share` is what the grant bears of it, `whole` the whole of it.

    A refund from a shop is a payment whose share is negative.
    """

    number: int
    day: date
    entry: str
    payee: str
    what_for: str
    headings: tuple[str, ...]
    share: Money
    whole: Money
    paper: PaperState
    because: str
    papers: tuple[LetterPaper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHeading:
    """A heading of the budget: what was agreed for it by now, how much of that by a change."""

    heading: str
    agreed: Money
    changed: Money
    spent: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSum:
    """A line and what it adds up to."""

    heading: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHelp:
    """How many people or households were helped, in words; the sum only where they were many."""

    count: str
    total: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterInstalment:
    """Grant money that arrived."""

    day: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterGift:
    """Time or goods that people gave towards the same purpose; never money."""

    heading: str
    unit: str
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLetter:
    """What was given, what it did and what is left of it, up to a day.

    `received` less `spent` and `returned`, with `moved`, is what is `left` in the bank or the tin;
    negative where the group has spent ahead of the money. Out of that, `owed` is still to be paid
    to volunteers who paid for something themselves. `moved` came from the group's other money, or
    went there with consent where it is negative.
    """

    shown: str
    funder: str
    purpose: str
    reference: str
    award: Money | None
    spend_from: date | None
    spend_by: date | None
    as_of: date
    version: str
    received: Money
    instalments: tuple[LetterInstalment, ...]
    spent: Money
    returned: Money
    moved: Money
    left: Money
    owed: Money
    headings: tuple[LetterHeading, ...]
    went_on: tuple[LetterSum, ...]
    payments: tuple[LetterPayment, ...]
    help_given: LetterHelp | None
    gifts: tuple[LetterGift, ...]


def grant_letter(place: Path, fund: str, today: date) -> GrantLetter:
    """Give one grant as its funder sees it today.

    Raises:
        FundUnknown: the book has no fund of that name.
        DoesNotTie: two ways to one of its figures end in different sums.
    """
    book = index.current(place)
    terms = known_fund(book, fund)
    made = statement_of(book, fund, whole_time(book, terms, today))
    return GrantLetter(
        shown=terms.shown,
        funder=terms.funder,
        purpose=unnamed(terms.purpose),
        reference=terms.reference,
        award=terms.award,
        spend_from=terms.spend_from,
        spend_by=terms.spend_by,
        as_of=made.period.last,
        version=made.version,
        received=made.grant.received,
        instalments=tuple(
            LetterInstalment(day=each.day, amount=each.amount) for each in made.instalments
        ),
        spent=made.grant.spent,
        returned=made.grant.returned,
        moved=made.grant.moved,
        left=made.grant.unspent,
        owed=Money.total(each.owed for each in made.claims_owed),
        headings=_headings(made),
        went_on=_went_on(book, made),
        payments=tuple(_payment(book, fund, each) for each in made.payments),
        help_given=_help(made),
        gifts=_gifts(made),
    )


def fund_statement(place: Path, fund: str, today: date) -> FundStatement:
    """Set out one fund from its beginning to today for the report to its funder, unnamed.

    Raises:
        FundUnknown: the book has no fund of that name.
        DoesNotTie: two ways to one figure end in different sums.
    """
    book = index.current(place)
    made = statement_of(book, fund, whole_time(book, known_fund(book, fund), today))
    return replace(
        made,
        payments=tuple(_unnamed_payment(book, fund, each) for each in made.payments),
        claims_owed=tuple(
            replace(each, payee=unnamed(each.payee), narration=unnamed(each.narration))
            for each in made.claims_owed
        ),
        fund_moves=tuple(
            replace(each, narration=unnamed(each.narration)) for each in made.fund_moves
        ),
    )


def unnamed(text: str) -> str:
    """Give a text without the numbers that people have in a book."""
    return _PERSON.sub(_SOMEBODY, text)


def _payment(book: Book, fund: str, each: Payment) -> LetterPayment:
    said = _unnamed_payment(book, fund, each)
    return LetterPayment(
        number=each.number,
        day=each.day,
        entry=each.entry,
        payee=said.payee,
        what_for=said.narration,
        headings=each.headings,
        share=each.share,
        whole=each.total,
        paper=each.paper,
        because=said.because,
        papers=_papers(book, fund, each.papers),
    )


def _unnamed_payment(book: Book, fund: str, each: Payment) -> Payment:
    """Give a payment without numbers of people, and without what its entry says of other funds."""
    entry = book.entries[each.entry]
    mine = [made for made in (entry.right or entry.transactions) if made.fund == fund]
    said = dict.fromkeys(made.narration for made in mine if made.narration)
    return replace(
        each,
        payee=unnamed(each.payee),
        narration=unnamed("; ".join(said)),
        because=unnamed(each.because),
    )


def _papers(book: Book, fund: str, found: Iterable[Document]) -> tuple[LetterPaper, ...]:
    """Give the papers of this fund's part of an entry; never one that proves help given."""
    return tuple(
        LetterPaper(name=paper.name, is_picture=paper.name.endswith(".jpg"))
        for paper in found
        if (not paper.tags or fund in paper.tags) and not _proves_help(book, paper)
    )


def _proves_help(book: Book, paper: Document) -> bool:
    entry = book.entries.get(paper.entry)
    made = entry.transactions if entry else ()
    named = {posting.account for each in made for posting in each.postings}
    return HELP in named or any(each.kind == Kind.HELP for each in made)


def _headings(made: FundStatement) -> tuple[LetterHeading, ...]:
    return tuple(
        LetterHeading(
            heading=each.heading, agreed=each.agreed, changed=each.change, spent=each.spent
        )
        for each in made.budget
    )


def _went_on(book: Book, made: FundStatement) -> tuple[LetterSum, ...]:
    """Give the kinds of spending; help given to few has no line of its own."""
    sums = {each.heading: each.amount for each in made.money_out}
    helped = book.accounts[HELP].line if HELP in book.accounts else ""
    if made.help_given.is_few and helped in sums:
        hidden = sums.pop(helped)
        least = min(sums, key=lambda heading: sums[heading], default=_PURPOSE)
        sums[f"{least}, and help given"] = sums.pop(least, Money(0)) + hidden
    return tuple(LetterSum(heading=heading, amount=amount) for heading, amount in sums.items())


def _help(made: FundStatement) -> LetterHelp | None:
    given = made.help_given
    if not given.total and not given.count:
        return None
    return LetterHelp(count=given.shown, total=None if given.is_few else given.total)


def _gifts(made: FundStatement) -> tuple[LetterGift, ...]:
    return tuple(
        LetterGift(heading=each.heading, unit=each.unit, quantity=each.quantity)
        for each in made.in_kind
        if each.quantity
    )
