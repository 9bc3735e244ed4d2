"""The smallest book that breaks each rule about the text, and the same book mended."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.book import Book, read
from ledger.checks import Rule
from ledger.checks.text import entry_lies_whole, readable, stays_in_its_folder
from ledger.errors import Problem

Mender = Callable[[str, str], Book]
Look = Callable[[Rule, Book], tuple[Problem, ...]]
Reader = Callable[[str], Book]


BOUGHT = """
2026-03-14 * "Aldi" "Food" #general ^2026-0001
  kind: "expense"
  Expenses:Food          12.50 GBP
  Assets:Bank:Current   -12.50 GBP
"""


@pytest.fixture
def folder(shelf: Path) -> Path:
    """A book in a folder, with one month."""
    (shelf / "journal").mkdir()
    (shelf / "book.beancount").write_text('include "journal/*.beancount"\n')
    (shelf / "journal" / "2026-03.beancount").write_text(BOUGHT)
    return shelf


def test_readable(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          twelve pounds
      Assets:Bank:Current   -12.50 GBP
    """
    assert all(problem.is_grave for problem in look(readable, book))
    assert "elm-street.beancount, line 30" in look(readable, book)[0].sentence
    assert not look(readable, mended("twelve pounds", "12.50 GBP"))


def test_readable_without_a_division(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          25.00/2 GBP
      Assets:Bank:Current   -12.50 GBP
    """
    assert "division" in look(readable, book)[0].sentence
    assert not look(readable, mended("25.00/2", "12.50"))


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('plugin "beancount.plugins.auto"', "beancount.plugins.auto"),
        ('include "other.beancount"', "other.beancount"),
        ('include "/etc/passwd"', "/etc/passwd"),
        ('option "insert_pythonpath" "TRUE"', "insert_pythonpath"),
        ('option "documents" "vouchers"', "documents"),
    ],
)
def test_stays_in_its_folder(line: str, named: str, written: Reader, look: Look) -> None:
    (problem,) = look(stays_in_its_folder, written(BOUGHT + line + "\n"))
    assert f"“{named}”" in problem.sentence
    assert problem.is_grave
    assert not look(stays_in_its_folder, written(BOUGHT + f"; {line}\n"))


def test_stays_in_its_folder_and_reads_all_that_it_includes(folder: Path, look: Look) -> None:
    assert not look(stays_in_its_folder, read(folder))
    (folder / "book.beancount").write_text('include "../*.beancount"\n')
    assert "../*.beancount" in look(stays_in_its_folder, read(folder))[0].sentence


def test_entry_lies_whole(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          12.50 GBP
      Assets:Bank:Current   -12.50 GBP

    2026-03-15 * "Lidl" "Food" #general ^2026-0002
      kind: "expense"
      Expenses:Food          10.00 GBP
      Assets:Bank:Current   -10.00 GBP

    2026-03-14 * "Aldi" "Leaflets" #council ^2026-0001 ; the second share
      kind: "expense"
      Expenses:Food           2.50 GBP
      Assets:Bank:Current    -2.50 GBP
    """
    (problem,) = look(entry_lies_whole, book)
    assert problem.sentence == "Entry no. 2026-0001 stands in two places of the text."
    assert problem.is_grave
    assert not look(entry_lies_whole, mended("^2026-0001 ;", "^2026-0003 ;"))


def test_entry_lies_whole_in_the_file_of_its_month(folder: Path, look: Look) -> None:
    assert not look(entry_lies_whole, read(folder))
    (folder / "journal" / "2026-03.beancount").rename(folder / "journal" / "2026-04.beancount")
    (problem,) = look(entry_lies_whole, read(folder))
    assert problem.remedy.startswith("Move it to journal/2026-03.beancount")
