"""A stranger's book comes in as text of our own, or not at all; nothing in it is ever run."""

from pathlib import Path

import pytest
from beancount.parser import options

from ledger.beans import outside, parse
from ledger.beans.outside import BookNotTaken, BookTooLarge, bring_in
from ledger.beans.screening import Calculates, ForeignMoney, ReachesOut, Unclear
from ledger.book import read
from ledger.checks import equal_to_beancount, problems
from ledger.entries.directives import Fact, Transaction

SAMPLE = Path(__file__).parents[3] / "sample.beancount"
OPENS = """
2024-01-01 open Assets:Bank:Current GBP
2024-01-01 open Expenses:Food GBP
"""
BOUGHT = """
2024-03-14 * "Aldi" "Food"
  Expenses:Food          12.50 GBP
  Assets:Bank:Current
"""
# The second to the fourth hide a division from whoever takes quotation marks at their word.
BOMBS = [
    "2024-01-01 open Assets:X\n2024-01-01 balance Assets:X 1/0 GBP\n",
    '* a heading with one " in it\n2024-01-01 custom "x" 1/0\n* another "\n',
    '$" odd\n2024-01-01 custom "x" 1/0\n; "\n',
    '2024-01-01 custom "x" 1.1234/1/0\n',
    '2024-01-01 custom "x" (1)\n',
    '2024-01-01 custom "x" 2*3\n',
    '2024-01-01 custom "x" 2 - 3\n',
    '2024-01-01 custom "x" --3\n',
]
OUTSTRETCHED = [
    'plugin "os"\n',
    '  plugin "os" "config"\n',
    'include "../../etc/passwd"\n',
    'include "next.beancount"\n',
    'option "insert_pythonpath" "TRUE"\n',
    'option "plugin_processing_mode" "raw"\n',
    'option "name_assets" "Wealth"\n',
    'option "documents" "/etc"\n',
    'option "documents" "../papers"\n',
    '2024-01-01 custom "fava-extension" "spy" "{}"\n',
    '2024-01-01 custom "fava-option" "import-config" "spy.py"\n',
    '2024-01-01 custom "fava-option" "fiscal_year_end" "02-31"\n',
    '2024-01-01 query "all" "select *"\n',
    '2024-01-01 document Expenses:Food "/etc/passwd"\n',
    '2024-01-01 document Expenses:Food "vouchers/../../secret.jpg"\n',
    '2024-01-01 document Expenses:Food "C:\\\\secret.jpg"\n',
]
LEFT_OPEN = [
    "pushtag #council\n",
    "poptag #council\n",
    'pushmeta key: "value"\n',
    "popmeta key:\n",
]
FOREIGN = [
    'option "operating_currency" "EUR"\n',
    "2024-01-01 open Assets:Cash:Tin EUR\n",
    "2024-01-01 price HOURS 12 EUR\n",
    '2024-01-02 * "x"\n  Expenses:Food  1 EUR\n  Assets:Bank:Current\n',
    '2024-01-02 * "x"\n  Expenses:Food  1 HOURS\n  Assets:Bank:Current\n',
]
COSTLY = [
    '2024-01-02 * "x"\n  Expenses:Food  1 GOODS {2 GBP}\n  Assets:Bank:Current\n',
    '2024-01-02 * "x"\n  Expenses:Food  1 EUR @ 0.9 GBP\n  Assets:Bank:Current\n',
    '2024-01-02 * "x"\n  Expenses:Food  1 EUR @@ 0.9 GBP\n  Assets:Bank:Current\n',
    "2024-01-02 pad Assets:Bank:Current Expenses:Food\n",
]
UNCLEAR = [
    f'2024-01-02 * "{"x" * 9000}"\n',
    f'2024-01-02 * "{"é" * 4500}"\n',
    f'2024-01-02 * "{"x" * 600}"\n  Expenses:Food  1 GBP\n  Assets:Bank:Current\n',
    "2024-01-02 open Expenses:Fo\u200bod GBP\n",
    "2024-01-02 open Expenses:F\u043e\u043ed GBP\n",
    '2024-01-02 * "x"\n  lineno: 4\n  Expenses:Food  1 GBP\n  Assets:Bank:Current\n',
    '2024-01-02 * "\u202eevil"\n  Expenses:Food  1 GBP\n  Assets:Bank:Current\n',
    '2024-01-02 * "x"\n  Expenses:Food  12345678901234567890 GBP\n  Assets:Bank:Current\n',
    '0001-01-02 * "x"\n  Expenses:Food  1 GBP\n  Assets:Bank:Current\n',
    '2024-01-02 * "two gaps"\n  Expenses:Food\n  Assets:Bank:Current\n',
    '2024-01-02 * "never closed\n',
    '2024-01-02 * "moves nothing"\n',
]


def refused(text: str) -> BookNotTaken:
    """The refusal that some words meet."""
    with pytest.raises(BookNotTaken) as caught:
        bring_in((OPENS + text).encode())
    assert caught.value.field == "file"
    assert caught.value.remedy.endswith("bring the file in again.")
    return caught.value


def brought(text: str) -> list[Transaction]:
    """The transactions of some words once they are brought in."""
    directives = parse(bring_in((OPENS + text).encode()), "brought").directives
    return [each for each in directives if isinstance(each, Transaction)]


@pytest.mark.parametrize("text", BOMBS)
def test_a_calculation_is_refused_before_anything_works_it_out(text: str) -> None:
    assert isinstance(refused(text), Calculates | Unclear)


@pytest.mark.parametrize("text", OUTSTRETCHED)
def test_what_reaches_out_of_the_book_is_refused(text: str) -> None:
    assert isinstance(refused(text), ReachesOut)


@pytest.mark.parametrize("text", LEFT_OPEN)
def test_what_changes_the_meaning_of_later_lines_is_refused(text: str) -> None:
    assert isinstance(refused(text), Calculates)


@pytest.mark.parametrize("text", FOREIGN)
def test_money_of_elsewhere_is_refused(text: str) -> None:
    assert isinstance(refused(text), ForeignMoney)


@pytest.mark.parametrize("text", COSTLY)
def test_costs_and_filled_in_figures_are_refused(text: str) -> None:
    assert isinstance(refused(text), Calculates)


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_cannot_be_read_in_one_way_is_refused(text: str) -> None:
    assert isinstance(refused(text), Unclear)


def test_the_line_and_the_remedy_are_said() -> None:
    refusal = refused('plugin "os"\n')
    assert str(refusal) == (
        "Line 4 of this file asks for a program (plugin). "
        "Take that line out, and bring the file in again."
    )


def test_an_account_with_a_hidden_letter_is_shown_with_it() -> None:
    assert "200b" in refused("2024-01-02 open Expenses:Fo\u200bod GBP\n").message


def test_a_book_that_is_no_text_is_refused() -> None:
    with pytest.raises(Unclear, match="not text in UTF-8"):
        bring_in(b"\xff\xfe2024")


def test_a_book_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(BookTooLarge, match=r"20\.0 MB, and at most 20 MB"):
        bring_in(b";" * (20 * 1024 * 1024 + 1))


def test_the_sample_book_comes_in_unchanged_in_meaning() -> None:
    raw = SAMPLE.read_bytes()
    text = bring_in(raw)
    assert parse(text, "brought").directives == parse(raw.decode(), "sample").directives
    assert bring_in(text.encode()) == text


def test_a_strangers_transactions_get_a_fund_a_number_and_a_kind(tmp_path: Path) -> None:
    later = BOUGHT.replace("2024-03-14", "2024-02-01").replace("Aldi", "Lidl")
    first, second = brought(BOUGHT + later)
    assert (first.fund, first.entry, first.said("kind")) == ("general", "2024-0002", "other")
    assert (second.payee, second.entry) == ("Lidl", "2024-0001")
    place = tmp_path / "brought.beancount"
    place.write_text(bring_in((OPENS + BOUGHT + later).encode()))
    assert not [str(each) for each in problems(read(place)) if each.is_grave]
    assert not list(equal_to_beancount(read(place)))


def test_numbers_go_on_after_those_that_are_there() -> None:
    numbered = BOUGHT.replace('"Food"', '"Food" ^2024-0001')
    assert [each.entry for each in brought(BOUGHT + numbered)] == ["2024-0002", "2024-0001"]


def test_a_strangers_tags_and_links_are_kept_as_words() -> None:
    (made,) = brought(BOUGHT.replace('"Food"', '"Food" #party ^till-slip'))
    assert (made.tags, made.links) == (("general",), ("2024-0001",))
    assert (made.said("tags"), made.said("links")) == ("party", "till-slip")


def test_tags_stay_funds_in_a_book_that_has_funds() -> None:
    funds = '2024-01-01 custom "fund" "party" "designated"\n'
    (made,) = brought(funds + BOUGHT.replace('"Food"', '"Food" #party'))
    assert made.tags == ("party",)


def test_flags_and_notes_of_single_amounts_are_kept_on_the_whole() -> None:
    text = BOUGHT.replace("*", "!").replace("12.50 GBP", '12.50 GBP\n    Till_No: "7"')
    (made,) = brought(text.replace("Till_No", "till_No"))
    assert (made.said("flag"), made.said("till-no-1")) == ("!", "7")


def test_notes_and_events_are_kept_as_later_facts() -> None:
    text = '2024-02-01 note Assets:Bank:Current "asked"\n2024-02-02 event "place" "hall"\n'
    found = parse(bring_in((OPENS + text).encode()), "brought").directives
    facts = [each for each in found if isinstance(each, Fact)]
    assert [(each.kind, each.said(0), each.said(1)) for each in facts] == [
        ("note", "Assets:Bank:Current", "asked"),
        ("event", "place", "hall"),
    ]


def test_what_stands_in_quotation_marks_stays_words() -> None:
    """Words that would be lines of a book by themselves."""
    words = 'a \\" quote\n2024-01-01 open Assets:Sly\nplugin \\"os\\" 1/0'
    (made,) = brought(BOUGHT.replace('"Food"', f'"{words}"'))
    assert made.narration == words.replace("\\", "")
    text = bring_in((OPENS + BOUGHT.replace('"Food"', f'"{words}"')).encode())
    assert not parse(text, "brought").plugins
    assert "\nplugin" not in text


@pytest.mark.parametrize("option", sorted(options.OPTIONS_DEFAULTS))
def test_no_option_is_taken_but_title_currency_and_papers(option: str) -> None:
    """Every option that Beancount knows, whatever it does."""
    text = f'option "{option}" "GBP"\n'
    if option in {"title", "operating_currency", "documents"}:
        assert bring_in((OPENS + text).encode())
    else:
        assert isinstance(refused(text), ReachesOut)


@pytest.mark.parametrize(
    "kind", ["fava-extension", "fava-option", "fava-sidebar-link", "fava-x", "Fava-Extension"]
)
def test_no_setting_of_favas_is_taken_but_the_end_of_the_year(kind: str) -> None:
    assert isinstance(refused(f'2024-01-01 custom "{kind}" "import-config" "x"\n'), ReachesOut)
    assert bring_in(b'2024-01-01 custom "fava-option" "fiscal_year_end" "03-31"\n')


def test_a_strangers_book_is_read_in_a_child_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> str:
        pytest.fail("the parent itself read a stranger's book")

    monkeypatch.setattr("ledger.beans.outside.screen", never)
    monkeypatch.setattr("ledger.beans.outside.canonical", never)
    assert "Aldi" in bring_in((OPENS + BOUGHT).encode())


def test_the_child_that_reads_it_has_limits_and_writes_nothing() -> None:
    assert outside._LIMITS.file_bytes == 0
    assert outside._LIMITS.seconds <= 120
    assert outside._LIMITS.memory <= 3 * 1024**3
