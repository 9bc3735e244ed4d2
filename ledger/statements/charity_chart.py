"""Accounts that only some charities need: offered one by one, and never opened for anybody."""

from collections.abc import Container

_CHART = (
    ("Income:Legacies", "Legacies"),
    ("Income:Fundraising", "Fundraising events"),
    ("Income:Trading", "Sales and trading"),
    ("Income:Rents", "Rents"),
    ("Income:Investments", "Income from investments"),
    ("Income:Asset-Sales", "Sale of equipment"),
    ("Income:Investment-Sales", "Sale of investments"),
    ("Expenses:Fundraising", "Costs of fundraising"),
    ("Expenses:Trading", "Costs of sales and trading"),
    ("Expenses:Investments", "Costs of investments"),
    ("Expenses:Grants-Paid", "Grants to other groups"),
    ("Expenses:Governance:Examination", "Independent examination"),
    ("Expenses:Governance:Preparing-Accounts", "Preparing the accounts"),
    ("Expenses:Governance:Legal", "Legal costs"),
    ("Expenses:Asset-Purchases", "Equipment bought to last"),
    ("Expenses:Investment-Purchases", "Purchase of investments"),
)
CHARITY_CHART: dict[str, str] = dict(_CHART)
"""Each account with the line of the accounts that it adds up into."""


def not_yet_open(opened: Container[str]) -> dict[str, str]:
    """Give those that a book has not opened."""
    return {name: line for name, line in CHARITY_CHART.items() if name not in opened}
