"""The years of a book: what still needs a look in one, and its accounts."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledger import balances, index, vouchers
from ledger.book import Book, Closing
from ledger.checks import known_problems, overspent_then
from ledger.errors import Problem
from ledger.money import Money
from ledger.reading.group import AccountLine
from ledger.reading.lines import EntryLine, line_of
from ledger.statements import AnnualAccounts, financial_year
from ledger.statements import annual_accounts as accounts_of
from ledger.statements.periods import Period, day_before


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine:
    """A financial year that the books cover; `closing` says when and by whom it was closed."""

    period: Period
    is_over: bool
    closing: Closing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLook:
    """What still needs a look in a year: papers, accounts not agreed after its end, problems."""

    missing: tuple[EntryLine, ...]
    unagreed: tuple[AccountLine, ...]
    problems: tuple[Problem, ...]

    @property
    def count(self) -> int:
        """How many things need a look."""
        return len(self.missing) + len(self.unagreed) + len(self.problems)


def years(place: Path, today: date) -> tuple[YearLine, ...]:
    """Give the years of the books up to today's, the latest first; none in an empty book."""
    book = index.current(place)
    if book.first_day is None:
        return ()
    found, day = [], max(today, book.transactions[-1].day)
    while day >= book.first_day:
        first, last = book.year_of(day)
        found.append(_year(book, last, today))
        day = day_before(first)
    return tuple(found)


def year_look(place: Path, year_end: date) -> YearLook:
    """Say what still needs a look in the year that ends on a day.

    A problem that is about an entry of another year, or an account agreed later, is left out. A
    fund that is overspent now is among them with what it had overspent by then, if it had.

    Raises:
        NotAYearEnd, BeforeTheBooks: see each.
    """
    book = index.current(place)
    period = financial_year(book, year_end)
    missing = (each for each in vouchers.missing(book) if each.day in period)
    known = known_problems(book, but=("paper_missing",))
    found = (_in_year(book, each, period) for each in known)
    return YearLook(
        missing=tuple(line_of(book, each) for each in missing),
        unagreed=_unagreed(book, year_end),
        problems=tuple(each for each in found if each is not None),
    )


def annual_accounts(place: Path, year_end: date) -> AnnualAccounts:
    """Draw up the accounts of the financial year that ends on a day, and prove that they tie.

    Raises:
        NotAYearEnd, BeforeTheBooks: see each.
        DoesNotTie: two ways to one figure end in different sums.
    """
    return accounts_of(index.current(place), year_end)


def _year(book: Book, last: date, today: date) -> YearLine:
    closed = (each for each in book.closings if each.year_end >= last)
    return YearLine(
        period=financial_year(book, last), is_over=last < today, closing=next(closed, None)
    )


def _unagreed(book: Book, year_end: date) -> tuple[AccountLine, ...]:
    """Give the accounts with money in them that nobody has checked at or after a year's end."""
    agreed = {each.account for each in book.agreements if each.day >= year_end}
    held = balances.money_accounts(book, year_end)
    return tuple(
        AccountLine(name=name, shown=book.accounts[name].shown, holds=sum_)
        for name, sum_ in held.items()
        if sum_ != Money(0) and name not in agreed
    )


def _in_year(book: Book, problem: Problem, period: Period) -> Problem | None:
    if problem.rule == "overspent" and book.transactions[-1].day > period.last:
        return overspent_then(book, problem.about, period.last)
    entry = book.entries.get(problem.about)
    return problem if entry is None or entry.day in period else None
