"""A name in the terms of a fund is blanked everywhere, and every figure stays."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ledger import index
from ledger.book import read
from ledger.book.blankable import blankable_terms
from ledger.entries.acts import FundMove
from ledger.errors import Refusal
from ledger.funds import BudgetLine, Expected, Fund, FundClass
from ledger.money import Money
from ledger.reading import issued, told_acts
from ledger.recording import (
    ACCOUNTS,
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
from tests.ledger.street import (
    BANK,
    COUNCIL,
    TODAY,
    begun,
    granted,
    hand,
    spent,
    stock_sums,
    text_of,
)
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


def moved(pence: int, day: date, consent: str) -> FundMove:
    """Money of the council's that moves to the winter fund."""
    return FundMove(
        day=day,
        what_for="Warmth",
        amount=Money(pence),
        source=COUNCIL.name,
        target="winter",
        account=BANK,
        consent=consent,
    )


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """A grant that came on the first of March."""
    made = begun(tmp_path)
    record(made, granted(100_00, day=date(2026, 3, 1)), hand())
    return made


def test_the_consent_that_a_move_quotes_is_blanked_with_the_terms(council: Path) -> None:
    """On both of its halves, and in a correction of it; what else the move says stays."""
    issue(
        council,
        ToIssue(
            about="winter",
            sort=REPORT,
            until=TODAY,
            version=index.current(council).version,
            content=b"%PDF-1.7 Zebulon Quirke",
            changed="",
        ),
        hand(),
    )
    number = record(council, moved(5_00, TODAY, "letter of Zebulon Quirke"), hand()).number
    assert text_of(council, "2026-03").count("letter of Zebulon Quirke") == 3
    before = stock_sums(council)
    redact_terms(council, COUNCIL.name, WORDS, WHY, HANDS)
    book = sound(council)
    assert found_in(council.parent.parent) == []
    assert stock_sums(council) == before
    halves = book.entries[number].transactions
    assert [each.said("consent") for each in halves] == ["letter of [blanked]"] * 2
    assert {each.narration for each in halves} == {"Warmth"}


def test_consent_that_stands_with_the_move_alone_is_offered_with_the_terms(council: Path) -> None:
    """What was agreed before was enough, so that no line of its own says so again."""
    record_consent(council, COUNCIL.name, Money(50_00), "by post", hand())
    record(council, moved(5_00, TODAY, "letter of Zebulon Quirke"), hand())
    texts = {typed.text for typed in blankable_terms(index.current(council), COUNCIL.name).texts}
    assert {"by post", "letter of Zebulon Quirke"} <= texts
    assert "letter of Zebulon Quirke" not in {
        typed.text for typed in blankable_terms(read(council), "winter").texts
    }
    redact_terms(council, COUNCIL.name, WORDS, WHY, HANDS)
    assert found_in(council.parent.parent) == []
    sound(council)


def test_what_another_fund_s_giver_agreed_to_stays(council: Path) -> None:
    new_fund(council, replace(TERMS, opened=date(2026, 3, 1)), hand())
    record(council, granted(10_00, fund=FUND), hand())
    record(council, replace(moved(5_00, TODAY, "by post"), source=FUND), hand())
    record(council, moved(5_00, TODAY, "letter of Zebulon Quirke"), hand())
    redact_terms(council, FUND, WORDS, WHY, HANDS)
    text = text_of(council, "2026-03")
    assert (text.count('"by post"'), text.count('"letter of Zebulon Quirke"')) == (3, 3)
    sound(council)


def test_a_copy_is_blanked_though_an_older_day_was_recorded_since(
    council: Path, tmp_path: Path
) -> None:
    """A consent that came with a move stands on its day, before those that the copy knows."""
    eve = date(2026, 3, 18)
    record_consent(council, COUNCIL.name, Money(1_00), "letter of Zebulon Quirke", hand(today=eve))
    copy = Path(shutil.copytree(council, tmp_path / "back" / "books" / "street"))
    record(council, moved(5_00, date(2026, 3, 2), "the council’s minutes"), hand())
    redact_terms(council, COUNCIL.name, WORDS, WHY, HANDS)
    again = redact_as_in(copy, council, hand("P000"))
    assert (again.numbers, again.declined) == ((COUNCIL.name,), ())
    assert found_in(copy.parent.parent) == []
    assert '"letter of [blanked]"' in text_of(copy, "2026-03")


def test_a_text_that_nothing_in_the_later_copy_answers_to_is_blanked_whole(
    shelf: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(shelf, tmp_path / "back" / "books" / "street"))
    redact_terms(shelf, FUND, (*WORDS, "Quirke"), WHY, HANDS)
    for file in (shelf / "journal").glob("*.beancount"):
        file.write_text(file.read_text().replace("letter of [blanked]", "by post"))
    assert redact_as_in(copy, shelf, hand("P000")).numbers == (FUND,)
    assert found_in(copy.parent.parent) == []
    assert [each.said(2) for each in read(copy).facts if each.kind == "consent"] == ["[blanked]"]


def test_where_nothing_was_there_to_blank_no_line_says_that_it_was(
    council: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(council, tmp_path / "back" / "books" / "street"))
    record_consent(council, COUNCIL.name, Money(1_00), "letter of Zebulon Quirke", hand())
    redact_terms(council, COUNCIL.name, WORDS, WHY, HANDS)
    before = index.current(copy).version
    again = redact_as_in(copy, council, hand("P000"))
    assert (again.numbers, again.declined) == ((), ())
    assert index.current(copy).version == before


def test_each_of_two_blankings_stands_in_the_copy_with_its_reason(
    shelf: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(shelf, tmp_path / "back" / "books" / "street"))
    redact_terms(shelf, FUND, WORDS, WHY, HANDS)
    redact_terms(shelf, FUND, ("Quirke",), "once more", HANDS)
    assert redact_as_in(copy, shelf, hand("P000")).numbers == (FUND,)
    said = [each.said(3) for each in read(copy).facts if each.kind == "redacted-terms"]
    assert said == [WHY, "once more"]
    assert found_in(copy.parent.parent) == []


def test_headings_that_would_run_together_in_a_copy_are_declined_and_named(
    shelf: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(shelf, tmp_path / "back" / "books" / "street"))
    redact_terms(shelf, FUND, WORDS, WHY, HANDS)
    file = shelf / "funds.beancount"
    text = file.read_text().replace('"Bench"', '"Seat"').replace('"Soil for Quirke"', '"Soil"')
    file.write_text(text)
    again = redact_as_in(copy, shelf, hand("P000"))
    assert again.numbers == ()
    assert "both read “[blanked]”" in again.declined[0]
    assert "redacted-terms" not in text_of(copy, "2026-03")


def test_a_line_without_a_number_does_not_keep_the_terms_from_being_blanked(
    council: Path,
) -> None:
    """Somebody wrote a move by hand; the consent that it quotes goes with the terms, too."""
    record_consent(council, COUNCIL.name, Money(50_00), "letter of Zebulon Quirke", hand())
    with (council / "journal/2026-03.beancount").open("a") as text:
        text.write(
            '\n2026-03-20 * "Ourselves" "Warmth" #council-food\n'
            '  consent: "a call from Zebulon Quirke"\n'
            "  Assets:Bank:Current  -5.00 GBP\n"
            "  Equity:Fund-Transfers  5.00 GBP\n"
        )
    redact_terms(council, COUNCIL.name, WORDS, WHY, HANDS)
    assert found_in(council.parent.parent) == []
    assert '  consent: "a call from [blanked]"' in text_of(council, "2026-03")


def test_accounts_that_went_out_before_the_fund_was_opened_are_taken_away(shelf: Path) -> None:
    """The slice that is attached to them holds what is known of every fund, whatever its day."""
    later = replace(TERMS, name="orchard", opened=date(2026, 4, 1))
    new_fund(shelf, later, hand())
    year = ToIssue(
        about="accounts:2026-03-31",
        sort=ACCOUNTS,
        until=TODAY,
        version=index.current(shelf).version,
        content=b"%PDF-1.7 Zebulon Quirke",
        changed="",
    )
    issue(shelf, year, hand())
    redact_terms(shelf, "orchard", WORDS, WHY, HANDS)
    (left,) = issued(shelf, year.about, ACCOUNTS)
    assert (left.file, left.blanked_on) == ("", TODAY)


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
