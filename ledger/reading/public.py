"""The public page: how much there is, where it came from and where it went."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from ledger import balances, index
from ledger.book import Book
from ledger.money import NOTHING, Money
from ledger.reading.discretion import quiet, told, untold
from ledger.reading.divided import divided
from ledger.reading.public_values import PublicFund, PublicMonth, PublicSummary
from ledger.reading.public_years import corrections_of, end_of, sum_of, years_of
from ledger.statements.movements import Direction, flows_among
from ledger.statements.periods import Period, day_before

_MONTHS_SHOWN = 12


def public_summary(place: Path, today: date) -> PublicSummary:
    """Give what the public page shows today: balances, twelve months, this year and the last."""
    whole = index.current(place)
    book, among = told(whole), quiet(whole)
    funds = _funds(book, today)
    return PublicSummary(
        title=book.title,
        as_of=today,
        total=Money.total(balances.money_accounts(book, today).values()),
        divided=divided(funds),
        not_ours=balances.held_for_others(book, today),
        funds=tuple(each for each in funds if each.cash),
        months=_months(book, today, among),
        years=years_of(book, today, among),
        has_untold=bool(untold(whole, today)),
    )


def _funds(book: Book, today: date) -> tuple[PublicFund, ...]:
    cash = balances.cash_by_fund(book, today)
    short = balances.shortfalls(book, book.funds.values(), today)
    return tuple(
        PublicFund(
            shown=fund.shown,
            kind=fund.kind,
            cash=cash[fund.name],
            hue=fund.row,
            to_come=to_come if cash[fund.name] < NOTHING else NOTHING,
        )
        for fund, (to_come, _) in zip(book.funds.values(), short, strict=True)
    )


def _months(book: Book, today: date, among: Collection[str]) -> tuple[PublicMonth, ...]:
    """Give the last twelve months, or as many as there are, the earliest first."""
    if book.first_day is None or book.first_day > today:
        return ()
    begun = book.first_day.replace(day=1)
    firsts = [today.replace(day=1)]
    while firsts[0] > begun and len(firsts) < _MONTHS_SHOWN:
        firsts.insert(0, day_before(firsts[0]).replace(day=1))
    return tuple(_month(book, first, today, among) for first in firsts)


def _month(book: Book, first: date, today: date, among: Collection[str]) -> PublicMonth:
    last = min(end_of(first), today)
    mine = flows_among(book, Period(first=first, last=last), among)
    came, went = sum_of(mine, Direction.IN), sum_of(mine, Direction.OUT)
    return PublicMonth(
        first=first,
        # What came back may be more than what went: then it came.
        came=max(came, NOTHING) - min(went, NOTHING),
        went=max(went, NOTHING) - min(came, NOTHING),
        closing=Money.total(balances.cash_by_fund(book, last).values()),
        started=sum_of(mine, Direction.OPENING),
        corrections=corrections_of(mine),
    )
