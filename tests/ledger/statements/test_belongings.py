"""What a group has and owes beside cash, in the statement of assets and liabilities."""

from datetime import date

from ledger.book import Book
from ledger.entries.belongings import AssetSort
from ledger.money import Money
from ledger.statements import annual_accounts

FIRST, SECOND = date(2025, 3, 31), date(2026, 3, 31)


def test_what_is_told_last_holds_and_what_is_gone_stands_beside_nothing(book: Book) -> None:
    """
    2024-05-01 * "P012" "Gift" #general ^2024-0001
      kind: "income"
      Assets:Bank:Current   40.00 GBP
      Income:Donations     -40.00 GBP

    2024-06-01 custom "asset" "Cargo bike" "own-use" "council"
      cost: 1200.00 GBP
      value: 1200.00 GBP
    2025-03-31 custom "asset" "Cargo bike" "own-use" "council"
      cost: 1200.00 GBP
      value: 900.00 GBP
    2024-06-01 custom "asset" "Deposit for the hall" "monetary" "general"
      value: 50.00 GBP
    2025-06-01 custom "asset" "Deposit for the hall" "monetary" "general"
      value: 0.00 GBP
    """
    bike, deposit = annual_accounts(book, FIRST).assets.belongings
    assert (bike.sort, bike.fund, bike.cost, bike.value) == (
        AssetSort.OWN_USE,
        "Council grant",
        Money(1200_00),
        Money(900_00),
    )
    assert (deposit.sort, deposit.value, deposit.last_year) == (
        AssetSort.MONETARY,
        Money(50_00),
        None,
    )
    again, gone = annual_accounts(book, SECOND).assets.belongings
    assert (again.name, again.last_year) == ("Cargo bike", Money(900_00))
    assert (gone.name, gone.value, gone.last_year) == (
        "Deposit for the hall",
        Money(0),
        Money(50_00),
    )


def test_what_is_owed_beside_claims_has_its_fund_and_its_day(book: Book) -> None:
    """
    2024-05-01 * "Aldi" "Parcels" #council ^2024-0001
      kind: "claim"
      Expenses:Food              20.00 GBP
      Liabilities:Claims:P007   -20.00 GBP

    2025-03-31 custom "liability" "Hall rent for March" "general" 54.00 GBP
      due: 2025-04-30
    2025-05-01 custom "liability" "Hall rent for March" "general" 0.00 GBP
    """
    first = annual_accounts(book, FIRST).assets
    claims, rent = first.liabilities
    assert (claims.fund, claims.amount, claims.due) == ("Council grant", Money(20_00), None)
    assert (rent.amount, rent.due) == (Money(54_00), date(2025, 4, 30))
    assert first.claims_total == Money(20_00)
    paid = annual_accounts(book, SECOND).assets.liabilities[1]
    assert (paid.amount, paid.due, paid.last_year) == (Money(0), None, Money(54_00))


def test_what_is_owed_only_if_something_happens_stands_apart_and_in_no_total(book: Book) -> None:
    """
    2024-05-01 * "P012" "Gift" #general ^2024-0001
      kind: "income"
      Assets:Bank:Current   40.00 GBP
      Income:Donations     -40.00 GBP

    2025-03-31 custom "liability" "Guarantee for the hall" "general" 500.00 GBP
      only-if: "the trust that runs it cannot pay"
    2025-03-31 custom "liability" "Hall rent for March" "general" 54.00 GBP
    2025-06-01 custom "liability" "Guarantee for the hall" "general" 0.00 GBP
      only-if: "the trust that runs it cannot pay"
    """
    first = annual_accounts(book, FIRST).assets
    (guarantee,) = first.contingent
    assert (guarantee.amount, guarantee.only_if) == (
        Money(500_00),
        "the trust that runs it cannot pay",
    )
    assert [each.name for each in first.liabilities] == ["Hall rent for March"]
    (gone,) = annual_accounts(book, SECOND).assets.contingent
    assert (gone.amount, gone.last_year) == (Money(0), Money(500_00))


def test_what_came_due_is_owed_anew_and_was_nothing_certain_a_year_ago(book: Book) -> None:
    """
    2024-05-01 * "P012" "Gift" #general ^2024-0001
      kind: "income"
      Assets:Bank:Current   40.00 GBP
      Income:Donations     -40.00 GBP

    2025-03-31 custom "liability" "Guarantee for the hall" "general" 500.00 GBP
      only-if: "the trust that runs it cannot pay"
    2025-06-01 custom "liability" "Guarantee for the hall" "general" 500.00 GBP
    """
    signed = annual_accounts(book, FIRST).assets
    assert (signed.owings, len(signed.contingent)) == ((), 1)
    now = annual_accounts(book, SECOND).assets
    assert [(each.amount, each.last_year) for each in now.owings] == [(Money(500_00), Money(0))]
    (ended,) = now.contingent
    assert (ended.amount, ended.last_year) == (Money(0), Money(500_00))
    assert ended.only_if == "the trust that runs it cannot pay"


def test_what_is_owed_only_if_from_now_on_was_certain_a_year_ago(book: Book) -> None:
    """
    2024-05-01 * "P012" "Gift" #general ^2024-0001
      kind: "income"
      Assets:Bank:Current   40.00 GBP
      Income:Donations     -40.00 GBP

    2025-03-31 custom "liability" "A grant to give back" "general" 80.00 GBP
      due: 2025-05-31
    2025-06-01 custom "liability" "A grant to give back" "general" 80.00 GBP
      only-if: "the council asks for it"
    """
    now = annual_accounts(book, SECOND).assets
    (ended,) = now.owings
    assert (ended.amount, ended.due, ended.last_year) == (Money(0), None, Money(80_00))
    assert [(each.amount, each.last_year) for each in now.contingent] == [(Money(80_00), Money(0))]


def test_what_is_owed_out_of_another_fund_was_owed_out_of_the_first(book: Book) -> None:
    """
    2024-05-01 * "P012" "Gift" #general ^2024-0001
      kind: "income"
      Assets:Bank:Current   40.00 GBP
      Income:Donations     -40.00 GBP

    2025-03-31 custom "liability" "Hall rent" "general" 54.00 GBP
    2025-06-01 custom "liability" "Hall rent" "council" 54.00 GBP
    """
    owed = annual_accounts(book, SECOND).assets.owings
    assert [(each.fund, each.amount, each.last_year) for each in owed] == [
        ("For anything we do", Money(0), Money(54_00)),
        ("Council grant", Money(54_00), Money(0)),
    ]


def test_what_stands_on_accounts_of_its_own_is_told_without_a_fact(book: Book) -> None:
    """
    2024-04-01 open Assets:Investments:Shares GBP
      heading: "Community shares"
    2024-04-01 open Assets:Owed-To-Us:Deposit GBP
      heading: "Deposit for the hall"
    2024-04-01 open Liabilities:Loan GBP
      heading: "Loan from the church"

    2024-05-01 * "The church" "A loan" #general ^2024-0001
      kind: "other"
      Assets:Bank:Current   300.00 GBP
      Liabilities:Loan     -300.00 GBP

    2024-05-02 * "The energy co-op" "Shares" #general ^2024-0002
      kind: "other"
      Assets:Investments:Shares   100.00 GBP
      Assets:Bank:Current        -100.00 GBP

    2024-05-03 * "The hall" "A deposit" #general ^2024-0003
      kind: "other"
      Assets:Owed-To-Us:Deposit   50.00 GBP
      Assets:Bank:Current        -50.00 GBP
    """
    made = annual_accounts(book, FIRST).assets
    shares, deposit = made.belongings
    assert (shares.name, shares.sort, shares.cost, shares.value) == (
        "Community shares",
        AssetSort.INVESTMENT,
        Money(100_00),
        None,
    )
    assert (deposit.sort, deposit.worth) == (AssetSort.MONETARY, Money(50_00))
    (loan,) = made.owings
    assert (loan.name, loan.amount) == ("Loan from the church", Money(300_00))
