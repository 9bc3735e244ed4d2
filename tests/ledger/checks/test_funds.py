"""The smallest book that breaks each rule about funds and claims, and the same book mended."""

from collections.abc import Callable
from datetime import date

from ledger.balances import shortfall
from ledger.book import Book
from ledger.checks import Rule
from ledger.checks.funds import (
    ahead_of_money,
    claim_paid_too_far,
    closed_fund_empty,
    fund_known,
    moved_without_consent,
    overspent,
    refunded_too_far,
)
from ledger.errors import Problem
from ledger.money import NOTHING, Money
from ledger.statements import annual_accounts, fund_statement

Mender = Callable[[str, str], Book]
Look = Callable[[Rule, Book], tuple[Problem, ...]]


def test_fund_known(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #councll ^2026-0001
      kind: "expense"
      Expenses:Food          12.50 GBP
      Assets:Bank:Current   -12.50 GBP
    """
    (problem,) = look(fund_known, book)
    assert "is in “councll”, and the books have no such fund" in problem.sentence
    assert problem.is_grave
    assert not look(fund_known, mended("#councll", "#council"))


def test_overspent_beyond_the_award_and_other_income(
    book: Book, mended: Mender, look: Look
) -> None:
    """
    2026-03-01 * "P012" "Gift towards the food" #council ^2026-0001
      kind: "income"
      Assets:Bank:Current    10.00 GBP
      Income:Donations      -10.00 GBP

    2026-03-14 * "Aldi" "Food" #council ^2026-0002
      kind: "expense"
      Expenses:Food         522.40 GBP
      Assets:Bank:Current
    """
    (problem,) = look(overspent, book)
    assert problem.sentence == "Council food grant is overspent by £12.40."
    assert problem.about == "council"
    assert not problem.is_grave
    assert not look(overspent, mended("522.40", "510.00"))


def test_overspent_is_not_said_of_a_fund_ahead_of_its_money(
    book: Book, mended: Mender, look: Look
) -> None:
    """
    2026-03-01 * "Northgate Council" "First half" #council ^2026-0001
      kind: "income"
      Assets:Bank:Current   250.00 GBP
      Income:Grants        -250.00 GBP

    2026-03-14 * "Aldi" "Food" #council ^2026-0002
      kind: "expense"
      Expenses:Food         300.00 GBP
      Assets:Bank:Current
    """
    assert not look(overspent, book)
    assert ahead_of_money(book, book.funds["council"]) == Money(5000)
    far = mended("300.00", "600.00")
    assert ahead_of_money(far, far.funds["council"]) == Money(25000)
    assert "overspent by £100.00" in look(overspent, far)[0].sentence


def test_overspent_counts_what_a_volunteer_is_owed(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-01 * "P012" "Gift" #general ^2026-0001
      kind: "income"
      Assets:Bank:Current    10.00 GBP
      Income:Donations      -10.00 GBP

    2026-03-14 * "Aldi" "Food" #general ^2026-0002
      kind: "claim"
      Expenses:Food             12.00 GBP
      Liabilities:Claims:P007
    """
    (problem,) = look(overspent, book)
    assert problem.sentence == "general is overspent by £2.00."
    assert ahead_of_money(book, book.funds["general"]) == NOTHING
    assert not look(overspent, mended(" 12.00 GBP\n  Lia", " 10.00 GBP\n  Lia"))


def test_moved_without_consent(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-01 custom "consent" "council" 100.00 GBP "letter of 1 March"

    2026-03-14 * "For the tea" #council ^2026-0001
      kind: "fund-transfer"
      Equity:Fund-Transfers   120.00 GBP
      Assets:Bank:Current    -120.00 GBP

    2026-03-14 * "For the tea" #general ^2026-0001
      kind: "fund-transfer"
      Assets:Bank:Current     120.00 GBP
      Equity:Fund-Transfers  -120.00 GBP
    """
    (problem,) = look(moved_without_consent, book)
    assert problem.sentence == (
        "£120.00 left Council food grant on 14 March 2026 for another fund, "
        "and £20.00 of it has no consent."
    )
    assert not problem.is_grave
    assert not look(moved_without_consent, mended("100.00 GBP", "120.00 GBP"))


def test_moved_without_consent_uses_a_consent_once(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-01 custom "consent" "council" 100.00 GBP "letter of 1 March"

    2026-03-14 * "For the tea" #council ^2026-0001
      kind: "fund-transfer"
      Equity:Fund-Transfers   100.00 GBP
      Assets:Bank:Current

    2026-03-15 * "For the hall" #council ^2026-0002
      kind: "fund-transfer"
      Equity:Fund-Transfers   30.00 GBP
      Assets:Bank:Current
    """
    (problem,) = look(moved_without_consent, book)
    assert problem.about == "2026-0002"
    assert not look(moved_without_consent, mended('100.00 GBP "', '130.00 GBP "'))


def test_claim_paid_too_far(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "B&M" "Tape" #general ^2026-0001
      kind: "claim"
      Expenses:Food             12.45 GBP
      Liabilities:Claims:P007  -12.45 GBP

    2026-03-19 * "Paid back" #general ^2026-0002
      kind: "repayment"
      pays: "2026-0001"
      Liabilities:Claims:P007   12.54 GBP
      Assets:Bank:Current
    """
    (problem,) = look(claim_paid_too_far, book)
    assert problem.sentence == (
        "£12.54 was paid back for claim no. 2026-0001, and £12.45 was claimed from general."
    )
    assert "£0.09" in problem.remedy
    assert not problem.is_grave
    assert not look(claim_paid_too_far, mended("12.54", "12.45"))


def test_claim_paid_too_far_out_of_another_fund(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "B&M" "Tape" #general ^2026-0001
      kind: "claim"
      Expenses:Food             12.45 GBP
      Liabilities:Claims:P007  -12.45 GBP

    2026-03-19 * "Paid back" #council ^2026-0002
      kind: "repayment"
      pays: "2026-0001"
      Liabilities:Claims:P007   12.45 GBP
      Assets:Bank:Current
    """
    assert "£0.00 was claimed from Council food grant" in look(claim_paid_too_far, book)[0].sentence
    assert not look(claim_paid_too_far, mended("#council", "#general"))


def test_claim_paid_too_far_once_the_claim_was_lowered(
    book: Book, mended: Mender, look: Look
) -> None:
    """
    2026-03-14 * "B&M" "Tape" #general ^2026-0001
      kind: "claim"
      Expenses:Food             12.45 GBP
      Liabilities:Claims:P007  -12.45 GBP

    2026-03-19 * "Paid back" #general ^2026-0002
      kind: "repayment"
      pays: "2026-0001"
      Liabilities:Claims:P007   12.45 GBP
      Assets:Bank:Current

    2026-03-20 * "B&M" "Tape" #general ^2026-0003
      kind: "reversal"
      corrects: "2026-0001"
      Liabilities:Claims:P007   12.45 GBP
      Expenses:Food            -12.45 GBP

    2026-03-20 * "B&M" "Tape" #general ^2026-0003
      kind: "claim"
      corrects: "2026-0001"
      Expenses:Food             11.00 GBP
      Liabilities:Claims:P007
    """
    (problem,) = look(claim_paid_too_far, book)
    assert (problem.about, "£1.45" in problem.remedy) == ("2026-0003", True)
    assert not look(claim_paid_too_far, mended("11.00", "12.45"))


def test_overspent_counts_what_the_books_began_with_and_says_what_the_report_says(
    book: Book, mended: Mender, look: Look
) -> None:
    """
    2026-01-01 open Equity:Opening-Balances GBP

    2026-02-01 * "Where we start" #council ^2026-0001
      kind: "opening"
      Assets:Bank:Current       400.00 GBP
      Equity:Opening-Balances  -400.00 GBP

    2026-03-14 * "Aldi" "Food" #council ^2026-0002
      kind: "expense"
      Expenses:Food         600.00 GBP
      Assets:Bank:Current
    """
    fund = book.funds["council"]
    assert "overspent by £100.00" in look(overspent, book)[0].sentence
    made = fund_statement(book, "council")
    assert (made.to_come, made.overspent) == shortfall(book, fund) == (Money(10000), Money(10000))
    assert shortfall(book, fund, date(2026, 3, 13)) == (NOTHING, NOTHING)
    assert not look(overspent, mended("600.00", "500.00"))


def test_what_the_funder_gave_under_another_heading_has_come_in_accounts_and_report(
    book: Book, mended: Mender, look: Look
) -> None:
    """
    2026-01-01 open Income:Sponsorship GBP

    2026-03-01 * "Northgate council" "For the kitchen" #council ^2026-0001
      kind: "income"
      Assets:Bank:Current    300.00 GBP
      Income:Sponsorship    -300.00 GBP

    2026-03-14 * "Aldi" "Food" #council ^2026-0002
      kind: "expense"
      Expenses:Food          820.00 GBP
      Assets:Bank:Current
    """
    fund = book.funds["council"]
    assert "overspent by £320.00" in look(overspent, book)[0].sentence
    made = fund_statement(book, "council")
    assert (made.to_come, made.overspent) == shortfall(book, fund) == (Money(20000), Money(32000))
    assert made.arrived == Money(30000)
    noted = next(
        each for each in annual_accounts(book, date(2026, 12, 31)).notes.funds if each.fund == fund
    )
    assert (noted.to_come, noted.overspent) == (made.to_come, made.overspent)
    assert not look(overspent, mended("820.00", "500.00"))


def test_refunded_too_far(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          12.50 GBP
      Assets:Bank:Current   -12.50 GBP

    2026-03-15 * "Aldi" "Split bags" #general ^2026-0002
      kind: "refund"
      refunds: "2026-0001"
      Assets:Bank:Current    13.00 GBP
      Expenses:Food
    """
    (problem,) = look(refunded_too_far, book)
    assert problem.sentence == (
        "£13.00 came back for entry no. 2026-0001, and £12.50 was paid for it from general (Food)."
    )
    assert (problem.about, problem.is_grave) == ("2026-0001", False)
    assert not look(refunded_too_far, mended("13.00", "12.50"))


def test_refunded_too_far_once_the_purchase_was_taken_back(
    book: Book, mended: Mender, look: Look
) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          12.50 GBP
      Assets:Bank:Current   -12.50 GBP

    2026-03-15 * "Aldi" "Split bags" #general ^2026-0002
      kind: "refund"
      refunds: "2026-0001"
      Assets:Bank:Current     3.00 GBP
      Expenses:Food          -3.00 GBP

    2026-03-16 * "Aldi" "Food" #general ^2026-0003
      kind: "reversal"
      corrects: "2026-0001"
      Assets:Bank:Current    12.50 GBP
      Expenses:Food         -12.50 GBP
    """
    (problem,) = look(refunded_too_far, book)
    assert (problem.about, "£0.00 was paid" in problem.sentence) == ("2026-0003", True)
    assert not look(
        refunded_too_far,
        mended(
            '"2026-0001"\n  Assets:Bank:Current    12', '"2026-0002"\n  Assets:Bank:Current    12'
        ),
    )


def test_closed_fund_empty(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 custom "fund" "tea" "designated"
      name: "The tea"
      closed-on: 2026-03-31

    2026-03-14 * "P012" "Gift" #tea ^2026-0001
      kind: "income"
      Assets:Bank:Current    10.00 GBP
      Income:Donations      -10.00 GBP

    2026-03-15 * "Aldi" "Tea" #tea ^2026-0002
      kind: "expense"
      Expenses:Food           9.00 GBP
      Assets:Bank:Current
    """
    (problem,) = look(closed_fund_empty, book)
    assert problem.sentence == ("The tea was closed on 31 March 2026, and £1.00 is left in it.")
    assert (problem.about, problem.is_grave) == ("tea", False)
    assert not look(closed_fund_empty, mended(" 9.00", "10.00"))
    assert not look(closed_fund_empty, mended("2026-03-31", "2126-03-31"))
