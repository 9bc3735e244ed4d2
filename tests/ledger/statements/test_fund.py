"""One fund in a period: budget, instalments, numbered payments, papers and their absence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from ledger.book import Book
from ledger.funds import FundUnknown
from ledger.money import Money
from ledger.reading import grant_letter
from ledger.statements import DoesNotTie, FundStatement, Period, fund_statement, prove_fund
from ledger.statements.budget import OUTSIDE
from ledger.vouchers import PaperState

YEAR_25 = Period(first=date(2025, 4, 1), last=date(2026, 3, 31))

GRANT = """
2024-05-02 * "Northgate Council" "First instalment" #council ^2024-0001
  kind: "income"
  reference: "NC/118"
  Assets:Bank:Current   250.00 GBP
  Income:Grants        -250.00 GBP

2024-06-01 * "Aldi" "Parcels" #council ^2024-0002
  kind: "expense"
  Expenses:Food         84.20 GBP
  Assets:Bank:Current  -84.20 GBP

2024-06-01 * "Aldi" "A secret of another fund" #general ^2024-0002
  kind: "expense"
  Expenses:Food         10.00 GBP
  Assets:Bank:Current  -10.00 GBP

2024-06-30 custom "agreed" Assets:Bank:Current 155.80 GBP "statement of 30 June"

2024-07-01 custom "grant-change" "council" "Leaflets" -40.00 GBP "agreed by e-mail, 3 May"

2024-07-01 * "Copy shop" "Leaflets" #council ^2024-0003
  kind: "claim"
  Expenses:Printing          50.00 GBP
  Liabilities:Claims:P007   -50.00 GBP

2024-07-20 custom "paper" "2024-0003" "lost" "left on the bus"

2024-08-01 * "P007" "A part paid back" #council ^2024-0004
  kind: "repayment"
  pays: "2024-0003"
  Liabilities:Claims:P007    20.00 GBP
  Assets:Bank:Current       -20.00 GBP

2025-05-01 * "Aldi" "Split bags of June" #council ^2025-0001
  kind: "refund"
  refunds: "2024-0002"
  Assets:Bank:Current    4.20 GBP
  Expenses:Food         -4.20 GBP

2025-05-02 * "Emergency shopping" #council ^2025-0002
  kind: "help"
  count: 7
  Expenses:Help-Given   35.00 GBP
  Assets:Bank:Current  -35.00 GBP
"""


@pytest.fixture
def grant(book_of: Callable[[str], Book]) -> FundStatement:
    return fund_statement(book_of(GRANT), "council")


def test_from_its_first_day_the_grant_adds_up_to_what_is_unspent(grant: FundStatement) -> None:
    assert grant.period == Period(first=date(2024, 4, 1), last=date(2025, 5, 2))
    assert (grant.total_in, grant.total_out) == (Money(25000), Money(8000 + 2000 + 3500))
    assert {each.heading: each.amount.pence for each in grant.money_out} == {
        "Food": 8000,
        "Printing": 2000,
        "Help given": 3500,
    }
    assert grant.closing == grant.grant.unspent == Money(11500)


def test_the_budget_counts_agreed_changes_and_what_lies_outside_it(grant: FundStatement) -> None:
    parcels, leaflets, outside = grant.budget
    assert (parcels.agreed, parcels.spent, parcels.remaining) == (
        Money(40000),
        Money(8000),
        Money(32000),
    )
    assert (leaflets.budget, leaflets.change, leaflets.agreed) == (
        Money(10000),
        Money(-4000),
        Money(6000),
    )
    assert (str(leaflets.percent), leaflets.is_wide(), leaflets.is_wide(70)) == (
        "-66.7",
        True,
        False,
    )
    assert (outside.heading, outside.spent, outside.percent) == (OUTSIDE, Money(3500), None)


def test_what_was_taken_back_outside_the_budget_leaves_no_line_in_it(
    book_of: Callable[[str], Book],
) -> None:
    back = """
2025-05-02 * "Emergency shopping" #council ^2025-0003
  kind: "reversal"
  corrects: "2025-0002"
  because: "it was somebody else's"
  Expenses:Help-Given   -35.00 GBP
  Assets:Bank:Current    35.00 GBP
"""
    made = fund_statement(book_of(GRANT + back), "council")
    assert [each.heading for each in made.budget] == ["Parcels", "Leaflets"]


def test_a_later_period_keeps_spent_to_date_apart_from_spent_in_it(
    book_of: Callable[[str], Book],
) -> None:
    made = fund_statement(book_of(GRANT), "council", YEAR_25)
    assert made.opening == Money(25000 - 8420 - 2000)
    assert (made.budget[0].spent_in_period, made.budget[0].spent) == (Money(-420), Money(8000))
    assert [each.amount for each in made.instalments] == [Money(25000)]


def test_payments_are_numbered_with_the_share_of_this_grant_alone(grant: FundStatement) -> None:
    lines = [(p.number, p.entry, p.paid_in, p.total.pence, p.share.pence) for p in grant.payments]
    assert lines == [
        (1, "2024-0002", "", 9420, 8420),
        (2, "2024-0003", "2024-0004", 5000, 2000),
        (3, "2025-0001", "", 420, -420),
    ]
    assert [each.is_checked for each in grant.payments] == [True, False, False]


def test_another_funds_words_do_not_reach_this_ones_funder(grant: FundStatement) -> None:
    assert grant.payments[0].narration == "Parcels"
    assert "secret" not in repr(grant)


def test_lost_and_missing_papers_are_told_apart(grant: FundStatement) -> None:
    assert [(each.entry, each.because) for each in grant.lost] == [("2024-0003", "left on the bus")]
    assert [each.entry for each in grant.missing] == ["2024-0002", "2025-0001"]
    assert grant.payments[1].paper == PaperState.LOST
    assert grant.papers == ()


def test_help_given_is_a_count_and_a_total_and_never_a_dated_line(grant: FundStatement) -> None:
    assert (grant.help_given.count, grant.help_given.total) == (7, Money(3500))
    assert "2025-0002" not in {each.entry for each in grant.payments}


def test_what_is_owed_and_not_yet_paid_stands_apart(grant: FundStatement) -> None:
    (owed,) = grant.claims_owed
    assert (owed.claim, owed.claimed, owed.owed) == ("2024-0003", Money(5000), Money(3000))


def test_papers_are_numbered_once_and_a_shared_one_is_not_charged_twice(book: Book) -> None:
    """
    2024-06-01 * "Aldi" "Parcels" #council ^2024-0001
      kind: "expense"
      Expenses:Food         84.20 GBP
      Assets:Bank:Current  -84.20 GBP

    2024-06-01 * "Aldi" "Tea" #general ^2024-0001
      kind: "expense"
      Expenses:Food         10.00 GBP
      Assets:Bank:Current  -10.00 GBP

    2024-06-01 document Expenses:Food "papers/2024-0001-9f2c41d7.jpg" #council #general ^2024-0001
      sha256: "9f2c41d7"
      total: 94.20 GBP

    2024-06-02 * "Aldi" "The same slip again" #council ^2024-0002
      kind: "expense"
      Expenses:Food         1.00 GBP
      Assets:Bank:Current  -1.00 GBP

    2024-06-02 document Expenses:Food "papers/2024-0002-9f2c41d7.jpg" #council ^2024-0002
      sha256: "9f2c41d7"
      total: 94.20 GBP
    """
    made = fund_statement(book, "council")
    assert [(each.number, each.entries) for each in made.papers] == [
        (1, ("2024-0001",)),
        (2, ("2024-0002",)),
    ]
    assert len(made.claimed_twice) == 2


def test_an_entry_taken_back_within_the_period_leaves_no_payment(book: Book) -> None:
    """
    2024-05-01 * "Aldi" "Parcels" #council ^2024-0001
      kind: "expense"
      Expenses:Food         48.88 GBP
      Assets:Bank:Current  -48.88 GBP

    2024-05-01 * "Aldi" "Parcels" #council ^2024-0002
      kind: "reversal"
      corrects: "2024-0001"
      because: "entered twice"
      Assets:Bank:Current   48.88 GBP
      Expenses:Food        -48.88 GBP
    """
    assert fund_statement(book, "council").payments == ()


def test_a_correction_of_an_earlier_period_is_told_apart_from_spending(book: Book) -> None:
    """
    2024-05-01 * "Aldi" "Parcels" #council ^2024-0001
      kind: "expense"
      Expenses:Food         12.00 GBP
      Assets:Bank:Current  -12.00 GBP

    2025-05-01 * "Aldi" "Parcels" #council ^2025-0001
      kind: "reversal"
      corrects: "2024-0001"
      because: "the bank says £10"
      Assets:Bank:Current   12.00 GBP
      Expenses:Food        -12.00 GBP

    2025-05-01 * "Aldi" "Parcels" #council ^2025-0001
      kind: "expense"
      corrects: "2024-0001"
      because: "the bank says £10"
      Expenses:Food         10.00 GBP
      Assets:Bank:Current  -10.00 GBP
    """
    later = fund_statement(book, "council", YEAR_25)
    assert (later.total_out, later.corrections, later.closing) == (
        Money(0),
        Money(200),
        Money(-1000),
    )
    whole = fund_statement(book, "council")
    assert (whole.total_out, whole.corrections) == (Money(1000), Money(0))
    assert [(each.entry, each.share.pence) for each in whole.payments] == [("2025-0001", 1000)]


def test_a_fund_that_does_not_exist_is_refused(book: Book) -> None:
    with pytest.raises(FundUnknown, match="lottery"):
        fund_statement(book, "lottery")


def test_a_report_that_was_tampered_with_names_the_figure(grant: FundStatement) -> None:
    first, *rest = grant.payments
    wrong = replace(grant, payments=(replace(first, share=Money(1)), *rest))
    with pytest.raises(DoesNotTie) as refused:
        prove_fund(wrong)
    assert refused.value.figure == "Numbered payments and help given"


def test_a_payment_that_the_bank_had_yet_to_show_is_not_seen_once_its_words_are_corrected(
    book_of: Callable[[str], Book],
) -> None:
    """Nor is it when that correction is corrected; with the next agreement it is."""
    paid = """
2024-06-01 * "Aldi" "Parcels" #council ^2024-0001
  kind: "expense"
  Expenses:Food         20.00 GBP
  Assets:Bank:Current  -20.00 GBP

2024-06-30 custom "agreed" Assets:Bank:Current 0.00 GBP "statement of 30 June"
  not-yet: "2024-0001"
"""
    again = """
2024-06-01 * "Aldi" "Parcels" #council ^2024-0002
  kind: "reversal"
  corrects: "2024-0001"
  because: "it was Lidl"
  Assets:Bank:Current   20.00 GBP
  Expenses:Food        -20.00 GBP

2024-06-01 * "Lidl" "Parcels" #council ^2024-0002
  kind: "expense"
  corrects: "2024-0001"
  because: "it was Lidl"
  Expenses:Food         20.00 GBP
  Assets:Bank:Current  -20.00 GBP
"""
    twice = again.replace("0002", "0003").replace("0001", "0002")
    shown = '\n2024-07-31 custom "agreed" Assets:Bank:Current -20.00 GBP "statement of 31 July"\n'
    for text in (paid, paid + again, paid + again + twice):
        (payment,) = fund_statement(book_of(text), "council").payments
        assert not payment.is_checked
        (payment,) = fund_statement(book_of(text + shown), "council").payments
        assert payment.is_checked


def test_a_claim_that_is_owed_counts_towards_what_a_fund_lacks(book: Book) -> None:
    """
    2024-06-01 * "Copy shop" "Leaflets" #council ^2024-0001
      kind: "claim"
      Expenses:Printing          520.00 GBP
      Liabilities:Claims:P007   -520.00 GBP
    """
    made = fund_statement(book, "council")
    assert (made.closing, made.to_come, made.overspent) == (Money(0), Money(50000), Money(2000))


MOVED_IN = """
2024-06-01 * "Aldi" "Parcels" #general ^2024-0001
  kind: "expense"
  Expenses:Food         20.00 GBP
  Assets:Bank:Current  -20.00 GBP

2024-06-01 document Expenses:Food "papers/2024-0001-9f2c41d7.jpg" #general ^2024-0001
  sha256: "9f2c41d7"
  total: 20.00 GBP

2024-06-01 * "Aldi" "Parcels" #general ^2024-0002
  kind: "reversal"
  corrects: "2024-0001"
  because: "it was for the grant"
  Assets:Bank:Current   20.00 GBP
  Expenses:Food        -20.00 GBP

2024-06-01 * "Aldi" "Parcels" #council ^2024-0002
  kind: "expense"
  corrects: "2024-0001"
  because: "it was for the grant"
  Expenses:Food         20.00 GBP
  Assets:Bank:Current  -20.00 GBP
"""


def test_the_funder_sees_the_paper_of_an_entry_that_was_corrected_into_the_grant(
    book_of: Callable[[str], Book],
) -> None:
    """As the report does; but a paper that was filed as proof of help is never shown."""
    book = book_of(MOVED_IN)
    (payment,) = grant_letter(book.place, "council", date(2024, 7, 1)).payments
    assert [paper.name for paper in payment.papers] == ["2024-0001-9f2c41d7.jpg"]
    first, *rest = MOVED_IN.split("\n\n2024-06-01 document")
    helped = first.replace("Expenses:Food ", "Expenses:Help-Given ")
    later = "".join(rest).replace("Expenses:Food        -20", "Expenses:Help-Given  -20")
    book = book_of(f"{helped}\n\n2024-06-01 document{later}")
    shown = grant_letter(book.place, "council", date(2024, 7, 1)).payments
    assert not any(payment.papers for payment in shown)
