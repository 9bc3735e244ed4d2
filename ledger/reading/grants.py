"""A grant as its funder sees it: their own money only, with its evidence, and nobody's name.

Numbers of people that stand in what was typed are told as "a volunteer". Help given to fewer than
five people is in no figure of the letter: the total of the payments would tell it.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from ledger import index
from ledger.accounts import HELP
from ledger.book import Book
from ledger.entries.directives import Document, Kind
from ledger.funds import BudgetLine
from ledger.money import NOTHING, Money
from ledger.reading.funds import known_fund, whole_time
from ledger.reading.letters import (
    GrantLetter,
    LetterGift,
    LetterHeading,
    LetterHelp,
    LetterInstalment,
    LetterPaper,
    LetterPayment,
    LetterSum,
)
from ledger.statements import FundStatement
from ledger.statements import fund_statement as statement_of
from ledger.statements.budget import OUTSIDE
from ledger.statements.memos import FEW
from ledger.statements.payments import Payment

_PERSON = re.compile(r"\bP[0-9]{3,6}\b")
_SOMEBODY = "a volunteer"


def grant_letter(place: Path, fund: str, today: date) -> GrantLetter:
    """Give one grant as its funder sees it today.

    Raises:
        FundUnknown: the book has no fund of that name.
        DoesNotTie: two ways to one of its figures end in different sums.
    """
    book = index.current(place)
    terms = known_fund(book, fund)
    made = statement_of(book, fund, whole_time(book, terms, today))
    hidden = _hidden(made)
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
        spent=made.grant.spent - hidden,
        returned=made.grant.returned,
        moved=made.grant.moved,
        left=made.grant.unspent + hidden,
        owed=Money.total(each.owed for each in made.claims_owed),
        headings=_headings(made, hidden),
        went_on=_went_on(book, made, hidden),
        payments=tuple(_payment(book, fund, each) for each in made.payments),
        help_given=_help(made, hidden),
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


def _headings(made: FundStatement, hidden: Money) -> tuple[LetterHeading, ...]:
    """Set spending against the budget, without the help that is not told."""
    counted = next((h.heading for h in made.fund.budget if _counts_help(h)), OUTSIDE)
    lines = (
        LetterHeading(
            heading=each.heading,
            agreed=each.agreed,
            changed=each.change,
            spent=each.spent - (hidden if each.heading == counted else NOTHING),
        )
        for each in made.budget
    )
    return tuple(each for each in lines if each.heading != OUTSIDE or each.spent)


def _counts_help(line: BudgetLine) -> bool:
    return any(name == HELP or HELP.startswith(f"{name}:") for name in line.accounts)


def _went_on(book: Book, made: FundStatement, hidden: Money) -> tuple[LetterSum, ...]:
    """Give the kinds of spending, without the help that is not told."""
    helped = book.accounts[HELP].line if HELP in book.accounts else ""
    lines = (
        LetterSum(
            heading=each.heading,
            amount=each.amount - (hidden if each.heading == helped else NOTHING),
        )
        for each in made.money_out
    )
    return tuple(each for each in lines if each.amount)


def _hidden(made: FundStatement) -> Money:
    """Give the help that is not told, because too few people were helped to hide among them."""
    given = made.help_given
    return given.total if given.count < FEW else NOTHING


def _help(made: FundStatement, hidden: Money) -> LetterHelp | None:
    given = made.help_given
    if not given.total and not given.count:
        return None
    if not hidden:
        return LetterHelp(count=given.shown, total=given.total)
    return LetterHelp(count=given.shown if given.count else "some", total=None)


def _gifts(made: FundStatement) -> tuple[LetterGift, ...]:
    return tuple(
        LetterGift(heading=each.heading, unit=each.unit, quantity=each.quantity)
        for each in made.in_kind
        if each.quantity
    )
