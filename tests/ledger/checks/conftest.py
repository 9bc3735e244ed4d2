"""A test's docstring is the book: what it says is written below the preamble and read.

The book of a test is broken in one way. `mended` reads it again with one piece of its text changed.
"""

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.book import Book, read
from ledger.checks import RULES, Rule
from ledger.errors import Problem

PREAMBLE = """
option "title" "Elm Street Mutual Aid"
option "operating_currency" "GBP"
1970-01-01 custom "group" "informal-group"

2026-01-01 open Assets:Bank:Current GBP
  label: "Bank"
2026-01-01 open Assets:Cash:Tin GBP
2026-01-01 open Liabilities:Claims:P007 GBP
2026-01-01 open Equity:Fund-Transfers GBP
2026-01-01 open Income:Donations GBP
2026-01-01 open Income:Grants GBP
2026-01-01 open Expenses:Food GBP
2026-01-01 open Expenses:Help-Given GBP
2026-01-01 open Expenses:Grants-Returned GBP
2026-01-01 open Income:In-Kind:Time HOURS
2026-01-01 open Expenses:In-Kind:Time HOURS

2026-01-01 custom "fund" "general" "unrestricted"
2026-02-01 custom "fund" "council" "restricted"
  name: "Council food grant"
  funder: "Northgate Council"
  award: 500.00 GBP
  spend-from: 2026-02-01
  spend-by: 2026-06-30
  closed-on: 2026-08-31
"""

Reader = Callable[[str], Book]
Mender = Callable[[str, str], Book]


@pytest.fixture
def words(request: pytest.FixtureRequest) -> str:
    """What the docstring of the test says, without its indentation."""
    return inspect.cleandoc(request.function.__doc__ or "") + "\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The folder in which the book of the test lies."""
    return tmp_path


@pytest.fixture
def written(shelf: Path) -> Reader:
    """Write some words below the preamble, and read them as a book."""

    def write(words: str) -> Book:
        place = shelf / "elm-street.beancount"
        place.write_text(PREAMBLE + "\n" + words)
        return read(place)

    return write


@pytest.fixture
def book(written: Reader, words: str) -> Book:
    """The broken book of the test's docstring."""
    return written(words)


@pytest.fixture
def mended(written: Reader, words: str) -> Mender:
    """Read the book of the docstring with one piece of its text changed."""

    def mend(old: str, new: str) -> Book:
        assert words.count(old) == 1, "the piece to mend stands once in the docstring"
        return written(words.replace(old, new))

    return mend


def found(rule: Rule, book: Book) -> tuple[Problem, ...]:
    """What a rule finds in a book; each problem bears the rule's own name, and a remedy."""
    problems = tuple(rule(book))
    assert rule in RULES
    assert {problem.rule for problem in problems} <= {rule.__name__}
    assert all(problem.sentence and problem.remedy for problem in problems)
    return problems


@pytest.fixture
def look() -> Callable[[Rule, Book], tuple[Problem, ...]]:
    """Ask one rule about a book."""
    return found
