"""The year before the books: what is typed of it, and what it has to end with."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledger import index
from ledger.accounts import GRANTS_RETURNED, is_income, is_spending
from ledger.entries.last_year import LastYear
from ledger.money import Money
from ledger.statements import financial_year
from ledger.statements.assets import begun_with
from ledger.statements.last_year import typed_last_year
from ledger.statements.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class LastYearView:
    """What the year before the books has to look like, and what was typed of it.

    It ends on `last`, the day before `first_year` begins, with the cash that the books `began`
    with. `headings_in` and `headings_out` are those of the chart.
    """

    last: date
    first_year: Period
    began: Money
    typed: LastYear | None
    headings_in: tuple[str, ...]
    headings_out: tuple[str, ...]
    is_closed: bool


def last_year(place: Path) -> LastYearView | None:
    """Give the year before the books; none where nothing is recorded yet."""
    book = index.current(place)
    if book.first_day is None:
        return None
    period = financial_year(book, book.year_of(book.first_day)[1])
    accounts = book.accounts.values()
    spent = (each.line for each in accounts if is_spending(each.name))
    returned = book.accounts.get(GRANTS_RETURNED)
    skipped = {returned.line} if returned else set()
    return LastYearView(
        last=period.eve,
        first_year=period,
        began=begun_with(book, period).ours,
        typed=typed_last_year(book, period),
        headings_in=tuple(dict.fromkeys(a.line for a in accounts if is_income(a.name))),
        headings_out=tuple(each for each in dict.fromkeys(spent) if each not in skipped),
        is_closed=book.closed_until is not None and book.closed_until >= period.first,
    )
