"""The smallest book that breaks each rule about days, and the same book mended."""

from collections.abc import Callable
from datetime import date

import pytest

from ledger.book import Book
from ledger.checks import Rule
from ledger.checks.days import (
    dates_plausible,
    fund_open,
    judged_day,
    spent_outside_dates,
    year_too_long,
)
from ledger.errors import Problem

Mender = Callable[[str, str], Book]
Reader = Callable[[str], Book]
Look = Callable[[Rule, Book], tuple[Problem, ...]]


def test_dates_plausible(book: Book, mended: Mender, look: Look) -> None:
    """
    2126-03-14 * "Aldi" "Food" #general ^2126-0001
      kind: "expense"
      Expenses:Food          12.50 GBP
      Assets:Bank:Current   -12.50 GBP
    """
    (problem,) = look(dates_plausible, book)
    assert "lies on a day that cannot be right" in problem.sentence
    assert not problem.is_grave
    assert not look(dates_plausible, mended("2126-03-14", "2026-03-14"))
    assert look(dates_plausible, mended("2126-03-14", "1989-12-31"))


@pytest.mark.parametrize("day", ["2026-02-01", "2026-08-31"])
def test_fund_open_on_the_day(day: str, book: Book, mended: Mender, look: Look) -> None:
    """
    2026-01-31 * "Northgate Council" "Grant" #council ^2026-0001
      kind: "income"
      Assets:Bank:Current   500.00 GBP
      Income:Grants        -500.00 GBP
    """
    (problem,) = look(fund_open, book)
    assert "which was opened on 1 February 2026 and closed on 31 August 2026" in problem.sentence
    assert problem.is_grave
    assert not look(fund_open, mended("2026-01-31", day))
    assert look(fund_open, mended("2026-01-31", "2026-09-01"))


def test_fund_open_is_asked_of_what_a_correction_corrects(
    book: Book, mended: Mender, look: Look
) -> None:
    """
    2026-08-30 * "Aldi" "Food" #council ^2026-0001
      kind: "expense"
      Expenses:Food          12.50 GBP
      Assets:Bank:Current   -12.50 GBP

    2026-09-14 * "Aldi" "Food" #council ^2026-0002
      kind: "reversal"
      corrects: "2026-0001"
      because: "paid by somebody else"
      Assets:Bank:Current    12.50 GBP
      Expenses:Food         -12.50 GBP
    """
    assert not look(fund_open, book)
    assert look(fund_open, mended('  corrects: "2026-0001"\n', ""))


def test_spent_outside_dates(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-07-01 * "Aldi" "Food" #council ^2026-0001
      kind: "expense"
      Expenses:Food          12.50 GBP
      Assets:Bank:Current   -12.50 GBP
    """
    (problem,) = look(spent_outside_dates, book)
    assert problem.sentence == (
        "Entry no. 2026-0001 (Aldi, 1 July 2026) spent £12.50 of Council food grant, "
        "which is to be spent from 1 February 2026 until 30 June 2026."
    )
    assert not problem.is_grave
    assert not look(spent_outside_dates, mended("2026-07-01", "2026-06-30"))
    assert not look(spent_outside_dates, mended("#council", "#general"))
    assert not look(spent_outside_dates, mended("Expenses:Food  ", "Expenses:Grants-Returned  "))


def test_fund_open_follows_corrections_to_the_first(book: Book, look: Look) -> None:
    """
    2026-08-30 * "Aldi" "Food" #council ^2026-0001
      kind: "expense"
      Expenses:Food          12.50 GBP
      Assets:Bank:Current   -12.50 GBP

    2026-09-14 * "Aldi" "Food" #council ^2026-0002
      kind: "reversal"
      corrects: "2026-0001"
      because: "the paper says 12.40"
      Assets:Bank:Current    12.50 GBP
      Expenses:Food         -12.50 GBP

    2026-09-14 * "Aldi" "Food" #council ^2026-0002
      kind: "expense"
      corrects: "2026-0001"
      because: "the paper says 12.40"
      Expenses:Food          12.40 GBP
      Assets:Bank:Current   -12.40 GBP

    2026-09-20 * "Aldi" "Food" #council ^2026-0003
      kind: "reversal"
      corrects: "2026-0002"
      because: "entered twice"
      Assets:Bank:Current    12.40 GBP
      Expenses:Food         -12.40 GBP
    """
    assert not look(fund_open, book)


LATE = """2026-06-29 * "Aldi" "Food" #council ^2026-0001
  kind: "expense"
  Expenses:Food          12.50 GBP
  Assets:Bank:Current   -12.50 GBP

2026-07-14 * "Aldi" "Food" #council ^2026-0002
  kind: "reversal"
  corrects: "2026-0001"
  because: "it was Lidl"
  Assets:Bank:Current    12.50 GBP
  Expenses:Food         -12.50 GBP

2026-07-14 * "Lidl" "Food" #council ^2026-0002
  kind: "expense"
  corrects: "2026-0001"
  because: "it was Lidl"
  Expenses:Food          12.50 GBP
  Assets:Bank:Current   -12.50 GBP
"""


def test_spent_outside_dates_is_asked_of_what_a_late_correction_corrects(
    written: Reader, look: Look
) -> None:
    book = written(LATE)
    assert judged_day(book, book.entries["2026-0002"].right[0]) == date(2026, 6, 29)
    assert not look(spent_outside_dates, book)
    assert look(spent_outside_dates, written(LATE.replace("2026-06-29", "2026-07-01")))


def test_spent_outside_dates_is_asked_of_the_day_that_a_correction_gives(
    written: Reader, look: Look
) -> None:
    """The old day is open: the reversal lies on it, and the new day is said to be the right one."""
    text = LATE.replace('2026-07-14 * "Aldi"', '2026-06-29 * "Aldi"')
    book = written(text)
    assert judged_day(book, book.entries["2026-0002"].right[0]) == date(2026, 7, 14)
    assert look(spent_outside_dates, book)


def test_year_too_long(book: Book, mended: Mender, look: Look) -> None:
    """
    1970-01-01 custom "fava-option" "fiscal_year_end" "03-31"
      since: 2025-01-01
      until: 2027-03-31

    2025-02-01 * "Aldi" "Food" #general ^2025-0001
      kind: "expense"
      Expenses:Food          12.50 GBP
      Assets:Bank:Current   -12.50 GBP
    """
    (problem,) = look(year_too_long, book)
    assert problem.sentence == (
        "The year from 1 February 2025 to 31 March 2027 is longer than eighteen months."
    )
    assert not problem.is_grave
    assert not look(year_too_long, mended("2025-02-01", "2025-10-01"))
    assert look(year_too_long, mended("2025-02-01", "2025-09-30"))
    assert not look(year_too_long, mended("until: 2027-03-31", "until: 2026-03-31"))


def test_year_too_long_says_nothing_of_what_was_closed_and_bears_any_day(
    book: Book, mended: Mender, look: Look
) -> None:
    """
    1970-01-01 custom "fava-option" "fiscal_year_end" "03-31"
      since: 2024-01-01
      until: 2026-03-31
    2026-04-20 custom "closed" 2026-03-31 "P001"
    """
    assert not look(year_too_long, book)
    for last in ("9999-12-31", "0001-01-01"):
        long = mended("until: 2026-03-31", f"until: {last}")
        assert len(look(year_too_long, long)) == (last > "2026")
