"""Last year's figures, typed in from former accounts, and tied to the opening of a first year."""

from collections.abc import Callable
from datetime import date

import pytest

from ledger.book import Book
from ledger.money import Money
from ledger.statements import annual_accounts
from ledger.statements.last_year import LastYearDoesNotTie

FIRST, SECOND = date(2025, 3, 31), date(2026, 3, 31)
TYPED = """
2024-03-31 custom "last-year" "opening" 60.00 GBP
  from: 2023-04-01
2024-03-31 custom "last-year" "money-in" "Donations" 90.00 GBP
2024-03-31 custom "last-year" "money-in" "Jumble sale" 20.00 GBP
2024-03-31 custom "last-year" "money-out" "Food" 70.00 GBP

2024-04-01 * "Where we start" #general ^2024-0001
  kind: "opening"
  Assets:Bank:Current         80.00 GBP
  Assets:Cash:Tin             30.00 GBP
  Liabilities:Held-For-Others -10.00 GBP
  Equity:Opening-Balances   -100.00 GBP

2024-05-01 * "P012" "Gift" #general ^2024-0002
  kind: "income"
  Assets:Bank:Current   40.00 GBP
  Income:Donations     -40.00 GBP
"""


def test_typed_figures_are_the_column_beside_the_first_year(
    book_of: Callable[[str], Book],
) -> None:
    made = annual_accounts(book_of(TYPED), FIRST)
    assert made.last_is_typed
    assert made.last_period
    assert made.last_period.first == date(2023, 4, 1)
    assert {line.heading: line.last_year for line in made.cash.money_in} == {
        "Donations": Money(90_00),
        "Jumble sale": Money(20_00),
    }
    assert made.cash.total_out.last_year == Money(70_00)
    assert made.cash.opening.last_year == Money(60_00)
    assert made.cash.closing.last_year == made.cash.opening.total == Money(100_00)
    assert [each.last_year for each in made.assets.cash] == [Money(80_00), Money(30_00)]
    assert made.assets.held_last_year == Money(10_00)


def test_typed_figures_are_of_no_use_to_a_later_year(book_of: Callable[[str], Book]) -> None:
    made = annual_accounts(book_of(TYPED), SECOND)
    assert not made.last_is_typed
    assert made.cash.closing.last_year == Money(140_00)


def test_typed_figures_that_do_not_end_with_the_opening_are_refused_with_both(
    book_of: Callable[[str], Book],
) -> None:
    wrong = TYPED.replace("70.00 GBP", "75.00 GBP")
    with pytest.raises(LastYearDoesNotTie, match=r"£95\.00.*£100\.00: £5\.00 lies between"):
        annual_accounts(book_of(wrong), FIRST)


def test_the_later_line_of_a_heading_holds_and_nothing_takes_it_out(
    book_of: Callable[[str], Book],
) -> None:
    more = """
2024-03-31 custom "last-year" "money-in" "Jumble sale" 0.00 GBP
2024-03-31 custom "last-year" "money-out" "Food" 50.00 GBP
"""
    made = annual_accounts(book_of(TYPED + more), FIRST)
    assert [line.heading for line in made.cash.money_in] == ["Donations"]
    assert made.cash.total_out.last_year == Money(50_00)


def test_a_typed_heading_of_the_chart_stands_in_that_accounts_section(
    book_of: Callable[[str], Book],
) -> None:
    told = '1970-01-02 custom "group" "charity-scotland"\n'
    made = annual_accounts(book_of(told + TYPED), FIRST)
    found = {
        each.category.title: [line.heading for line in each.lines]
        for each in made.cash.parts_in[0].categories
        if each.lines
    }
    assert found == {
        "Donations": ["Donations"],
        "Receipts from other charitable activities": ["Jumble sale"],
    }
