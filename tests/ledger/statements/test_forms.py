"""The forms of accounts: which part each line stands in, and what the law asks of each form."""

from collections.abc import Callable
from datetime import date

import pytest

from ledger.accounts import starting_chart
from ledger.book import Book
from ledger.funds import FundClass
from ledger.money import Money
from ledger.statements import AnnualAccounts, annual_accounts
from ledger.statements.form import Form
from ledger.statements.forms import FORMS, form_of
from ledger.statements.movements import Direction
from ledger.statements.parts import PartLines
from ledger.statements.sections import COSTS, INCOME, SECTIONS, Section, section_named
from ledger.statements.thresholds import examination

LAST = date(2026, 3, 31)
EVERY_FORM = [form for dated in FORMS.values() for _, form in dated]

RICH = """
2024-04-01 open Income:Legacies GBP
  heading: "Legacies"
2024-04-01 open Income:Asset-Sales GBP
  heading: "Sale of equipment"
2024-04-01 open Expenses:Governance:Examination GBP
  heading: "Independent examination"
2024-04-01 open Expenses:Asset-Purchases GBP
  heading: "Equipment bought"
2024-04-01 open Expenses:Van GBP
  heading: "Van"
  section: "asset-purchases"
2024-04-01 custom "fund" "legacy" "permanent-endowment"
2024-04-01 custom "fund" "capital" "expendable-endowment"

2025-04-01 * "Where we start" #general ^2025-0001
  kind: "opening"
  Assets:Bank:Current       500.00 GBP
  Equity:Opening-Balances  -500.00 GBP

2025-05-01 * "An estate" #legacy ^2025-0002
  kind: "income"
  Assets:Bank:Current  1000.00 GBP
  Income:Legacies     -1000.00 GBP

2025-05-02 * "An estate" #capital ^2025-0003
  kind: "income"
  Assets:Bank:Current   200.00 GBP
  Income:Legacies      -200.00 GBP

2025-05-03 * "The old bicycle" #general ^2025-0004
  kind: "income"
  Assets:Bank:Current   40.00 GBP
  Income:Asset-Sales   -40.00 GBP

2025-05-04 * "A. Accountant" "Looking through the books" #general ^2025-0005
  kind: "expense"
  Expenses:Governance:Examination  60.00 GBP
  Assets:Bank:Current             -60.00 GBP

2025-05-05 * "Cycle shop" "A new one" #general ^2025-0006
  kind: "expense"
  Expenses:Asset-Purchases  310.00 GBP
  Assets:Bank:Current      -310.00 GBP

2025-05-06 * "A garage" "Half a van" #general ^2025-0007
  kind: "expense"
  Expenses:Van          100.00 GBP
  Assets:Bank:Current  -100.00 GBP

2025-05-07 * "Aldi" "Parcels" #general ^2025-0008
  kind: "expense"
  Expenses:Food         20.00 GBP
  Assets:Bank:Current  -20.00 GBP
"""


def accounts_of(book_of: Callable[[str], Book], legal_form: str, text: str) -> AnnualAccounts:
    told = f'1970-01-02 custom "group" "{legal_form}"\n'
    return annual_accounts(book_of(told + text), LAST)


def lines_of(parts: tuple[PartLines, ...]) -> dict[str, dict[str, int]]:
    """The lines of each part with their totals in pence, by the part's letter."""
    return {
        each.part.mark: {line.heading: line.total.pence for line in each.lines} for each in parts
    }


@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.name)
def test_every_section_stands_in_exactly_one_place_of_every_form(form: Form) -> None:
    for parts, sections in ((form.parts_in, INCOME), (form.parts_out, COSTS)):
        held = [s for part in parts for each in part.categories for s in each.sections]
        assert sorted(held) == sorted(sections)


@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.name)
def test_every_class_of_fund_adds_up_into_exactly_one_column(form: Form) -> None:
    held = [kind for column in form.columns for kind in column.kinds]
    assert sorted(held) == sorted(FundClass)


def test_every_word_of_the_table_is_of_the_direction_of_its_account() -> None:
    for name, sections in SECTIONS.items():
        directions = {each.direction for each in sections}
        if name.startswith("Income:"):
            assert directions == {Direction.IN}
        elif name.startswith("Expenses:"):
            assert directions == {Direction.OUT}


def test_sales_and_purchases_of_assets_have_parts_of_their_own_in_england(
    book_of: Callable[[str], Book],
) -> None:
    made = accounts_of(book_of, "charity-england-wales", RICH)
    assert lines_of(made.cash.parts_in) == {
        "A1": {"Legacies": 120_000},
        "A2": {"Sale of equipment": 4_000},
    }
    assert lines_of(made.cash.parts_out) == {
        "A3": {"Food": 2_000, "Independent examination": 6_000},
        "A4": {"Equipment bought": 31_000, "Van": 10_000},
    }
    assert made.cash.gross_income == Money(1200_00)
    assert [each.title for each in made.cash.columns] == [
        "Unrestricted funds",
        "Restricted funds",
        "Endowment funds",
    ]


def test_scotland_names_what_money_came_from_and_parts_the_endowments(
    book_of: Callable[[str], Book],
) -> None:
    made = accounts_of(book_of, "charity-scotland", RICH)
    named = {
        each.category.title: each.total.total.pence
        for part in (*made.cash.parts_in, *made.cash.parts_out)
        for each in part.categories
        if each.lines
    }
    assert named == {
        "Legacies": 120_000,
        "Proceeds from sale of fixed assets": 4_000,
        "Payments relating directly to charitable activities": 2_000,
        "Governance costs": 6_000,
        "Purchases of fixed assets": 41_000,
    }
    assert [each.pence for each in made.cash.closing.amounts] == [5_000, 0, 20_000, 100_000]
    assert made.cash.opening.total + made.cash.surplus.total == made.cash.closing.total


def test_a_group_that_is_no_charity_has_two_parts_and_no_sub_totals(
    book_of: Callable[[str], Book],
) -> None:
    made = accounts_of(book_of, "constituted-association", RICH)
    assert [each.part.title for each in made.cash.parts_in] == ["Receipts"]
    assert [each.part.subtotal for each in made.cash.parts_out] == [""]
    assert list(lines_of(made.cash.parts_out)[""]) == [
        "Food",
        "Independent examination",
        "Equipment bought",
        "Van",
    ]


def test_a_book_of_an_unknown_legal_form_has_the_plain_accounts() -> None:
    assert form_of("community-interest-company").name == form_of("informal-group").name == "plain"


def test_cash_stands_in_the_columns_of_the_form(book_of: Callable[[str], Book]) -> None:
    made = accounts_of(book_of, "charity-scotland", RICH)
    (bank,) = made.assets.cash
    assert [each.pence for each in bank.amounts] == [5_000, 0, 20_000, 100_000]
    assert bank.line.total == bank.amount == Money(1250_00)


def test_the_starting_chart_burdens_nobody_and_stands_in_known_sections(
    book_of: Callable[[str], Book],
) -> None:
    book = book_of("")
    for account in starting_chart(LAST):
        if account.name.startswith("Income:"):
            assert section_named(book, account.name, Direction.IN) in INCOME
    assert section_named(book, "Expenses:Food", Direction.OUT) == Section.ACTIVITY_COSTS
    assert section_named(book, "Expenses:Food", Direction.IN) == Section.ACTIVITIES
    assert section_named(book, "Income:Grants:Council", Direction.IN) == Section.GRANTS


@pytest.mark.parametrize(
    ("last", "most"), [(date(2026, 9, 29), 25_000_00), (date(2026, 9, 30), 40_000_00)]
)
def test_the_law_of_england_asks_for_an_examination_above_a_dated_sum(
    last: date, most: int
) -> None:
    found = [examination("charity-england-wales", last, Money(most + more)) for more in (0, 1)]
    assert [each and each.is_asked for each in found] == [False, True]


def test_scotland_asks_for_one_always_and_no_law_asks_a_group_of_neighbours() -> None:
    found = examination("charity-scotland", LAST, Money(0))
    assert found
    assert (found.is_asked, found.over) == (True, None)
    assert examination("informal-group", LAST, Money(90_000_00)) is None


def test_this_basis_is_allowed_up_to_a_dated_sum() -> None:
    large = Money(250_000_01)
    before = examination("charity-england-wales", date(2026, 9, 29), large)
    after = examination("charity-england-wales", date(2026, 9, 30), large)
    assert before
    assert after
    assert (before.is_too_large, after.is_too_large) == (True, False)


def test_a_claim_that_was_given_up_is_a_memo_and_moves_nothing(
    book_of: Callable[[str], Book],
) -> None:
    made = accounts_of(
        book_of,
        "informal-group",
        """
2025-05-01 * "Aldi" "Parcels" #general ^2025-0001
  kind: "claim"
  Expenses:Food             12.45 GBP
  Liabilities:Claims:P007  -12.45 GBP

2025-06-01 * "P007" "They give it to us" #general ^2025-0002
  kind: "other"
  Liabilities:Claims:P007  12.45 GBP
  Income:Donations        -12.45 GBP
""",
    )
    assert (made.notes.given_up.count, made.notes.given_up.total) == (1, Money(12_45))
    assert made.cash.money_in == made.cash.money_out == ()
    assert made.assets.claims_owed == ()


def test_grants_to_organisations_are_counted_apart_from_help(
    book_of: Callable[[str], Book],
) -> None:
    made = accounts_of(
        book_of,
        "charity-scotland",
        """
2024-04-01 open Expenses:Grants-Paid GBP
  heading: "Grants to other groups"

2025-05-01 * "Oak Road Kitchen" "For their oven" #general ^2025-0001
  kind: "expense"
  Expenses:Grants-Paid  100.00 GBP
  Assets:Bank:Current  -100.00 GBP

2025-06-01 * "Heating" #general ^2025-0002
  kind: "help"
  count: 6
  Expenses:Help-Given   60.00 GBP
  Assets:Bank:Current  -60.00 GBP
""",
    )
    (paid,) = made.notes.grants_paid
    assert (paid.heading, paid.count, paid.total) == ("Grants to other groups", 1, Money(100_00))
    (grants,) = [
        each
        for each in made.cash.parts_out[0].categories
        if each.category.title == "Grants and donations"
    ]
    assert grants.total.total == Money(160_00)


def test_few_who_were_helped_are_not_told_by_a_category_of_scotland(
    book_of: Callable[[str], Book],
) -> None:
    made = accounts_of(
        book_of,
        "charity-scotland",
        """
2025-05-01 * "Aldi" "Tea" #general ^2025-0001
  kind: "expense"
  Expenses:Food         10.00 GBP
  Assets:Bank:Current  -10.00 GBP

2025-06-01 * "Heating" #general ^2025-0002
  kind: "help"
  count: 2
  Expenses:Help-Given   60.00 GBP
  Assets:Bank:Current  -60.00 GBP
""",
    )
    assert {
        each.category.title: each.total.total.pence
        for each in made.cash.parts_out[0].categories
        if each.lines
    } == {"Payments relating directly to charitable activities": 7_000}
