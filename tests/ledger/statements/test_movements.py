"""What moved cash, and under which heading: each test's docstring is its book."""

from datetime import date

from ledger.balances import claims
from ledger.book import Book
from ledger.money import Money
from ledger.statements import Direction, Period, movements
from ledger.statements.movements import LATE_REFUNDS, OLD_CLAIMS

YEAR_24 = Period(first=date(2024, 4, 1), last=date(2025, 3, 31))
YEAR_25 = Period(first=date(2025, 4, 1), last=date(2026, 3, 31))


def told(book: Book, period: Period) -> list[tuple[str, str, str, int]]:
    """Direction, fund, heading and pence of each movement."""
    return [
        (each.direction.name, each.fund, each.heading, each.amount.pence)
        for each in movements(book, period)
    ]


def test_gifts_are_gross_and_their_fees_are_payments(book: Book) -> None:
    """
    2024-05-01 * "Online giving" "Gift" #general ^2024-0001
      kind: "income"
      Assets:Online:PayPal  19.41 GBP
      Expenses:Fees          0.59 GBP
      Income:Donations     -20.00 GBP
    """
    assert sorted(told(book, YEAR_24)) == [
        ("IN", "general", "Donations", 2000),
        ("OUT", "general", "Fees", 59),
    ]


def test_bank_to_tin_held_money_and_hours_move_nothing(book: Book) -> None:
    """
    2024-05-01 * "Tin filled" #general ^2024-0001
      kind: "transfer"
      Assets:Cash:Tin      20.00 GBP
      Assets:Bank:Current -20.00 GBP

    2024-05-02 * "A neighbour's shopping money" #general ^2024-0002
      kind: "held-in"
      Assets:Cash:Tin              40.00 GBP
      Liabilities:Held-For-Others -40.00 GBP

    2024-05-03 * "An evening's work" #general ^2024-0003
      kind: "in-kind"
      Expenses:In-Kind:Time  3 HOURS
      Income:In-Kind:Time   -3 HOURS
    """
    assert told(book, YEAR_24) == []


def test_a_claim_is_a_payment_of_its_own_headings_in_the_year_it_is_paid_back(book: Book) -> None:
    """
    2025-03-20 * "Aldi" "Parcels" #council ^2025-0001
      kind: "claim"
      Expenses:Food              30.00 GBP
      Expenses:Printing          12.00 GBP
      Liabilities:Claims:P007   -42.00 GBP

    2025-04-02 * "P007" "Paid back" #council ^2025-0002
      kind: "repayment"
      pays: "2025-0001"
      Liabilities:Claims:P007    42.00 GBP
      Assets:Bank:Current       -42.00 GBP
    """
    assert told(book, YEAR_24) == []
    assert told(book, YEAR_25) == [
        ("OUT", "council", "Food", 3000),
        ("OUT", "council", "Printing", 1200),
    ]
    assert {each.about for each in movements(book, YEAR_25)} == {"2025-0001"}


def test_part_repayments_leave_no_penny_behind(book: Book) -> None:
    """
    2024-05-01 * "Aldi" "Parcels" #general ^2024-0001
      kind: "claim"
      Expenses:Food             10.00 GBP
      Expenses:Printing          5.00 GBP
      Expenses:Fees              0.01 GBP
      Liabilities:Claims:P007  -15.01 GBP

    2024-05-02 * "P007" "A third" #general ^2024-0002
      kind: "repayment"
      pays: "2024-0001"
      Liabilities:Claims:P007    5.00 GBP
      Assets:Bank:Current       -5.00 GBP

    2024-05-03 * "P007" "Another third" #general ^2024-0003
      kind: "repayment"
      pays: "2024-0001"
      Liabilities:Claims:P007    5.00 GBP
      Assets:Bank:Current       -5.00 GBP

    2024-05-04 * "P007" "The rest" #general ^2024-0004
      kind: "repayment"
      pays: "2024-0001"
      Liabilities:Claims:P007    5.01 GBP
      Assets:Bank:Current       -5.01 GBP
    """
    sums: dict[str, int] = {}
    for each in movements(book, YEAR_24):
        assert each.amount.pence > 0
        sums[each.heading] = sums.get(each.heading, 0) + each.amount.pence
    assert sums == {"Food": 1000, "Printing": 500, "Fees": 1}
    by_entry: dict[str, int] = {}
    for each in movements(book, YEAR_24):
        by_entry[each.entry] = by_entry.get(each.entry, 0) + each.amount.pence
    assert by_entry == {"2024-0002": 500, "2024-0003": 500, "2024-0004": 501}


def test_a_corrected_claim_is_paid_under_its_right_heading(book: Book) -> None:
    """
    2024-05-01 * "Aldi" "Parcels" #general ^2024-0001
      kind: "claim"
      Expenses:Food             10.00 GBP
      Liabilities:Claims:P007  -10.00 GBP

    2024-05-01 * "Aldi" "Parcels" #general ^2024-0002
      kind: "reversal"
      corrects: "2024-0001"
      because: "it was leaflets"
      Liabilities:Claims:P007   10.00 GBP
      Expenses:Food            -10.00 GBP

    2024-05-01 * "Copy shop" "Leaflets" #general ^2024-0002
      kind: "claim"
      corrects: "2024-0001"
      because: "it was leaflets"
      Expenses:Printing         10.00 GBP
      Liabilities:Claims:P007  -10.00 GBP

    2024-06-01 * "P007" "Paid back" #general ^2024-0003
      kind: "repayment"
      pays: "2024-0001"
      Liabilities:Claims:P007   10.00 GBP
      Assets:Bank:Current      -10.00 GBP
    """
    assert told(book, YEAR_24) == [("OUT", "general", "Printing", 1000)]


def test_a_claim_corrected_after_its_year_leaves_last_years_heading_alone(book: Book) -> None:
    """
    2024-05-01 * "Aldi" "Parcels" #general ^2024-0001
      kind: "claim"
      Expenses:Food             10.00 GBP
      Liabilities:Claims:P007  -10.00 GBP

    2024-06-01 * "P007" "Paid back" #general ^2024-0002
      kind: "repayment"
      pays: "2024-0001"
      Liabilities:Claims:P007   10.00 GBP
      Assets:Bank:Current      -10.00 GBP

    2025-05-01 * "Aldi" "Parcels" #general ^2025-0001
      kind: "reversal"
      corrects: "2024-0001"
      because: "it was leaflets"
      Liabilities:Claims:P007   10.00 GBP
      Expenses:Food            -10.00 GBP

    2025-05-01 * "Copy shop" "Leaflets" #general ^2025-0001
      kind: "claim"
      corrects: "2024-0001"
      because: "it was leaflets"
      Expenses:Printing         10.00 GBP
      Liabilities:Claims:P007  -10.00 GBP
    """
    assert told(book, YEAR_24) == [("OUT", "general", "Food", 1000)]
    assert told(book, YEAR_25) == []


def test_a_repayment_taken_back_may_be_paid_again_in_full(book: Book) -> None:
    """
    2024-05-01 * "Aldi" "Parcels" #general ^2024-0001
      kind: "claim"
      Expenses:Food              7.00 GBP
      Expenses:Printing          3.00 GBP
      Liabilities:Claims:P007  -10.00 GBP

    2024-06-01 * "P007" "Paid back" #general ^2024-0002
      kind: "repayment"
      pays: "2024-0001"
      Liabilities:Claims:P007   10.00 GBP
      Assets:Bank:Current      -10.00 GBP

    2024-06-01 * "P007" "Paid back" #general ^2024-0003
      kind: "reversal"
      pays: "2024-0001"
      corrects: "2024-0002"
      because: "the bank sent it back"
      Assets:Bank:Current       10.00 GBP
      Liabilities:Claims:P007  -10.00 GBP

    2024-06-09 * "P007" "Paid back" #general ^2024-0004
      kind: "repayment"
      pays: "2024-0001"
      Liabilities:Claims:P007   10.00 GBP
      Assets:Cash:Tin          -10.00 GBP
    """
    sums: dict[str, int] = {}
    for each in movements(book, YEAR_24):
        sums[each.heading] = sums.get(each.heading, 0) + each.amount.pence
    assert sums == {"Food": 700, "Printing": 300}


def test_what_was_owed_before_the_books_has_a_heading_of_its_own(book: Book) -> None:
    """
    2024-04-01 * "Where we start" #general ^2024-0001
      kind: "opening"
      Equity:Opening-Balances   20.00 GBP
      Liabilities:Claims:P007  -20.00 GBP

    2024-06-01 * "P007" "Paid back" #general ^2024-0002
      kind: "repayment"
      pays: "2024-0001"
      Liabilities:Claims:P007   20.00 GBP
      Assets:Bank:Current      -20.00 GBP
    """
    assert told(book, YEAR_24) == [("OUT", "general", OLD_CLAIMS, 2000)]


def test_a_refund_lowers_the_heading_in_its_year_and_is_money_in_later(book: Book) -> None:
    """
    2024-05-01 * "Aldi" "Parcels" #general ^2024-0001
      kind: "expense"
      Expenses:Food         50.00 GBP
      Assets:Bank:Current  -50.00 GBP

    2024-05-09 * "Aldi" "Split bags" #general ^2024-0002
      kind: "refund"
      refunds: "2024-0001"
      Assets:Bank:Current    4.00 GBP
      Expenses:Food         -4.00 GBP

    2025-04-09 * "Aldi" "A voucher for the rest" #general ^2025-0001
      kind: "refund"
      refunds: "2024-0001"
      Assets:Bank:Current    6.00 GBP
      Expenses:Food         -6.00 GBP
    """
    assert told(book, YEAR_24) == [
        ("OUT", "general", "Food", 5000),
        ("OUT", "general", "Food", -400),
    ]
    assert told(book, YEAR_25) == [("IN", "general", LATE_REFUNDS, 600)]


def test_a_refund_of_a_claim_belongs_to_the_year_in_which_the_claim_was_paid(book: Book) -> None:
    """
    2025-03-20 * "Aldi" "Parcels" #general ^2025-0001
      kind: "claim"
      Expenses:Food             30.00 GBP
      Liabilities:Claims:P007  -30.00 GBP

    2025-04-02 * "P007" "Paid back" #general ^2025-0002
      kind: "repayment"
      pays: "2025-0001"
      Liabilities:Claims:P007   30.00 GBP
      Assets:Bank:Current      -30.00 GBP

    2025-04-09 * "Aldi" "Split bags" #general ^2025-0003
      kind: "refund"
      refunds: "2025-0001"
      Assets:Bank:Current    4.00 GBP
      Expenses:Food         -4.00 GBP
    """
    assert told(book, YEAR_25) == [
        ("OUT", "general", "Food", 3000),
        ("OUT", "general", "Food", -400),
    ]


def test_a_correction_in_the_year_leaves_no_trace_in_the_sums(book: Book) -> None:
    """
    2024-05-01 * "Aldi" "Parcels" #general ^2024-0001
      kind: "expense"
      Expenses:Food         48.88 GBP
      Assets:Bank:Current  -48.88 GBP

    2024-05-01 * "Aldi" "Parcels" #general ^2024-0002
      kind: "reversal"
      corrects: "2024-0001"
      because: "two figures were swapped"
      Assets:Bank:Current   48.88 GBP
      Expenses:Food        -48.88 GBP

    2024-05-01 * "Aldi" "Parcels" #general ^2024-0002
      kind: "expense"
      corrects: "2024-0001"
      because: "two figures were swapped"
      Expenses:Food         84.88 GBP
      Assets:Bank:Current  -84.88 GBP
    """
    found = movements(book, YEAR_24)
    assert sum(each.amount.pence for each in found) == 8488
    assert {each.late_for for each in found} == {None}


def test_a_correction_of_an_earlier_year_says_which_day_it_puts_right(book: Book) -> None:
    """
    2024-05-01 * "Aldi" "Parcels" #general ^2024-0001
      kind: "expense"
      Expenses:Food         48.88 GBP
      Assets:Bank:Current  -48.88 GBP

    2025-05-01 * "Aldi" "Parcels" #general ^2025-0001
      kind: "reversal"
      corrects: "2024-0001"
      because: "two figures were swapped"
      Assets:Bank:Current   48.88 GBP
      Expenses:Food        -48.88 GBP

    2025-05-01 * "Aldi" "Parcels" #general ^2025-0001
      kind: "expense"
      corrects: "2024-0001"
      because: "two figures were swapped"
      Expenses:Food         84.88 GBP
      Assets:Bank:Current  -84.88 GBP

    2025-06-01 * "Aldi" "Parcels" #general ^2025-0002
      kind: "reversal"
      corrects: "2025-0001"
      because: "it was right at first"
      Assets:Bank:Current   84.88 GBP
      Expenses:Food        -84.88 GBP
    """
    found = movements(book, YEAR_25)
    assert [each.effect.pence for each in found] == [4888, -8488, 8488]
    assert {each.late_for for each in found} == {date(2024, 5, 1)}


def test_an_entry_moved_into_the_year_it_belongs_to_is_no_late_correction(book: Book) -> None:
    """
    2025-04-02 * "Aldi" "Parcels" #general ^2025-0001
      kind: "expense"
      Expenses:Food         10.00 GBP
      Assets:Bank:Current  -10.00 GBP

    2025-04-02 * "Aldi" "Parcels" #general ^2025-0002
      kind: "reversal"
      corrects: "2025-0001"
      because: "it was the last day of March"
      Assets:Bank:Current   10.00 GBP
      Expenses:Food        -10.00 GBP

    2025-03-31 * "Aldi" "Parcels" #general ^2025-0002
      kind: "expense"
      corrects: "2025-0001"
      because: "it was the last day of March"
      Expenses:Food         10.00 GBP
      Assets:Bank:Current  -10.00 GBP
    """
    assert told(book, YEAR_24) == [("OUT", "general", "Food", 1000)]
    assert sum(each.amount.pence for each in movements(book, YEAR_25)) == 0
    assert {each.late_for for each in movements(book, YEAR_25)} == {None}


def test_an_opening_is_neither_money_in_nor_a_transfer(book: Book) -> None:
    """
    2024-04-01 * "Where we start" #general ^2024-0001
      kind: "opening"
      Assets:Bank:Current       100.00 GBP
      Assets:Cash:Tin            20.00 GBP
      Equity:Opening-Balances  -120.00 GBP

    2024-06-01 * "Set aside" #general ^2024-0002
      kind: "fund-transfer"
      Equity:Fund-Transfers   50.00 GBP
      Assets:Bank:Current    -50.00 GBP

    2024-06-01 * "Set aside" #council ^2024-0002
      kind: "fund-transfer"
      Assets:Bank:Current     50.00 GBP
      Equity:Fund-Transfers  -50.00 GBP
    """
    found = [(each.direction, each.fund, each.effect.pence) for each in movements(book, YEAR_24)]
    assert found == [
        (Direction.OPENING, "general", 12000),
        (Direction.TRANSFER, "general", -5000),
        (Direction.TRANSFER, "council", 5000),
    ]


def test_two_claims_of_one_sum_are_each_taken_back_once(book: Book) -> None:
    """
    2024-05-01 * "Aldi" "Bread" #general ^2024-0001
      kind: "claim"
      Expenses:Food              10.00 GBP
      Liabilities:Claims:P007   -10.00 GBP

    2024-05-01 * "Copy shop" "Leaflets" #general ^2024-0002
      kind: "claim"
      Expenses:Printing          10.00 GBP
      Liabilities:Claims:P007   -10.00 GBP

    2024-05-02 * "Paid back" #general ^2024-0003
      kind: "repayment"
      pays: "2024-0001"
      Liabilities:Claims:P007    10.00 GBP
      Assets:Bank:Current       -10.00 GBP

    2024-05-02 * "Paid back" #general ^2024-0003
      kind: "repayment"
      pays: "2024-0002"
      Liabilities:Claims:P007    10.00 GBP
      Assets:Bank:Current       -10.00 GBP

    2024-05-02 * "Paid back" #general ^2024-0004
      kind: "reversal"
      pays: "2024-0002"
      corrects: "2024-0003"
      because: "the bank refused it"
      Assets:Bank:Current        10.00 GBP
      Liabilities:Claims:P007   -10.00 GBP

    2024-05-02 * "Paid back" #general ^2024-0004
      kind: "reversal"
      pays: "2024-0001"
      corrects: "2024-0003"
      because: "the bank refused it"
      Assets:Bank:Current        10.00 GBP
      Liabilities:Claims:P007   -10.00 GBP
    """
    sums: dict[str, int] = {}
    for each in movements(book, Period(first=date(2024, 4, 1), last=date(2025, 3, 31))):
        sums[each.heading] = sums.get(each.heading, 0) + each.amount.pence
    assert sums == {"Food": 0, "Printing": 0}
    assert {each.claim: each.owed for each in claims(book)} == {
        "2024-0001": Money(1000),
        "2024-0002": Money(1000),
    }
