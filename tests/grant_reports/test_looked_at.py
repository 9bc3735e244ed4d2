"""What somebody who looked at every page would wince at, and what stands there instead."""

from datetime import date
from pathlib import Path

import pytest

from grant_reports.accounts import accounts_pdf
from grant_reports.fund_report import ReportWords, report_pdf
from grant_reports.poster import bars_of
from ledger.book import Book, read
from ledger.money import Money
from ledger.reading import PublicLine
from ledger.statements import annual_accounts, fund_statement
from tests.grant_reports.reading import on_one_line, words_of

SAMPLE = Path(__file__).parents[2] / "sample.beancount"
LAST = date(2026, 3, 31)
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochcommunityshop"
FUND = "The Elm Street and Neighbouring Streets Shared Kitchen and Garden Fund of 2025"
MORE = f"""
2025-05-01 custom "fund" "nobody" "restricted"
  name: "Pans"
  award: 500.00 GBP
2025-05-01 custom "fund" "longone" "restricted"
  name: "{FUND}"
  funder: "Green Trust"
  reference: "GT-{"0" * 60}"
  award: 12345.67 GBP
2025-05-02 custom "fund" "shed" "restricted"
  name: "Shed"
  funder: "Green Trust"
  award: 100.00 GBP
2025-05-02 custom "grant-budget" "shed" "Food" 100.00 GBP Expenses:Food

2025-05-03 * "Aldi" "Pans" #nobody ^2025-9001
  kind: "expense"
  recorded-by: "P003"
  Expenses:Food         120.00 GBP
  Assets:Bank:Current  -120.00 GBP

2025-05-04 * "{LONG}" "{LONG}" #longone ^2025-9002
  kind: "expense"
  recorded-by: "P003"
  Expenses:Food         5678.90 GBP
  Assets:Bank:Current  -5678.90 GBP

2025-05-05 * "Aldi" "Shed" #shed ^2025-9003
  kind: "expense"
  recorded-by: "P003"
  Expenses:Food         150.00 GBP
  Assets:Bank:Current  -150.00 GBP

2025-05-06 * "Timber yard" "Boards" #shed ^2025-9004
  kind: "claim"
  recorded-by: "P003"
  Expenses:Food             20.00 GBP
  Liabilities:Claims:P007  -20.00 GBP

2025-05-07 custom "paper" "2025-9003" "lost" "washed with the trousers"
1970-01-01 custom "group" "{{form}}"
"""


def book_of(folder: Path, form: str = "informal-group") -> Book:
    file = folder / f"{form}.beancount"
    file.write_text(SAMPLE.read_text() + MORE.format(form=form))
    return read(file)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return book_of(tmp_path_factory.mktemp("looked"))


@pytest.fixture(scope="module")
def accounts(books: Book) -> bytes:
    return accounts_pdf(annual_accounts(books, LAST))


@pytest.fixture(scope="module")
def shed(books: Book) -> str:
    return on_one_line(report_pdf(fund_statement(books, "shed"), None))


def test_an_award_of_nobody_is_still_to_come_from_nobody(books: Book, accounts: bytes) -> None:
    assert "Pans is ahead of its money by £120.00, which is still to come. " in on_one_line(
        accounts
    )
    report = on_one_line(report_pdf(fund_statement(books, "nobody"), None))
    assert "We were awarded £500.00. By 31 March 2026 we had received nothing and spent" in report
    assert "Awarded 500.00 Arrived – Spent (120.00) Ahead of the money (120.00)" in report


def test_a_grant_that_is_ahead_and_overspent_says_both_and_counts_its_claims(shed: str) -> None:
    assert (
        "We are £100.00 ahead of the money, which is still to come. The grant is overspent by "
        "£70.00. That counts £20.00 that is owed to volunteers and not paid yet." in shed
    )
    assert "Ahead of the money, and overspent (150.00)" in shed
    assert "£50.00 more was spent than the headings have; £100.00 of the award has not" in shed


def test_where_the_only_paper_is_lost_none_is_said_to_be_there_or_missing(shed: str) -> None:
    assert "Evidence 1 paper was declared lost: see the declarations. No cost here" in shed


def test_a_word_longer_than_its_column_ends_before_the_next_one(books: Book) -> None:
    report = report_pdf(fund_statement(books, "longone"), None)
    row = next(line for line in words_of(report).splitlines() if "2025-9002" in line)
    assert row.split()[-6:-1] == ["5,678.90", "5,678.90", "missing", "31", "May"]


def test_the_days_of_a_report_stand_on_one_line_beside_a_long_name(books: Book) -> None:
    report = report_pdf(fund_statement(books, "longone"), None)
    assert "1 May 2025 to 31 March 2026" in " ".join(words_of(report, page=2).split("\n")[:6])
    assert FUND in on_one_line(report)


def test_an_account_longer_than_its_page_goes_on_with_all_its_payments(tmp_path: Path) -> None:
    """Never with the last few lines alone, and never in the middle of a part."""
    pdf = accounts_pdf(annual_accounts(book_of(tmp_path, "charity-scotland"), LAST))
    first, second = (words_of(pdf, page=page) for page in (1, 2))
    assert "Total receipts" in first
    assert "A3 Payments" not in first
    for each in ("A3 Payments", "Governance costs", "Total payments", "end of the period"):
        assert each in second


def test_claims_are_spoken_of_below_them_and_not_below_other_debts(accounts: bytes) -> None:
    words = on_one_line(accounts)
    assert words.index("These claims were not paid back") < words.index("To whom, and for what")


def test_no_heading_says_more_than_it_is_of_every_explained_line(books: Book) -> None:
    statement = fund_statement(books, "council-food-2025")
    said = dict.fromkeys((each.heading for each in statement.budget), "Prices rose.")
    some = on_one_line(report_pdf(statement, None, ReportWords(explanations=said)))
    assert "Food, 0.8% over: Prices rose." in some
    assert "Why a heading is more, or less Food, 0.8% over" in some
    plain = on_one_line(report_pdf(statement, None))
    assert "Headings more than 25% away from their budget" in plain


def test_a_long_heading_on_the_poster_ends_before_its_amount() -> None:
    lines = (
        PublicLine(heading=LONG, amount=Money(4_567_890)),
        PublicLine(heading="Refunds of earlier years’ costs", amount=Money(1500)),
    )
    long, short = bars_of(lines)
    assert long.name == "Llanfairpwllgwyngyllgogeryc…"
    assert short.name == "Refunds of earlier years’ costs"
