"""Help given to few stands under other costs with a companion, which a slice has to follow."""

import re
from datetime import date
from pathlib import Path

import pytest

from grant_reports.tables import accounts_tables
from ledger.book import Book, read
from ledger.slices import ACCOUNTS, Subject, recomputed, slice_of
from ledger.statements import annual_accounts, financial_year
from ledger.statements.few import alone
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
CLAIMED = """
2025-10-07 * "Aldi" "Bread" #general ^2025-0011
  kind: "claim"
  Expenses:Food              8.00 GBP
  Liabilities:Claims:P007   -8.00 GBP

2025-10-09 * "Paid back" #general ^2025-0012
  kind: "repayment"
  pays: "2025-0011"
  Liabilities:Claims:P007    8.00 GBP
  Assets:Bank:Current       -8.00 GBP
"""
FEE = """
2025-10-08 * "Ann" "Gift" #general ^2025-0013
  kind: "income"
  Income:Donations      -60.00 GBP
  Assets:Online:PayPal   59.15 GBP
  Expenses:Fees           0.85 GBP
"""
PUT_RIGHT = """
2026-04-04 * "Aldi" "Parcels" #general ^2026-0003
  kind: "reversal"
  corrects: "2025-0004"
  because: "it was more"
  Assets:Bank:Current   30.00 GBP
  Expenses:Food        -30.00 GBP

2026-04-04 * "Aldi" "Parcels" #general ^2026-0003
  kind: "expense"
  corrects: "2025-0004"
  because: "it was more"
  Expenses:Food         31.00 GBP
  Assets:Bank:Current  -31.00 GBP
"""
SHARED_AND_IN_CASH = """
2025-11-01 * "Aldi" "Shared" #general ^2025-0007
  kind: "expense"
  Expenses:Food          9.00 GBP
  Assets:Bank:Current   -9.00 GBP

2025-11-01 * "Aldi" "Shared" #council ^2025-0007
  kind: "expense"
  Expenses:Food          8.00 GBP
  Assets:Bank:Current   -8.00 GBP

2025-11-02 * "To the tin" #general ^2025-0008
  kind: "transfer"
  Assets:Cash:Tin        5.00 GBP
  Assets:Bank:Current   -5.00 GBP

2025-11-03 * "Aldi" "Bread" #general ^2025-0009
  kind: "expense"
  Expenses:Food          4.00 GBP
  Assets:Cash:Tin       -4.00 GBP

2025-11-05 * "P007" "Driving" #general ^2025-0010
  kind: "expense"
  Expenses:Food          3.00 GBP
  Assets:Bank:Current   -3.00 GBP
"""
PAID_TO_A_MEMBER = """
2025-10-07 * "P007" "Heating" #general ^2025-0011
  kind: "expense"
  Expenses:Help-Given   {more}.00 GBP
  Assets:Bank:Current  -{more}.00 GBP
"""
WITH_LEAFLETS = """
2025-10-07 * "Copy Corner" "Heating, and leaflets" #general ^2025-0011
  kind: "expense"
  Expenses:Help-Given   {more}.00 GBP
  Expenses:Printing      9.00 GBP
  Assets:Bank:Current

2025-10-07 * "Copy Corner" "Leaflets" #council ^2025-0011
  kind: "expense"
  Expenses:Printing      7.00 GBP
  Assets:Bank:Current   -7.00 GBP
"""
LAID_OUT = """
2025-10-07 * "Fuel" "Heating" #general ^2025-0011
  kind: "claim"
  Expenses:Help-Given       {more}.00 GBP
  Liabilities:Claims:P007  -{more}.00 GBP

{day} * "Paid back" #general ^2025-0012
  kind: "repayment"
  pays: "2025-0011"
  Liabilities:Claims:P007    {back}.00 GBP
  Assets:Bank:Current       -{back}.00 GBP
"""
SOON = LAID_OUT.replace("{day}", "2025-10-09").replace("{back}", "{more}")
IN_PART = LAID_OUT.replace("{day}", "2025-10-09").replace("{back}", "6")
NEXT_YEAR = LAID_OUT.replace("{day}", "2026-05-09").replace("{back}", "{more}")
MORE_FOOD = """
2025-10-08 * "Aldi" "Bread" #general ^2025-0013
  kind: "expense"
  Expenses:Food         {less}.00 GBP
  Assets:Bank:Current  -{less}.00 GBP
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


@pytest.mark.parametrize(
    "parts", [(FOOD,), (TOLD_IN_NOTES, FOOD), (PAID_BACK_IN_ANOTHER_YEAR, FOOD, TOLD_IN_NOTES)]
)
@pytest.mark.parametrize("end", ENDS)
def test_in_the_slice_as_in_the_accounts_the_help_is_in_one_sum_with_its_company(
    tmp_path: Path, parts: tuple[str, ...], end: date
) -> None:
    """Help of 45.00 with food of 30.00; neither is told, in words or in figures."""
    book = book_of(tmp_path, *parts)
    subject = Subject(document=ACCOUNTS, period=financial_year(book, end), version=book.version)
    text = slice_of(book, subject)
    assert "Expenses:Other" in text
    assert not re.search(r"Help given, added up|kind: \"help\"|45\.00|30\.00|Parcels", text)
    assert_same_accounts(annual_accounts(book, end), recomputed(text))


@pytest.mark.parametrize(("spent", "told"), [(CLAIMED, "£53.00"), (FEE, "£45.85")])
@pytest.mark.parametrize("end", ENDS)
def test_where_nothing_is_added_up_with_the_help_its_smallest_line_is_still_printed_with_it(
    tmp_path: Path, spent: str, told: str, end: date
) -> None:
    """What was claimed and paid back within the year, and a fee, stay as lines in the slice."""
    book = book_of(tmp_path, spent)
    assert headings(book) == {"Other costs, and any help given": told}
    assert alone(book, financial_year(book, ENDS[0])) == ("general",)
    subject = Subject(document=ACCOUNTS, period=financial_year(book, end), version=book.version)
    assert_same_accounts(annual_accounts(book, end), recomputed(slice_of(book, subject)))


def test_a_payment_that_was_put_right_keeps_the_help_no_company_and_still_ties(
    tmp_path: Path,
) -> None:
    book = book_of(tmp_path, FOOD, PUT_RIGHT, SHARED_AND_IN_CASH)
    for end in ENDS:
        subject = Subject(document=ACCOUNTS, period=financial_year(book, end), version=book.version)
        text = slice_of(book, subject)
        assert_same_accounts(annual_accounts(book, end), recomputed(text))


@pytest.mark.parametrize("given", [PAID_TO_A_MEMBER, WITH_LEAFLETS, SOON])
@pytest.mark.parametrize("end", ENDS)
def test_help_that_no_form_takes_cannot_be_worked_out_either(
    tmp_path: Path, given: str, end: date
) -> None:
    """Paid to a member, with something else, or laid out by one: two books, and one reading."""
    seen = []
    for name, more, less in (("one", 12, 8), ("two", 14, 6)):
        (tmp_path / name).mkdir()
        book = book_of(tmp_path / name, (given + MORE_FOOD).format(more=more, less=less))
        made = annual_accounts(book, end)
        period = financial_year(book, end)
        text = slice_of(book, Subject(document=ACCOUNTS, period=period, version="the same"))
        assert_same_accounts(made, recomputed(text))
        seen.append((accounts_tables(made), text))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("given", [IN_PART, NEXT_YEAR])
@pytest.mark.parametrize("end", ENDS)
def test_help_laid_out_and_not_paid_back_in_its_year_is_followed_by_itself_and_ties(
    tmp_path: Path, given: str, end: date
) -> None:
    book = book_of(tmp_path, (given + MORE_FOOD).format(more=12, less=8), FOOD)
    subject = Subject(document=ACCOUNTS, period=financial_year(book, end), version=book.version)
    assert_same_accounts(annual_accounts(book, end), recomputed(slice_of(book, subject)))
