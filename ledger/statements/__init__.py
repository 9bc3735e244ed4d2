"""Statements: what came in and went out of a group or a fund in a period, on the cash basis.

Each is a value whose figures are proved in two ways before it is given back.
"""

from ledger.statements.accounts import AnnualAccounts, annual_accounts, prove_accounts
from ledger.statements.budget import BudgetFigures
from ledger.statements.fund import Amount, FundStatement, fund_statement, prove_fund
from ledger.statements.gifts import (
    Gift,
    GiftStatement,
    Giver,
    NoGift,
    gift_statement,
    givers,
    prove_gifts,
)
from ledger.statements.month import (
    MonthStatement,
    PlaceLine,
    month_statement,
    prove_month,
)
from ledger.statements.movements import Direction, Movement, movements
from ledger.statements.notes import FundLine
from ledger.statements.outline import FundOutline, fund_outline
from ledger.statements.periods import Period, financial_year, month_of
from ledger.statements.ties import DoesNotTie, Tie, prove

__all__ = [
    "Amount",
    "AnnualAccounts",
    "BudgetFigures",
    "Direction",
    "DoesNotTie",
    "FundLine",
    "FundOutline",
    "FundStatement",
    "Gift",
    "GiftStatement",
    "Giver",
    "MonthStatement",
    "Movement",
    "NoGift",
    "Period",
    "PlaceLine",
    "Tie",
    "annual_accounts",
    "financial_year",
    "fund_outline",
    "fund_statement",
    "gift_statement",
    "givers",
    "month_of",
    "month_statement",
    "movements",
    "prove",
    "prove_accounts",
    "prove_fund",
    "prove_gifts",
    "prove_month",
]
