"""The rules as a whole: each has its broken book, and the sample book breaks none gravely."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.book import Book, read
from ledger.checks import RULES, Rule, equal_to_beancount, problems

Reader = Callable[[str], Book]


HERE = Path(__file__).parent
SAMPLE = HERE.parents[2] / "sample.beancount"
NEVER_ON_A_SCREEN = ("debit", "credit", "posting", "journal entry", "reconcile", "voucher")
TESTS = [
    node.name
    for file in sorted(HERE.glob("test_*.py"))
    for node in ast.walk(ast.parse(file.read_text()))
    if isinstance(node, ast.FunctionDef)
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_has_a_broken_book_of_its_name(rule: Rule) -> None:
    assert any(name.startswith(f"test_{rule.__name__}") for name in TESTS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_says_what_it_asks_for(rule: Rule) -> None:
    assert (rule.__doc__ or "").split("\n")[0].endswith(".")


def test_no_rule_has_the_name_of_another() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES)


def test_the_sample_book_has_no_grave_problem() -> None:
    assert [str(each) for each in problems(read(SAMPLE)) if each.is_grave] == []


def test_the_sample_book_reads_as_beancount_loads_it() -> None:
    assert [str(each) for each in equal_to_beancount(read(SAMPLE))] == []


def test_what_a_rule_says_has_the_words_of_the_screen(written: Reader) -> None:
    """A book with everything wrong: no sentence uses a word that neighbours never meet."""
    book = written(
        '2026-03-14 * "Aldi" "Food"\n  Expenses:Food  12.505 GBP\n  Assets:Shed  -12 EUR\n'
        '2026-03-14 * "Jo" "Help" #nobody #council ^2026-0007\n  kind: "help"\n'
        "  Expenses:Help-Given  700 GBP\n  Assets:Bank:Current\n"
    )
    said = " ".join(str(each) for each in problems(book)).lower()
    assert said
    assert not [word for word in NEVER_ON_A_SCREEN if word in said]


def test_problems_begin_with_what_cannot_be_read(written: Reader) -> None:
    book = written('2026-03-14 * "Aldi" "Food"\n  Expenses:Food  twelve GBP\n')
    assert problems(book)[0].rule == "readable"
