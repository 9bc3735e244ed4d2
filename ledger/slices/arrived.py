"""Who gave, in a slice: what came from a fund's funder, where its transactions do not tell that.

A payee is not always there: what touches money held for others, or came in beside help, stands
without one, and a person's number is taken out. It is told only that an entry came from the funder;
how much is worked out from the entry. In slices of the first two editions, what came in beside help
was added up with it, and the line told how much of it came on which account.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ledger.accounts import (
    FUND_TRANSFERS,
    OPENING,
    is_grant_money,
    is_in_kind,
    is_ours,
    is_spending,
    with_persons_as,
)
from ledger.book import Book, Entry, asked
from ledger.entries.directives import Fact, Kind, Posting, Transaction
from ledger.funds import Fund
from ledger.money import NOTHING, Money
from ledger.movements import Direction, Movement, giver, is_from_funder, moves, told
from ledger.slices.reading import NotASlice
from ledger.slices.subjects import ARRIVED, SOMEBODY, Subject
from ledger.slices.sums import is_a_sum
from ledger.statements import Amount, FundStatement, prove_fund
from ledger.statements.instalments import Instalment, in_order, reference_in
from ledger.statements.notes import is_cost
from ledger.statements.tables import in_chart_order

_WITHIN = {FUND_TRANSFERS, OPENING}


def arrived(
    book: Book,
    subject: Subject,
    written: Sequence[Transaction],
) -> Iterator[Fact]:
    """Say what came from the funder that a slice does not tell; `written` is what stands in it."""
    if not subject.is_of_a_fund:
        return
    fund = book.fund(subject.fund)
    if not fund.funder:
        return
    stand = {each.place for each in written}
    payees = _payees(written)
    unsaid: dict[str, Movement] = {}
    for made, moved in _from_funder(book, fund, subject.period.last):
        is_said = is_grant_money(moved.account) or _is_of(fund, payees.get(moved.about, ""))
        if made.place in stand and not is_said:
            unsaid.setdefault(moved.about, moved)
    for number, moved in unsaid.items():
        yield Fact(day=moved.day, kind=ARRIVED, values=(number,))


def _from_funder(book: Book, fund: Fund, until: date) -> Iterator[tuple[Transaction, Movement]]:
    mine = tuple(asked(book).during(date.min, until, fund.name))
    for made, moved in zip(mine, told(book, mine), strict=True):
        yield from ((made, each) for each in moved if is_from_funder(book, fund, each))


def _payees(written: Iterable[Transaction]) -> dict[str, str]:
    """Give whom the slice names for each entry: in its own act, or else where it takes one back."""
    ordered = sorted(written, key=lambda each: each.kind == Kind.REVERSAL)
    return {each.entry: each.payee for each in reversed(ordered)}


def _is_of(fund: Fund, payee: str) -> bool:
    return payee.casefold() == fund.funder.casefold()


def as_arrived(made: FundStatement, book: Book, facts: Iterable[Fact]) -> FundStatement:
    """Give the statement of a slice's book with what its lines tell of who gave.

    Whom a transaction of it names, no line changes.

    Raises:
        NotASlice: a line tells of what is not added up there, or of more than that.
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
    sums = [
        each
        for each in book.transactions
        if is_a_sum(each) and each.fund == made.fund.name and each.day <= made.period.last
    ]
    for each in sums:
        granted = each.sum_of(is_grant_money)
        if granted:
            yield "", Instalment(day=each.day, entry=each.entry, amount=granted, reference="")
    for line, amount in _within(made, book, sums, lines):
        account = line.said(1)
        yield (
            "" if is_grant_money(account) else book.line_of(account),
            Instalment(
                day=line.day,
                entry=line.said(0),
                amount=amount,
                reference=str(line.fact("reference") or ""),
            ),
        )


def _within(
    made: FundStatement, book: Book, sums: Iterable[Transaction], lines: Iterable[Fact]
) -> Iterator[tuple[Fact, Money]]:
    """Give lines with what they tell of sums, once they tell of no more than what those have."""
    left: dict[str, Money] = defaultdict(Money)
    since: dict[str, date] = {}
    for each in sums:
        begins = made.period.first if each.day >= made.period.first else book.first_day or date.min
        for posting in filter(_may_be_given, each.postings):
            left[posting.account] -= posting.money
            since[posting.account] = min(begins, since.get(posting.account, begins))
    told: set[tuple[str, str]] = set()
    for line in filter(Fact.amount, lines):
        number, account, amount = line.said(0), line.said(1), line.amount() or NOTHING
        is_in_time = since.get(account, date.max) <= line.day <= made.period.last
        is_there = amount.pence * left[account].pence > 0 and abs(amount) <= abs(left[account])
        is_open = is_grant_money(account) or _may_be(made.fund, book.entries.get(number))
        if (number, account) in told or not (is_in_time and is_there and is_open):
            raise NotASlice(f"line {line.place[1]} of it tells of money that is not added up there")
        told.add((number, account))
        left[account] -= amount
        yield line, amount


def _may_be_given(posting: Posting) -> bool:
    """Tell whether a part of a sum may be what somebody gave."""
    name = posting.account
    return not (is_ours(name) or is_spending(name) or is_in_kind(name) or name in _WITHIN)


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


def _may_be(fund: Fund, entry: Entry | None) -> bool:
    """Tell whether a slice leaves open who gave, or names the funder, if only as anybody."""
    told = giver(entry, fund.name) if entry else ""
    unnumbered = with_persons_as(fund.funder.upper(), lambda _: SOMEBODY)
    return bool(fund.funder) and told.casefold() in {
        "",
        fund.funder.casefold(),
        unnumbered.casefold(),
    }
