"""Statements: what came in and went out of a group or a fund in a period, on the cash basis.

Each is a value whose figures are proved in two ways before it is given back.
"""

from ledger.statements.accounts import AnnualAccounts, annual_accounts, prove_accounts
from ledger.statements.budget import BudgetFigures
from ledger.statements.fund import FundStatement, fund_statement, prove_fund
from ledger.statements.months import MonthLine, months
from ledger.statements.movements import Direction, Movement, movements
from ledger.statements.outline import FundOutline, fund_outline
from ledger.statements.periods import Period, financial_year
from ledger.statements.ties import DoesNotTie, Tie, prove

__all__ = [
    "AnnualAccounts",
    "BudgetFigures",
    "Direction",
    "DoesNotTie",
    "FundOutline",
    "FundStatement",
    "MonthLine",
    "Movement",
    "Period",
    "Tie",
    "annual_accounts",
    "financial_year",
    "fund_outline",
    "fund_statement",
    "months",
    "movements",
    "prove",
    "prove_accounts",
    "prove_fund",
]
