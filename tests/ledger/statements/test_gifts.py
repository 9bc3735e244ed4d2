"""Who gave in a year, and what one giver gave: gross, as it stands, and nobody else's."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from ledger.book import Book, read
from ledger.money import Money
from ledger.reading import annual_accounts, gift_statement, givers
from ledger.statements import DoesNotTie, Gift, GiftStatement, Giver, NoGift, prove_gifts

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


def test_a_grant_is_no_gift_and_the_takings_of_a_tin_are_nobodys(small: Book) -> None:
    last = small.year_of(date(2026, 1, 9))[1]
    found = [(each.payee, each.is_one, each.total) for each in givers(small.place, last)]
    assert found == [("P011", True, Money(2500)), ("Donations", False, Money(900))]


def test_a_name_in_other_capitals_is_the_same_giver(small: Book) -> None:
    file, another = small.place, BOOK.replace("2026-0005", "2026-0006").split("2026-01-09 *")[1]
    one = BOOK.replace('* "Collection"', '* "Hope Church" "Gift"')
    file.write_text(one + "2026-01-10 *" + another.replace('"Collection"', '"HOPE church" "Gift"'))
    every = givers(file, date(2026, 12, 31))
    assert [(each.payee, each.count, each.total) for each in every if each.payee != "P011"] == [
        ("Hope Church", 2, Money(1800))
    ]
    assert gift_statement(file, "2026-0006") == gift_statement(file, "2026-0005")
    assert gift_statement(file, "2026-0006").total == Money(1800)


def given_by(
    payee: str, folder: Path, account: str = "Income:Donations", online: str = "SumUp"
) -> Giver:
    """What is said of the giver of a book's one gift."""
    file = folder / "one.beancount"
    file.write_text(f"""
2026-01-01 open Assets:Online:{online} GBP
2026-01-01 open Income:Donations GBP
2026-01-01 open Income:Collections GBP
  heading: "Collected in the street"
2026-01-01 custom "fund" "general" "unrestricted"
2026-01-09 * "{payee}" "Gift" #general ^2026-0001
  kind: "income"
  recorded-by: "P001"
  Assets:Online:{online}   9.00 GBP
  {account}            -9.00 GBP
""")
    (giver,) = givers(file, date(2026, 12, 31))
    return giver


@pytest.mark.parametrize(
    "payee", ["Online giving", "anonymous donor", "Anon.", "Collection tin", "SumUp", "-", ""]
)
def test_what_names_nobody_is_no_one_giver(payee: str, tmp_path: Path) -> None:
    giver = given_by(payee, tmp_path)
    assert (giver.payee, giver.is_one) == (payee or "Donations", False)
    with pytest.raises(NoGift, match="no gift of one giver"):
        gift_statement(tmp_path / "one.beancount", giver.entry)


@pytest.mark.parametrize("payee", ["P011", "Lotus Lane Temple", "The Giving Tree", "Łódź", "教会"])
def test_a_number_or_any_name_is_one_giver(payee: str, tmp_path: Path) -> None:
    giver = given_by(payee, tmp_path)
    assert (giver.payee, giver.is_one) == (payee, True)
    assert gift_statement(tmp_path / "one.beancount", giver.entry).payee == payee


@pytest.mark.parametrize(
    ("payee", "online"),
    [
        ("Hope", "Hope-Church"),
        ("The Hope Church", "Hope-Church"),
        ("Elm Street", "Elm-Street-PayPal"),
        ("PayPal Street Church", "PayPal"),
    ],
)
def test_a_word_of_the_name_of_a_place_online_is_a_name(
    payee: str, online: str, tmp_path: Path
) -> None:
    assert given_by(payee, tmp_path, online=online).is_one


def test_the_whole_name_of_a_place_online_is_none(tmp_path: Path) -> None:
    assert not given_by("elm street paypal", tmp_path, online="Elm-Street-PayPal").is_one


def test_a_collection_is_given_by_many_whoever_stands_beside_it(tmp_path: Path) -> None:
    giver = given_by("P011", tmp_path, "Income:Collections")
    assert (giver.payee, giver.is_one) == ("Collected in the street", False)


@pytest.mark.parametrize("number", ["2026-0002", "2026-0004", "2026-0005", "2026-0099", ""])
def test_what_is_no_gift_or_does_not_stand_has_no_letter(small: Book, number: str) -> None:
    with pytest.raises(NoGift):
        gift_statement(small.place, number)


def test_the_gifts_of_all_givers_are_the_headings_of_the_accounts() -> None:
    """Everything that came in but grants and interest is given, by one or by many."""
    none = {"Grants", "Bank interest"}
    lines = annual_accounts(SAMPLE, YEAR).cash.money_in
    accounts = Money.total(each.total for each in lines if each.heading not in none)
    assert Money.total(each.total for each in givers(SAMPLE, YEAR)) == accounts


def test_each_giver_is_found_again_by_their_entry() -> None:
    known = [each for each in givers(SAMPLE, YEAR) if each.is_one]
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
