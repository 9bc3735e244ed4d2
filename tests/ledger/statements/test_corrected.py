"""What an entry that was put right was and is: every sum worked out by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from ledger.book import Book
from ledger.money import Money
from ledger.slices import ACCOUNTS, Subject, recomputed, slice_of
from ledger.statements import annual_accounts, financial_year
from ledger.statements.corrected import CorrectedEntry
from tests.grant_reports.equal_tables import assert_same_accounts

LAST = date(2026, 3, 31)
NUMBERED = '2025-{day} * "{payee}" #{fund} ^2025-{number:04}\n  kind: "{kind}"\n'


def act(number: int, kind: str, moved: str, *, of: int = 0, fund: str = "general") -> str:
    """Write one transaction on the day of its number; `moved` is what, from where, and how much."""
    account, source, amount = moved.split()
    said = NUMBERED.format(day=f"05-{number:02}", payee="Aldi", fund=fund, number=number, kind=kind)
    if of:
        said += f'  corrects: "2025-{of:04}"\n  because: "it was wrong"\n'
    if kind == "help":
        said += "  count: 3\n"
    return f"{said}  {account}  {amount} GBP\n  {source}  -{amount} GBP\n\n"


FOOD = "Expenses:Food Assets:Bank:Current"
FOOD_BACK = "Assets:Bank:Current Expenses:Food"
HELP = "Expenses:Help-Given Assets:Bank:Current"
HELP_BACK = "Assets:Bank:Current Expenses:Help-Given"
GIFT = "Assets:Bank:Current Income:Donations"


def put_right(book: Book) -> list[tuple[str, str, int | None, int | None, int | None]]:
    made = annual_accounts(book, LAST).notes.corrected
    return [(e.old[5:], e.new[5:], *map(pence, (e.was, e.now, e.difference))) for e in made]


def pence(amount: Money | None) -> int | None:
    return None if amount is None else amount.pence


def test_it_was_and_it_is_each_with_the_whole_of_its_entry(
    book_of: Callable[[str], Book],
) -> None:
    """A shared entry counts with both its parts, and the second correction begins at the first."""
    book = book_of(
        act(1, "expense", f"{FOOD} 12.00")
        + act(1, "expense", f"{FOOD} 8.00", fund="council")
        + act(2, "reversal", f"{FOOD_BACK} 12.00", of=1)
        + act(2, "reversal", f"{FOOD_BACK} 8.00", of=1, fund="council")
        + act(2, "expense", f"{FOOD} 15.50", of=1)
        + act(3, "reversal", f"{FOOD_BACK} 15.50", of=2)
        + act(3, "expense", f"{FOOD} 20.50", of=2)
    )
    assert put_right(book) == [
        ("0001", "0002", 2000, 1550, -450),
        ("0002", "0003", 1550, 2050, 500),
    ]


def test_what_was_taken_back_is_nothing_now(book_of: Callable[[str], Book]) -> None:
    book = book_of(act(1, "income", f"{GIFT} 30.00") + _gone(2, of=1))
    assert put_right(book) == [("0001", "0002", 3000, 0, -3000)]


def test_a_taking_back_that_was_itself_wrong_brings_it_all_again(
    book_of: Callable[[str], Book],
) -> None:
    gift = act(1, "income", f"{GIFT} 30.00")
    book = book_of(gift + _gone(2, of=1) + act(3, "reversal", f"{GIFT} 30.00", of=2))
    assert put_right(book) == [("0001", "0002", 3000, 0, -3000), ("0002", "0003", 0, 3000, 3000)]


def test_a_move_between_funds_counts_once(book_of: Callable[[str], Book]) -> None:
    there, back = "Equity:Fund-Transfers Assets:Bank:Current", "Assets:Bank:Current"
    here = f"{back} Equity:Fund-Transfers"
    book = book_of(
        act(1, "fund-transfer", f"{there} 40.00")
        + act(1, "fund-transfer", f"{here} 40.00", fund="council")
        + act(2, "reversal", f"{here} 40.00", of=1)
        + act(2, "reversal", f"{there} 40.00", of=1, fund="council")
        + act(2, "fund-transfer", f"{there} 25.00", of=1)
        + act(2, "fund-transfer", f"{here} 25.00", of=1, fund="council")
    )
    assert put_right(book) == [("0001", "0002", 4000, 2500, -1500)]


def test_what_came_after_the_year_is_no_part_of_what_it_is(
    book_of: Callable[[str], Book],
) -> None:
    later = act(2, "expense", f"{FOOD} 12.00", of=1).replace("2025-05-02", "2026-04-02")
    book = book_of(
        act(1, "expense", f"{FOOD} 12.00") + act(2, "reversal", f"{FOOD_BACK} 12.00", of=1) + later
    )
    assert put_right(book) == [("0001", "0002", 1200, 0, -1200)]


def test_no_sum_tells_of_help_nor_of_what_else_was_spent_in_a_year_of_little_help(
    book_of: Callable[[str], Book],
) -> None:
    """The help of fewer than five could be worked out by it; a gift that came in says nothing."""
    book = book_of(
        act(1, "expense", f"{FOOD} 12.00")
        + act(2, "reversal", f"{FOOD_BACK} 12.00", of=1)
        + act(2, "expense", f"{FOOD} 15.50", of=1)
        + act(3, "help", f"{HELP} 40.00")
        + act(4, "reversal", f"{HELP_BACK} 40.00", of=3).replace("because", "count: 3\n  because")
        + act(4, "help", f"{HELP} 45.00", of=3)
        + act(5, "income", f"{GIFT} 30.00")
        + act(6, "reversal", "Income:Donations Assets:Bank:Current 30.00", of=5)
    )
    assert put_right(book) == [
        ("0001", "0002", None, None, None),
        ("0003", "0004", None, None, None),
        ("0005", "0006", 3000, 0, -3000),
    ]


def test_where_help_went_to_five_only_the_help_itself_is_not_told(
    book_of: Callable[[str], Book],
) -> None:
    book = book_of(
        act(1, "expense", f"{FOOD} 12.00")
        + act(2, "reversal", f"{FOOD_BACK} 12.00", of=1)
        + act(3, "help", f"{HELP} 40.00").replace("count: 3", "count: 6")
        + act(4, "expense", f"{FOOD} 40.00")
        + act(5, "reversal", f"{FOOD_BACK} 40.00", of=4)
        + act(5, "help", f"{HELP} 40.00", of=4)
    )
    assert put_right(book) == [("0001", "0002", 1200, 0, -1200), ("0004", "0005", None, None, None)]


@pytest.mark.parametrize("count", ["3", "6"])
def test_the_slice_of_the_books_makes_every_sum_again(
    book_of: Callable[[str], Book], count: str
) -> None:
    book = book_of(
        act(1, "expense", f"{FOOD} 12.00")
        + act(2, "reversal", f"{FOOD_BACK} 12.00", of=1)
        + act(2, "expense", f"{FOOD} 15.50", of=1)
        + act(3, "help", f"{HELP} 40.00").replace("count: 3", f"count: {count}")
        + act(4, "reversal", f"{HELP_BACK} 40.00", of=3).replace("because", "count: 3\n  because")
        + act(4, "help", f"{HELP} 45.00", of=3)
        + act(5, "income", f"{GIFT} 30.00")
        + _gone(6, of=5)
        + act(7, "reversal", f"{GIFT} 30.00", of=6)
    )
    again = recomputed(_slice(book))
    assert_same_accounts(annual_accounts(book, LAST), again)
    tied = [each.figure for each in again.ties if "put right" in each.figure]
    assert "Entry no. 2025-0005, put right" in tied


def test_beancounts_own_sums_find_a_sum_that_is_wrong(book_of: Callable[[str], Book]) -> None:
    book = book_of(
        act(1, "expense", f"{FOOD} 12.00")
        + act(2, "reversal", f"{FOOD_BACK} 12.00", of=1)
        + act(2, "expense", f"{FOOD} 15.50", of=1)
    )
    text = _slice(book)
    again = recomputed(text)
    (right,) = annual_accounts(book, LAST).notes.corrected
    ties = {each.figure: (each.one, each.other) for each in again.ties}
    assert ties["Entry no. 2025-0001, put right"] == (right.was, Money(1200))
    assert ties["Entry no. 2025-0002, put right"] == (right.now, Money(1550))


def test_what_is_not_known_has_no_difference() -> None:
    known = CorrectedEntry(
        old="2025-0001",
        new="2025-0002",
        day=LAST,
        because="",
        is_late=False,
        was=Money(100),
        now=Money(90),
    )
    assert known.difference == Money(-10)
    assert replace(known, was=None).difference is None


def _gone(number: int, *, of: int) -> str:
    return act(number, "reversal", "Income:Donations Assets:Bank:Current 30.00", of=of)


def _slice(book: Book) -> str:
    period = financial_year(book, LAST)
    return slice_of(book, Subject(document=ACCOUNTS, period=period, version=book.version))
