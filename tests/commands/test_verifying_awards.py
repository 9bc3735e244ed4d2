"""`purse verify` of documents on an award that came as sponsorship, in part in the year before."""

from pathlib import Path

import pytest

from tests.commands.conftest import Type
from tests.grant_reports.reading import words_of
from tests.grant_reports.tampering import with_attached
from tests.ledger.slices.test_arrived_in_slices import BEGINNING, COUNCIL
from tests.ledger.slices.test_otherwise_in_slices import BOOKS

HELD = "What is attached is what that book held at that version."


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sponsored") / "book.beancount"
    _, entries, _ = BOOKS["in both years"]
    place.write_text(BEGINNING.format(funder=COUNCIL, entries=entries))
    return place


@pytest.fixture(scope="module")
def filed(typed: Type, book: Path) -> Path:
    target = book.with_name("accounts.pdf")
    assert typed("accounts", book, "--year-end", "2026-03-31", "-o", target).code == 0
    return target


def test_accounts_say_what_nothing_covers_and_are_proved(
    typed: Type, book: Path, filed: Path
) -> None:
    """£450 of £500 came, and £900 were spent."""
    words = words_of(filed.read_bytes())
    assert "£50.00" in words
    assert "£400.00" in words
    alone, held = typed("verify", filed), typed("verify", filed, "--book", book)
    assert (alone.code, held.code) == (0, 0), held.out
    assert held.out.splitlines()[-1] == HELD


def test_a_report_is_proved_too(typed: Type, book: Path) -> None:
    target = book.with_name("report.pdf")
    assert typed("report", book, "hall", "-o", target).code == 0
    said = typed("verify", target, "--book", book)
    assert said.code == 0, said.out
    assert said.out.splitlines()[-1] == HELD


@pytest.mark.parametrize(
    ("line", "made"),
    [("", "450.00"), ('2026-03-31 custom "arrived-otherwise" "hall" 400.00 GBP', "100.00")],
)
def test_accounts_of_which_the_line_was_left_out_or_changed_are_not(
    typed: Type, filed: Path, line: str, made: str
) -> None:
    def change(text: str) -> str:
        told = '2026-03-31 custom "arrived-otherwise" "hall" 450.00 GBP'
        assert told in text
        return text.replace(told, line)

    forged = filed.with_name("forged.pdf")
    forged.write_bytes(with_attached(filed.read_bytes(), "books.beancount", change))
    said = typed("verify", forged)
    assert said.code == 1
    assert (
        f"Still to come: the figures attached say 50.00, and the books attached make {made}."
        in (said.out)
    )
