"""Rules about days: plausible ones, funds open on them, grants spent between theirs."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from ledger.accounts import GRANTS_RETURNED, is_spending
from ledger.book import Book, asked
from ledger.checks.wording import grave, place, shown_day, subject, to_look_at
from ledger.entries.directives import Kind, Transaction
from ledger.entries.years import is_too_long
from ledger.errors import Problem
from ledger.funds import Fund

EARLIEST = date(1990, 1, 1)


def dates_plausible(book: Book) -> Iterator[Problem]:
    """Nothing happened before 1990 or after the day after tomorrow."""
    latest = datetime.now(tz=UTC).date() + timedelta(days=3)
    known = asked(book)
    long_ago = known.during(date.min, EARLIEST - timedelta(days=1))
    for made in (*long_ago, *known.during(latest, date.max)):
        said = f"{subject(made)} lies on a day that cannot be right."
        remedy = "Correct it, with the day on the paper."
        yield to_look_at("dates_plausible", place(made), said, remedy)


def fund_open(book: Book) -> Iterator[Problem]:
    """A fund takes part only between the day it was opened and the day it was closed.

    A correction is judged by the days of the entries that it corrects, too.
    """
    for made in book.transactions:
        fund = book.funds.get(made.fund)
        if fund and not any(fund.is_open(day) for day in _days_of(book, made)):
            said = f"{subject(made)} is in {fund.shown}, which {_open_days(fund)}."
            remedy = "Correct it with a fund that was open, or look at the fund's own days."
            yield grave("fund_open", place(made), said, remedy)


def spent_outside_dates(book: Book) -> Iterator[Problem]:
    """A restricted fund is spent between the days that its funder gave, both included.

    Money given back to the funder may go later; a correction is judged as `judged_day` says.
    """
    for entry in book.entries.values():
        for made in entry.right if entry.stands else ():
            fund = book.funds.get(made.fund)
            if fund and not fund.kind.is_free and _is_outside(book, fund, made):
                spent = f"{subject(made)} spent {made.sum_of(_is_spent)} of {fund.shown}"
                said = f"{spent}, {_spending_days(fund)}."
                remedy = "Correct it with another fund, or ask the funder for more time."
                yield to_look_at("spent_outside_dates", made.entry, said, remedy)


def year_too_long(book: Book) -> Iterator[Problem]:
    """No year is longer than eighteen months, from the first entry on, unless it is closed."""
    closed = book.closed_until or date.min
    for end in book.year_ends:
        if end.since is None or end.until is None or end.until <= closed:
            continue
        first = max(end.since, book.first_day or end.since)
        if is_too_long(first, end.until):
            days = f"from {shown_day(first)} to {shown_day(end.until)}"
            said = f"The year {days} is longer than eighteen months."
            remedy = "Choose in Settings that it ends when that day first comes."
            yield to_look_at("year_too_long", "", said, remedy)


def judged_day(book: Book, made: Transaction) -> date:
    """Give the day that a transaction is judged by: its own, or that of what it corrects.

    A correction of an open day says for itself when it happened. One that was put on a later day,
    since the old one was closed, is judged by the first entry that it corrects.
    """
    seen: set[str] = set()
    while made.said("corrects") in book.entries and made.entry not in seen:
        old = book.entries[made.said("corrects")]
        newer = book.entries.get(made.entry)
        turned = [e.day for e in newer.transactions if e.kind == Kind.REVERSAL] if newer else []
        if made.day != old.day and turned and turned[0] <= old.day:
            break
        seen.add(made.entry)
        made = old.right[0] if old.right else old.transactions[0]
    return made.day


def _days_of(book: Book, made: Transaction) -> Iterator[date]:
    yield made.day
    number, seen = made.said("corrects"), {made.entry}
    while number in book.entries and number not in seen:
        yield from (each.day for each in book.entries[number].transactions)
        seen.add(number)
        number = book.entries[number].corrects


def _open_days(fund: Fund) -> str:
    opened = f"was opened on {shown_day(fund.opened)}"
    return f"{opened} and closed on {shown_day(fund.closed_on)}" if fund.closed_on else opened


def _spending_days(fund: Fund) -> str:
    start = f" from {shown_day(fund.spend_from)}" if fund.spend_from else ""
    end = f" until {shown_day(fund.spend_by)}" if fund.spend_by else ""
    return f"which is to be spent{start}{end}"


def _is_outside(book: Book, fund: Fund, made: Transaction) -> bool:
    day = judged_day(book, made)
    too_soon = fund.spend_from is not None and day < fund.spend_from
    too_late = fund.spend_by is not None and day > fund.spend_by
    return (too_soon or too_late) and made.sum_of(_is_spent).pence > 0


def _is_spent(account: str) -> bool:
    return is_spending(account) and account != GRANTS_RETURNED
