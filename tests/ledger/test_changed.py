"""A book that is told otherwise answers as if its lists were gone through."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ledger import index
from ledger.accounts import HELD, HELP
from ledger.book import Book, asked
from ledger.book.changed import changed
from ledger.book.shelf import Entry
from ledger.entries.acts import (
    ClaimPart,
    FundMove,
    GivenUp,
    HeldForOthers,
    HelpGiven,
    Income,
    Repayment,
)
from ledger.entries.directives import Transaction
from ledger.money import Money
from ledger.movements import moves
from ledger.recording import record
from tests.ledger.street import (
    BANK,
    COUNCIL,
    TIN,
    TODAY,
    WINTER,
    begun,
    claimed,
    hand,
    share,
    spent,
)

EVER = (date.min, date.max)
LATER = TODAY + timedelta(days=1)
AID = HelpGiven(
    day=TODAY,
    what_for="Electricity",
    fund="general",
    amount=Money(40_00),
    paid_from=BANK,
    count=2,
)
KEYS = HeldForOthers(
    day=TODAY, what_for="Keys", amount=Money(12_00), account=TIN, is_coming_in=True
)


@pytest.fixture
def told(tmp_path: Path) -> Book:
    """A book in which the latest of each act is left out, and the first told a day later."""
    place = begun(tmp_path)
    for _ in range(2):
        record(place, AID, hand())
        record(place, KEYS, hand())
        claim = record(place, claimed(share(9_00)), hand())
        record(place, _paying_back(claim.number), hand())
        record(place, spent(share(3_00), words=("P007", "Stamps")), hand())
    book = index.current(place)
    numbers = sorted(book.entries)[-10:]
    first, last = (
        [made for number in some for made in book.entries[number].transactions]
        for some in (numbers[:5], numbers[5:])
    )
    later = {made.entry: replace(made, day=LATER) for made in first}
    return changed(
        book,
        gone=[*first, *last],
        more=later.values(),
        entries={number: _told(book, number, later) for number in numbers},
    )


def _paying_back(claim: str) -> Repayment:
    part = ClaimPart(claim=claim, fund="general", amount=Money(9_00))
    return Repayment(day=TODAY, claimant="P007", parts=(part,), paid_from=BANK)


def _told(book: Book, number: str, later: dict[str, Transaction]) -> Entry | None:
    made = later.get(number)
    return replace(book.entries[number], transactions=(made,)) if made else None


@pytest.mark.parametrize("days", [EVER, (TODAY, TODAY), (LATER, LATER)])
def test_what_is_asked_of_a_year_is_as_counted(told: Book, days: tuple[date, date]) -> None:
    plain = asked(replace(told, known=None))
    ours = asked(told)
    assert [*told.transactions[-1:]] == [*told.transactions][-1:]
    assert ours.helped(*days) == plain.helped(*days)
    assert ours.helped(*days, "general") == plain.helped(*days, "general")
    for account in (HELD, HELP, TIN):
        assert ours.turnover(account, *days) == plain.turnover(account, *days)
        found = ours.touching([account], days[1], days[0])
        assert [*found] == [*plain.touching([account], days[1], days[0])]


@pytest.mark.parametrize("days", [EVER, (TODAY, TODAY), (LATER, LATER)])
def test_what_was_paid_to_members_is_as_worked_out(told: Book, days: tuple[date, date]) -> None:
    known = sorted(moves(told).to_members(*days), key=str)
    assert known == sorted(moves(replace(told, known=None)).to_members(*days), key=str)
    assert bool(known) == (days != (TODAY, TODAY))


@pytest.fixture
def moved(tmp_path: Path) -> Book:
    """A book in which a move between funds is left out, and others are told a day later."""
    place = begun(tmp_path)
    claim = record(place, claimed(share(9_00)), hand()).number
    for pence in (2_00, 3_00):
        part = ClaimPart(claim=claim, fund="general", amount=Money(pence))
        act = GivenUp(day=TODAY, claimant="P007", parts=(part,), said="told us")
        given = record(place, act, hand()).number
    for words in ("kept", "left out", "later"):
        act = FundMove(
            day=TODAY,
            what_for=words,
            amount=Money(5_00),
            source="general",
            target=WINTER.name,
            account=BANK,
        )
        last = record(place, act, hand()).number
    book = index.current(place)
    gone = {number: book.entries[number] for number in (given, sorted(book.entries)[-2], last)}
    later = {
        number: tuple(replace(made, day=LATER) for made in gone[number].transactions)
        for number in (given, last)
    }
    told = {number: replace(gone[number], transactions=made) for number, made in later.items()}
    return changed(
        book,
        gone=[made for entry in gone.values() for made in entry.transactions],
        more=[made for every in later.values() for made in every],
        entries={number: told.get(number) for number in gone},
    )


@pytest.mark.parametrize("days", [EVER, (TODAY, TODAY), (LATER, LATER)])
def test_what_was_given_up_and_moved_between_funds_is_as_worked_out(
    moved: Book, days: tuple[date, date]
) -> None:
    known, plain = moves(moved), moves(replace(moved, known=None))
    assert sorted(known.given_up(*days)) == sorted(plain.given_up(*days))
    between = sorted(known.between_funds(*days))
    assert between == sorted(plain.between_funds(*days))
    assert [each.narration for each in between] == {
        EVER: ["kept", "later"],
        (TODAY, TODAY): ["kept"],
        (LATER, LATER): ["later"],
    }[days]
    assert len([*known.given_up(*days)]) == (2 if days == EVER else 1)


@pytest.fixture
def given(tmp_path: Path) -> Book:
    """A book in which one of three gifts of a funder is left out, and one told a day later."""
    place = begun(tmp_path)
    for who in ("Northgate Council", "northgate council", "Northgate Council", "The bakery"):
        act = Income(
            day=TODAY,
            received_from=who,
            what_for="",
            shares=(share(5_00, COUNCIL.name, "Income:Sponsorship"),),
            paid_into=BANK,
        )
        record(place, act, hand())
    book = index.current(place)
    out, later = (book.entries[number] for number in sorted(book.entries)[-3:-1])
    told = tuple(replace(made, day=LATER) for made in later.transactions)
    return changed(
        book,
        gone=[*out.transactions, *later.transactions],
        more=told,
        entries={out.number: None, later.number: replace(later, transactions=told)},
    )


@pytest.mark.parametrize(("until", "pence"), [(TODAY, 5_00), (LATER, 10_00)])
def test_what_somebody_gave_to_a_fund_is_as_worked_out(
    given: Book, until: date, pence: int
) -> None:
    by = ("NORTHGATE COUNCIL", COUNCIL.name, until)
    assert moves(given).given_by(*by) == Money(pence)
    assert moves(replace(given, known=None)).given_by(*by) == Money(pence)
