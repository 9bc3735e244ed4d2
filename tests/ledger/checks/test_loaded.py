"""Beancount's own loader and our reading agree, and where they do not, it is said."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from ledger.book import Book
from ledger.checks import equal_to_beancount

Reader = Callable[[str], Book]


BOUGHT = """
2026-03-14 * "Aldi" "Food" #general ^2026-0001
  kind: "expense"
  Expenses:Food          12.50 GBP
  Assets:Bank:Current   -12.50 GBP
"""


def test_an_equal_book_is_equal_to_beancount(written: Reader) -> None:
    assert list(equal_to_beancount(written(BOUGHT))) == []


def test_a_figure_that_we_read_otherwise_is_named_with_both_figures(written: Reader) -> None:
    book = written(BOUGHT)
    (made,) = book.transactions
    food, bank = made.postings
    wrong = replace(made, postings=(replace(food, number=Decimal("12.51")), bank))
    (problem,) = equal_to_beancount(replace(book, transactions=(wrong,)))
    assert problem.sentence == "Beancount says Expenses:Food holds 12.50 GBP, and we say 12.51."
    assert problem.is_grave


def test_a_transaction_that_we_did_not_read_is_counted(written: Reader) -> None:
    said = list(equal_to_beancount(replace(written(BOUGHT), transactions=())))
    assert said[0].sentence == "Beancount counts 1 transactions, and we count 0."


def test_an_error_of_beancount_is_a_problem_without_a_path(written: Reader, shelf: Path) -> None:
    book = written(BOUGHT + '2026-03-14 document Expenses:Food "not-there.jpg" ^2026-0001\n')
    (problem,) = equal_to_beancount(book)
    assert "not-there.jpg" in problem.sentence
    assert str(shelf) not in str(problem)


def test_a_book_that_names_a_program_is_not_handed_to_the_loader(
    written: Reader, shelf: Path
) -> None:
    (shelf / "spy.py").write_text("open(__file__ + '.ran', 'w')\n__plugins__ = ()\n")
    text = BOUGHT + 'plugin "spy"\noption "insert_pythonpath" "TRUE"\n'
    assert list(equal_to_beancount(written(text))) == []
    assert not list(shelf.glob("*.ran"))
