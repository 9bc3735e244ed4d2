"""The accounts as they are on paper, read back from the PDF."""

import re
from dataclasses import replace

import pytest

from grant_reports.accounts import accounts_pdf
from grant_reports.figures import figure
from ledger.money import Money
from ledger.statements import AnnualAccounts, DoesNotTie
from ledger.statements.tables import Line
from tests.grant_reports.reading import on_one_line, words_of

SIGNED = ("Signed", "Print name", "Role", "Date of approval")


def row(heading: str, line: Line) -> str:
    """A line of the table as a pattern: its heading, each column, the total, last year."""
    sums = [*line.amounts, line.total, *([] if line.last_year is None else [line.last_year])]
    return r"\s+".join([re.escape(heading), *(re.escape(figure(each)) for each in sums)]) + r"\s*\n"


def test_every_line_is_printed_with_every_column(
    accounts: AnnualAccounts, accounts_document: bytes
) -> None:
    page = words_of(accounts_document, page=1)
    cash = accounts.cash
    lines = [(each.heading, each) for each in (*cash.money_in, *cash.money_out)]
    lines += [
        ("Total receipts", cash.total_in),
        ("Total payments", cash.total_out),
        ("Net of receipts and payments", cash.net),
        ("Transfers between funds", cash.transfers),
        ("Cash funds at the end of last year", cash.opening),
        ("Cash funds at the end of this year", cash.closing),
    ]
    for heading, line in lines:
        assert re.search(row(heading, line), page), heading


def test_cash_by_account_agrees_with_the_account_above(
    accounts: AnnualAccounts, accounts_document: bytes
) -> None:
    page = words_of(accounts_document, page=2)
    for each in accounts.assets.cash:
        assert re.search(rf"{each.heading}.*{re.escape(figure(each.amount))}", page)
    assert page.count(figure(accounts.cash.closing.total)) == 1
    assert "Less: held for others, not ours" in page


def test_the_notes_say_what_an_examiner_looks_for(accounts_document: bytes) -> None:
    words = on_one_line(accounts_document)
    for note in (
        "1. How these accounts are made",
        "2. Funds",
        "3. Grants",
        "4. Transfers between funds",
        "5. Help given",
        "6. Payments to members",
        "7. Money held for others",
        "8. Time and goods given",
        "9. Entries put right",
        "10. Papers",
        "11. Reserves",
        "12. Rounding",
    ):
        assert note in words
    assert "consent: letter from the council, 28 November 2025" in words
    assert "2025-0174" in words


def test_a_first_year_has_no_column_for_the_year_before(first_accounts_document: bytes) -> None:
    page = words_of(first_accounts_document, page=1)
    assert "Last year" not in page
    assert "Cash funds when these books begin" in page
    assert "These books begin on 1 October 2024" in page


def test_each_page_has_the_version_and_its_number(
    accounts: AnnualAccounts, accounts_document: bytes
) -> None:
    pages = words_of(accounts_document).split("\f")[:-1]
    shown = accounts.version[:12]
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in page
        assert f"version of the books {shown[:4]} {shown[4:8]} {shown[8:]}" in page
        assert "Elm Street Mutual Aid" in page
        assert "1 April 2025 to 31 March 2026" in page


def test_the_signatures_stand_together_on_one_page(accounts_document: bytes) -> None:
    (page,) = [each for each in words_of(accounts_document).split("\f") if "Approved by" in each]
    assert [page.count(what) for what in SIGNED] == [2] * len(SIGNED)


def test_accounts_that_do_not_tie_are_not_printed(accounts: AnnualAccounts) -> None:
    wrong = replace(accounts, assets=replace(accounts.assets, held=Money(1)))
    with pytest.raises(DoesNotTie, match="Cash less held for others"):
        accounts_pdf(wrong)


def test_what_people_wrote_is_printed_and_never_obeyed(accounts: AnnualAccounts) -> None:
    title = "<script>alert(1)</script> & Sons </style><h1>"
    words = ("First {{ 7 * 7 }} <b>bold</b>",)
    document = accounts_pdf(replace(accounts, group=title), report=words, with_examiner=True)
    shown = on_one_line(document)
    assert title in shown
    assert words[0] in shown
    assert "Independent examiner’s report" in shown
    assert "Committee’s annual report" in shown
