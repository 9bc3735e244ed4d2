"""One entry by hand may hold help and a cost: the cost is listed, and nothing tells the help."""

import re
from datetime import date
from pathlib import Path

import pytest

from ledger.book import Book
from ledger.checks import problems
from ledger.money import Money
from ledger.reading.grants import as_reported, unnamed
from ledger.slices import ACCOUNTS, REPORT, Subject, recomputed, slice_of
from ledger.statements import FundStatement, Period, annual_accounts, fund_statement
from ledger.statements.payments import Payment
from tests.grant_reports.equal_tables import assert_same_accounts, assert_same_report
from tests.ledger.slices.test_arrived_in_slices import book_of

BESIDE = """
2024-05-01 * "Mrs Jones" "Food, and heating for her" #hall ^2024-0001
  kind: "expense"
  count: 2
  Expenses:Food            10.00 GBP
  Expenses:Help-Given      23.45 GBP
  Assets:Bank:Current     -33.45 GBP

2024-05-01 document Expenses:Food "../vouchers/2024/2024-0001-9f2c41d7.jpg" #hall ^2024-0001
  sha256: "9f2c41d7"
  total: 33.45 GBP
"""
ALONE = """
2024-06-01 * "Heating" #hall ^2024-0002
  kind: "help"
  count: 1
  Expenses:Help-Given      40.00 GBP
  Assets:Bank:Current     -40.00 GBP
"""
GIVEN = """
2024-07-01 * "Northgate Council" "For Mrs Jones" #hall ^2024-0003
  kind: "income"
  reference: "BACS 7"
  Assets:Bank:Current      50.00 GBP
  Expenses:Help-Given      20.00 GBP
  Income:Sponsorship      -70.00 GBP
"""
OF_BOTH_SIGNS = """
2024-07-01 * "Northgate Council" "For the hall" #hall ^2024-0003
  kind: "income"
  Assets:Bank:Current      50.00 GBP
  Expenses:Help-Given      20.00 GBP
  Income:Sponsorship      -70.00 GBP

2024-07-02 * "Northgate Council" "Less" #hall ^2024-0004
  kind: "other"
  Assets:Bank:Current     -50.00 GBP
  Expenses:Help-Given      20.00 GBP
  Income:Sponsorship       30.00 GBP
"""
OF_TWO_FUNDS = """
2024-05-01 * "Aldi" "Food" #hall ^2024-0001
  kind: "expense"
  Expenses:Food            10.00 GBP
  Assets:Bank:Current     -10.00 GBP

2024-05-01 * "Heating" #general ^2024-0001
  kind: "help"
  count: 2
  Expenses:Help-Given      23.45 GBP
  Assets:Bank:Current     -23.45 GBP
"""
OF_THE_KIND_HELP = """
2024-05-01 * "Food for a family" #hall ^2024-0001
  kind: "help"
  count: 1
  Expenses:Food            10.00 GBP
  Assets:Bank:Current     -10.00 GBP
"""
FROM_TWO_PLACES = """
2024-05-01 * "Food and heating" #hall ^2024-0001
  kind: "expense"
  Expenses:Food            10.00 GBP
  Expenses:Help-Given      23.45 GBP
  Assets:Bank:Current     -10.00 GBP
  Assets:Cash:Tin         -20.00 GBP
  Liabilities:Held-For-Others  -3.45 GBP
"""
CLAIMED = """
2024-05-01 * "Mrs Jones" "Food, and heating for her" #hall ^2024-0001
  kind: "claim"
  Expenses:Food               10.00 GBP
  Expenses:Help-Given         23.45 GBP
  Liabilities:Claims:P007    -33.45 GBP

2024-06-01 * "P007" "Paid back" #hall ^2024-0002
  kind: "repayment"
  pays: "2024-0001"
  Liabilities:Claims:P007     13.45 GBP
  Assets:Bank:Current        -13.45 GBP
"""
HELP_AND_A_GRANT = """
2024-05-01 * "Heating" #hall ^2024-0001
  kind: "help"
  count: 2
  Expenses:Help-Given      23.45 GBP
  Assets:Bank:Current     -23.45 GBP

2024-05-01 * "The food bank" "For its winter" #general ^2024-0001
  kind: "expense"
  Expenses:Grants-Paid     50.00 GBP
  Assets:Bank:Current     -50.00 GBP

2024-05-02 * "The food bank" "For its winter" #general ^2024-0002
  kind: "expense"
  Expenses:Grants-Paid     60.00 GBP
  Expenses:Help-Given      20.00 GBP
  Assets:Bank:Current     -80.00 GBP
"""
MISTAKEN = """
2024-05-01 * "Heating" #hall ^2024-0001
  kind: "help"
  count: 2
  Expenses:Help-Given      33.45 GBP
  Assets:Bank:Current     -33.45 GBP

2024-08-01 * "Heating" #hall ^2024-0002
  kind: "reversal"
  corrects: "2024-0001"
  because: "misread"
  count: 2
  Expenses:Help-Given     -33.45 GBP
  Assets:Bank:Current      33.45 GBP

2024-08-01 * "P007" "Fares" #hall ^2024-0002
  kind: "expense"
  corrects: "2024-0001"
  because: "misread"
  Expenses:Food            33.45 GBP
  Assets:Bank:Current     -33.45 GBP
"""
OF_ANOTHER_FUND = """
2024-05-01 * "Aldi" "Food" #hall ^2024-0001
  kind: "expense"
  Expenses:Food            10.00 GBP
  Assets:Bank:Current     -10.00 GBP

2024-08-01 * "Aldi" "Food" #hall ^2024-0002
  kind: "reversal"
  corrects: "2024-0001"
  because: "misread"
  Expenses:Food           -10.00 GBP
  Assets:Bank:Current      10.00 GBP

2024-08-01 * "Lidl" "Food" #general ^2024-0002
  kind: "expense"
  corrects: "2024-0001"
  because: "misread"
  Expenses:Food            12.00 GBP
  Assets:Bank:Current     -12.00 GBP
"""
OF_TWO_PAYEES = """
2024-05-01 * "Lidl" "Rice" #general ^2024-0001
  kind: "expense"
  Expenses:Food             5.00 GBP
  Assets:Bank:Current      -5.00 GBP

2024-05-01 * "Aldi" "Food" #hall ^2024-0001
  kind: "expense"
  Expenses:Food            10.00 GBP
  Assets:Bank:Current     -10.00 GBP
"""
A_MEMBER_AND_THE_HELD = """
2024-05-01 * "P007" "Fares" #hall ^2024-0001
  kind: "expense"
  Expenses:Food                 10.00 GBP
  Liabilities:Held-For-Others    5.00 GBP
  Assets:Bank:Current          -15.00 GBP
"""
PUT_RIGHT = f"""{BESIDE}
2024-08-01 * "Mrs Jones" "Food, and heating for her" #hall ^2024-0002
  kind: "reversal"
  corrects: "2024-0001"
  because: "misread"
  count: 2
  Expenses:Food           -10.00 GBP
  Expenses:Help-Given     -23.45 GBP
  Assets:Bank:Current      33.45 GBP
"""
AGAIN = f"""{PUT_RIGHT}
2024-08-01 * "Mrs Jones" "Food, and heating for her" #hall ^2024-0002
  kind: "expense"
  corrects: "2024-0001"
  because: "misread"
  count: 2
  Expenses:Food             9.00 GBP
  Expenses:Help-Given      22.45 GBP
  Assets:Bank:Current     -31.45 GBP
"""
AS_A_COST = f"""{PUT_RIGHT}
2024-08-01 * "Aldi" "Food" #hall ^2024-0002
  kind: "expense"
  corrects: "2024-0001"
  because: "misread"
  Expenses:Food            33.45 GBP
  Assets:Bank:Current     -33.45 GBP
"""
AS_HELP = f"""{PUT_RIGHT}
2024-08-01 * "Heating" #hall ^2024-0002
  kind: "help"
  corrects: "2024-0001"
  because: "misread"
  count: 2
  Expenses:Help-Given      33.45 GBP
  Assets:Bank:Current     -33.45 GBP
"""
COST_THEN_BOTH = AGAIN.replace("  Expenses:Help-Given      23.45 GBP\n", "").replace(
    "  Expenses:Help-Given     -23.45 GBP\n", ""
)
COST_THEN_BOTH = COST_THEN_BOTH.replace("33.45 GBP\n", "10.00 GBP\n")
COST_THEN_BOTH = COST_THEN_BOTH.replace("total: 10", "total: 33")
REFUNDED = f"""{BESIDE}
2025-04-20 * "Aldi" "A bag too many" #hall ^2025-0001
  kind: "refund"
  refunds: "2024-0001"
  Expenses:Food            -2.00 GBP
  Assets:Bank:Current       2.00 GBP
"""
NO_CASH = f"""{BESIDE}
2024-07-01 * "The bakery" "Bread" #hall ^2024-0003
  kind: "other"
  Expenses:Food            20.00 GBP
  Income:Donations        -20.00 GBP
"""
PAID_BY_THE_GIVER = f"""{ALONE}
2024-07-01 * "The bakery" "Bread for a family" #hall ^2024-0003
  kind: "other"
  count: 1
  Expenses:Help-Given      20.00 GBP
  Income:Donations        -20.00 GBP
"""
BOOKS = {
    "a cost": BESIDE,
    "a cost, and other help": BESIDE + ALONE,
    "what came in": GIVEN,
    "what came in and went back": OF_BOTH_SIGNS,
    "a cost of another fund": OF_TWO_FUNDS,
    "food, given as help": OF_THE_KIND_HELP,
    "a cost from two places": FROM_TWO_PLACES,
    "a claim that was paid back in part": CLAIMED,
    "a cost, taken back": PUT_RIGHT,
    "a cost, put right": AGAIN,
    "a cost, put right as a cost alone": AS_A_COST,
    "a cost, put right as help alone": AS_HELP,
    "a cost alone that was help, too": COST_THEN_BOTH,
    "a cost that came back a year later": REFUNDED,
    "help and grants to others": HELP_AND_A_GRANT,
    "help by mistake, paid to a member": MISTAKEN,
    "a cost put right as one of another fund": OF_ANOTHER_FUND,
    "a cost of two payees": OF_TWO_PAYEES,
    "a cost beside what is held": A_MEMBER_AND_THE_HELD,
    "a cost that a giver paid": NO_CASH,
    "help that a giver paid": PAID_BY_THE_GIVER,
}
LATE = {
    name: BOOKS[name].replace("2024-08-01", "2025-05-01").replace("2024-0002", "2025-0001")
    for name in BOOKS
    if "put right" in name or "taken back" in name or "was help" in name
}
EVERY = BOOKS | {f"{name}, after its year": text for name, text in LATE.items()}
YEARS = (
    None,
    Period(first=date(2024, 4, 1), last=date(2025, 3, 31)),
    Period(first=date(2024, 6, 15), last=date(2025, 3, 31)),
    Period(first=date(2025, 4, 1), last=date(2026, 3, 31)),
    Period(first=date(2025, 5, 15), last=date(2026, 3, 31)),
)


def with_a_tin(folder: Path, entries: str) -> Book:
    return book_of(
        folder,
        "2024-04-01 open Assets:Cash:Tin GBP\n2024-04-01 open Expenses:Grants-Paid GBP\n" + entries,
    )


def report(book: Book, period: Period | None = None) -> tuple[FundStatement, str]:
    made = fund_statement(book, "hall", period)
    subject = Subject(document=REPORT, fund="hall", period=made.period, version=book.version)
    text = slice_of(book, subject, unnamed)
    assert_same_report(made, recomputed(text))
    return as_reported(made), text


def payment(folder: Path, entries: str) -> Payment:
    """Give how the first payment stands in the report."""
    return report(with_a_tin(folder, entries))[0].payments[0]


@pytest.mark.parametrize("entries", EVERY.values(), ids=EVERY)
def test_a_report_on_help_beside_something_else_is_proved(tmp_path: Path, entries: str) -> None:
    book = with_a_tin(tmp_path, entries)
    known = {"numbers_run", "paper_there"}
    assert [each for each in problems(book) if each.is_grave and each.rule not in known] == []
    for period in YEARS:
        made, _ = report(book, period)
        assert "Jones" not in str((made.payments, made.claims_owed, made.papers))


@pytest.mark.parametrize("entries", EVERY.values(), ids=EVERY)
def test_accounts_on_help_beside_something_else_are_proved(tmp_path: Path, entries: str) -> None:
    book = with_a_tin(tmp_path, entries)
    for end in (date(2025, 3, 31), date(2026, 3, 31)):
        accounts = annual_accounts(book, end)
        subject = Subject(document=ACCOUNTS, period=accounts.period, version=book.version)
        text = slice_of(book, subject)
        assert_same_accounts(accounts, recomputed(text))
        assert "Jones" not in text


@pytest.mark.parametrize("entries", [BESIDE, GIVEN, OF_TWO_FUNDS, AGAIN, FROM_TWO_PLACES])
def test_no_name_and_no_amount_of_the_help_is_in_the_books_attached(
    tmp_path: Path, entries: str
) -> None:
    _, text = report(with_a_tin(tmp_path, entries + ALONE.replace("0002", "0009")))
    for secret in ("Jones", "heating", "23.45", "22.45", "33.45", "31.45", "20.00", " 50.00"):
        assert secret not in text


def test_the_cost_is_listed_with_what_it_came_to_and_the_help_is_added_up(tmp_path: Path) -> None:
    made, text = report(with_a_tin(tmp_path, BESIDE + ALONE))
    first = made.payments[0]
    assert (first.entry, first.share, first.total) == ("2024-0001", Money(10_00), Money(10_00))
    assert (first.payee, first.narration, first.headings) == ("", "", ("Food",))
    assert made.help_given.total == Money(63_45)
    assert re.findall(r"  Expenses:Help-Given +(.*)", text) == ["63.45 GBP"]


def test_its_paper_stays_among_those_of_help_and_is_said_to_be_there(tmp_path: Path) -> None:
    made, text = report(with_a_tin(tmp_path, BESIDE))
    assert (str(made.payments[0].paper), made.payments[0].papers) == ("attached", ())
    assert made.papers == ()
    assert [each.name for each in made.help_papers] == ["2024-0001-9f2c41d7.jpg"]
    assert "9f2c41d7" not in text
