"""What a person typed is kept as it reads, with nothing hidden in it, or it is refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.entries.words import WordsTooLong, WordsUnreadable, narration, payee, plain, unbroken
from ledger.errors import Refusal

anything = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Aldi \t", "Aldi"),
        ("two\r\nlines\rthree\nfour", "two\nlines\nthree\nfour"),
        ("a\u2028b\u2029c\u0085d\x0be\x0cf", "a\nb\nc\nd\ne\nf"),
        ("zero\u200bwidth\ufeff\u2060\u00ad", "zerowidth"),
        ("left\u200eright\u200f\u061c", "leftright"),
        ("tag\U000e0068\U000e0069", "tag"),
        ("cafe\u0301", "café"),
        ("a\tb", "a b"),
        ("\u00a0", ""),
        ("in\u115fvi\u3164si\uffa0b\u17b5le\u2800", "invisible"),
        ("va\ufe00ri\U000e0100ant\U000e01ef\u180b", "variant"),
        ("shorthand\U0001bca0 and music\U0001d173", "shorthand and music"),
        ("red \u2764\ufe0f", "red \u2764\ufe0f"),
        ("שלום, مرحبا, 日本, 🥕", "שלום, مرحبا, 日本, 🥕"),
        ('"; #tag ^link \\n {}', '"; #tag ^link \\n {}'),
    ],
)
def test_text_is_kept_as_it_reads(typed: str, kept: str) -> None:
    assert plain(typed, 100, "what_for") == kept


@pytest.mark.parametrize(
    "hidden",
    [*"\x00\x07\x1b\x1c\x7f\x9f", "\ud800", "\ue000", "\U0010ffff", "\u0378", "\u202e"],
)
def test_what_cannot_be_read_is_refused_by_its_code(hidden: str) -> None:
    with pytest.raises(WordsUnreadable) as refused:
        plain(f"a{hidden}b", 100, "what_for")
    assert f"U+{ord(hidden):04X}" in refused.value.message
    assert refused.value.field == "what_for"
    refused.value.message.encode()


def test_payee_and_narration_are_as_long_as_said_and_no_longer() -> None:
    assert len(payee("x" * 120)) == 120
    assert len(narration("é" * 500)) == 500
    with pytest.raises(WordsTooLong):
        payee("x" * 121)
    with pytest.raises(WordsTooLong) as refused:
        narration("x" * 501)
    assert "501" in refused.value.message
    assert len(narration("e\u0301" * 500)) == 500, "counted as it is kept"


def test_a_payee_stands_on_one_line() -> None:
    assert payee("Aldi\nHigh Road") == "Aldi High Road"


@given(anything)
def test_whatever_is_typed_is_refused_or_kept_whole_and_readable(typed: str) -> None:
    try:
        kept = plain(typed, 500, "what_for")
    except Refusal:
        return
    assert plain(kept, 500, "what_for") == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert len(kept.splitlines()) == (kept.count("\n") + 1 if kept else 0)
    hidden = {"Cc", "Cs", "Co", "Cn"}
    assert all(c == "\n" or unicodedata.category(c) not in hidden for c in kept)
    kept.encode()


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("The year to 31 March 2026", "The year to 31\u00a0March\u00a02026"),
        ("1 May 2025 to 2 June 2025", "1\u00a0May\u00a02025 to 2\u00a0June\u00a02025"),
        ("100 Maypole 2026, 3 May", "100 Maypole 2026, 3 May"),
    ],
)
def test_no_line_of_a_heading_ends_within_a_day(heading: str, shown: str) -> None:
    assert unbroken(heading) == shown
