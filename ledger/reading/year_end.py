"""The end of a year: what closing it would write down, and what is worth knowing before."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ledger import balances, index
from ledger.accounts import is_cash_in_hand
from ledger.book import Book, Closing, asked
from ledger.book.issued import Issued, issued
from ledger.checks.open_days import DayAgreed, DayClosed, days_open
from ledger.entries.directives import Kind
from ledger.entries.shapes import reversal
from ledger.entries.words import shown_day
from ledger.money import NOTHING, Money
from ledger.reading.accounts import YearLook, year_look
from ledger.reading.lines import FundMark, mark_of
from ledger.reading.telling import Telling, telling
from ledger.statements import financial_year
from ledger.statements.periods import Period

_SOON = timedelta(days=92)
_SPENDING = frozenset({Kind.EXPENSE, Kind.CLAIM, Kind.HELP, Kind.REPAYMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAtEnd:
    """What an account holds at a year's end, and the day of the agreement that proves it."""

    name: str
    shown: str
    holds: Money
    checked: date | None
    is_counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FundAtEnd:
    """What a fund holds in cash at a year's end, and what is left of that after claims owed."""

    mark: FundMark
    cash: Money
    left: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDue:
    """A report that a funder waits for; `sent` is the last that went out, for whichever days."""

    fund: FundMark
    funder: str
    due: date
    spend_by: date | None
    sent: Issued | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEnd:
    """A year at its end, in pence.

    `accounts` is what closing writes down, or wrote; `funds` and `held`, which is not the group's,
    add up to the same `total`. `unspent` are grants that were to be spent by then and still hold
    money; `also_open` are earlier years, which close with this one. Of `payments` entries that
    spent money, another person agreed to `agreed_to`. `telling` is how the accounts, or the books
    attached, would tell what help to fewer than five came to.
    """

    group: str
    version: str
    period: Period
    closing: Closing | None
    also_open: tuple[Period, ...]
    look: YearLook
    unspent: tuple[FundAtEnd, ...]
    accounts: tuple[AccountAtEnd, ...]
    funds: tuple[FundAtEnd, ...]
    held: Money
    total: Money
    claims: int
    owed: Money
    reports: tuple[ReportDue, ...]
    payments: int
    agreed_to: int
    telling: Telling


def year_end(place: Path, last: date) -> YearEnd:
    """Give the year that ends on a day as it stands at its end.

    Raises:
        NotAYearEnd, BeforeTheBooks: see each.
    """
    book = index.current(place)
    period = financial_year(book, last)
    accounts, funds = _accounts(book, last), _funds(book, last)
    claims = balances.claims(book, last)
    payments, agreed_to = _agreed_to(book, period)
    return YearEnd(
        group=book.title,
        version=book.version,
        period=period,
        closing=next((each for each in book.closings if each.year_end >= last), None),
        also_open=_open_before(book, period),
        look=year_look(place, last),
        unspent=tuple(each for each in funds if _is_unspent(book, each, last)),
        accounts=accounts,
        funds=funds,
        held=balances.held_for_others(book, last),
        total=Money.total(each.holds for each in accounts),
        claims=len({each.claim for each in claims}),
        owed=Money.total(each.owed for each in claims),
        reports=_reports(book, period),
        payments=payments,
        agreed_to=agreed_to,
        telling=telling(book, period),
    )


def held_back(place: Path, number: str, today: date) -> str:
    """Say where a correction of an entry goes, if the entry's own day takes none; else nothing."""
    book = index.current(place)
    entry = book.entries[number]
    on = f"{shown_day(today)}, today"
    try:
        days_open(book, [reversal(each, each.day) for each in entry.right])
    except DayClosed:
        closed = financial_year(book, book.year_of(entry.day)[1])
        said = f" {entry.total} stays in its accounts." if entry.total else ""
        return (
            f"The year from {closed} is closed, and this lies in it.{said} What you write here is "
            f"recorded on {on}, and the accounts of the year to "
            f"{shown_day(book.year_of(today)[1])} tell it on a line of its own."
        )
    except DayAgreed as found:
        return (
            f"{found.agreement.figure} was agreed for {found.account} on "
            f"{shown_day(found.agreement.day)}, and this is part of it. If the correction would "
            f"change that figure, it is recorded on {on}."
        )
    return ""


def _open_before(book: Book, period: Period) -> tuple[Period, ...]:
    """Give the years before that nobody closed, the latest first."""
    found: list[Period] = []
    begun, closed = book.first_day, book.closed_until or date.min
    eve = period.eve
    while begun is not None and begun <= eve and eve > closed:
        found.append(financial_year(book, eve))
        eve = found[-1].eve
    return tuple(found)


def _accounts(book: Book, last: date) -> tuple[AccountAtEnd, ...]:
    """Give the accounts of which closing writes the balance: those that were open by then."""
    checked: dict[str, date] = {}
    for each in book.agreements:
        if each.day >= last:
            checked.setdefault(each.account, each.day)
    return tuple(
        AccountAtEnd(
            name=name,
            shown=book.accounts[name].shown,
            holds=held,
            checked=checked.get(name),
            is_counted=is_cash_in_hand(name),
        )
        for name, held in balances.money_accounts(book, last).items()
        if book.accounts[name].opened <= last
    )


def _funds(book: Book, last: date) -> tuple[FundAtEnd, ...]:
    cash, left = balances.cash_by_fund(book, last), balances.left_by_fund(book, last)
    return tuple(
        FundAtEnd(mark=mark_of(book, name), cash=sum_, left=left.get(name, NOTHING))
        for name, sum_ in cash.items()
        if name in book.funds and (sum_ or book.funds[name].is_open(last))
    )


def _is_unspent(book: Book, held: FundAtEnd, last: date) -> bool:
    by = book.funds[held.mark.name].spend_by
    return by is not None and by <= last and held.left > NOTHING


def _reports(book: Book, period: Period) -> tuple[ReportDue, ...]:
    """Give the reports that are due from the year's beginning to three months after its end."""
    found = (
        ReportDue(
            fund=mark_of(book, fund.name),
            funder=fund.funder,
            due=fund.report_due,
            spend_by=fund.spend_by,
            sent=next(reversed(issued(book, fund.name, "report")), None),
        )
        for fund in book.funds.values()
        if fund.report_due and period.first <= fund.report_due <= period.last + _SOON
    )
    return tuple(sorted(found, key=lambda each: each.due))


def _agreed_to(book: Book, period: Period) -> tuple[int, int]:
    """Count the entries that spent money in a year, and those that somebody else agreed to."""
    made = asked(book).during(period.first, period.last)
    numbers = dict.fromkeys(each.entry for each in made if each.kind in _SPENDING)
    entries = [book.entries[number] for number in numbers if number in book.entries]
    standing = [each for each in entries if each.stands]
    agreed = (each for each in standing if any(fact.kind == "approved" for fact in each.later))
    return len(standing), sum(1 for _ in agreed)
