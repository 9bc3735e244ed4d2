"""A test's docstring is its book: funds, accounts and the year end stand here, once."""

from collections.abc import Callable
from inspect import cleandoc
from pathlib import Path

import pytest

from ledger.book import Book, read

OPENING = """
option "title" "Elm Street Mutual Aid"
option "operating_currency" "GBP"
1970-01-01 custom "fava-option" "fiscal_year_end" "03-31"
1970-01-01 custom "group" "informal-group"
2024-04-01 open Assets:Bank:Current GBP
  heading: "Bank"
2024-04-01 open Assets:Cash:Tin GBP
  heading: "Tin"
2024-04-01 open Assets:Online:PayPal GBP
  heading: "PayPal"
2024-04-01 open Liabilities:Claims:P007 GBP
2024-04-01 open Liabilities:Held-For-Others GBP
2024-04-01 open Equity:Opening-Balances GBP
2024-04-01 open Equity:Fund-Transfers GBP
2024-04-01 open Income:Donations GBP
  heading: "Donations"
2024-04-01 open Income:Grants GBP
  heading: "Grants"
2024-04-01 open Expenses:Food GBP
  heading: "Food"
2024-04-01 open Expenses:Printing GBP
  heading: "Printing"
2024-04-01 open Expenses:Fees GBP
  heading: "Fees"
2024-04-01 open Expenses:Help-Given GBP
  heading: "Help given"
2024-04-01 open Expenses:Grants-Returned GBP
  heading: "Grants returned"
2024-04-01 open Income:In-Kind:Time HOURS
  heading: "Volunteer hours"
2024-04-01 open Expenses:In-Kind:Time HOURS
  heading: "Volunteer hours"
2024-04-01 price HOURS 12.21 GBP
2024-04-01 custom "fund" "general" "unrestricted"
  name: "For anything we do"
2024-04-01 custom "fund" "council" "restricted"
  name: "Council grant"
  funder: "Northgate Council"
  award: 500.00 GBP
2024-04-01 custom "grant-budget" "council" "Parcels" 400.00 GBP Expenses:Food
2024-04-01 custom "grant-budget" "council" "Leaflets" 100.00 GBP Expenses:Printing
"""


@pytest.fixture
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Book:
    """The book of the test's docstring."""
    return written(tmp_path, request.function.__doc__ or "")


@pytest.fixture
def book_of(tmp_path: Path) -> Callable[[str], Book]:
    """A book of any text."""
    return lambda text: written(tmp_path, text)


def written(folder: Path, text: str) -> Book:
    """Read a book of the common opening and a text of its own; a book with problems is no use."""
    file = folder / "small.beancount"
    file.write_text(OPENING + "\n" + cleandoc(text) + "\n")
    book = read(file)
    assert not book.problems, book.problems
    return book
