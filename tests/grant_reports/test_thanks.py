"""The letter to a giver as it is on paper."""

import re
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from grant_reports.figures import figure
from grant_reports.thanks import THANKS, Letter, thanks_pdf
from ledger.reading import gift_statement, givers
from ledger.statements import GiftStatement
from tests.grant_reports.reading import on_one_line, words_of

SAMPLE = Path(__file__).parents[2] / "sample.beancount"
YEAR = date(2026, 3, 31)
TO_HELEN = Letter(name="Helen Marsh", thanks="", written=date(2026, 4, 20))


@pytest.fixture(scope="module")
def made() -> GiftStatement:
    giver = next(each for each in givers(SAMPLE, YEAR) if each.payee == "P011")
    return gift_statement(SAMPLE, giver.entry)


@pytest.fixture(scope="module")
def document(made: GiftStatement) -> bytes:
    return thanks_pdf(made, TO_HELEN)


def test_it_is_a_letter_from_the_name_to_the_signature(document: bytes) -> None:
    words = on_one_line(document)
    order = [
        "20 April 2026",
        "Dear Helen Marsh,",
        THANKS,
        "What you gave, 1 April 2025 to 31 March 2026",
        "15 April 2025 Subscriptions 2025-0053 10.00",
        "Together",
        "With our thanks, for Elm Street Mutual Aid:",
    ]
    places = [words.find(each) for each in order]
    assert -1 not in places
    assert places == sorted(places)
    assert re.search(r"Together\s+106\.00\n", words_of(document))


def test_every_gift_is_in_it(made: GiftStatement, document: bytes) -> None:
    words = words_of(document)
    assert len(made.gifts) > 1
    for each in made.gifts:
        assert each.entry in words
        assert figure(each.amount) in words


def test_it_tells_of_nobody_else_and_of_no_number(made: GiftStatement, document: bytes) -> None:
    words = words_of(document)
    others = {each.payee for each in givers(SAMPLE, YEAR)} - {made.payee}
    assert made.payee not in words
    assert not [name for name in others if name in words]


def test_the_groups_own_words_stand_paragraph_by_paragraph(made: GiftStatement) -> None:
    said = "Dear friend of the street.\n\nThe soup was <b>warm</b> & good."
    words = on_one_line(thanks_pdf(made, replace(TO_HELEN, thanks=said)))
    assert "Dear friend of the street. The soup was <b>warm</b> & good." in words
    assert THANKS not in words


def test_a_word_longer_than_the_line_stays_on_the_page(made: GiftStatement) -> None:
    address = "https://elm.example/" + "thankyou" * 30
    pdf = thanks_pdf(made, replace(TO_HELEN, thanks=f"Pictures: {address}"))
    with closing(PdfDocument(pdf)) as document:
        page = document[0]
        right, words = page.get_width(), page.get_textpage()
        found = [words.get_charbox(at) for at in range(words.count_chars())]
    assert max(box[2] for box in found) < right
    assert address in re.sub(r"\s", "", words_of(pdf, layout=False))


def test_where_no_name_is_known_there_is_a_line_to_write_it_on(made: GiftStatement) -> None:
    words = on_one_line(thanks_pdf(made, replace(TO_HELEN, name="")))
    assert "Dear " + THANKS in words


@pytest.mark.parametrize(
    ("form", "says", "says_not"),
    [
        ("informal-group", "is not a charity, so no tax can be claimed back", "is a charity."),
        ("constituted-association", "is not a charity", "is a charity."),
        ("charity-england-wales", "no declaration for Gift Aid and no claim", "is not a charity"),
        ("charity-scotland", "is a charity.", "is not a charity"),
    ],
)
def test_only_a_charity_is_called_one(
    made: GiftStatement, form: str, says: str, says_not: str
) -> None:
    words = on_one_line(thanks_pdf(replace(made, legal_form=form), TO_HELEN))
    assert says in words
    assert says_not not in words
