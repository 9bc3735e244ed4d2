"""The smallest book that breaks each rule about papers, and the same book mended."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from ledger.book import Book
from ledger.checks import Rule
from ledger.checks.papers import (
    issued_there,
    paper_missing,
    paper_shared_too_far,
    paper_there,
    same_twice,
)
from ledger.errors import Problem
from ledger.money import Money
from ledger.statements import fund_statement
from ledger.vouchers import bundles

Mender = Callable[[str, str], Book]
Look = Callable[[Rule, Book], tuple[Problem, ...]]
Reader = Callable[[str], Book]


SLIP = b"a till slip"
HASH = sha256(SLIP).hexdigest()
OTHER = sha256(b"another").hexdigest()
BOUGHT = """2026-03-14 * "Aldi" "Food" #general ^2026-0001
  kind: "expense"
  Expenses:Food          12.50 GBP
  Assets:Bank:Current   -12.50 GBP

"""


def paper(path: str, entry: str = "2026-0001", mark: str = HASH, total: str = "12.50") -> str:
    return (
        f'2026-03-14 document Expenses:Food "{path}" #general ^{entry}\n'
        f'  sha256: "{mark}"\n  total: {total} GBP\n'
    )


NAME = f"2026-0001-{HASH[:8]}.jpg"


@pytest.fixture
def slip(shelf: Path) -> Path:
    """A paper in the book's folder, under its right name."""
    kept = shelf / "vouchers" / "2026" / NAME
    kept.parent.mkdir(parents=True)
    kept.write_bytes(SLIP)
    return kept


def test_paper_there_in_the_folder(written: Reader, slip: Path, look: Look) -> None:
    named = BOUGHT + paper(f"vouchers/2026/{NAME}")
    assert not look(paper_there, written(named))
    slip.unlink()
    (problem,) = look(paper_there, written(named))
    assert (problem.about, problem.is_grave) == ("2026-0001", True)
    assert "is not in the folder" in problem.sentence


def test_paper_there_unchanged(written: Reader, slip: Path, look: Look) -> None:
    book = written(BOUGHT + paper(f"vouchers/2026/{NAME}"))
    slip.write_bytes(b"a till slap")
    (problem,) = look(paper_there, book)
    assert "changed since" in problem.sentence
    slip.write_bytes(SLIP)
    assert not look(paper_there, book)


def test_paper_there_with_its_hash_in_its_name(written: Reader, slip: Path, look: Look) -> None:
    bare = slip.with_name("2026-0001.jpg")
    slip.rename(bare)
    (problem,) = look(paper_there, written(BOUGHT + paper("vouchers/2026/2026-0001.jpg")))
    assert "does not carry its hash" in problem.sentence
    bare.rename(slip)
    assert not look(paper_there, written(BOUGHT + paper(f"vouchers/2026/{NAME}")))


def test_paper_there_and_nowhere_else(written: Reader, slip: Path, shelf: Path, look: Look) -> None:
    """A paper outside the folder is not even opened."""
    (shelf.parent / NAME).write_bytes(SLIP)
    (problem,) = look(paper_there, written(BOUGHT + paper(f"../{NAME}")))
    assert "lies outside the folder" in problem.sentence
    assert not look(paper_there, written(BOUGHT + paper(f"vouchers/2026/{slip.name}")))


def test_paper_shared_too_far_over_two_entries(written: Reader, look: Look) -> None:
    twice = BOUGHT + BOUGHT.replace("0001", "0002").replace("#general", "#council")
    papers = [
        paper(f"a-{HASH[:8]}.jpg", number, total="20.00") for number in ("2026-0001", "2026-0002")
    ]
    (problem,) = look(paper_shared_too_far, written(twice + "".join(papers)))
    assert problem.sentence == (
        "The paper of 2026-0001 and 2026-0002 adds up to £20.00, and £25.00 was charged on it."
    )
    assert problem.is_grave
    enough = "".join(papers).replace("20.00", "25.00")
    assert not look(paper_shared_too_far, written(twice + enough))


def test_paper_shared_too_far_by_a_correction(written: Reader, look: Look) -> None:
    """A correction keeps the paper of the entry that it corrects, and only it is counted."""
    taken_back = BOUGHT.replace("0001", "0002").replace(
        '"expense"', '"reversal"\n  corrects: "2026-0001"'
    )
    right = BOUGHT.replace("0001", "0002").replace(
        '"expense"', '"expense"\n  corrects: "2026-0001"'
    )
    text = BOUGHT + paper("a.jpg") + taken_back + right.replace("12.50", "12.60")
    (problem,) = look(paper_shared_too_far, written(text))
    assert "£12.60 was charged" in problem.sentence
    assert not look(paper_shared_too_far, written(text.replace("12.60", "12.40")))


def test_same_twice(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          12.50 GBP
      Assets:Bank:Current   -12.50 GBP

    2026-03-14 * "ALDI" "More food" #council ^2026-0002
      kind: "claim"
      Expenses:Food             12.50 GBP
      Liabilities:Claims:P007
    """
    (problem,) = look(same_twice, book)
    assert problem.sentence.startswith("Entries no. 2026-0001 and 2026-0002 both say £12.50")
    assert not problem.is_grave
    assert not look(same_twice, mended("12.50 GBP\n  Lia", "12.51 GBP\n  Lia"))


def test_same_twice_is_no_question_where_each_has_a_paper_of_its_own(
    written: Reader, look: Look
) -> None:
    twice = BOUGHT + BOUGHT.replace("0001", "0002") + paper("a.jpg")
    assert look(same_twice, written(twice + paper("a.jpg", "2026-0002")))
    assert not look(same_twice, written(twice + paper("b.jpg", "2026-0002", OTHER)))


def test_paper_missing(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-03-14 * "Aldi" "Food" #general ^2026-0001
      kind: "expense"
      Expenses:Food          12.50 GBP
      Assets:Bank:Current   -12.50 GBP

    2026-03-15 custom "paper" "2026-0009" "lost" "left on the bus"
    """
    (problem,) = look(paper_missing, book)
    assert problem.sentence == "The paper for £12.50 (Aldi, 14 March 2026) is missing."
    assert not problem.is_grave
    assert not look(paper_missing, mended("2026-0009", "2026-0001"))


def test_paper_shared_too_far_is_not_said_of_money_back_on_the_same_slip(
    written: Reader, look: Look
) -> None:
    """A refund charges nothing; it is no help to what is charged beside it either."""
    back = BOUGHT.replace("0001", "0002").replace('"expense"', '"refund"\n  refunds: "2026-0001"')
    papers = paper("a.jpg") + paper("a.jpg", "2026-0002")
    book = written(BOUGHT + back + papers)
    assert not look(paper_shared_too_far, book)
    assert not fund_statement(book, "general").claimed_twice
    (bundle,) = bundles(book)
    assert ([each.number for each in bundle.entries], bundle.charged) == (
        ["2026-0001"],
        Money(1250),
    )


def test_paper_shared_too_far_is_said_of_the_same_papers_by_the_report(
    written: Reader, look: Look
) -> None:
    """Two papers prove one entry together, and neither is charged twice."""
    papers = paper("a.jpg", total="8.00") + paper("b.jpg", mark=OTHER, total="4.50")
    book = written(BOUGHT + papers)
    assert not look(paper_shared_too_far, book)
    assert not fund_statement(book, "general").claimed_twice
    less = written(BOUGHT + papers.replace("4.50", "4.49"))
    assert look(paper_shared_too_far, less)
    assert len(fund_statement(less, "general").claimed_twice) == 2


def test_issued_there_and_as_it_went_out(written: Reader, shelf: Path, look: Look) -> None:
    report = b"%PDF-1.7 a report"
    mark = sha256(report).hexdigest()
    name = f"issued/2026-05-02-council-{mark[:8]}.pdf"
    said = written(
        f'2026-05-02 custom "issued" "council" "report"\n  file: "{name}"\n  sha256: "{mark}"\n'
    )
    (problem,) = look(issued_there, said)
    assert "is not in the folder" in problem.sentence
    (shelf / "issued").mkdir()
    (shelf / name).write_bytes(report)
    assert not look(issued_there, said)
    (shelf / name).write_bytes(b"%PDF-1.7 swapped")
    (problem,) = look(issued_there, said)
    assert "is not the one that went out" in problem.sentence
