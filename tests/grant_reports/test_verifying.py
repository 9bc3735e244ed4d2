"""A document that was filed, worked out again by a stranger; whatever was changed is named."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from grant_reports.accounts import accounts_pdf
from grant_reports.evidence import digest_of
from grant_reports.figures_csv import FiguresUnreadable, read_figures
from grant_reports.on_paper import rows_of
from grant_reports.proving import NotProved
from grant_reports.verifying import NotADocumentOfOurs, verified
from ledger.book import Book
from ledger.slices import ACCOUNTS, NotASlice, Subject, slice_of
from ledger.statements import AnnualAccounts, Period, annual_accounts
from tests.grant_reports.reading import words_of
from tests.grant_reports.tampering import (
    with_a_box_over,
    with_attached,
    with_pages,
    with_text,
    without,
)

FIGURES, BOOKS, PAGES = "figures.csv", "books.beancount", "pages.csv"


@pytest.fixture(params=["filed_accounts", "filed_report"])
def filed(request: pytest.FixtureRequest) -> bytes:
    made: bytes = request.getfixturevalue(request.param)
    return made


def attached(pdf: bytes) -> dict[str, bytes]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {name: each.get_file().read_bytes() for name, each in opened.attachments.items()}


def test_every_figure_of_a_filed_document_comes_out_again(filed: bytes) -> None:
    found = verified(filed)
    assert found.differences == ()
    assert found.group == "Elm Street Mutual Aid"
    assert found.count > 90


def test_it_says_that_it_is_both_an_archive_and_for_screen_readers(filed: bytes) -> None:
    with pikepdf.open(BytesIO(filed)) as opened, opened.open_metadata() as said:
        assert said["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
        assert said["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
        assert said["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_its_figures_its_books_and_its_pages_are_attached_and_say_what_they_are(
    filed: bytes,
) -> None:
    with pikepdf.open(BytesIO(filed)) as opened:
        told = {
            name: (str(each.obj.AFRelationship), each.get_file().mime_type)
            for name, each in opened.attachments.items()
        }
        assert len(opened.Root.AF) == 3
    assert told == {
        FIGURES: ("/Data", "text/csv"),
        BOOKS: ("/Source", "text/plain"),
        PAGES: ("/Supplement", "text/csv"),
    }


@pytest.mark.usefixtures("processes")
def test_the_same_book_gives_the_same_bytes(
    accounts: AnnualAccounts, accounts_books: str, filed_accounts: bytes
) -> None:
    assert accounts_pdf(accounts, books=accounts_books) == filed_accounts


def test_the_digest_of_what_is_attached_stands_in_every_margin(filed: bytes) -> None:
    files = attached(filed)
    digest = digest_of(files[FIGURES], files[BOOKS])
    shown = f"figures digest {digest[:4]} {digest[4:8]} {digest[8:]}"
    for page in words_of(filed).split("\f")[:-1]:
        assert shown in page


def test_what_the_pages_are_held_to_is_nearly_every_row_with_money(filed: bytes) -> None:
    tables = read_figures(attached(filed)[FIGURES])
    held = set(tables["on-paper"].rows)
    for name in ("receipts-and-payments", "funds", "grants", "money", "budget", "payments"):
        rows = [each for each in rows_of(tables.values()) if each.table == name]
        on_paper = [each for each in rows if (name, str(each.place)) in held]
        assert len(on_paper) >= len(rows) * 0.8, name


CHANGES: list[tuple[str, Callable[[str], str], str]] = [
    (
        FIGURES,
        lambda text: text.replace("Food and shopping,", "Food and shopping,9", 1),
        "Receipts and payments account, line “Payments, Food and shopping”",
    ),
    (
        BOOKS,
        lambda text: re.sub(
            r"(Expenses:Food +)(\d+)", lambda m: m[1] + str(int(m[2]) + 1), text, count=1
        ),
        "does not balance",
    ),
    (
        BOOKS,
        lambda text: text.replace('"helped" "39"', '"helped" "40"'),
        "Help given, line “40",
    ),
]


@pytest.mark.parametrize(("name", "change", "said"), CHANGES)
def test_a_change_in_what_is_attached_is_named(
    filed_accounts: bytes, name: str, change: Callable[[str], str], said: str
) -> None:
    changed = with_attached(filed_accounts, name, change)
    try:
        told = " ".join(verified(changed).differences)
    except NotASlice as refusal:
        told = str(refusal)
    assert said in told


def test_a_digit_changed_on_both_sides_of_an_entry_is_named_by_every_sum_it_is_in(
    filed_accounts: bytes,
) -> None:
    """It balances, so that Beancount alone would say nothing."""
    pattern = r"  Expenses:Food +(\d+\.\d\d) GBP\n  Assets:Bank:Current +-\1 GBP\n"
    old = re.search(pattern, attached(filed_accounts)[BOOKS].decode())
    assert old is not None
    new = old[0].replace(old[1], f"9{old[1]}")
    changed = with_attached(filed_accounts, BOOKS, lambda text: text.replace(old[0], new, 1))
    told = verified(changed).differences
    assert any("line “Payments, Food and shopping”" in each for each in told)
    assert any("figures digest in its margin" in each for each in told)


def test_a_digit_changed_on_a_page_is_named_with_its_page(filed_accounts: bytes) -> None:
    changed = with_text(filed_accounts, "3,545.12", "3,945.12")
    assert "3,945.12" in words_of(changed)
    told = verified(changed).differences
    assert any("says 3,945.12, and no figure attached does" in each for each in told)


def test_a_figure_changed_on_a_page_into_another_that_is_there_is_named_by_its_line(
    filed_accounts: bytes, accounts: AnnualAccounts
) -> None:
    line = next(each for each in accounts.cash.money_in if each.heading == "Donations")
    one, other = f"{line.total.number:,}", f"{accounts.cash.total_in.amounts[0].number:,}"
    if len(one) != len(other):
        other = next(
            f"{each.total.number:,}"
            for each in accounts.cash.money_in
            if len(f"{each.total.number:,}") == len(one) and each.total != line.total
        )
    changed = with_text(filed_accounts, one, other)
    told = verified(changed).differences
    assert any("line “Donations”: the pages do not say" in each for each in told)


def test_a_document_with_nothing_attached_cannot_be_proved(filed: bytes) -> None:
    for name in (FIGURES, BOOKS):
        with pytest.raises(NotADocumentOfOurs, match=f"Nothing called {name} is attached"):
            verified(without(filed, name))


def test_a_box_of_text_laid_over_a_figure_is_named_with_its_page(filed: bytes) -> None:
    """The text of the page is as it was: only who looks at it is deceived."""
    changed = with_a_box_over(filed, 2, "£9,999.00")
    with pytest.raises(NotADocumentOfOurs, match="Something was laid over page 2"):
        verified(changed)


@pytest.mark.parametrize("order", [(0, 1, 3), (1, 0, 2, 3), (0, 1, 2, 2, 3)])
def test_a_page_that_was_taken_out_moved_or_put_in_is_named(
    filed_accounts: bytes, order: tuple[int, ...]
) -> None:
    """Also one without a figure, such as a paper's: its absence changes no sum."""
    told = verified(with_pages(filed_accounts, order)).differences
    (said,) = [each for each in told if "taken out, put in or moved" in each]
    assert re.match(rf"Page (\d): its margin does not say page \1 of {len(order)},", said)


def test_people_s_own_words_do_not_stand_for_the_number_in_a_margin(sample: Book) -> None:
    """The group's name is on every page, and here it says what two of the margins say."""
    book = replace(sample, title="Elm, page 2 of 4 and page 3 of 4 of it")
    made = annual_accounts(book, date(2026, 3, 31))
    subject = Subject(document=ACCOUNTS, period=made.period, version=book.version)
    document = accounts_pdf(made, books=slice_of(book, subject))
    assert verified(document).holds
    told = verified(with_pages(document, (0, 2, 1, 3))).differences
    assert any(each.startswith("Page 2: its margin does not say page 2 of 4") for each in told)


def test_what_is_no_pdf_or_a_locked_one_is_said_so(filed_accounts: bytes) -> None:
    with pytest.raises(NotADocumentOfOurs, match="not a PDF"):
        verified(b"no PDF at all")
    out = BytesIO()
    with pikepdf.open(BytesIO(filed_accounts)) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(NotADocumentOfOurs, match="locked with a password"):
        verified(out.getvalue())


def test_figures_that_are_not_as_we_write_them_are_said_so(filed_accounts: bytes) -> None:
    for text in ("", "Table,1\n", "document,x\n\ntable,y\n"):
        with pytest.raises(FiguresUnreadable):
            verified(with_attached(filed_accounts, FIGURES, lambda _, text=text: text))


def test_slices_of_one_document_do_not_prove_another(
    filed_report: bytes, accounts_books: str
) -> None:
    told = verified(with_attached(filed_report, BOOKS, lambda _: accounts_books)).differences
    assert any("the table is not among the figures attached" in each for each in told)


def test_a_document_whose_slice_makes_another_figure_does_not_come_to_be(
    accounts: AnnualAccounts, accounts_books: str
) -> None:
    wrong = accounts_books.replace("Expenses:Food  ", "Expenses:Printing  ")
    with pytest.raises(NotProved, match="The figures do not agree"):
        accounts_pdf(accounts, books=wrong)


def test_a_slice_of_another_time_does_not_prove_a_year(
    sample: Book, accounts: AnnualAccounts
) -> None:
    earlier = Period(first=date(2024, 10, 1), last=date(2025, 3, 31))
    subject = Subject(document=ACCOUNTS, period=earlier, version=sample.version)
    with pytest.raises(NotProved):
        accounts_pdf(accounts, books=slice_of(sample, subject))


def test_figures_read_back_as_they_were_written(filed: bytes) -> None:
    tables = read_figures(attached(filed)[FIGURES])
    assert all(len(row) == len(each.columns) for each in tables.values() for row in each.rows)
    assert {"on-paper", "beside-the-tables", "pages-held"} < tables.keys()
