"""A name in the terms of a fund is blanked everywhere, and every figure stays."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ledger import index
from ledger.book import read
from ledger.book.blankable import blankable_terms
from ledger.errors import Refusal
from ledger.funds import BudgetLine, Expected, Fund, FundClass
from ledger.money import Money
from ledger.reading import issued, told_acts
from ledger.recording import (
    REPORT,
    Hand,
    ToIssue,
    change_budget,
    issue,
    new_fund,
    open_fund,
    record,
    record_consent,
    redact_as_in,
    redact_terms,
)
from tests.ledger.street import TODAY, begun, hand, spent, stock_sums
from tests.ledger.test_redacting import HANDS, WHY, found_in, sound

FUND = "garden-2026"
WORDS = ("Zebulon Quirke",)
TERMS = Fund(
    name=FUND,
    kind=FundClass.RESTRICTED,
    opened=TODAY,
    title="The garden of Zebulon Quirke",
    funder="Friends of Zebulon Quirke",
    purpose="A bench, where “Zebulon Quirke” sat; \\ and soil",
    reference="ZQ/1",
    programme="Zebulon Quirke’s legacy",
    award=Money(500_00),
    conditions="A plate on the bench says Zebulon Quirke.",
    expected=(Expected(day=date(2026, 5, 1), amount=Money(500_00)),),
    budget=(
        BudgetLine(heading="Bench", amount=Money(300_00), accounts=("Expenses:Food",)),
        BudgetLine(
            heading="Soil for Quirke", amount=Money(200_00), accounts=("Expenses:Printing",)
        ),
    ),
)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A fund whose terms, both as they were and as they are, name somebody."""
    made = begun(tmp_path)
    new_fund(made, TERMS, hand())
    open_fund(made, replace(TERMS, reference="ZQ/2", title="Zebulon Quirke’s bench"), hand())
    change_budget(made, FUND, "Soil for Quirke", Money(-50_00), "Zebulon Quirke rang", hand())
    record_consent(made, FUND, Money(10_00), "letter of Zebulon Quirke", hand())
    return made


def test_the_words_are_gone_from_text_history_index_and_every_file(shelf: Path) -> None:
    before = stock_sums(shelf)
    words = (*WORDS, "Quirke")
    fund = redact_terms(shelf, FUND, words, WHY, HANDS)
    assert fund.title == "[blanked]’s bench"
    assert fund.funder == "Friends of [blanked]"
    assert fund.purpose == "A bench, where “[blanked]” sat; \\ and soil"
    assert (fund.award, fund.expected, fund.reference) == (Money(500_00), TERMS.expected, "ZQ/2")
    soil = fund.budget[1]
    assert (soil.heading, soil.agreed) == ("Soil for [blanked]", Money(150_00))
    assert soil.changes[0].evidence == "[blanked] rang"
    assert stock_sums(shelf) == before
    book = sound(shelf)
    assert [fact.values for fact in book.facts if fact.kind == "redacted-terms"] == [
        (FUND, "P003", "P005", WHY)
    ]
    assert found_in(shelf.parent.parent) == []


def test_an_entry_that_names_the_same_person_is_left_to_its_own_blanking(shelf: Path) -> None:
    number = record(shelf, spent(words=("Aldi", "Soup for Zebulon Quirke")), hand()).number
    redact_terms(shelf, FUND, WORDS, WHY, HANDS)
    kept = index.current(shelf).entries[number]
    assert kept.transactions[0].narration == "Soup for Zebulon Quirke"


def test_every_version_of_the_terms_is_offered_and_neither_class_nor_days(shelf: Path) -> None:
    texts = {typed.text for typed in blankable_terms(read(shelf), FUND).texts}
    assert {TERMS.title, "Zebulon Quirke’s bench", "ZQ/1", "Bench", "Zebulon Quirke rang"} <= texts
    assert not {FUND, "restricted", "2026-05-01 500.00"} & texts


def test_what_was_issued_about_it_is_taken_away(shelf: Path) -> None:
    version = index.current(shelf).version
    out = ToIssue(
        about=FUND,
        sort=REPORT,
        until=TODAY,
        version=version,
        content=b"%PDF-1.7 Zebulon Quirke",
        changed="",
    )
    issue(shelf, out, hand())
    redact_terms(shelf, FUND, WORDS, WHY, HANDS)
    assert [(each.file, each.blanked_on) for each in issued(shelf, FUND, REPORT)] == [("", TODAY)]


def test_the_history_says_so_in_words(shelf: Path) -> None:
    redact_terms(shelf, FUND, WORDS, WHY, HANDS)
    assert "blanked words of the terms of garden-2026" in {act.what for act in told_acts(shelf)}


def test_a_copy_that_is_brought_back_is_blanked_as_the_later_one_was(
    shelf: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(shelf, tmp_path / "back" / "books" / "street"))
    redact_terms(shelf, FUND, (*WORDS, "Quirke"), WHY, HANDS)
    open_fund(shelf, replace(TERMS, title="The bench", conditions=""), hand())
    again = redact_as_in(copy, shelf, hand("P000"))
    assert (again.numbers, again.declined) == ((FUND,), ())
    assert found_in(copy.parent.parent) == []
    assert index.current(copy).funds[FUND].title == "[blanked]’s bench"
    assert redact_as_in(copy, shelf, hand("P000")).numbers == ()


@pytest.mark.parametrize(
    ("fund", "words", "because", "hands", "said"),
    [
        ("nowhere", WORDS, WHY, HANDS, "no fund called"),
        (FUND, ("Aldi",), WHY, HANDS, "Nothing would be blanked"),
        (FUND, WORDS, "", HANDS, "Why the words are blanked is missing"),
        (FUND, WORDS, "zebulon quirke stood there", HANDS, "the very words"),
        (FUND, WORDS, WHY, (hand("P003"), hand("P003")), "takes two people"),
        (FUND, ("Bench", "Soil for Quirke"), WHY, HANDS, "would both read “[blanked]”"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    shelf: Path,
    fund: str,
    words: tuple[str, ...],
    because: str,
    hands: tuple[Hand, Hand],
    said: str,
) -> None:
    before = index.current(shelf).version
    with pytest.raises(Refusal) as refused:
        redact_terms(shelf, fund, words, because, hands)
    assert said in str(refused.value)
    assert index.current(shelf).version == before
