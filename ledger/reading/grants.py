"""A grant as its funder sees it: their own money only, with its evidence, and nobody's name.

Numbers of people that stand in what was typed are told as "a volunteer". Help given to fewer than
five people is in no figure: the total of the payments would tell it.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from ledger import index
from ledger.accounts import with_persons_as
from ledger.book import Book
from ledger.money import NOTHING, Money
from ledger.reading.discretion import as_seen, is_help, untold
from ledger.reading.funds import whole_time
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
from ledger.reading.papers import proves_help
from ledger.slices.subjects import SOMEBODY
from ledger.statements import FundStatement, Period
from ledger.statements import fund_statement as statement_of
from ledger.statements.budget import OUTSIDE
from ledger.statements.memos import FEW
from ledger.statements.payments import Payment


def grant_letter(place: Path, fund: str, today: date) -> GrantLetter:
    """Give one grant as its funder sees it today.

    Raises:
        FundUnknown: the book has no fund of that name.
        DoesNotTie: two ways to one of its figures end in different sums.
    """
    book = index.current(place)
    made = fund_statement(place, fund, today, sees_help=False)
    terms = made.fund
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
        received=made.arrived,
        others=made.grant.received - made.arrived,
        instalments=tuple(
            LetterInstalment(day=each.day, amount=each.amount) for each in made.instalments
        ),
        spent=made.grant.spent,
        returned=made.grant.returned,
        began=made.grant.began,
        moved_in=made.moved_in,
        moved_out=made.moved_out,
        left=made.grant.unspent,
        to_come=made.to_come,
        owed=Money.total(each.owed for each in made.claims_owed),
        headings=_headings(made),
        went_on=tuple(LetterSum(heading=s.heading, amount=s.amount) for s in made.money_out),
        payments=tuple(_payment(book, fund, each) for each in made.payments),
        help_given=_help(made),
        has_untold=fund in untold(book, today),
        gifts=_gifts(made),
    )


def fund_statement(
    place: Path,
    fund: str,
    today: date,
    *,
    sees_help: bool = True,
    span: tuple[date | None, date | None] = (None, None),
) -> FundStatement:
    """Set out one fund from its beginning to today for the report to its funder, unnamed.

    Who makes the report from the funder's link may not see help as lines, and gets what is told.
    With a `span`, its first and last day are those of the period, as far as they are given.

    Raises:
        FundUnknown: the book has no fund of that name.
        DoesNotTie: two ways to one of its figures end in different sums.
    """
    whole = index.current(place)
    book = as_seen(whole, sees_help=sees_help)
    made = statement_of(book, fund, _period(book, fund, today, span))
    shown = made if sees_help else replace(made, help_papers=())
    return as_reported(shown)


def as_reported(made: FundStatement) -> FundStatement:
    """Give a statement as its report tells it: without numbers of people."""
    return replace(
        made,
        payments=tuple(map(_unnamed_payment, made.payments)),
        claims_owed=tuple(
            replace(each, payee=unnamed(each.payee), narration=unnamed(each.narration))
            for each in made.claims_owed
        ),
        fund_moves=tuple(
            replace(
                each,
                narration=unnamed(each.narration),
                reference=unnamed(each.reference),
                consent=unnamed(each.consent),
            )
            for each in made.fund_moves
        ),
        instalments=tuple(
            replace(each, reference=unnamed(each.reference)) for each in made.instalments
        ),
    )


def _period(book: Book, fund: str, today: date, span: tuple[date | None, date | None]) -> Period:
    whole = whole_time(book, book.fund(fund), today)
    first = max(whole.first, span[0]) if span[0] else whole.first
    last = span[1] or whole.last
    return Period(first=min(first, last), last=last)


def unnamed(text: str) -> str:
    """Give a text without the numbers that people have in a book."""
    return with_persons_as(text, lambda _: SOMEBODY)


def _payment(book: Book, fund: str, each: Payment) -> LetterPayment:
    return LetterPayment(
        number=each.number,
        day=each.day,
        entry=each.entry,
        payee=each.payee,
        what_for=each.narration,
        headings=each.headings,
        share=each.share,
        whole=each.total,
        paper=each.paper,
        because=each.because,
        papers=_papers(book, fund, each),
    )


def _unnamed_payment(each: Payment) -> Payment:
    return replace(
        each,
        payee=unnamed(each.payee),
        narration=unnamed(each.narration),
        because=unnamed(each.because),
    )


def _papers(book: Book, fund: str, each: Payment) -> tuple[LetterPaper, ...]:
    """Give the papers of an entry of this fund; never one that ever proved help given.

    What the entry is now decides, not the fund that a paper was filed under before a correction.
    """
    entry = book.entries[each.entry]
    if fund not in entry.funds or is_help(book, entry):
        return ()
    return tuple(
        LetterPaper(name=paper.name, is_picture=paper.name.endswith(".jpg"))
        for paper in each.papers
        if not proves_help(book, paper)
    )


def _headings(made: FundStatement) -> tuple[LetterHeading, ...]:
    """Set spending against the budget."""
    lines = (
        LetterHeading(
            heading=each.heading, agreed=each.agreed, changed=each.change, spent=each.spent
        )
        for each in made.budget
    )
    return tuple(each for each in lines if each.heading != OUTSIDE or each.spent)


def _help(made: FundStatement) -> LetterHelp | None:
    """Give the help that is told; of corrections of what was told before, no count."""
    given = made.help_given
    if given.total <= NOTHING:
        return None
    return LetterHelp(count=str(given.count) if given.count >= FEW else "some", total=given.total)


def _gifts(made: FundStatement) -> tuple[LetterGift, ...]:
    return tuple(
        LetterGift(heading=each.heading, unit=each.unit, quantity=each.quantity)
        for each in made.in_kind
        if each.quantity
    )
