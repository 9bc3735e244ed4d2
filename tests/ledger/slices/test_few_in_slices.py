"""Help given to few stands under other costs with a companion, which a slice has to follow."""

from datetime import date
from pathlib import Path

import pytest

from ledger.book import Book, read
from ledger.slices import ACCOUNTS, Subject, recomputed, slice_of
from ledger.statements import annual_accounts, financial_year
from tests.grant_reports.equal_tables import assert_same_accounts
from tests.ledger.statements.conftest import OPENING

HELPED = """
2025-10-01 * "Heating" #general ^2025-0001
  kind: "help"
  count: 3
  Expenses:Help-Given   45.00 GBP
  Assets:Bank:Current  -45.00 GBP
"""
TOLD_IN_NOTES = """
2024-04-01 open Expenses:Grants-Paid GBP
  heading: "Grants to other groups"

2025-10-02 * "Oak Road Kitchen" "For their oven" #general ^2025-0002
  kind: "expense"
  Expenses:Grants-Paid  25.00 GBP
  Assets:Bank:Current  -25.00 GBP

2025-10-03 * "Northgate Council" "Given back" #general ^2025-0003
  kind: "expense"
  Expenses:Grants-Returned   20.00 GBP
  Assets:Bank:Current       -20.00 GBP
"""
FOOD = """
2025-10-04 * "Aldi" "Parcels" #general ^2025-0004
  kind: "expense"
  Expenses:Food         30.00 GBP
  Assets:Bank:Current  -30.00 GBP
"""
PAID_BACK_IN_ANOTHER_YEAR = """
2025-03-20 * "Copy Corner" "Leaflets" #general ^2025-0005
  kind: "claim"
  Expenses:Printing          5.00 GBP
  Liabilities:Claims:P007   -5.00 GBP

2025-04-10 * "Paid back" #general ^2025-0006
  kind: "repayment"
  pays: "2025-0005"
  Liabilities:Claims:P007    5.00 GBP
  Assets:Bank:Current       -5.00 GBP

2026-03-20 * "Copy Corner" "More" #general ^2026-0001
  kind: "claim"
  Expenses:Printing          6.00 GBP
  Liabilities:Claims:P007   -6.00 GBP

2026-04-10 * "Paid back" #general ^2026-0002
  kind: "repayment"
  pays: "2026-0001"
  Liabilities:Claims:P007    6.00 GBP
  Assets:Bank:Current       -6.00 GBP
"""
ENDS = (date(2026, 3, 31), date(2027, 3, 31))


def book_of(folder: Path, *parts: str) -> Book:
    file = folder / "book.beancount"
    file.write_text("\n".join((OPENING, HELPED, *parts)))
    return read(file)


def headings(book: Book) -> dict[str, str]:
    lines = annual_accounts(book, ENDS[0]).cash.money_out
    return {line.heading: str(line.total) for line in lines}


@pytest.mark.parametrize(
    "parts",
    [
        (TOLD_IN_NOTES,),
        (TOLD_IN_NOTES, FOOD),
        (PAID_BACK_IN_ANOTHER_YEAR,),
        (PAID_BACK_IN_ANOTHER_YEAR, FOOD, TOLD_IN_NOTES),
    ],
)
@pytest.mark.parametrize("end", ENDS)
def test_the_accounts_come_out_of_their_slice_again(
    tmp_path: Path, parts: tuple[str, ...], end: date
) -> None:
    book = book_of(tmp_path, *parts)
    subject = Subject(document=ACCOUNTS, period=financial_year(book, end), version=book.version)
    text = slice_of(book, subject)
    assert_same_accounts(annual_accounts(book, end), recomputed(text))


def test_no_companion_is_told_of_elsewhere_so_that_the_help_could_be_worked_out(
    tmp_path: Path,
) -> None:
    """The leaflets are smaller than the food, but one could follow the claims."""
    book = book_of(tmp_path, TOLD_IN_NOTES, FOOD, PAID_BACK_IN_ANOTHER_YEAR)
    assert headings(book) == {
        "Printing": "£5.00",
        "Grants returned": "£20.00",
        "Grants to other groups": "£25.00",
        "Other costs, and any help given": "£75.00",
    }
