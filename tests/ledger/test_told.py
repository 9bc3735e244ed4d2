"""What is told beside entries: belongings and last year's figures, as lines of the book."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger import index
from ledger.accounts import Account
from ledger.book import read
from ledger.entries.belongings import Asset, AssetSort, Liability, assets_at, liabilities_at
from ledger.entries.last_year import LastYear, last_year_in
from ledger.errors import Refusal
from ledger.funds import FundUnknown
from ledger.money import Money
from ledger.reading import belongings, last_year
from ledger.recording import (
    change_group,
    close_year,
    new_book,
    open_account,
    record_asset,
    record_last_year,
    record_liability,
)
from ledger.recording.belongings import BelongingUnnamed, DayOfAccountsClosed, ToldLater
from ledger.recording.last_year import BooksNotBegun, FirstYearClosed, NotTheYearBefore
from ledger.statements.last_year import LastYearDoesNotTie
from tests.ledger.street import START, TODAY, begun, hand, stock_errors, text_of

BIKE = Asset(
    day=TODAY,
    name="Cargo bike",
    sort=AssetSort.OWN_USE,
    fund="general",
    cost=Money(1200_00),
    value=Money(900_00),
)
RENT = Liability(day=TODAY, name="Hall rent", fund="general", amount=Money(54_00), due=TODAY)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Path]:
    """A begun book, which stock Beancount and we must still read alike when the test is over."""
    shelf = begun(tmp_path)
    yield shelf
    assert stock_errors(shelf) == []
    assert read(shelf) == index.current(shelf)


def text(shelf: Path) -> str:
    return "".join(path.read_text() for path in sorted(shelf.rglob("*.beancount")))


def test_a_thing_is_told_valued_anew_and_gone_and_each_is_a_line(shelf: Path) -> None:
    assert record_asset(shelf, BIKE, hand()) == BIKE
    assert 'custom "asset" "Cargo bike" "own-use" "general"' in text_of(shelf, "2026-03")
    worse = Asset(**{name: getattr(BIKE, name) for name in ("day", "name", "sort", "fund", "cost")})
    record_asset(shelf, worse, hand())
    assert belongings(shelf, TODAY).assets == (worse,)
    gone = Asset(day=TODAY, name=BIKE.name, sort=BIKE.sort, fund="general", value=Money(0))
    record_asset(shelf, gone, hand())
    assert assets_at(index.current(shelf).facts, TODAY) == ()
    assert text(shelf).count('custom "asset"') == 3
    # Told once more as it was at first, it is there again.
    record_asset(shelf, BIKE, hand())
    assert belongings(shelf, TODAY).assets == (BIKE,)


def test_the_same_twice_is_told_once(shelf: Path) -> None:
    for _ in range(2):
        record_liability(shelf, RENT, hand())
    assert text(shelf).count('custom "liability"') == 1
    assert liabilities_at(index.current(shelf).facts, TODAY) == (RENT,)
    assert liabilities_at(index.current(shelf).facts, date(2026, 3, 19)) == ()


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"name": "\u200b "}, BelongingUnnamed),
        ({"fund": "lottery"}, FundUnknown),
        ({"day": date(2026, 3, 21)}, Refusal),
        ({"name": "x" * 121}, Refusal),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    shelf: Path, changed: dict[str, object], refused: type[Refusal]
) -> None:
    before = text(shelf)
    told = {name: getattr(RENT, name) for name in ("day", "name", "fund", "amount", "due")}
    with pytest.raises(refused) as found:
        record_liability(shelf, Liability(**told | changed), hand())  # type: ignore[arg-type]
    assert found.value.remedy
    assert text(shelf) == before


def test_what_was_told_of_a_later_day_is_not_told_earlier(shelf: Path) -> None:
    record_liability(shelf, RENT, hand())
    early = Liability(day=date(2026, 3, 1), name=RENT.name, fund="general", amount=Money(1))
    with pytest.raises(ToldLater, match="20 March 2026"):
        record_liability(shelf, early, hand())


def test_what_closed_accounts_list_cannot_be_changed_under_them(shelf: Path) -> None:
    later = hand(today=date(2026, 4, 20))
    close_year(shelf, date(2026, 3, 31), later)
    with pytest.raises(DayOfAccountsClosed, match="31 March 2026"):
        record_asset(shelf, BIKE, later)


TYPED = LastYear(
    first=date(2024, 4, 1),
    last=date(2025, 3, 31),
    opening=Money(1000_00),
    money_in=(("Donations", Money(150_00)),),
    money_out=(("Food and shopping", Money(50_00)),),
)


def test_last_year_is_kept_and_what_is_left_out_later_becomes_nothing(shelf: Path) -> None:
    assert record_last_year(shelf, TYPED, hand()) == TYPED
    once = text(shelf)
    record_last_year(shelf, TYPED, hand())
    assert text(shelf) == once
    other = LastYear(
        first=TYPED.first,
        last=TYPED.last,
        opening=Money(1000_00),
        money_in=(("Gifts", Money(100_00)),),
    )
    record_last_year(shelf, other, hand())
    assert last_year_in(index.current(shelf).facts, TYPED.last) == other
    view = last_year(shelf)
    assert view
    assert (view.typed, view.began, view.last) == (other, Money(1100_00), TYPED.last)
    assert "Donations" in view.headings_in
    assert "Food and shopping" in view.headings_out


@pytest.mark.parametrize(
    ("first", "last", "opening", "refused"),
    [
        (date(2024, 4, 1), date(2025, 3, 31), 999_00, LastYearDoesNotTie),
        (date(2024, 4, 1), date(2025, 3, 30), 1000_00, NotTheYearBefore),
        (date(2025, 4, 1), date(2025, 3, 31), 1000_00, NotTheYearBefore),
        (date(2019, 4, 1), date(2025, 3, 31), 1000_00, NotTheYearBefore),
    ],
)
def test_last_year_has_to_end_where_the_books_begin(
    shelf: Path, first: date, last: date, opening: int, refused: type[Refusal]
) -> None:
    wrong = LastYear(first=first, last=last, opening=Money(opening), money_in=TYPED.money_in)
    before = text(shelf)
    with pytest.raises(refused):
        record_last_year(shelf, wrong, hand())
    assert text(shelf) == before


def test_last_year_is_not_typed_under_accounts_that_were_signed(shelf: Path) -> None:
    later = hand(today=date(2026, 4, 20))
    close_year(shelf, date(2026, 3, 31), later)
    with pytest.raises(FirstYearClosed, match="31 March 2026"):
        record_last_year(shelf, TYPED, later)


def test_there_is_no_year_before_a_book_without_entries(tmp_path: Path) -> None:
    shelf = tmp_path / "books" / "empty"
    new_book(shelf, "Elm Street", "informal-group", (3, 31), START, hand())
    with pytest.raises(BooksNotBegun):
        record_last_year(shelf, TYPED, hand())
    assert last_year(shelf) is None


def test_the_section_of_an_account_and_a_charitys_number_are_kept(shelf: Path) -> None:
    van = Account(
        name="Expenses:Van", opened=START, heading="Van", label="Van", section="asset-purchases"
    )
    open_account(shelf, van, hand())
    change_group(shelf, "charity-scotland", hand(), " sc 012345 ")
    assert index.current(shelf).accounts["Expenses:Van"].section == "asset-purchases"
    assert 'number: "SC012345"' in text(shelf)
    change_group(shelf, "informal-group", hand(), "SC012345")
    assert text(shelf).count('number: "SC012345"') == 1
