"""A move that nobody gave any words gets its own: from where to where."""

from datetime import date
from pathlib import Path

import pytest

from ledger import index
from ledger.accounts import BANK, TIN
from ledger.entries.acts import Correction, FundMove, Income, Move, Share
from ledger.funds import Fund, FundClass
from ledger.money import Money
from ledger.recording import Hand, new_book, open_fund, record

TODAY = date(2026, 3, 20)
START = date(2026, 1, 1)
PAYPAL = "Assets:Online:PayPal"


def hand(key: str = "") -> Hand:
    return Hand(by="P001", today=TODAY, key=key)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A book with £100 at the bank, and a fund that is set aside."""
    place = tmp_path / "book"
    new_book(place, "Elm Street", "informal-group", (3, 31), START, hand())
    open_fund(
        place, Fund(name="trip", kind=FundClass.DESIGNATED, opened=START, title="Trip"), hand()
    )
    share = Share(fund="general", account="Income:Donations", amount=Money(10_000))
    came = Income(day=TODAY, received_from="", what_for="", shares=(share,), paid_into=BANK)
    record(place, came, hand())
    return place


def move(target: str = TIN, what_for: str = "") -> Move:
    return Move(day=TODAY, what_for=what_for, amount=Money(500), source=BANK, target=target)


def words(shelf: Path, number: str) -> set[str]:
    made = index.current(shelf).entries[number].right
    return {each.narration for each in made}


def test_a_move_between_places_says_from_where_to_where(shelf: Path) -> None:
    kept = record(shelf, move(), hand())
    assert words(shelf, kept.number) == {"From the bank to the tin"}
    text = (shelf / "journal" / "2026-03.beancount").read_text(encoding="utf-8")
    assert '"From the bank to the tin" #general' in text


def test_what_was_typed_stays_as_it_was_typed(shelf: Path) -> None:
    kept = record(shelf, move(what_for="Float"), hand())
    assert words(shelf, kept.number) == {"Float"}


def test_a_move_between_funds_names_both(shelf: Path) -> None:
    act = FundMove(
        day=TODAY, what_for=" ", amount=Money(500), source="general", target="trip", account=BANK
    )
    kept = record(shelf, act, hand())
    assert words(shelf, kept.number) == {"From “For anything we do” to “Trip”"}


def test_a_correction_that_kept_the_words_gets_those_of_its_own_sides(shelf: Path) -> None:
    old = record(shelf, move(), hand())
    kept_words = move(PAYPAL, "From the bank to the tin")
    mended = record(
        shelf, Correction(corrects=old.number, because="PayPal", right=kept_words), hand()
    )
    assert words(shelf, mended.number) == {"From the bank to PayPal"}


def test_the_same_form_sent_twice_is_recorded_once(shelf: Path) -> None:
    first = record(shelf, move(), hand("form-key-1"))
    assert record(shelf, move(), hand("form-key-1")).number == first.number
