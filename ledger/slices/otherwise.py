"""What came of an award under other headings than grants, in a slice: it lessens what is to come.

Who gave stands in the entries. Those of earlier years are added up in the slice of accounts, so
that it tells in lines of its own what came so to those few funds that lack what was promised. In a
report it is what arrived, one by one, less grant money.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ledger.accounts import GRANTS
from ledger.balances import came_otherwise, income_otherwise, shortfalls
from ledger.book import Book
from ledger.entries.directives import Fact
from ledger.money import NOTHING, Money
from ledger.movements import moves
from ledger.slices.reading import NotASlice
from ledger.slices.subjects import OTHERWISE, Subject
from ledger.statements import AnnualAccounts, FundStatement

# Documents of the editions before called it still to come.
_SINCE = 3


def otherwise(book: Book, subject: Subject) -> Iterator[Fact]:
    """Tell of each fund that lacks money what came of its award under other headings."""
    if subject.is_of_a_fund:
        return
    funds, last = list(book.funds.values()), subject.period.last
    for fund, (to_come, _) in zip(funds, shortfalls(book, funds, last, {}), strict=True):
        came = came_otherwise(book, fund, last) if to_come else NOTHING
        if came:
            yield Fact(day=last, kind=OTHERWISE, values=(fund.name, came))


def accounts_as_told(made: AnnualAccounts, book: Book, facts: Iterable[Fact]) -> AnnualAccounts:
    """Give the accounts of a slice's book with what its lines tell of awards.

    Raises:
        NotASlice: a line tells of more than came in.
    """
    lines, last = made.notes.funds, made.period.last
    told = _told(book, facts, last)
    short = shortfalls(book, (each.fund for each in lines), last, told)
    again = tuple(
        replace(each, to_come=to_come, overspent=overspent)
        for each, (to_come, overspent) in zip(lines, short, strict=True)
    )
    return replace(made, notes=replace(made.notes, funds=again))


def report_as_arrived(made: FundStatement, book: Book, subject: Subject) -> FundStatement:
    """Give a slice's report, of which all that arrived is known, with what is still to come."""
    fund, last = made.fund, made.period.last
    told = {}
    if subject.edition >= _SINCE:
        granted = moves(book).moved(date.min, last, fund.name, [GRANTS])
        arrived = Money.total(each.amount for each in made.instalments)
        given = arrived - Money.total(each.effect for each in granted)
        told = {fund.name: came_otherwise(book, fund, last, given)}
    to_come, overspent = shortfalls(book, [fund], last, told)[0]
    return replace(made, to_come=to_come, overspent=overspent)


def _told(book: Book, facts: Iterable[Fact], last: date) -> dict[str, Money]:
    found: dict[str, Money] = {}
    for each in (each for each in facts if each.kind == OTHERWISE):
        fund, amount = book.funds.get(each.said(0)), each.amount() or NOTHING
        most = income_otherwise(book, fund, last) if fund else NOTHING
        if each.said(0) in found or not NOTHING < amount <= most:
            raise NotASlice(f"line {each.place[1]} of it tells of more than came in")
        found[each.said(0)] = amount
    return found
