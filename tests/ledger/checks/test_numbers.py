"""The smallest book that breaks each rule about figures, and the same book mended."""

from collections.abc import Callable

from ledger.book import Book
from ledger.checks import Rule
from ledger.checks.numbers import (
    agreement_holds,
    balances_exactly,
    final_balance_holds,
    money_never_mixed,
    something_moved,
    tin_or_bank_below_nothing,
    whole_pence,
)
from ledger.errors import Problem

Mender = Callable[[str, str], Book]
Look = Callable[[Rule, Book], tuple[Problem, ...]]


def test_balances_exactly_where_beancount_lets_half_a_penny_through(
    book: Book, mended: Mender, look: Look
) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          12.50 GBP
      Assets:Bank:Current   -12.495 GBP
    """
    (problem,) = look(balances_exactly, book)
    assert "does not add up: £0.005 is left over" in problem.sentence
    assert problem.remedy == "Put that line back as it was, from the history."
    assert problem.is_grave
    assert not look(balances_exactly, mended("-12.495", "-12.50"))


def test_balances_exactly_in_each_commodity(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Leaflets handed out" #general ^2026-0001
      kind: "in-kind"
      Expenses:In-Kind:Time   3 HOURS
      Income:In-Kind:Time    -2 HOURS
    """
    (problem,) = look(balances_exactly, book)
    assert "1 HOURS is left over" in problem.sentence
    assert not look(balances_exactly, mended("-2 HOURS", "-3 HOURS"))


def test_something_moved(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          0.00 GBP
      Assets:Bank:Current   -0.00 GBP

    2026-03-15 * "Where we started" #general ^2026-0002
      kind: "opening"
      Assets:Bank:Current    0.00 GBP
      Expenses:Food          0.00 GBP
    """
    (problem,) = look(something_moved, book)
    assert problem.about == "2026-0001"
    assert "comes to nothing" in problem.sentence
    assert "from the history" in problem.remedy
    assert problem.is_grave
    assert not look(something_moved, mended("-0.00", "-12.50"))


def test_whole_pence(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          12.505 GBP
      Assets:Bank:Current   -12.505 GBP
    """
    assert len(look(whole_pence, book)) == 2
    assert "£12.505, which is not in whole pence" in look(whole_pence, book)[0].sentence
    (problem,) = look(whole_pence, mended("  12.505", "  12.50"))
    assert problem.is_grave


def test_whole_pence_are_asked_of_money_only(book: Book, look: Look) -> None:
    """
    2026-03-14 * "Leaflets handed out" #general ^2026-0001
      kind: "in-kind"
      Expenses:In-Kind:Time   1.125 HOURS
      Income:In-Kind:Time    -1.125 HOURS
    """
    assert not look(whole_pence, book)


def test_money_never_mixed_with_hours(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Leaflets handed out" #general ^2026-0001
      kind: "in-kind"
      Expenses:In-Kind:Time   3 HOURS
      Income:In-Kind:Time    -3 HOURS
      Expenses:Food           5.00 GBP
      Assets:Cash:Tin        -5.00 GBP
    """
    (problem,) = look(money_never_mixed, book)
    assert "mixes money with gifts of time or goods" in problem.sentence
    assert problem.is_grave
    spent = "  Expenses:Food           5.00 GBP\n  Assets:Cash:Tin        -5.00 GBP\n"
    assert not look(money_never_mixed, mended(spent, ""))


def test_money_never_mixed_with_money_of_elsewhere(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "A gift from France" #general ^2026-0001
      kind: "income"
      Assets:Cash:Tin     50.00 EUR
      Income:Donations   -50.00 GBP
    """
    (problem,) = look(money_never_mixed, book)
    assert "counts in EUR" in problem.sentence
    assert not look(money_never_mixed, mended("EUR", "GBP"))


def test_agreement_holds(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "P012" "Gift" #general ^2026-0001
      kind: "income"
      Assets:Bank:Current    25.00 GBP
      Income:Donations      -25.00 GBP

    2026-03-31 custom "agreed" Assets:Bank:Current 20.00 GBP "statement of 31 March"
    """
    (problem,) = look(agreement_holds, book)
    assert problem.sentence == (
        "Bank was agreed at £20.00 on 31 March 2026, and the books now say £25.00."
    )
    assert problem.is_grave
    assert not look(agreement_holds, mended("20.00 GBP", "25.00 GBP"))


def test_agreement_holds_without_what_the_bank_had_not_yet(
    book: Book, mended: Mender, look: Look
) -> None:
    """
    2026-03-14 * "P012" "Gift" #general ^2026-0001
      kind: "income"
      Assets:Bank:Current    25.00 GBP
      Income:Donations      -25.00 GBP

    2026-03-31 * "P012" "Gift" #general ^2026-0002
      kind: "income"
      Assets:Bank:Current     8.00 GBP
      Income:Donations       -8.00 GBP

    2026-03-31 custom "agreed" Assets:Bank:Current 25.00 GBP "statement of 31 March"
      not-yet: "2026-0001"
    """
    assert "£8.00" in look(agreement_holds, book)[0].sentence
    assert not look(agreement_holds, mended('"2026-0001"', '"2026-0002"'))


def test_final_balance_holds_to_the_penny(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "P012" "Gift" #general ^2026-0001
      kind: "income"
      Assets:Bank:Current    25.01 GBP
      Income:Donations      -25.01 GBP

    2026-04-01 balance Assets:Bank:Current 25.00 ~ 0 GBP
    """
    (problem,) = look(final_balance_holds, book)
    assert "Bank was closed at £25.00 on 31 March 2026" in problem.sentence
    assert problem.is_grave
    assert not look(final_balance_holds, mended("25.00 ~ 0", "25.01 ~ 0"))


def test_tin_or_bank_below_nothing(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-01 * "P012" "Gift" #general ^2026-0001
      kind: "income"
      Assets:Cash:Tin    10.00 GBP
      Income:Donations  -10.00 GBP

    2026-03-14 * "Aldi" "Food" #general ^2026-0002
      kind: "expense"
      Expenses:Food      12.50 GBP
      Assets:Cash:Tin   -12.50 GBP

    2026-03-15 * "P012" "Gift" #general ^2026-0003
      kind: "income"
      Assets:Cash:Tin     5.00 GBP
      Income:Donations   -5.00 GBP
    """
    (problem,) = look(tin_or_bank_below_nothing, book)
    assert problem.sentence == "Tin is short of £2.50 on 14 March 2026."
    assert not problem.is_grave
    assert not look(tin_or_bank_below_nothing, mended("2026-03-15 ", "2026-03-14 "))
