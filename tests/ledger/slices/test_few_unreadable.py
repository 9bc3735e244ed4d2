"""A curious reader of accounts and of the books attached to them: what did help to few come to?

They can take any sum from any other. So of each street there are two: in one, help came to so much
more as what keeps it company came to less. Whoever cannot tell the two apart by a single letter of
the figures or of the books cannot have worked it out.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from grant_reports.tables import Table, accounts_tables
from ledger import index
from ledger.book import Book
from ledger.entries.acts import (
    Act,
    Claim,
    ClaimPart,
    Correction,
    Expense,
    HelpGiven,
    Move,
    Refund,
    Repayment,
    Share,
)
from ledger.money import Money
from ledger.reading import year_end
from ledger.recording import close_year, record
from ledger.slices import ACCOUNTS, Subject, recomputed, slice_of
from ledger.slices.company import places_alone
from ledger.statements import annual_accounts, financial_year
from ledger.statements.few import alone
from tests.grant_reports.equal_tables import assert_same_accounts
from tests.ledger.street import BANK, TIN, begun, granted, hand, share, spent

HELP, FOOD, LESS = 45_00, 30_00, 4_00
ENDS = (date(2026, 3, 31), date(2027, 3, 31), date(2028, 3, 31))
HELPED_ON, BOUGHT_ON, LATER_ON = date(2025, 10, 1), date(2025, 10, 4), date(2026, 5, 6)
CLOSED_ON, TODAY = date(2026, 4, 4), date(2028, 4, 1)
PRINTING, TRAVEL, COUNCIL = "Expenses:Printing", "Expenses:Travel", "council-food"


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """A street in which help came to so much and food, which keeps it company, to so much."""

    shelf: Path
    help: int = HELP
    food: int = FOOD

    def did(self, act: Act) -> str:
        """Record an act; give its number."""
        return record(self.shelf, act, hand(today=TODAY)).number

    def put_right(self, number: str, right: Expense | HelpGiven | None) -> str:
        return self.did(Correction(corrects=number, because="it was another", right=right))

    def closed(self) -> None:
        close_year(self.shelf, ENDS[0], hand(today=CLOSED_ON))

    def read(self) -> Book:
        return index.current(self.shelf)


def helped(pence: int, fund: str = "general", source: str = BANK) -> HelpGiven:
    return HelpGiven(
        day=HELPED_ON,
        what_for="Heating",
        fund=fund,
        amount=Money(pence),
        paid_from=source,
        count=2,
    )


def bought(*shares: Share, paid_to: str = "Aldi") -> Expense:
    return spent(*shares, day=BOUGHT_ON, words=(paid_to, "Parcels"))


def back(day: date, number: str) -> Refund:
    return Refund(
        day=day,
        received_from="Aldi",
        what_for="A bag too many",
        shares=(share(3_00),),
        paid_into=BANK,
        refunds=number,
    )


def plainly(it: Street) -> None:
    it.did(helped(it.help))
    it.did(bought(share(it.food)))


def put_right_within_the_year(it: Street) -> None:
    first = it.did(helped(10_00))
    it.put_right(it.put_right(first, helped(20_00)), helped(it.help))
    it.put_right(it.did(helped(7_00)), bought(share(7_00, account=PRINTING)))
    it.did(bought(share(it.food)))


def put_right_after_the_year(it: Street) -> None:
    it.did(helped(it.help))
    other = it.did(helped(10_00))
    it.did(bought(share(it.food)))
    it.closed()
    it.put_right(other, helped(12_00))


def taken_back_after_the_year_as_was_the_food(it: Street) -> None:
    help_, food = it.did(helped(it.help)), it.did(bought(share(it.food)))
    it.did(bought(share(500_00)))
    it.closed()
    it.put_right(help_, None)
    it.put_right(food, None)


def with_food_for_two_funds(it: Street) -> None:
    it.did(helped(it.help))
    it.did(bought(share(it.food), share(8_00, COUNCIL)))


def with_food_among_leaflets(it: Street) -> None:
    it.did(helped(it.help))
    it.did(bought(share(it.food), share(28_00, account=PRINTING)))
    it.did(bought(share(500_00, account=PRINTING)))


def with_food_that_was_put_right(it: Street) -> None:
    it.did(helped(it.help))
    it.put_right(it.did(bought(share(17_00))), bought(share(it.food)))


def with_food_that_was_put_right_after_the_year(it: Street) -> None:
    it.did(helped(it.help))
    food = it.did(bought(share(it.food)))
    it.closed()
    it.put_right(food, bought(share(it.food + 1_00)))


def with_food_of_which_some_came_back(it: Street) -> None:
    it.did(helped(it.help))
    it.did(back(date(2025, 11, 1), it.did(bought(share(it.food)))))


def with_food_of_which_some_came_back_after_the_year(it: Street) -> None:
    it.did(helped(it.help))
    it.did(back(LATER_ON, it.did(bought(share(it.food)))))


def while_another_fund_bought_less(it: Street) -> None:
    it.did(helped(it.help))
    it.did(bought(share(it.food)))
    it.did(bought(share(7_00, "winter", PRINTING)))


def out_of_two_funds(it: Street) -> None:
    it.did(helped(it.help))
    it.did(helped(9_00, "winter"))
    it.did(bought(share(it.food)))
    it.did(bought(share(7_00, "winter", PRINTING)))


def out_of_the_tin(it: Street) -> None:
    it.did(helped(it.help, source=TIN))
    it.did(bought(share(it.food)))
    it.did(_filled(it.help))


def out_of_a_grant_that_lay_in_the_tin(it: Street) -> None:
    it.did(granted(300_00, HELPED_ON))
    it.did(helped(it.help, COUNCIL, TIN))
    it.did(bought(share(it.food, COUNCIL)))
    it.did(_filled(it.help))


def while_a_member_was_paid_less(it: Street) -> None:
    it.did(helped(it.help))
    it.did(bought(share(it.food)))
    it.did(bought(share(3_00, account=TRAVEL), paid_to="P007"))
    it.did(bought(share(3_00), paid_to="P007"))


def while_a_volunteer_claimed_less(it: Street) -> None:
    it.did(helped(it.help))
    it.did(bought(share(it.food)))
    leaflets = (share(4_00, account=PRINTING),)
    claim = it.did(
        Claim(
            day=HELPED_ON,
            paid_to="Copy Corner",
            what_for="Leaflets",
            shares=leaflets,
            claimant="P007",
        )
    )
    part = ClaimPart(claim=claim, fund="general", amount=Money(4_00))
    it.did(Repayment(day=BOUGHT_ON, claimant="P007", parts=(part,), paid_from=BANK))


def _filled(pence: int) -> Move:
    amount = Money(40_00 + pence)
    return Move(day=HELPED_ON, what_for="Coins", amount=amount, source=BANK, target=TIN)


WAYS = (
    plainly,
    put_right_within_the_year,
    put_right_after_the_year,
    taken_back_after_the_year_as_was_the_food,
    with_food_for_two_funds,
    with_food_among_leaflets,
    with_food_that_was_put_right,
    with_food_that_was_put_right_after_the_year,
    with_food_of_which_some_came_back,
    with_food_of_which_some_came_back_after_the_year,
    while_another_fund_bought_less,
    out_of_two_funds,
    out_of_the_tin,
    out_of_a_grant_that_lay_in_the_tin,
    while_a_member_was_paid_less,
    while_a_volunteer_claimed_less,
)


def streets(folder: Path, gave: Callable[[Street], None]) -> tuple[Book, Book]:
    """Give a street in which help was given in some way, and its twin; both went on."""
    one = Street(shelf=begun(folder / "one"))
    two = Street(shelf=begun(folder / "two"), help=HELP - LESS, food=FOOD + LESS)
    for it in (one, two):
        gave(it)
        for year in (2026, 2027):
            it.did(spent(share(11_00), day=date(year, 6, 1)))
    return one.read(), two.read()


def seen(book: Book, end: date) -> tuple[tuple[Table, ...], str]:
    """Give what a reader has: the figures, and the books attached but for their version."""
    made = annual_accounts(book, end)
    return accounts_tables(made), slice_of(book, subject_of(book, end))


def subject_of(book: Book, end: date) -> Subject:
    return Subject(document=ACCOUNTS, period=financial_year(book, end), version="the same")


@pytest.mark.parametrize("gave", WAYS)
def test_who_has_the_accounts_of_three_years_cannot_tell_what_help_to_few_came_to(
    tmp_path: Path, gave: Callable[[Street], None]
) -> None:
    one, two = streets(tmp_path, gave)
    for end in ENDS:
        tables, books = seen(one, end)
        assert "Help-Given  " not in books
        assert (tables, books) == seen(two, end)
        assert_same_accounts(annual_accounts(one, end), recomputed(books))


def test_what_was_the_only_payment_of_a_fund_is_told_and_the_treasurer_can_know_it(
    tmp_path: Path,
) -> None:
    """The winter fund paid for nothing else: what it holds says what it gave."""

    def gave(it: Street) -> None:
        plainly(it)
        it.did(helped(it.help, "winter"))

    one, two = streets(tmp_path, gave)
    assert seen(one, ENDS[0]) != seen(two, ENDS[0])
    assert alone(one, financial_year(one, ENDS[0])) == ("winter",)
    assert alone(one, financial_year(one, ENDS[1])) == ()


@pytest.mark.parametrize(("from_", "other", "told"), [(TIN, BANK, (TIN,)), (BANK, TIN, (BANK,))])
def test_what_nothing_else_was_paid_from_is_told_and_the_treasurer_can_know_it(
    tmp_path: Path, from_: str, other: str, told: tuple[str, ...]
) -> None:
    """Help from the tin and all else from the bank, or the other way round."""

    def gave(it: Street) -> None:
        it.did(helped(it.help, source=from_))
        it.did(replace(bought(share(it.food)), paid_from=other))

    one, two = streets(tmp_path, gave)
    assert seen(one, ENDS[0])[1] != seen(two, ENDS[0])[1]
    assert alone(one, financial_year(one, ENDS[0])) == ()
    assert places_alone(one, financial_year(one, ENDS[0])) == told
    shown = year_end(tmp_path / "one" / "books" / "street", ENDS[0]).telling.places
    assert shown == tuple(one.accounts[name].shown for name in told)


@pytest.mark.parametrize("gave", WAYS)
def test_where_no_subtraction_tells_the_help_no_place_of_money_is_named(
    tmp_path: Path, gave: Callable[[Street], None]
) -> None:
    one, _ = streets(tmp_path, gave)
    assert [places_alone(one, financial_year(one, end)) for end in ENDS] == [()] * len(ENDS)


def test_where_help_went_to_five_what_it_came_to_is_told(tmp_path: Path) -> None:
    """It is the count that hides it, and nothing else: the reader is not blind."""

    def gave(it: Street) -> None:
        for _ in range(3):
            it.did(helped(it.help))
        it.did(bought(share(it.food)))

    one, two = streets(tmp_path, gave)
    for end in ENDS[:2]:
        assert seen(one, end) != seen(two, end)
        assert "Expenses:Help-Given  " in seen(one, end)[1]
    assert "Help-Given  " not in seen(one, ENDS[2])[1]
