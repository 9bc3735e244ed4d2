"""From a statement to our books: by hand, what was not on it yet and what came after the year."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from grant_reports.tables import accounts_tables
from ledger.book import Book
from ledger.money import Money
from ledger.slices import ACCOUNTS, Subject, recomputed, slice_of
from ledger.statements import AnnualAccounts, annual_accounts, financial_year
from tests.grant_reports.equal_tables import assert_same_accounts

LAST = date(2026, 3, 31)
BANK = "Assets:Bank:Current"


def compared(book: Book, account: str = BANK) -> tuple[int, ...] | None:
    lines = annual_accounts(book, LAST).assets.cash
    found = next(each for each in lines if each.account == account).compared
    if found is None:
        return None
    sums = (found.figure, found.money_in, found.money_out, found.after, found.ours)
    return tuple(each.pence for each in sums)


def is_proved(book: Book) -> bool:
    """Tell whether the slice makes the same figures; it tells what it cannot add up itself."""
    subject = Subject(document=ACCOUNTS, period=financial_year(book, LAST), version=book.version)
    again = recomputed(slice_of(book, subject))
    assert_same_accounts(annual_accounts(book, LAST), again)
    return all(each.holds for each in again.ties)


def test_the_statement_with_what_it_lacks_is_what_our_books_hold(book: Book) -> None:
    """
    2024-05-01 * "Gift" #general ^2024-0001
      kind: "income"
      Assets:Bank:Current   100.00 GBP
      Income:Donations     -100.00 GBP

    2024-06-01 * "Copy Corner" "A cheque that nobody cashed" #general ^2024-0002
      kind: "expense"
      Expenses:Printing     20.00 GBP
      Assets:Bank:Current  -20.00 GBP

    2026-03-30 * "Aldi" "Shared" #general ^2026-0001
      kind: "expense"
      Expenses:Food          5.00 GBP
      Assets:Bank:Current   -5.00 GBP

    2026-03-30 * "Aldi" "Shared" #council ^2026-0001
      kind: "expense"
      Expenses:Food          2.50 GBP
      Assets:Bank:Current   -2.50 GBP

    2026-03-31 * "Gift" #general ^2026-0002
      kind: "income"
      Assets:Bank:Current   11.00 GBP
      Income:Donations     -11.00 GBP

    2026-03-31 custom "agreed" Assets:Bank:Current 100.00 GBP "statement of 31 March"
      not-yet: "2024-0002 2026-0001 2026-0002"
    """
    assert compared(book) == (10000, 1100, 2750, 0, 8350)
    assert is_proved(book)


def test_a_sum_that_the_slice_tells_wrongly_is_found_by_beancounts_own(book: Book) -> None:
    """
    2025-05-01 * "Gift" #general ^2025-0001
      kind: "income"
      Assets:Bank:Current   100.00 GBP
      Income:Donations     -100.00 GBP

    2025-06-01 * "Copy Corner" "A cheque that nobody cashed" #general ^2025-0002
      kind: "expense"
      Expenses:Printing     20.00 GBP
      Assets:Bank:Current  -20.00 GBP

    2026-03-31 custom "agreed" Assets:Bank:Current 100.00 GBP "statement of 31 March"
      not-yet: "2025-0002"
    """
    subject = Subject(document=ACCOUNTS, period=financial_year(book, LAST), version=book.version)
    text = slice_of(book, subject)
    assert "not-yet-out: 20.00 GBP" in text
    again = recomputed(text.replace("not-yet-out: 20.00 GBP", "not-yet-out: 19.00 GBP"))
    (wrong,) = (each for each in again.ties if not each.holds)
    assert wrong.figure == "Bank, by the statement or the count"
    assert (wrong.one.pence, wrong.other.pence) == (8100, 8000)


def test_what_came_between_the_years_end_and_a_later_statement_is_taken_off(book: Book) -> None:
    """
    2025-05-01 * "Gift" #general ^2025-0001
      kind: "income"
      Assets:Bank:Current   100.00 GBP
      Income:Donations     -100.00 GBP

    2025-05-02 * "Into the tin" #general ^2025-0002
      kind: "transfer"
      Assets:Cash:Tin        30.00 GBP
      Assets:Bank:Current   -30.00 GBP

    2026-04-02 * "Aldi" "Parcels" #general ^2026-0001
      kind: "expense"
      Expenses:Food          8.00 GBP
      Assets:Cash:Tin       -8.00 GBP

    2026-04-03 * "Gift" #general ^2026-0002
      kind: "income"
      Assets:Bank:Current    15.00 GBP
      Income:Donations      -15.00 GBP

    2026-04-04 custom "agreed" Assets:Bank:Current 70.00 GBP "statement of 4 April"
      not-yet: "2026-0002"
    2026-04-05 custom "agreed" Assets:Cash:Tin 22.00 GBP "counted by P003"
    """
    assert compared(book) == (7000, 1500, 0, 1500, 7000)
    assert compared(book, "Assets:Cash:Tin") == (2200, 0, 0, -800, 3000)
    assert is_proved(book)


def test_what_the_books_go_against_proves_nothing_and_the_next_one_does(book: Book) -> None:
    """
    2025-05-01 * "Gift" #general ^2025-0001
      kind: "income"
      Assets:Bank:Current   100.00 GBP
      Income:Donations     -100.00 GBP

    2026-03-31 custom "agreed" Assets:Bank:Current 90.00 GBP "read wrongly"
    2026-04-30 custom "agreed" Assets:Bank:Current 100.00 GBP "statement of 30 April"
    """
    found = annual_accounts(book, LAST).assets.cash[0]
    assert (found.checked, found.compared and found.compared.figure) == (
        date(2026, 4, 30),
        Money(10000),
    )
    assert is_proved(book)


def test_an_account_that_nothing_proves_says_so(book: Book) -> None:
    """
    2025-05-01 * "Gift" #general ^2025-0001
      kind: "income"
      Assets:Bank:Current   100.00 GBP
      Income:Donations     -100.00 GBP

    2026-03-31 custom "agreed" Assets:Bank:Current 90.00 GBP "read wrongly"
    """
    assert compared(book) is None
    assert is_proved(book)


HELP_PENDING = """
2024-05-02 * "Somebody" "Gift" #general ^2024-0001
  kind: "income"
  Assets:Bank:Current   250.00 GBP
  Income:Donations     -250.00 GBP

2024-06-01 * "Aldi" "Food" #general ^2024-0002
  kind: "expense"
  Expenses:Food        100.00 GBP
  Assets:Bank:Current -100.00 GBP

{day} * "Warmth" #general ^{number}
  kind: "help"
  count: {count}
  Expenses:Help-Given   41.37 GBP
  Assets:Bank:Current  -41.37 GBP

{agreed}
"""
ON_THE_DAY = '2025-03-31 custom "agreed" Assets:Bank:Current 150.00 GBP "March"\n'
PENDING = f'{ON_THE_DAY}  not-yet: "2025-0001"'
LATER = '2025-04-05 custom "agreed" Assets:Bank:Current 108.63 GBP "April"'


@pytest.mark.parametrize(
    ("day", "count", "agreed", "lacking"),
    [
        ("2025-03-30", 2, PENDING, 1),
        ("2025-03-30", 7, PENDING, 1),
        ("2025-04-02", 2, LATER, 0),
    ],
)
def test_where_help_lies_between_the_statement_and_the_books_no_sum_tells_it(
    book_of: Callable[[str], Book], day: str, count: int, agreed: str, lacking: int
) -> None:
    """By the bank's figure alone, beside the balance, it could be worked out, too."""
    text = HELP_PENDING.format(day=day, number="2025-0001", count=count, agreed=agreed)
    book, last = book_of(text), date(2025, 3, 31)
    made = annual_accounts(book, last)
    (bank,) = made.assets.cash
    assert bank.compared is not None
    assert (bank.compared.is_told, bank.not_yet) == (False, lacking)
    assert rows_of_the_way(made) == ()
    subject = Subject(document=ACCOUNTS, period=financial_year(book, last), version=book.version)
    slice_ = slice_of(book, subject)
    assert 'custom "compared" Assets:Bank:Current' in slice_
    assert not re.search(r"not-yet-(in|out)|after-the-year|150\.00", slice_)
    assert_same_accounts(made, recomputed(slice_))


def test_nor_what_else_was_spent_in_a_year_of_help_to_few(book: Book) -> None:
    """
    2025-05-01 * "Gift" #general ^2025-0001
      kind: "income"
      Assets:Bank:Current   100.00 GBP
      Income:Donations     -100.00 GBP

    2025-06-01 * "Warmth" #general ^2025-0002
      kind: "help"
      count: 2
      Expenses:Help-Given   41.37 GBP
      Assets:Bank:Current  -41.37 GBP

    2025-06-01 * "Copy Corner" "The company of it" #general ^2025-0003
      kind: "expense"
      Expenses:Printing      7.00 GBP
      Assets:Bank:Current   -7.00 GBP

    2026-03-31 custom "agreed" Assets:Bank:Current 58.63 GBP "statement of 31 March"
      not-yet: "2025-0003"
    """
    assert rows_of_the_way(annual_accounts(book, LAST)) == ()
    assert is_proved(book)


def rows_of_the_way(made: AnnualAccounts) -> tuple[tuple[object, ...], ...]:
    return next(each.rows for each in accounts_tables(made) if each.name == "bank-to-books")
