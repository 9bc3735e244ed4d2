"""The smallest book that breaks each rule about a transaction, and the same book mended."""

from collections.abc import Callable

from ledger.book import Book
from ledger.checks import Rule
from ledger.checks.transactions import (
    account_open,
    corrects_exists,
    help_names_nobody,
    kind_known,
    numbers_run,
    one_fund,
    one_number,
)
from ledger.errors import Problem

Mender = Callable[[str, str], Book]
Look = Callable[[Rule, Book], tuple[Problem, ...]]


def test_one_fund_is_missing(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" ^2026-0001
      kind: "expense"
      Expenses:Food          84.20 GBP
      Assets:Bank:Current   -84.20 GBP
    """
    (problem,) = look(one_fund, book)
    assert problem.sentence == "Entry no. 2026-0001 (Aldi, 14 March 2026) is in no fund."
    assert problem.is_grave
    assert not look(one_fund, mended('"Food" ^', '"Food" #general ^'))


def test_one_fund_too_many(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #council #general ^2026-0001
      kind: "expense"
      Expenses:Food          84.20 GBP
      Assets:Bank:Current   -84.20 GBP
    """
    (problem,) = look(one_fund, book)
    assert "in 2 funds at once: council and general" in problem.sentence
    assert not look(one_fund, mended("#council #general", "#council"))


def test_one_number_is_missing(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general
      kind: "expense"
      Expenses:Food          84.20 GBP
      Assets:Bank:Current   -84.20 GBP
    """
    (problem,) = look(one_number, book)
    assert problem.is_grave
    assert "elm-street.beancount, line 28" in problem.sentence
    assert not look(one_number, mended("#general", "#general ^2026-0001"))


def test_one_number_and_no_other_link(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001 ^till-slip
      kind: "expense"
      Expenses:Food          84.20 GBP
      Assets:Bank:Current   -84.20 GBP
    """
    (problem,) = look(one_number, book)
    assert "2026-0001, till-slip" in problem.sentence
    assert not look(one_number, mended(" ^till-slip", ""))


def test_numbers_run_without_a_gap(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          84.20 GBP
      Assets:Bank:Current   -84.20 GBP

    2026-03-15 * "Lidl" "Food" #general ^2026-0004
      kind: "expense"
      Expenses:Food          10.00 GBP
      Assets:Bank:Current   -10.00 GBP
    """
    (problem,) = look(numbers_run, book)
    assert problem.sentence == "There is no entry no. 2026-0002 to 2026-0003."
    assert problem.is_grave
    assert not look(numbers_run, mended("^2026-0004", "^2026-0002"))


def test_numbers_run_in_the_year_of_the_entry(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2025-0001
      kind: "expense"
      Expenses:Food          84.20 GBP
      Assets:Bank:Current   -84.20 GBP
    """
    (problem,) = look(numbers_run, book)
    assert "begins on 14 March 2026" in problem.sentence
    assert not look(numbers_run, mended("^2025-0001", "^2026-0001"))


def test_numbers_run_each_used_once(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          84.20 GBP
      Assets:Bank:Current   -84.20 GBP

    2026-03-15 * "Lidl" "Food" #general ^2026-00001
      kind: "expense"
      Expenses:Food          10.00 GBP
      Assets:Bank:Current   -10.00 GBP
    """
    assert [each.about for each in look(numbers_run, book)] == ["2026-0001"]
    assert not look(numbers_run, mended("^2026-00001", "^2026-0002"))


def test_account_open_in_the_book(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Sweets        84.20 GBP
      Assets:Bank:Current   -84.20 GBP
    """
    (problem,) = look(account_open, book)
    assert "uses Expenses:Sweets, which the books do not open" in problem.sentence
    assert problem.is_grave
    assert not look(account_open, mended("Expenses:Sweets", "Expenses:Food"))


def test_account_open_on_the_day(book: Book, mended: Mender, look: Look) -> None:
    """
    2025-12-31 * "Aldi" "Food" #general ^2025-0001
      kind: "expense"
      Expenses:Food          84.20 GBP
      Assets:Bank:Current   -84.20 GBP
    """
    assert len(look(account_open, book)) == 2
    assert "opens only on 1 January 2026" in look(account_open, book)[0].sentence
    assert not look(account_open, mended("2025-12-31 ", "2026-01-01 "))


def test_account_open_and_not_closed_before(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-13 close Expenses:Food
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          84.20 GBP
      Assets:Bank:Current   -84.20 GBP
    """
    (problem,) = look(account_open, book)
    assert "closed on 13 March 2026" in problem.sentence
    assert not look(account_open, mended("2026-03-13 close", "2026-03-14 close"))


def test_account_open_under_a_name_without_look_alikes(
    book: Book, mended: Mender, look: Look
) -> None:
    """
    2026-01-01 open Expenses:Fооd-Two GBP
    """  # noqa: RUF002 - the two letters in the middle are Cyrillic
    (problem,) = look(account_open, book)
    assert "not named in plain letters" in problem.sentence
    assert not look(account_open, mended("Expenses:Fооd-Two", "Expenses:Food-Two"))


def test_corrects_exists(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          84.20 GBP
      Assets:Bank:Current   -84.20 GBP

    2026-03-14 * "Aldi" "Food" #general ^2026-0002
      kind: "reversal"
      corrects: "2026-0009"
      because: "paid twice"
      Assets:Bank:Current    84.20 GBP
      Expenses:Food         -84.20 GBP
    """
    (problem,) = look(corrects_exists, book)
    assert problem.about == "2026-0002"
    assert "corrects no. 2026-0009" in problem.sentence
    assert problem.is_grave
    assert not look(corrects_exists, mended("2026-0009", "2026-0001"))


def test_corrects_exists_and_was_not_corrected_before(
    book: Book, mended: Mender, look: Look
) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          84.20 GBP
      Assets:Bank:Current   -84.20 GBP

    2026-03-14 * "Aldi" "Food" #general ^2026-0002
      kind: "reversal"
      corrects: "2026-0001"
      Assets:Bank:Current    84.20 GBP
      Expenses:Food         -84.20 GBP

    2026-03-15 * "Aldi" "Food" #general ^2026-0003
      kind: "reversal"
      corrects:  "2026-0001"
      Assets:Bank:Current    84.20 GBP
      Expenses:Food         -84.20 GBP
    """
    (problem,) = look(corrects_exists, book)
    assert problem.about == "2026-0003"
    assert not look(corrects_exists, mended('corrects:  "2026-0001"', 'corrects: "2026-0002"'))


def test_kind_known(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "shopping"
      Expenses:Food          84.20 GBP
      Assets:Bank:Current   -84.20 GBP
    """
    (problem,) = look(kind_known, book)
    assert "of the kind “shopping”" in problem.sentence
    assert not problem.is_grave
    assert not look(kind_known, mended("shopping", "expense"))


def test_help_names_nobody(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Mrs Green" "Energy voucher" #general ^2026-0001
      kind: "help"
      count: 1
      Expenses:Help-Given    49.00 GBP
      Assets:Bank:Current   -49.00 GBP
    """
    (problem,) = look(help_names_nobody, book)
    assert "Mrs Green" not in str(problem)
    assert not problem.is_grave
    assert not look(help_names_nobody, mended('"Mrs Green" ', ""))


def test_help_names_nobody_whatever_the_entry_is_called(
    book: Book, mended: Mender, look: Look
) -> None:
    """
    2026-03-14 * "Mrs Green" "Rent" #general ^2026-0001
      kind: "expense"
      Expenses:Help-Given    49.00 GBP
      Assets:Bank:Current   -49.00 GBP
    """
    (problem,) = look(help_names_nobody, book)
    assert "Mrs Green" not in str(problem)
    assert not look(help_names_nobody, mended('"Mrs Green" ', ""))
