"""One fund in short: what a page shows of it without going through every payment."""

from dataclasses import dataclass
from datetime import date

from ledger import balances
from ledger.accounts import GRANTS
from ledger.book import Book
from ledger.funds import Fund
from ledger.money import NOTHING
from ledger.statements.budget import BudgetFigures, budget_figures
from ledger.statements.instalments import Instalment, instalments
from ledger.statements.movements import flows, flows_until, movements
from ledger.statements.notes import GrantLine, grant_line
from ledger.statements.periods import Period

# A funder may also pay what was owed to the group, or lend.
_NO_COSTS = ("Assets", "Income", "Liabilities")


@dataclass(frozen=True, slots=True, kw_only=True)
class FundOutline:
    """A fund up to the end of a period: the grant so far, what arrived, the budget's headings."""

    grant: GrantLine
    instalments: tuple[Instalment, ...]
    budget: tuple[BudgetFigures, ...]


def fund_outline(book: Book, fund: Fund, period: Period) -> FundOutline:
    """Set out a fund in short; its figures are those of its whole statement."""
    past = (*flows_until(book, period.eve, fund.name), *flows(book, period, fund.name))
    held = balances.cash_by_fund(book, period.last).get(fund.name, NOTHING)
    whole = Period(first=date.min, last=period.last)
    income = movements(book, whole, fund.name, _NO_COSTS if fund.funder else [GRANTS])
    return FundOutline(
        grant=grant_line(fund, past, held),
        instalments=instalments(book, fund, income),
        budget=budget_figures(fund, period, past),
    )
