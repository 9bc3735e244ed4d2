"""The rules that every book keeps: one rule, one function, one name, one broken book.

A problem is a value: a book with problems still opens, and says so. What is refused before it is
recorded stands in `ledger.checks.acts`.
"""

from ledger.checks.funds import ahead_of_money, overspent_then
from ledger.checks.known import known_problems
from ledger.checks.loaded import equal_to_beancount
from ledger.checks.rules import RULES, Rule, problems

__all__ = [
    "RULES",
    "Rule",
    "ahead_of_money",
    "equal_to_beancount",
    "known_problems",
    "overspent_then",
    "problems",
]
