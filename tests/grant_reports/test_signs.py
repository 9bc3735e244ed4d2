"""Names and words in other scripts on paper: each sign is printed, or its name; none is a gap."""

from datetime import date
from pathlib import Path

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


@pytest.mark.parametrize("name", NAMES)
def test_a_neighbours_name_is_printed_in_its_own_letters(name: str) -> None:
    assert unprintable(name) == ()
    assert name in in_type(f"<p>{name}</p>")


def test_a_page_brings_no_more_faces_than_it_needs() -> None:
    assert in_type(f"{PLACE}Zoë spent £5") == "Zoë spent £5"
    assert in_type(f"{PLACE}Олена").count("@font-face") == 1
    assert 'html:root { font-family: "Hyperlegible Print", "noto-sans-400' in in_type(PLACE + "Ж")


def test_a_heart_is_printed_and_what_joins_signs_is_no_sign() -> None:
    assert unprintable("Thank you ❤\ufe0f 👩\u200d🌾") == ()


def test_a_sign_that_no_face_has_is_printed_as_its_name() -> None:
    assert in_type("<p>𓀀!</p>") == "<p>[egyptian hieroglyph a001]!</p>"
    assert name_of("\ue000") == "[sign E000]"
    assert unprintable("𓀀 a 𓀀") == ("𓀀",)


def test_the_printed_words_hold_every_letter_of_another_script(tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    assert TITLE in text
    book = tmp_path / "book.beancount"
    book.write_text(text.replace(TITLE, 'option "title" "Сад Олени 𓀀"'), encoding="utf-8")
    words = on_one_line(accounts_pdf(annual_accounts(read(book), date(2026, 3, 31))))
    assert "Сад Олени [egyptian hieroglyph a001]" in words
