"""A claim that its volunteer does not want back: owed no more, no money moved, and told."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger import balances, index
from ledger.checks import equal_to_beancount, problems
from ledger.entries.acts import ClaimPart, Correction, GivenUp, Repayment
from ledger.errors import Refusal
from ledger.money import Money
from ledger.recording import close_year, record
from ledger.statements import AnnualAccounts, annual_accounts
from tests.ledger.street import (
    BANK,
    COUNCIL,
    TODAY,
    begun,
    claimed,
    every_byte,
    hand,
    share,
    stock_errors,
)

CLAIM = "2026-0001"
SAID = "told us at the meeting of 20 March"


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Path]:
    """A begun book with a claim of £30.00 for the group and £12.00 for the council's grant."""
    shelf = begun(tmp_path)
    record(shelf, claimed(share(30_00), share(12_00, COUNCIL.name)), hand())
    yield shelf
    assert stock_errors(shelf) == []
    book = index.current(shelf)
    assert [*equal_to_beancount(book)] == []
    assert [str(each) for each in problems(book) if each.is_grave] == []


def given_up(pence: int, fund: str = "general", said: str = SAID, day: date = TODAY) -> GivenUp:
    part = ClaimPart(claim=CLAIM, fund=fund, amount=Money(pence))
    return GivenUp(day=day, claimant="P007", parts=(part,), said=said)


def owed(shelf: Path) -> dict[str, Money]:
    return {each.fund: each.owed for each in balances.claims(index.current(shelf))}


def accounts(shelf: Path) -> AnnualAccounts:
    return annual_accounts(index.current(shelf), date(2026, 3, 31))


def test_what_is_given_up_is_owed_no_more_and_the_fund_has_it_back(shelf: Path) -> None:
    before = balances.cash_by_fund(index.current(shelf))
    entry = record(shelf, given_up(30_00), hand())
    book = index.current(shelf)
    assert owed(shelf) == {COUNCIL.name: Money(12_00)}
    assert balances.cash_by_fund(book) == before
    assert balances.left_by_fund(book)["general"] == before["general"]
    assert (entry.kind, entry.total) == ("given-up", Money(30_00))
    assert entry.narration == f"Claim {CLAIM}: {SAID}"


def test_it_is_neither_a_payment_nor_a_gift_of_money_in_the_accounts(shelf: Path) -> None:
    before = accounts(shelf)
    record(shelf, given_up(30_00), hand())
    made = accounts(shelf)
    assert made.cash == before.cash
    assert (made.notes.given_up.count, made.notes.given_up.total) == (1, Money(30_00))
    assert made.assets.claims_total == Money(12_00)
    assert made.notes.paid_to_members.claims_count == 0


def test_a_part_is_given_up_and_the_rest_paid_back_under_its_own_heading(shelf: Path) -> None:
    record(shelf, given_up(10_00), hand())
    parts = (ClaimPart(claim=CLAIM, fund="general", amount=Money(20_00)),)
    record(shelf, Repayment(day=TODAY, claimant="P007", parts=parts, paid_from=BANK), hand())
    made = accounts(shelf)
    assert owed(shelf) == {COUNCIL.name: Money(12_00)}
    assert [(each.heading, each.total) for each in made.cash.money_out] == [
        ("Food and shopping", Money(20_00))
    ]
    assert made.notes.given_up.total == Money(10_00)


def test_one_claim_given_up_in_two_parts_is_one_claim_in_the_note(shelf: Path) -> None:
    record(shelf, given_up(10_00), hand())
    record(shelf, given_up(5_00), hand())
    given = accounts(shelf).notes.given_up
    assert (given.count, given.total) == (1, Money(15_00))


def test_taken_back_it_is_owed_again_and_the_note_is_gone(shelf: Path) -> None:
    entry = record(shelf, given_up(30_00), hand())
    record(shelf, Correction(corrects=entry.number, because="the wrong claim"), hand())
    assert owed(shelf) == {"general": Money(30_00), COUNCIL.name: Money(12_00)}
    assert accounts(shelf).notes.given_up.count == 0


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (given_up(30_01), "At most £30.00 of it can be paid back or given up."),
        (given_up(30_00, said=" "), "How they said that they do not want it back is missing."),
        (given_up(30_00, day=date(2026, 3, 1)), "Choose the day on which it was given up."),
        (given_up(0), "There is no amount yet."),
    ],
)
def test_what_cannot_be_given_up_is_refused_and_nothing_is_written(
    shelf: Path, act: GivenUp, told: str
) -> None:
    before = every_byte(shelf)
    with pytest.raises(Refusal) as refused:
        record(shelf, act, hand())
    assert told in str(refused.value)
    assert every_byte(shelf) == before


def test_the_same_form_sent_twice_gives_up_once(shelf: Path) -> None:
    first = record(shelf, given_up(30_00), hand(key="a-key"))
    assert record(shelf, given_up(30_00), hand(key="a-key")).number == first.number
    assert len(index.current(shelf).entries) == 3


def test_a_claim_does_not_become_less_than_was_given_up(shelf: Path) -> None:
    record(shelf, given_up(30_00), hand())
    with pytest.raises(Refusal, match=r"£30.00 of entry no. 2026-0001 was paid back or given up"):
        record(shelf, Correction(corrects=CLAIM, because="too much"), hand())


def test_in_a_closed_year_nothing_is_given_up(shelf: Path) -> None:
    after = date(2026, 4, 2)
    close_year(shelf, date(2026, 3, 31), hand(today=after))
    with pytest.raises(Refusal, match="closed"):
        record(shelf, given_up(30_00), hand(today=after))
