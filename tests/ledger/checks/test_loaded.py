"""Beancount's own loader and our reading agree, and where they do not, it is said."""

import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ledger.book import Book
from ledger.checks import equal_to_beancount

Reader = Callable[[str], Book]
HOUSE = Path(__file__).parents[3]


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
    problem, of_fund, *named = equal_to_beancount(replace(book, transactions=(wrong,)))
    assert "Of Expenses:Food, Beancount counts £12.50 to the fund “general”" in of_fund.sentence
    assert {each.about for each in named} == {"2026-0001"}
    assert problem.sentence == "Beancount says Expenses:Food holds 12.50 GBP, and we say 12.51."
    assert problem.is_grave


def test_a_transaction_that_we_did_not_read_is_counted(written: Reader) -> None:
    said = list(equal_to_beancount(replace(written(BOUGHT), transactions=())))
    assert said[0].sentence == "Beancount counts 1 transactions, and we count 0."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("payee", "Lidl"),
        ("narration", "Bread"),
        ("tags", ("council",)),
        ("links", ("2026-0001", "more")),
        ("day", date(2026, 3, 15)),
        ("facts", (("kind", "claim"),)),
    ],
)
def test_an_entry_that_we_read_otherwise_is_named(
    written: Reader, field: str, value: object
) -> None:
    book = written(BOUGHT)
    (made,) = book.transactions
    wrong = replace(book, transactions=(replace(made, **{field: value}),))
    said = " ".join(each.sentence for each in equal_to_beancount(wrong))
    assert "We read Entry no. 2026-0001" in said
    assert "Beancount reads Entry no. 2026-0001 (Aldi, 14 March 2026)" in said


def test_a_paper_that_we_read_otherwise_is_named(written: Reader, shelf: Path) -> None:
    (shelf / "a.jpg").write_bytes(b"a picture")
    book = written(BOUGHT + '2026-03-14 document Expenses:Food "a.jpg" #general ^2026-0001\n')
    assert list(equal_to_beancount(book)) == []
    (one, *_) = equal_to_beancount(replace(book, documents=()))
    assert one.sentence == "Beancount reads the paper a.jpg as nobody else does."


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


class Spiteful:
    """What a pickle runs when it is opened."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (Path.touch, (self.trace,))


# Reads a book as `check` does, or as stock does; the environment says nothing of a cache.
LOAD = "import sys; from pathlib import Path; book = Path(sys.argv[1]); "
OURS = LOAD + "from ledger.beans.loading import full_load; full_load(book)"
STOCK = LOAD + "from beancount import loader; loader.load_file(str(book))"


@pytest.mark.parametrize(("program", "is_opened"), [(OURS, False), (STOCK, True)])
def test_a_cache_beside_a_ledger_is_never_opened(
    tmp_path: Path,
    program: str,
    is_opened: bool,  # noqa: FBT001 - a case
) -> None:
    """Stock opens it, and so runs what somebody put there; that shows that this test can fail."""
    book, trace = tmp_path / "elm.beancount", tmp_path / "ran"
    book.write_text(BOUGHT)
    (tmp_path / ".elm.beancount.picklecache").write_bytes(pickle.dumps(Spiteful(trace)))
    command = [sys.executable, "-c", program, str(book)]
    subprocess.run(command, cwd=HOUSE, env={}, check=False, capture_output=True)
    assert trace.exists() == is_opened


def test_no_cache_is_left_beside_a_book(tmp_path: Path) -> None:
    book = tmp_path / "elm.beancount"
    book.write_text(BOUGHT)
    slow = f"from beancount import loader; loader.PICKLE_CACHE_THRESHOLD = 0; {OURS}"
    subprocess.run([sys.executable, "-c", slow, str(book)], cwd=HOUSE, env={}, check=True)
    assert [each.name for each in tmp_path.iterdir()] == ["elm.beancount"]
