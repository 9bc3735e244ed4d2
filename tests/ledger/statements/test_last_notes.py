"""What OSCR's notes say of the period before, by hand, and proved without its entries."""

from collections.abc import Callable
from datetime import date

import pytest

from ledger.book import Book
from ledger.slices import ACCOUNTS, Subject, recomputed, slice_of
from ledger.statements import AnnualAccounts, annual_accounts, financial_year
from tests.grant_reports.equal_tables import assert_same_accounts

LAST = date(2026, 3, 31)
SCOTLAND = '2024-04-01 custom "group" "charity-scotland"\n'
YEARS = """
2024-04-01 open Expenses:Grants-Paid GBP
  heading: "Grants to other groups"

2024-05-01 * "Gift" #general ^2024-0001
  kind: "income"
  Assets:Bank:Current   900.00 GBP
  Income:Donations     -900.00 GBP

2024-06-01 * "Oak Road" "Oven" #general ^2024-0002
  kind: "expense"
  Expenses:Grants-Paid   25.00 GBP
  Assets:Bank:Current   -25.00 GBP

2024-06-02 * "Garden Club" "Shed" #general ^2024-0003
  kind: "expense"
  Expenses:Grants-Paid   35.00 GBP
  Assets:Bank:Current   -35.00 GBP

2024-07-01 * "Vouchers" #general ^2024-0004
  kind: "help"
  count: {count}
  Expenses:Help-Given    60.00 GBP
  Assets:Bank:Current   -60.00 GBP

2024-08-01 * "Aldi" "Bread" #general ^2024-0005
  kind: "claim"
  Expenses:Food               20.00 GBP
  Liabilities:Claims:P007    -20.00 GBP

2024-08-02 * "Paid back" #general ^2024-0006
  kind: "repayment"
  pays: "2024-0005"
  Liabilities:Claims:P007     12.00 GBP
  Assets:Bank:Current        -12.00 GBP

2024-08-03 * "Given up" #general ^2024-0007
  kind: "other"
  pays: "2024-0005"
  Liabilities:Claims:P007      8.00 GBP
  Income:Donations            -8.00 GBP

2024-09-01 * "P007" "A lesson" #general ^2024-0008
  kind: "expense"
  Expenses:Printing      18.00 GBP
  Assets:Bank:Current   -18.00 GBP

2025-05-01 * "Gift" #general ^2025-0001
  kind: "income"
  Assets:Bank:Current    10.00 GBP
  Income:Donations      -10.00 GBP
"""


def proved(book: Book) -> AnnualAccounts:
    made = annual_accounts(book, LAST)
    subject = Subject(document=ACCOUNTS, period=financial_year(book, LAST), version=book.version)
    text = slice_of(book, subject)
    assert "2024-0002" not in text
    assert_same_accounts(made, recomputed(text))
    return made


@pytest.mark.parametrize(("count", "shown"), [("7", "7"), ("3", "fewer than five")])
def test_last_periods_notes_come_out_of_the_books_and_of_their_slice(
    book_of: Callable[[str], Book], count: str, shown: str
) -> None:
    last = proved(book_of(SCOTLAND + YEARS.format(count=count))).notes.last
    assert last is not None
    (grants,) = last.grants_paid
    assert (grants.heading, grants.count, grants.total.pence) == (
        "Grants to other groups",
        2,
        6000,
    )
    assert last.help_given.shown == shown
    paid = last.paid_to_members
    assert (paid.claims_count, paid.claims.pence) == (1, 1200)
    assert (paid.others_count, paid.others.pence) == (1, 1800)
    assert (last.given_up.count, last.given_up.total.pence) == (1, 800)
    assert last.grants("Grants to other groups") is grants
    assert last.but(["Grants to other groups"]) == ()


def test_only_scotlands_pack_asks_for_them(book_of: Callable[[str], Book]) -> None:
    assert proved(book_of(YEARS.format(count=7))).notes.last is None


def test_a_first_year_has_none(book_of: Callable[[str], Book]) -> None:
    book = book_of(SCOTLAND + YEARS.format(count=7))
    assert annual_accounts(book, date(2025, 3, 31)).notes.last is None
