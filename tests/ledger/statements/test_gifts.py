"""Who gave in a year, and what one giver gave: gross, as it stands, and nobody else's."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from ledger.book import Book, read
from ledger.money import Money
from ledger.reading import annual_accounts, gift_statement, givers
from ledger.statements import DoesNotTie, Gift, GiftStatement, NoGift, prove_gifts

SAMPLE = Path(__file__).parents[3] / "sample.beancount"
YEAR = date(2026, 3, 31)
BOOK = """option "title" "Oak Road"
2026-01-01 open Assets:Bank:Current GBP
2026-01-01 open Income:Donations GBP
2026-01-01 open Income:Grants GBP
2026-01-01 open Expenses:Fees GBP
2026-01-01 custom "fund" "general" "unrestricted"

2026-01-05 * "P011" "Through the web page" #general ^2026-0001
  kind: "income"
  recorded-by: "P001"
  Assets:Bank:Current   19.41 GBP
  Expenses:Fees          0.59 GBP
  Income:Donations     -20.00 GBP

2026-01-06 * "P011" "Gift" #general ^2026-0002
  kind: "income"
  recorded-by: "P001"
  Assets:Bank:Current   50.00 GBP
  Income:Donations     -50.00 GBP

2026-01-07 * "P011" "Gift" #general ^2026-0003
  kind: "reversal"
  recorded-by: "P001"
  corrects: "2026-0002"
  because: "it was five"
  Assets:Bank:Current  -50.00 GBP
  Income:Donations      50.00 GBP

2026-01-06 * "P011" "Gift" #general ^2026-0003
  kind: "income"
  recorded-by: "P001"
  corrects: "2026-0002"
  Assets:Bank:Current    5.00 GBP
  Income:Donations      -5.00 GBP

2026-01-08 * "Northgate Council" "Grant" #general ^2026-0004
  kind: "income"
  recorded-by: "P001"
  Assets:Bank:Current  500.00 GBP
  Income:Grants       -500.00 GBP

2026-01-09 * "Collection" #general ^2026-0005
  kind: "income"
  recorded-by: "P001"
  Assets:Bank:Current    9.00 GBP
  Income:Donations      -9.00 GBP
"""


@pytest.fixture
def small(tmp_path: Path) -> Book:
    file = tmp_path / "small.beancount"
    file.write_text(BOOK)
    return read(file)


def test_a_gift_is_gross_and_as_it_was_put_right(small: Book) -> None:
    made = gift_statement(small.place, "2026-0001")
    assert [(each.entry, each.amount) for each in made.gifts] == [
        ("2026-0001", Money(2000)),
        ("2026-0003", Money(500)),
    ]
    assert made.total == Money(2500)
    assert made.payee == "P011"


def test_grants_and_the_takings_of_a_tin_are_nobodys_gift(small: Book) -> None:
    last = small.year_of(date(2026, 1, 9))[1]
    assert [each.payee for each in givers(small.place, last)] == ["P011"]


@pytest.mark.parametrize("number", ["2026-0002", "2026-0004", "2026-0005", "2026-0099", ""])
def test_what_is_no_gift_or_does_not_stand_has_no_letter(small: Book, number: str) -> None:
    with pytest.raises(NoGift):
        gift_statement(small.place, number)


def test_the_gifts_of_all_givers_are_the_headings_of_the_accounts() -> None:
    """What the sample's givers gave is its donations, subscriptions and sponsorship."""
    headings = {"Donations", "Subscriptions", "Sponsorship"}
    lines = annual_accounts(SAMPLE, YEAR).cash.money_in
    accounts = Money.total(each.total for each in lines if each.heading in headings)
    assert Money.total(each.total for each in givers(SAMPLE, YEAR)) == accounts


def test_each_giver_is_found_again_by_their_entry() -> None:
    known = givers(SAMPLE, YEAR)
    assert len(known) > 1
    for giver in known:
        made = gift_statement(SAMPLE, giver.entry)
        assert (made.payee, made.total, len(made.gifts)) == (giver.payee, giver.total, giver.count)


def test_gifts_that_do_not_add_up_are_not_proved() -> None:
    made = gift_statement(SAMPLE, givers(SAMPLE, YEAR)[0].entry)
    with pytest.raises(DoesNotTie):
        prove_gifts(replace(made, total=made.total + Money(1)))


def test_no_field_could_hold_anybody_but_the_giver() -> None:
    assert {each.name for each in fields(Gift)} == {"day", "entry", "heading", "fund", "amount"}
    texts = {each.name for each in fields(GiftStatement) if each.type is str}
    assert texts == {"group", "legal_form", "version", "payee"}
