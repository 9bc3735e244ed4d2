"""Names and words in other scripts on paper: each sign is printed, or its name; none is a gap."""

import re
from datetime import date
from html import escape
from io import BytesIO
from pathlib import Path
from time import process_time

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from grant_reports.accounts import accounts_pdf
from grant_reports.printing import FACES
from grant_reports.printing import FONTS as VENDOR
from grant_reports.signs import FONTS, MAIN, PLACE, covers, in_type, name_of, unprintable
from ledger.book import read
from ledger.statements import annual_accounts
from tests.grant_reports.reading import on_one_line

SAMPLE = Path(__file__).parents[2] / "sample.beancount"
TITLE = 'option "title" "Elm Street Mutual Aid"'
# Readers say with these where a line turns from right to left.
TURNS = re.compile(r"[\u202a-\u202e]")
NAMES = ("Siân Ŵyn", "Ștefan", "Олена", "علي", "अनीता", "ਸਿੰਘ", "অনিতা", "Ẹniọlá")


def signs_of(file: Path) -> set[int]:
    return set(TTFont(file).getBestCmap())


def test_what_each_face_is_said_to_have_is_what_it_has() -> None:
    said = {
        name: {point for first, last in ranges for point in range(first, last + 1)}
        for name, ranges in covers().items()
    }
    main = set.intersection(*(signs_of(VENDOR / name) for name in FACES.values()))
    held = {file.name: signs_of(file) for file in FONTS.glob("*.woff2")}
    assert said == {MAIN: main, **held}


def test_the_space_between_two_words_of_a_script_is_in_its_face() -> None:
    assert [
        name for name in covers() if not any(a <= ord(" ") <= b for a, b in covers()[name])
    ] == []


def body_of(words: str) -> str:
    """Give the body of a page that holds these words."""
    return in_type(f"<style>{PLACE}</style><body>{words}").partition("<body>")[2]


def head_of(words: str) -> str:
    return in_type(f"<style>{PLACE}</style><body>{words}").partition("<body>")[0]


@pytest.mark.parametrize("name", NAMES)
def test_a_neighbours_name_is_printed_in_its_own_letters(name: str) -> None:
    assert unprintable(name) == ()
    assert body_of(name) == name


def test_a_page_brings_no_more_faces_than_it_needs() -> None:
    assert head_of("Zoë spent £5") == "<style></style>"
    assert head_of("Олена").count("@font-face") == 1
    assert 'html:root { font-family: "Hyperlegible Print", "noto-sans-400' in head_of("Ж")
    assert head_of("\ufe00 \U000e0100") == "<style></style>"


def test_words_that_read_like_the_place_of_the_faces_stay_words() -> None:
    words = escape(f"Ж {PLACE} /* faces of other signs */")
    assert body_of(words) == words


def test_a_heart_is_printed_and_what_joins_signs_is_no_sign() -> None:
    assert unprintable("Thank you ❤\ufe0f 👩\u200d🌾") == ()


def test_a_choice_of_form_is_left_out_of_the_page() -> None:
    """No face has two forms, and a joined sign with one in it is copied as nothing."""
    assert body_of("❤\ufe0f 🏳\ufe0f\u200d🌈 葛\U000e0100") == (
        "❤ 🏳\u200d🌈 [cjk unified ideograph-845b]"
    )


def test_a_sign_that_no_face_has_is_printed_as_its_name() -> None:
    assert body_of("𓀀!") == "[egyptian hieroglyph a001]!"
    assert body_of("a\u1680b") == "a[ogham space mark]b"
    assert name_of("\ue000") == "[sign E000]"
    assert unprintable("𓀀 a 𓀀") == ("𓀀",)


def test_a_heavy_page_or_one_of_every_sign_is_looked_through_at_once() -> None:
    heavy = "x" * 20_000_000 + "𓀀"
    every = "".join(map(chr, range(0x80, 0xD800)))
    began = process_time()
    body_of(heavy)
    body_of(every)
    assert process_time() - began < 2.5


def test_the_printed_words_hold_every_letter_of_another_script(tmp_path: Path) -> None:
    """What the file says about itself keeps each sign: programs show that in type of their own."""
    text = SAMPLE.read_text(encoding="utf-8")
    assert TITLE in text
    name = "Сад Олени Thị Ọṣun Ẹniọlá فاطمة نور ياسين ہاشم 🏳\ufe0f\u200d🌈"
    book = tmp_path / "book.beancount"
    book.write_text(text.replace(TITLE, f'option "title" "{name} 𓀀"'), encoding="utf-8")
    pdf = accounts_pdf(annual_accounts(read(book), date(2026, 3, 31)))
    words = TURNS.sub("", on_one_line(pdf))
    for each in name.replace("\ufe0f", "").split():
        assert each in words
    assert "[egyptian hieroglyph a001]" in words
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert f"{name} 𓀀" in str(opened.docinfo["/Title"])
