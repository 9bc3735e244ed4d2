"""Whatever stands on a page is held as it was printed: each word, each picture, each line drawn."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from itertools import cycle
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grant_reports import checking, opening
from grant_reports.accounts import accounts_pdf
from grant_reports.as_printed import (
    WHOLE,
    PagesUnreadable,
    Part,
    Parts,
    changed,
    listing_of,
    pages_csv,
    read_pages,
)
from grant_reports.evidence import digest_of
from grant_reports.fund_report import ReportWords, report_pdf
from grant_reports.verifying import verified
from ledger.reading import accounts_slice, annual_accounts, fund_slice, fund_statement
from ledger.statements import FundStatement
from tests.grant_reports.conftest import GRANT, SAMPLE
from tests.grant_reports.pictures import picture
from tests.grant_reports.tampering import (
    changed_by,
    painted_over,
    paper_of,
    saved_again,
    spaced,
    with_attached,
    with_pictures_changed,
    with_text,
    without,
)

PAGES = "pages.csv"
GOLDEN = Path(__file__).parents[1] / "golden"


def told(pdf: bytes) -> tuple[str, ...]:
    return verified(pdf).differences


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # A name, a day, a count in a sentence, and a "not": none of them a sum of money.
        ("held by P004", "held by P007", "Page 2 says “P007”, after “Float held by”, and “P004” w"),
        ("Help was given 39", "Help was given 14", "Page 4 says “14”, after “Help was given”, an"),
        ("16.00", "10.40", "Page 2 says “10.40”, after “30 April 2026”, and “16.00” was printed"),
        ("is not a charity", "is nota charity ", "Page 3 says “nota”, after “The group is”, and "),
        ("31 March 2026", "30 March 2026", "Page 1 says “30”, after “April 2025 to”, and “31” w"),
    ],
)
def test_a_word_changed_on_a_page_is_named_even_into_one_that_stands_elsewhere(
    filed_accounts: bytes, old: str, new: str, said: str
) -> None:
    assert any(each.startswith(said) for each in told(with_text(filed_accounts, old, new)))


def test_another_picture_in_the_place_of_one_is_named_with_its_page(shown: bytes) -> None:
    papers = paper_of(shown)
    other = with_pictures_changed(shown, papers, lambda _: picture(501))
    assert verified(shown).holds
    (said,) = told(other)
    assert said.startswith(f"Page {papers} says what was printed, and does not look as it was: a p")


def test_a_box_that_is_painted_over_a_page_itself_is_named(filed_accounts: bytes) -> None:
    (said,) = told(painted_over(filed_accounts, 2))
    assert said.startswith("Page 2 says what was printed, and does not look as it was")


def cropped(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.CropBox = pikepdf.Array([0, 0, 400, 500])


def turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Rotate = 180


def with_other_letters(pdf: pikepdf.Pdf) -> None:
    """The text stays what it was, and is seen as another."""
    for font in pdf.pages[0].Resources.Font.values():
        file = font.DescendantFonts[0].FontDescriptor.FontFile2
        file.write(file.read_bytes()[:-8])


@pytest.mark.parametrize("change", [cropped, turned, with_other_letters])
def test_a_page_that_is_shown_otherwise_is_named(
    filed_accounts: bytes, change: Callable[[pikepdf.Pdf], None]
) -> None:
    assert any("Page 1" in each for each in told(changed_by(filed_accounts, change)))


@pytest.mark.parametrize(
    "save",
    [
        lambda pdf, out: pdf.save(out, linearize=True),
        lambda pdf, out: pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable),
        lambda pdf, out: pdf.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        ),
        lambda pdf, out: pdf.save(out, recompress_flate=True),
    ],
)
def test_a_program_that_only_saves_a_document_again_changes_nothing(
    shown: bytes, save: Callable[[pikepdf.Pdf, BytesIO], None]
) -> None:
    assert verified(saved_again(shown, save)).holds


def test_a_row_whose_sums_stand_behind_the_margins_of_a_page_is_found() -> None:
    """Its words stand a few lines before the end of the first page, its sums on the second."""
    book = GOLDEN / "claims-across-a-year-end.beancount"
    report = fund_statement(book, "general", date(2026, 3, 31))
    assert verified(report_pdf(report, None, books=fund_slice(book, report))).differences == ()


def test_a_list_of_pages_that_was_taken_out_or_changed_is_named(filed_accounts: bytes) -> None:
    (said,) = told(without(filed_accounts, PAGES))
    assert said.startswith("The list of the pages as they were printed (pages.csv) was taken out")
    change = partial(with_attached, filed_accounts, PAGES)
    (said,) = told(change(lambda text: text.replace("Hall hire", "Hall fire")))
    assert said.startswith("Page 1 agrees with its mark in the list of pages (pages.csv), and the")
    for text in ("", "Page,Mark\r\n", "Page,Mark,Words\r\n2,a,b\r\n", 'Page,Mark,Words\r\n1,a,"'):
        with pytest.raises(PagesUnreadable):
            verified(change(lambda _, text=text: text))


def test_a_document_of_before_there_were_lists_is_proved_as_it_was(filed_accounts: bytes) -> None:
    said = json.loads(opening.answer(filed_accounts, ()))
    digest = digest_of(said["figures"].encode(), said["books"].encode())
    said["figures"] = said["figures"].partition("\r\ntable,pages-held,")[0]
    older = digest_of(said["figures"].encode(), said["books"].encode())
    for page in said["pages"]:
        page["words"] = page["words"].replace(spaced(digest), spaced(older))
    said["printed"] = None
    answer = json.loads(checking.answer(json.dumps(said).encode(), ()))
    assert answer["differences"] == []
    assert not answer["pages_held"]


# What fonts, lines and readers of PDFs stumble over: ligatures, soft hyphens, what stands in no
# font, what is written from right to left, what combines, and a word that is longer than a line.
HOSTILE = (
    "office ﬁsh ﬂour affluent",
    "co\u00adoper\u00adation",
    "a\u00a0b\u202fc\u2007d",
    "שלום עולם 14 مرحبا",
    "👩🏽‍🍳 🇬🇧 🥘",
    "e\u0301 n\u0303 Z̸̡a̷̛",
    "W" * 300,
    "x² H₂O ½ £5 €7",
    "“Quote” ‘it’s’ – — …",
    "=SUM(A1) @you +1 -2",
    "'=1",
    "漢字 ไทย हिन्दी ꙮ",
    "well-known-and-hyphen-ated-" * 9,
    "<b>bold</b> &amp; \\u0041",
    "1 0 obj",
    "5 0 obj. stream (endobj",
    "\ufeff\u200b\u2028\u0085",
    "12.\u00ad65 10-13.75 W14.85 15.9\u030a5 ثمن 16.25 " + "9" * 40 + ".75",
)
WORDS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=60),
)


@pytest.fixture(scope="module")
def small() -> tuple[FundStatement, str]:
    """A report of few pages, and its slice: few, since each text is printed and read back."""
    book = GOLDEN / "a-deficit-and-an-instalment-in-arrears.beancount"
    report = fund_statement(book, "hall", date(2026, 3, 31))
    return report, fund_slice(book, report)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(WORDS, min_size=1, max_size=30))
@example(texts=list(HOSTILE))
def test_whatever_a_treasurer_writes_the_printed_document_holds(
    small: tuple[FundStatement, str], texts: list[str]
) -> None:
    report, books = small
    words = ReportWords(
        delivery=(("What we did", "\n".join(texts)),), roles=tuple(texts[:2]), match=texts[-1]
    )
    assert verified(report_pdf(report, None, words, books)).differences == ()


# The value of one thing of the group's, as the sample's books tell it.
COOKER = """2025-09-25 custom "asset" "Six-burner cooker" "own-use" "lottery-kitchen"
  cost: 794.00 GBP
  value: 794.00 GBP
"""


def test_a_group_may_be_called_like_the_beginning_of_a_part_of_a_pdf(tmp_path: Path) -> None:
    """Also once a program that writes the words about a file anew has saved it."""
    book = tmp_path / "book.beancount"
    text = SAMPLE.read_text().replace('"title" "', '"title" "5 0 obj. 1  0 obj ')
    assert text != SAMPLE.read_text()
    book.write_text(text)
    accounts = annual_accounts(book, date(2026, 3, 31))
    pdf = accounts_pdf(accounts, books=accounts_slice(book, accounts))
    alone = pikepdf.ObjectStreamMode.disable
    again = saved_again(pdf, lambda opened, out: opened.save(out, object_stream_mode=alone))
    assert [verified(each).differences for each in (pdf, again)] == [(), ()]


def test_whatever_a_payee_is_called_the_printed_document_holds(tmp_path: Path) -> None:
    """Rows whose words may be read otherwise once they are set are not looked for on the pages."""
    names = ("1 0 obj (5 0 obj.", "ﬁsh co\u00adop", "שלום ab", "Wednesday" * 9, "12.\u00ad50 漢字")
    first, *parts = SAMPLE.read_text().split('"Aldi" "')
    assert len(parts) > len(names)
    paid = (f'"{name}" "{name} {part}' for name, part in zip(cycle(names), parts, strict=False))
    things = "".join(COOKER.replace("Six-burner cooker", name) for name in names)
    book = tmp_path / "book.beancount"
    text = "".join([first, *paid])
    assert COOKER in text
    book.write_text(text.replace(COOKER, things))
    accounts = annual_accounts(book, date(2026, 3, 31))
    assert verified(accounts_pdf(accounts, books=accounts_slice(book, accounts))).differences == ()
    report = fund_statement(book, GRANT, date(2026, 3, 31))
    assert verified(report_pdf(report, None, books=fund_slice(book, report))).differences == ()


@given(texts=st.lists(st.text(st.characters(exclude_categories=("Cs",))), max_size=4))
def test_a_list_of_pages_reads_back_whatever_they_say(texts: list[str]) -> None:
    pages = [Part(words=each, drawn=str(at)) for at, each in enumerate(texts)]
    for whole in ({}, {name: Part(words="\n".join(texts), drawn=name) for name in WHOLE}):
        parts = Parts(pages=pages, whole=whole)
        listing = read_pages(pages_csv(parts).decode())
        assert listing == listing_of(parts)
        assert list(changed(listing, parts)) == []


def only(page: Part) -> Parts:
    return Parts(pages=[page], whole={})


def test_a_page_that_begins_like_a_formula_is_none_in_a_spreadsheet() -> None:
    page = Part(words="=1+1", drawn="")
    assert pages_csv(only(page)).decode().endswith(",'=1+1\r\n")


@given(words=st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1), at=st.integers(0))
def test_any_word_that_is_put_in_left_out_or_changed_is_said(words: list[str], at: int) -> None:
    page = Part(words=" ".join(words), drawn="as it was")
    listing = read_pages(pages_csv(only(page)).decode())
    place = at % len(words)
    for other in (["e"], ["a", words[place]], []):
        said = " ".join([*words[:place], *other, *words[place + 1 :]])
        if said != page.words:
            other_page = only(replace(page, words=said, drawn="otherwise"))
            found = list(changed(listing, other_page))
            assert found
            assert not any("does not look" in each for each in found)
