"""`purse history`: what was done, and the books as they stood on a paper."""

import shutil
from pathlib import Path

import pytest

from tests.commands.conftest import SAMPLE, Type

EXPENSE = ("expense", "--amount", "12.50", "--paid-to", "Aldi", "--for", "Tea", "--account", "Food")


def recorded(typed: Type, book: Path, by: str) -> str:
    said = typed("record", book, *EXPENSE, "--by", by)
    assert said.code == 0, said.err
    return said.out.strip()


def version_of(typed: Type, book: Path) -> str:
    return typed("check", book).out.splitlines()[0].rpartition(" ")[2].rstrip(".")


def test_what_was_done_is_told_the_newest_first(typed: Type, book: Path) -> None:
    first, second = recorded(typed, book, "P003"), recorded(typed, book, "P004")
    said = typed("history", book)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0].endswith(f": P004 recorded entry no. {second}")
    assert lines[1].endswith(f": P003 recorded entry no. {first}")
    assert lines[-1].endswith(" began the book")
    assert typed("history", book, "--most", "1").out.splitlines() == lines[:1]
    assert typed("history", book, first).out.splitlines() == lines[1:2]
    assert typed("history", book, "general").out.splitlines() == lines[:2]


def test_the_books_of_a_printed_version_can_be_read_like_any_other(
    typed: Type, book: Path, tmp_path: Path
) -> None:
    number = recorded(typed, book, "P003")
    version, then = version_of(typed, book), typed("check", book).out
    recorded(typed, book, "P004")
    folder = tmp_path / "then"
    said = typed("history", book, "--printed", version, "--take", folder)
    assert (said.code, said.out.splitlines()[-1]) == (0, str(folder))
    assert f"Version {version} of the books, since:" in said.out
    assert f": P003 recorded entry no. {number}" in said.out
    assert "until " in said.out
    assert typed("check", folder).out == then
    year = tmp_path / "year.pdf"
    assert typed("accounts", folder, "--year-end", "2025-03-31", "-o", year).code == 0


def test_the_version_of_today_is_told_as_that(typed: Type, book: Path) -> None:
    said = typed("history", book, "--printed", version_of(typed, book))
    assert said.out.splitlines()[-1] == "This is how they stand in the history today."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("2031-0001",), "The history tells nothing of “2031-0001”."),
        (("--printed", "0" * 12), "These books never stood at version 000000000000."),
        (("--printed", "page 3"), "“page 3” is not a version of the books."),
        (("--take", "then"), "--take goes with --printed"),
        (("--most", "0"), "--most"),
    ],
)
def test_what_the_history_cannot_tell_is_one_sentence(
    words: tuple[str, ...], told: str, typed: Type, book: Path
) -> None:
    said = typed("history", book, *words)
    assert (said.code, told in said.sentence) == (2, True)


def test_a_file_and_a_folder_without_a_history_have_none_to_tell(typed: Type, book: Path) -> None:
    shutil.rmtree(book / ".git")
    for place in (book, SAMPLE):
        assert "have no history" in typed("history", place).sentence
    assert "There is no book" in typed("history", book.parent).sentence


def test_a_folder_that_is_there_already_stays(typed: Type, book: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("Dear treasurer")
    version = version_of(typed, book)
    said = typed("history", book, "--printed", version, "--take", tmp_path / "mine")
    assert (said.code, "is there already" in said.sentence) == (2, True)
    assert [each.name for each in (tmp_path / "mine").iterdir()] == ["letter"]
