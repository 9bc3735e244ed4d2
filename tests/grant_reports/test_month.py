"""The page of a month as it is on paper, read back from the PDF."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from grant_reports.figures import figure
from grant_reports.month import month_pdf
from grant_reports.tables import month_tables
from ledger.money import Money
from ledger.reading import MonthView, month_view
from tests.grant_reports.reading import on_one_line, words_of

SAMPLE = Path(__file__).parents[2] / "sample.beancount"
TODAY = date(2026, 4, 20)


def march(*, sees_help: bool = True) -> MonthView:
    view = month_view(SAMPLE, date(2026, 3, 1), TODAY, sees_help=sees_help)
    assert view is not None
    return view


@pytest.fixture(scope="module")
def view() -> MonthView:
    return march()


@pytest.fixture(scope="module")
def document(view: MonthView) -> bytes:
    return month_pdf(view, TODAY)


def test_a_month_is_one_page(document: bytes) -> None:
    with pikepdf.open(io.BytesIO(document)) as opened:
        assert len(opened.pages) == 1


def test_every_amount_of_its_tables_is_on_the_page(view: MonthView, document: bytes) -> None:
    words = words_of(document)
    for each in month_tables(view.statement):
        opening = each.columns.index("Opening") if each.name == "places" else -1
        for row in each.rows:
            for place, cell in enumerate(row):
                if isinstance(cell, Money) and cell and place != opening:
                    assert figure(abs(cell)) in words, (each.name, row)


def test_it_is_read_in_order_from_what_was_to_what_is_due(document: bytes) -> None:
    words = on_one_line(document)
    order = [
        "For the meeting: March 2026",
        "We began with £4,149.39; £70.68 came in and £585.20 went out.",
        "Money in, money out",
        "Donations",
        "Food and shopping",
        "Opening + in − out = bank + tin",
        "There was, when March began",
        "In the bank and the tin",
        "Fund by fund",
        "Street kitchen",
        "To look at together",
        "We owe £35.00 to volunteers for 2 claims",
        "Council food grant 2025: last day to spend (Northgate Council)",
    ]
    places = [words.find(each) for each in order]
    assert -1 not in places
    assert places == sorted(places)


def test_what_is_handed_round_says_that_help_waits_and_names_no_count_of_cash() -> None:
    words = on_one_line(month_pdf(march(sees_help=False), TODAY))
    assert "Help given lately is not in these figures yet." in words
    assert "Help given 30.00" not in words
    assert "Looked at" not in words
    assert "31 Mar 26" not in words


def test_a_month_under_way_says_so() -> None:
    view = month_view(SAMPLE, TODAY, TODAY, sees_help=True)
    assert view is not None
    words = on_one_line(month_pdf(view, TODAY))
    assert "So far, to 20 April 2026: the month is not over." in words
    assert "No money came in or went out." in words
    assert "not yet" not in words


def test_the_same_month_is_the_same_bytes(view: MonthView, document: bytes) -> None:
    assert month_pdf(view, TODAY) == document


def test_many_claims_are_counted_and_still_fit_on_the_sheet(view: MonthView) -> None:
    made = view.statement
    many = tuple(replace(made.claims_owed[0], claim=f"2026-{n:04}") for n in range(14))
    crowded = replace(view, statement=replace(made, claims_owed=many))
    document = month_pdf(crowded, TODAY)
    words = on_one_line(document)
    assert "We owe £344.40 to volunteers for 14 claims" in words
    assert "claims more" in words
    with pikepdf.open(io.BytesIO(document)) as opened:
        assert len(opened.pages) == 1


def test_a_fund_ahead_of_its_money_says_how_much_of_that_it_owes(tmp_path: Path) -> None:
    book = tmp_path / "short.beancount"
    claim = """
2026-03-30 * "Lidl" "Ovens" #lottery-kitchen ^2026-0999
  kind: "claim"
  Expenses:Equipment         3000.00 GBP
  Liabilities:Claims:P004   -3000.00 GBP
"""
    book.write_text(SAMPLE.read_text() + claim)
    view = month_view(book, date(2026, 3, 1), TODAY, sees_help=True)
    assert view is not None
    words = on_one_line(month_pdf(view, TODAY))
    assert "£198.02 ahead of its money, still to come with £3,035.00 owed to volunteers" in words


def test_what_puts_an_earlier_year_right_is_a_line_of_its_own_everywhere() -> None:
    """A cost of 50.00 of last year was 55.00: this June it neither came in nor went out."""
    golden = SAMPLE.parent / "tests/golden/corrections.beancount"
    june = month_view(golden, date(2025, 6, 1), TODAY, sees_help=True)
    assert june is not None
    made = june.statement
    assert (made.total_in, made.total_out, made.corrections) == (Money(0), Money(0), Money(-5_00))
    assert [each.corrections for each in made.funds] == [Money(-5_00)]
    words = on_one_line(month_pdf(june, TODAY))
    assert "corrections of earlier years made it £5.00 less" in words
    assert words.count("Corrections of earlier years") == 1
    assert words.count("(5.00)") == 2
    money, _, funds, _ = month_tables(made)
    assert ("Corrections", "Corrections of earlier years", Money(-5_00)) in money.rows
    assert funds.rows[0][funds.columns.index("Corrections")] == Money(-5_00)
