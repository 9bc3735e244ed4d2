"""`purse check`, `accounts`, `report` and `export`: what only reads."""

import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.commands.conftest import SAMPLE, Type
from tests.grant_reports.reading import on_one_line


def outside(folder: Path, *lines: str) -> Path:
    """A stranger's book of a few lines."""
    file = folder / "theirs.beancount"
    file.write_text("\n".join(lines) + "\n")
    return file


def test_a_sound_book_ends_with_nought_and_says_what_needs_a_look(run: Type) -> None:
    said = run("check", SAMPLE)
    assert said.code == 0
    assert "The books are sound" in said.out
    assert "3 things to look at:" in said.out


def test_a_book_folder_is_as_sound_as_its_file(typed: Type, book: Path) -> None:
    assert typed("check", book).out.splitlines()[1:] == typed("check", SAMPLE).out.splitlines()[1:]


def test_its_main_file_stands_for_the_folder(typed: Type, book: Path) -> None:
    assert typed("check", book / "book.beancount").out == typed("check", book).out


def test_a_book_that_is_not_sound_ends_with_one(typed: Type, book: Path) -> None:
    month = max((book / "journal").iterdir())
    month.write_text(month.read_text().replace("Assets:Bank:Current", "Assets:Bank:Currant", 1))
    said = typed("check", book)
    assert said.code == 1
    assert "The books are not sound" in said.out


def test_nothing_is_written_beside_a_file_from_outside(typed: Type, tmp_path: Path) -> None:
    theirs = outside(tmp_path, "2026-01-01 open Assets:Bank:Current GBP")
    typed("check", theirs)
    assert list(tmp_path.iterdir()) == [theirs]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('plugin "os"', "asks for a program"),
        ('include "/etc/passwd"', "names another file"),
        ('option "insert_pythonpath" "true"', "sets the option"),
        ("2026-01-01 price HOURS 1/0 GBP", "holds a calculation"),
        ("Dear treasurer", "cannot be read"),
    ],
)
def test_a_file_that_reaches_out_is_refused_by_its_line(
    line: str, told: str, typed: Type, tmp_path: Path
) -> None:
    said = typed("check", outside(tmp_path, 'option "title" "Theirs"', line))
    assert said.code == 1
    assert "Line 2 of this file" in said.sentence
    assert told in said.sentence


def test_a_paper_outside_the_folder_is_not_taken_for_one(typed: Type, tmp_path: Path) -> None:
    """By a link in the folder that leads out of it."""
    (tmp_path / "own").mkdir()
    (tmp_path / "secret.jpg").write_bytes(b"not for them")
    (tmp_path / "own" / "2026-0001-12345678.jpg").symlink_to(tmp_path / "secret.jpg")
    theirs = outside(
        tmp_path / "own",
        "2026-01-01 open Expenses:Food GBP",
        '2026-01-02 document Expenses:Food "2026-0001-12345678.jpg" #general ^2026-0001',
    )
    assert "2026-0001-12345678.jpg" in typed("check", theirs).out


@pytest.mark.parametrize("name", ["nowhere", "nowhere.beancount"])
def test_what_is_not_there_is_named(name: str, typed: Type, tmp_path: Path) -> None:
    said = typed("check", tmp_path / name)
    assert (said.code, f"There is no book at “{name}”" in said.sentence) == (1, True)


@pytest.mark.parametrize("place", ["file", "folder"])
def test_the_accounts_of_a_year_are_printed(
    place: str, typed: Type, book: Path, tmp_path: Path
) -> None:
    target = tmp_path / "year.pdf"
    source = SAMPLE if place == "file" else book
    said = typed("accounts", source, "--year-end", "2025-03-31", "-o", target)
    assert (said.code, said.out) == (0, f"{target}\n")
    with pikepdf.open(target) as printed:
        assert len(printed.pages) >= 2


def test_accounts_come_in_whole_pounds_for_whoever_asks(typed: Type, tmp_path: Path) -> None:
    target = tmp_path / "year.pdf"
    words = ("accounts", SAMPLE, "--year-end", "2025-03-31", "--pounds", "-o", target)
    assert typed(*words).code == 0
    assert "All figures are in whole pounds" in on_one_line(target.read_bytes())


@pytest.mark.parametrize(
    "words", [("accounts", SAMPLE, "--year-end", "2026-03-31"), ("report", SAMPLE, "street-lunch")]
)
def test_the_ending_of_the_files_name_chooses_the_tables_alone(
    typed: Type, tmp_path: Path, words: tuple[str | Path, ...]
) -> None:
    words = tuple(str(each).replace("street-lunch", "street-lunch-2025") for each in words)
    for ending, inside in (("xlsx", "xl/workbook.xml"), ("csv.zip", "about.txt")):
        target = tmp_path / f"figures.{ending}"
        assert typed(*words, "-o", target).code == 0
        with zipfile.ZipFile(BytesIO(target.read_bytes())) as packed:
            assert inside in packed.namelist()


def test_an_ending_that_is_not_made_is_refused_before_the_work(typed: Type, tmp_path: Path) -> None:
    target = tmp_path / "year.docx"
    said = typed("accounts", SAMPLE, "--year-end", "2026-03-31", "-o", target)
    assert said.code == 2
    assert "No file is made here that ends in “.docx”." in said.sentence
    assert not target.exists()


def test_the_report_for_a_funder_has_the_papers_at_its_end(
    typed: Type, book: Path, tmp_path: Path
) -> None:
    target = tmp_path / "council.pdf"
    assert typed("report", book, "council-food-2025", "-o", target).code == 0
    with pikepdf.open(target) as printed:
        assert any(page.get_images() for page in printed.pages)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("accounts", SAMPLE, "--year-end", "2025-03-30"), "31 March 2025"),
        (("accounts", SAMPLE, "--year-end", "soon"), "is not a day"),
        (("accounts", SAMPLE), "--year-end"),
        (("report", SAMPLE, "council-food"), "They have: general"),
    ],
)
def test_what_cannot_be_printed_is_refused(
    words: tuple[object, ...], told: str, typed: Type, tmp_path: Path
) -> None:
    target = tmp_path / "out.pdf"
    said = typed(*words, "-o", target)
    assert said.code == 2
    # On a slow machine a step may be told before the refusal.
    assert told in said.err.splitlines()[-1]
    assert not target.exists()


def test_a_folder_that_is_not_there_is_told_before_the_work(typed: Type, tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "out.pdf"
    said = typed("accounts", SAMPLE, "--year-end", "2025-03-31", "-o", target)
    assert "There is no folder" in said.sentence


def test_a_group_takes_its_whole_book_away(typed: Type, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "elm.zip"
    assert typed("export", "elm-street", "--data", data, "-o", target).code == 0
    with zipfile.ZipFile(BytesIO(target.read_bytes())) as packed:
        packed.extractall(tmp_path / "away")
    away = tmp_path / "away"
    assert (away / "people.csv").read_text().startswith("Number,Name")
    assert (away / "figures" / "accounts-2026-03-31" / "funds.csv").is_file()
    (main,) = away.rglob("book.beancount")
    shutil.rmtree(data)
    assert typed("check", main.parent).code == 0


def test_who_the_numbers_are_can_stay_behind(typed: Type, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "elm.zip"
    said = typed("export", "elm-street", "--data", data, "--without-names", "-o", target)
    assert said.code == 0
    with zipfile.ZipFile(BytesIO(target.read_bytes())) as packed:
        assert "people.csv" not in packed.namelist()


def test_a_group_that_is_not_there_is_told_with_those_that_are(
    typed: Type, sample: Path, tmp_path: Path
) -> None:
    said = typed("export", "oak-road", "--data", sample, "-o", tmp_path / "oak.zip")
    assert said.sentence.endswith("There is: elm-street.")
