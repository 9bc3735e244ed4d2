"""What accounts tell of help to few beside other pages, and whether the treasurer can know it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import index
from ledger.reading import (
    PublicSummary,
    annual_accounts,
    public_summary,
    year_end,
    years_left_out,
)
from ledger.slices import ACCOUNTS, Subject, slice_of
from ledger.statements import financial_year
from tests.ledger.slices.test_few_unreadable import (
    ENDS,
    Street,
    bought,
    helped,
    plainly,
    put_right_after_the_year,
    put_right_within_the_year,
    seen,
    streets,
)
from tests.ledger.street import share
from tests.ledger.test_public_summary import (
    LAST_DAY,
    Spent,
    helps,
    others,
    text_of,
)

SEEN_ON = date(2026, 5, 20)
LAID_OUT = """
2025-10-04 * "Aldi" "Parcels" #general ^2025-0001
  kind: "expense"
  Expenses:Food         {food:.2f} GBP
  Assets:Bank:Current  -{food:.2f} GBP

2025-10-07 * "Corner shop" "Heating" #general ^2025-0002
  kind: "claim"
  count: {count}
  Expenses:Help-Given         {help:.2f} GBP
  Liabilities:Claims:P007    -{help:.2f} GBP

{day} * "Paid back" #general ^{number}
  kind: "repayment"
  pays: "2025-0002"
  Liabilities:Claims:P007     {help:.2f} GBP
  Assets:Bank:Current        -{help:.2f} GBP
"""


def told_to_five(it: Street) -> None:
    for _ in range(3):
        it.did(helped(it.help))
    it.did(bought(share(it.food)))


def pages(folder: Path) -> list[PublicSummary]:
    return [public_summary(folder / name / "books" / "street", SEEN_ON) for name in ("one", "two")]


def test_who_has_the_public_page_as_well_can_tell_and_the_treasurer_can_know_it(
    tmp_path: Path,
) -> None:
    """Food stands there by itself, and the accounts say what it comes to together with help."""
    one, two = streets(tmp_path, plainly)
    assert seen(one, ENDS[0]) == seen(two, ENDS[0])
    here, there = pages(tmp_path)
    assert here.years != there.years
    shelf = tmp_path / "one" / "books" / "street"
    assert [year_end(shelf, end).telling.is_left_out for end in ENDS] == [True, True, True]
    assert years_left_out(shelf, SEEN_ON) == (ENDS[0],)
    assert years_left_out(shelf, ENDS[0]) == ()


def test_where_five_were_helped_nothing_is_left_out(tmp_path: Path) -> None:
    streets(tmp_path, told_to_five)
    shelf = tmp_path / "one" / "books" / "street"
    assert not any(year_end(shelf, end).telling.is_left_out for end in ENDS)
    assert years_left_out(shelf, SEEN_ON) == ()


def test_help_that_was_taken_back_leaves_nothing_to_subtract(tmp_path: Path) -> None:
    """It waits for good, and so does what took it back: together they move nothing."""

    def gave(it: Street) -> None:
        it.put_right(it.did(helped(it.help)), None)

    streets(tmp_path, gave)
    shelf = tmp_path / "one" / "books" / "street"
    assert not year_end(shelf, ENDS[0]).telling.is_left_out


@given(acts=st.lists(st.one_of(others, helps), max_size=12))
def test_the_street_is_told_what_the_accounts_hold_or_the_treasurer_is_told_of_it(
    acts: list[Spent],
) -> None:
    with TemporaryDirectory() as folder:
        place = Path(folder) / "book.beancount"
        place.write_text(text_of(acts))
        made = public_summary(place, SEEN_ON)
        holds = annual_accounts(place, LAST_DAY).cash.closing.total
        march = next(each for each in made.months if each.first == LAST_DAY.replace(day=1))
        assert year_end(place, LAST_DAY).telling.is_left_out == (march.closing != holds)
        assert years_left_out(place, SEEN_ON) == ((LAST_DAY,) if march.closing != holds else ())


@pytest.fixture
def laid_out(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """A book, written by hand, in which a volunteer laid out help and was paid back on a day."""

    def made(day: date, number: str, pence: int = 45_00, count: int = 2) -> Path:
        place = tmp_path / f"{number}-{pence}.beancount"
        figures = {"help": pence / 100, "food": (100_00 - pence) / 100}
        said = LAID_OUT.format(day=day, number=number, count=count, **figures)
        place.write_text(text_of([]) + said)
        return place

    return made


def books_of(place: Path) -> str:
    book = index.current(place)
    subject = Subject(document=ACCOUNTS, period=financial_year(book, LAST_DAY), version="the same")
    return slice_of(book, subject)


def test_a_claim_for_help_that_is_not_settled_in_its_year_is_named(
    laid_out: Callable[..., Path],
) -> None:
    """The books attached have it as a line, so that two who read them can tell."""
    on, number = date(2026, 4, 7), "2026-0001"
    one, two = laid_out(on, number), laid_out(on, number, 41_00)
    assert books_of(one) != books_of(two)
    assert year_end(one, LAST_DAY).telling.claims == ("2025-0002",)
    assert year_end(one, ENDS[1]).telling.claims == ("2025-0002",)
    assert year_end(one, ENDS[2]).telling.claims == ()


def test_a_claim_for_help_that_is_settled_in_its_year_is_like_other_help(
    laid_out: Callable[..., Path],
) -> None:
    on, number = date(2026, 3, 7), "2026-0001"
    one, two = laid_out(on, number), laid_out(on, number, 41_00)
    assert books_of(one) == books_of(two)
    assert year_end(one, LAST_DAY).telling.claims == ()


def test_a_claim_for_help_to_many_tells_of_nobody(laid_out: Callable[..., Path]) -> None:
    place = laid_out(date(2026, 4, 7), "2026-0001", count=5)
    assert year_end(place, LAST_DAY).telling.claims == ()


def test_help_that_was_put_right_after_its_year_is_told_at_the_end_of_the_next(
    tmp_path: Path,
) -> None:
    """Put right by two pounds, on the day after the last of three years."""
    streets(tmp_path, put_right_after_the_year)
    shelf = tmp_path / "one" / "books" / "street"
    ends = (*ENDS, date(2029, 3, 31))
    assert [year_end(shelf, end).telling.is_corrected for end in ends] == [False] * 3 + [True]


def test_help_that_was_put_right_within_its_year_is_on_no_line_of_corrections(
    tmp_path: Path,
) -> None:
    streets(tmp_path, put_right_within_the_year)
    shelf = tmp_path / "one" / "books" / "street"
    assert not any(year_end(shelf, end).telling.is_corrected for end in ENDS)
