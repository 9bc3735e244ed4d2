"""Who gave, in a slice: what came from a fund's funder, where its transactions do not tell that.

A payee is not always there: what touches money held for others stands without one, a person's
number is taken out, and help, with whatever came in beside it, is added up. Of an entry that stands
in the slice it is told only that it came from the funder; how much is worked out from the entry. Of
one that is added up it is told how much came on which account, as the report prints it by entry.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ledger.accounts import AccountName, is_grant_money, names_person
from ledger.book import Book, Entry, asked
from ledger.entries.directives import Fact, Kind, Transaction
from ledger.funds import Fund
from ledger.money import NOTHING, Money
from ledger.movements import Direction, Movement, moves, told
from ledger.slices.subjects import ARRIVED, Subject
from ledger.slices.sums import EARLIER, HELPED, OTHERS
from ledger.statements import Amount, FundStatement, prove_fund
from ledger.statements.instalments import (
    Instalment,
    giver,
    in_order,
    is_from_funder,
    reference_in,
)
from ledger.statements.notes import is_cost
from ledger.statements.tables import in_chart_order


def arrived(
    book: Book, subject: Subject, written: Sequence[Transaction], words: Callable[[str], str]
) -> Iterator[Fact]:
    """Say what came from the funder that a slice's transactions, as `written`, do not tell."""
    if not subject.is_of_a_fund:
        return
    fund = book.fund(subject.fund)
    stand = {each.place: each for each in written if not _is_added_up(each)}
    payees = _payees(stand.values())
    first: dict[str, Movement] = {}
    unsaid: dict[str, Movement] = {}
    sums: dict[tuple[str, str], Money] = defaultdict(Money)
    for made, moved in _from_funder(book, fund, subject.period.last):
        first.setdefault(moved.about, moved)
        if made.place not in stand:
            sums[moved.about, moved.account] += moved.effect
        elif not is_grant_money(moved.account) and not _is_of(fund, payees.get(moved.about, "")):
            unsaid.setdefault(moved.about, moved)
    for number, moved in unsaid.items():
        yield Fact(day=moved.day, kind=ARRIVED, values=(number,))
    for (number, account), sum_ in sums.items():
        reference = words(reference_in(book.entries[number], fund))
        yield Fact(
            day=first[number].day,
            kind=ARRIVED,
            values=(number, AccountName(account), sum_),
            facts=(("reference", reference),) if reference else (),
        )


def _from_funder(book: Book, fund: Fund, until: date) -> Iterator[tuple[Transaction, Movement]]:
    mine = tuple(asked(book).during(date.min, until, fund.name))
    for made, moved in zip(mine, told(book, mine), strict=True):
        yield from ((made, each) for each in moved if is_from_funder(book, fund, each))


def _payees(written: Iterable[Transaction]) -> dict[str, str]:
    """Give whom the slice names for each entry: in its own act, or else where it takes one back."""
    ordered = sorted(written, key=lambda each: each.kind == Kind.REVERSAL)
    return {each.entry: each.payee for each in reversed(ordered)}


def _is_added_up(made: Transaction) -> bool:
    return not made.payee and made.narration in {HELPED, OTHERS, EARLIER}


def _is_of(fund: Fund, payee: str) -> bool:
    return payee.casefold() == fund.funder.casefold()


def as_arrived(made: FundStatement, book: Book, facts: Iterable[Fact]) -> FundStatement:
    """Give the statement of a slice's book with what its lines tell of who gave.

    Whom a transaction of it names, no line changes.

    Raises:
        DoesNotTie: they tell of other grant money than what is added up.
    """
    rows = {each.entry: each for each in made.instalments}
    other = {each.heading: each.amount for each in made.other_income}
    lines = [each for each in facts if each.kind == ARRIVED]
    for heading, each in (*_of_sums(made, book, lines), *_of_entries(made, book, lines)):
        old = rows.get(each.entry, replace(each, amount=NOTHING))
        rows[each.entry] = Instalment(
            day=min(old.day, each.day),
            entry=each.entry,
            amount=old.amount + each.amount,
            reference=each.reference or old.reference,
        )
        if heading:
            other[heading] = other.get(heading, NOTHING) - each.amount
    again = replace(
        made,
        instalments=in_order(each for each in rows.values() if each.amount),
        other_income=tuple(
            Amount(heading=each, amount=other[each])
            for each in in_chart_order(book, other)
            if other[each]
        ),
    )
    prove_fund(again)
    return again


def _of_sums(
    made: FundStatement, book: Book, lines: Iterable[Fact]
) -> Iterator[tuple[str, Instalment]]:
    """Give what lines tell of sums, each with its heading; grant money is taken from the sum."""
    sums = [each for each in book.transactions if _is_added_up(each)]
    for each in sums:
        granted = each.sum_of(is_grant_money)
        if each.fund == made.fund.name and each.day <= made.period.last and granted:
            yield "", Instalment(day=each.day, entry=each.entry, amount=granted, reference="")
    accounts = {posting.account for each in sums for posting in each.postings}
    for line in lines:
        account, amount = line.said(1), line.amount()
        if account in accounts and amount:
            heading = "" if is_grant_money(account) else book.line_of(account)
            yield (
                heading,
                Instalment(
                    day=line.day,
                    entry=line.said(0),
                    amount=amount,
                    reference=str(line.fact("reference") or ""),
                ),
            )


def _of_entries(
    made: FundStatement, book: Book, lines: Iterable[Fact]
) -> Iterator[tuple[str, Instalment]]:
    """Give what came in by entries of which a line tells that it is the funder's."""
    named = {each.said(0) for each in lines if each.amount() is None}
    for each in moves(book).moved(date.min, made.period.last, made.fund.name):
        entry = book.entries.get(each.about)
        if entry is None or entry.number not in named or not _may_be(made.fund, entry):
            continue
        is_income = each.direction == Direction.IN and not is_cost(each)
        if is_income and not is_from_funder(book, made.fund, each):
            reference = reference_in(entry, made.fund)
            yield (
                each.line,
                Instalment(
                    day=each.day, entry=entry.number, amount=each.effect, reference=reference
                ),
            )


def _may_be(fund: Fund, entry: Entry) -> bool:
    """Tell whether a slice leaves open who gave: it names nobody, or the funder has a number."""
    return not giver(entry, fund) or names_person(fund.funder.upper())
