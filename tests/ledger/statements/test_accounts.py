"""Annual accounts: the figures are written out by hand beside each small book."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from ledger.balances import claims, owed_to
from ledger.book import Book
from ledger.money import Money
from ledger.statements import AnnualAccounts, DoesNotTie, annual_accounts, prove_accounts
from ledger.statements.periods import BeforeTheBooks, NotAYearEnd
from ledger.statements.sections import OTHER_COSTS
from ledger.statements.tables import Line

FIRST, SECOND = date(2025, 3, 31), date(2026, 3, 31)


def pence(line: Line) -> tuple[int, ...]:
    """A line as unrestricted, restricted, last year (where there is one)."""
    last = () if line.last_year is None else (line.last_year.pence,)
    return (*(each.pence for each in line.amounts), *last)


def table(lines: tuple[Line, ...]) -> dict[str, tuple[int, ...]]:
    return {line.heading: pence(line) for line in lines}


PLAIN = """
2024-04-01 * "Where we start" #general ^2024-0001
  kind: "opening"
  Assets:Bank:Current       100.00 GBP
  Equity:Opening-Balances  -100.00 GBP

2024-05-01 * "P012" "Gift" #general ^2024-0002
  kind: "income"
  Assets:Bank:Current   40.00 GBP
  Income:Donations     -40.00 GBP

2024-05-02 * "Northgate Council" "First instalment" #council ^2024-0003
  kind: "income"
  Assets:Bank:Current   250.00 GBP
  Income:Grants        -250.00 GBP

2024-06-01 * "Aldi" "Parcels" #council ^2024-0004
  kind: "expense"
  Expenses:Food         84.20 GBP
  Assets:Bank:Current  -84.20 GBP

2024-06-01 * "Aldi" "Leaflets" #general ^2024-0004
  kind: "expense"
  Expenses:Printing     10.00 GBP
  Assets:Bank:Current  -10.00 GBP

2025-03-31 custom "agreed" Assets:Bank:Current 295.80 GBP "statement of 31 March"

2025-05-01 * "P012" "Gift" #general ^2025-0001
  kind: "income"
  Assets:Cash:Tin    15.00 GBP
  Income:Donations  -15.00 GBP

2025-06-01 * "Aldi" "Parcels" #council ^2025-0002
  kind: "expense"
  Expenses:Food         200.00 GBP
  Assets:Bank:Current  -200.00 GBP
"""


def test_a_plain_first_year_starts_from_what_was_there(book_of: Callable[[str], Book]) -> None:
    made = annual_accounts(book_of(PLAIN), FIRST)
    assert table(made.cash.money_in) == {"Donations": (4000, 0), "Grants": (0, 25000)}
    assert table(made.cash.money_out) == {"Food": (0, 8420), "Printing": (1000, 0)}
    assert pence(made.cash.opening) == (10000, 0)
    assert pence(made.cash.net) == (3000, 16580)
    assert pence(made.cash.closing) == (13000, 16580)
    assert made.last_period is None
    (bank,) = made.assets.cash
    assert (bank.amount, bank.checked, bank.not_yet) == (Money(29580), FIRST, 0)


def test_the_next_year_stands_beside_it_and_is_not_yet_checked(
    book_of: Callable[[str], Book],
) -> None:
    made = annual_accounts(book_of(PLAIN), SECOND)
    assert table(made.cash.money_in) == {"Donations": (1500, 0, 4000), "Grants": (0, 0, 25000)}
    assert table(made.cash.money_out) == {"Food": (0, 20000, 8420), "Printing": (0, 0, 1000)}
    assert pence(made.cash.opening) == (13000, 16580, 10000)
    assert pence(made.cash.closing) == (14500, -3420, 29580)
    assert [each.checked for each in made.assets.cash] == [None, None]


def test_a_grant_ahead_of_its_money_is_told_from_one_that_is_overspent(
    book_of: Callable[[str], Book],
) -> None:
    made = annual_accounts(book_of(PLAIN), SECOND)
    council = made.notes.funds[1]
    assert (council.closing, council.to_come, council.overspent) == (
        Money(-3420),
        Money(3420),
        Money(0),
    )
    more = """
    2025-07-01 * "Northgate Council" "Second and last instalment" #council ^2025-0003
      kind: "income"
      Assets:Bank:Current   250.00 GBP
      Income:Grants        -250.00 GBP

    2025-08-01 * "Aldi" "Parcels" #council ^2025-0004
      kind: "expense"
      Expenses:Food         228.20 GBP
      Assets:Bank:Current  -228.20 GBP
    """
    plain = "\n".join(line.removeprefix("    ") for line in more.splitlines())
    spent = annual_accounts(book_of(PLAIN + plain), SECOND).notes.funds[1]
    assert (spent.to_come, spent.overspent) == (Money(0), Money(1240))
    assert spent.owed == Money(0)


def test_a_fund_that_lacks_more_than_it_paid_owes_the_rest_to_volunteers(
    book_of: Callable[[str], Book],
) -> None:
    claim = """
2025-06-02 open Liabilities:Claims:P007 GBP
2025-06-02 * "Lidl" "Bread" #council ^2025-0003
  kind: "claim"
  Expenses:Food               5.80 GBP
  Liabilities:Claims:P007    -5.80 GBP
"""
    notes = annual_accounts(book_of(PLAIN + claim), SECOND).notes
    council = notes.funds[1]
    assert (council.closing, council.to_come) == (Money(-3420), Money(4000))
    assert (council.owed, notes.funds[0].owed) == (Money(580), Money(0))


def test_a_fund_whose_volunteer_was_paid_too_much_owes_nothing_and_never_less(
    book_of: Callable[[str], Book],
) -> None:
    paid = """
2025-06-02 open Liabilities:Claims:P007 GBP
2025-06-03 * "P007" "Paid back" #council ^2025-0003
  kind: "repayment"
  Liabilities:Claims:P007     7.80 GBP
  Assets:Bank:Current        -7.80 GBP
"""
    council = annual_accounts(book_of(PLAIN + paid), SECOND).notes.funds[1]
    assert (council.closing, council.to_come) == (Money(-4200), Money(3420))
    assert council.owed == Money(0)


def test_held_for_others_hours_and_transfers_stay_out_of_the_totals(book: Book) -> None:
    """
    2024-04-01 * "Where we start" #general ^2024-0001
      kind: "opening"
      Assets:Bank:Current       100.00 GBP
      Equity:Opening-Balances  -100.00 GBP

    2024-05-01 * "A neighbour's shopping money" #general ^2024-0002
      kind: "held-in"
      Assets:Cash:Tin              40.00 GBP
      Liabilities:Held-For-Others -40.00 GBP

    2024-05-02 * "Half of it given back" #general ^2024-0003
      kind: "held-out"
      Liabilities:Held-For-Others  15.00 GBP
      Assets:Cash:Tin             -15.00 GBP

    2024-05-03 * "An evening's work" #general ^2024-0004
      kind: "in-kind"
      Expenses:In-Kind:Time  2.5 HOURS
      Income:In-Kind:Time   -2.5 HOURS

    2024-06-01 * "Our own part" #general ^2024-0005
      kind: "fund-transfer"
      Equity:Fund-Transfers   30.00 GBP
      Assets:Bank:Current    -30.00 GBP

    2024-06-01 * "Our own part" #council ^2024-0005
      kind: "fund-transfer"
      Assets:Bank:Current     30.00 GBP
      Equity:Fund-Transfers  -30.00 GBP
    """
    made = annual_accounts(book, FIRST)
    assert made.cash.money_in == made.cash.money_out == ()
    assert pence(made.cash.transfers) == (-3000, 3000)
    assert pence(made.cash.closing) == (7000, 3000)
    assert (made.assets.cash_total, made.assets.held, made.assets.ours) == (
        Money(12500),
        Money(2500),
        Money(10000),
    )
    assert (made.notes.held_in, made.notes.held_out) == (Money(4000), Money(1500))
    (hours,) = made.notes.in_kind
    assert (str(hours.quantity), hours.value) == ("2.5", Money(3052))
    (move,) = made.notes.fund_moves
    assert (move.source.name, move.to.name, move.amount) == ("general", "council", Money(3000))


def test_a_claim_over_the_year_end_is_owed_first_and_a_payment_later(book: Book) -> None:
    """
    2024-04-01 * "Where we start" #general ^2024-0001
      kind: "opening"
      Assets:Bank:Current       100.00 GBP
      Equity:Opening-Balances  -100.00 GBP

    2025-03-20 * "Aldi" "Parcels" #council ^2025-0001
      kind: "claim"
      Expenses:Food              30.00 GBP
      Liabilities:Claims:P007   -30.00 GBP

    2025-04-02 * "P007" "Paid back" #council ^2025-0002
      kind: "repayment"
      pays: "2025-0001"
      Liabilities:Claims:P007    30.00 GBP
      Assets:Bank:Current       -30.00 GBP
    """
    first, second = annual_accounts(book, FIRST), annual_accounts(book, SECOND)
    (owed,) = first.assets.claims_owed
    assert (owed.who, owed.fund, owed.amount) == ("P007", "Council grant", Money(3000))
    assert first.cash.money_out == ()
    assert table(second.cash.money_out) == {"Food": (0, 3000, 0)}
    assert second.assets.claims_owed == ()
    paid = second.notes.paid_to_members
    assert (paid.claims_count, paid.claims, paid.others_count) == (1, Money(3000), 0)
    assert first.notes.paid_to_members.claims_count == 0


def test_a_correction_after_closing_has_its_own_line_and_leaves_last_year_alone(
    book: Book,
) -> None:
    """
    2024-04-01 * "Where we start" #general ^2024-0001
      kind: "opening"
      Assets:Bank:Current       100.00 GBP
      Equity:Opening-Balances  -100.00 GBP

    2024-05-01 * "Aldi" "Parcels" #general ^2024-0002
      kind: "expense"
      Expenses:Food         12.00 GBP
      Assets:Bank:Current  -12.00 GBP

    2025-04-20 custom "closed" 2025-03-31 "P003"

    2025-05-01 * "Aldi" "Parcels" #general ^2025-0001
      kind: "reversal"
      corrects: "2024-0002"
      because: "the bank says £10"
      Assets:Bank:Current   12.00 GBP
      Expenses:Food        -12.00 GBP

    2025-05-01 * "Aldi" "Parcels" #general ^2025-0001
      kind: "expense"
      corrects: "2024-0002"
      because: "the bank says £10"
      Expenses:Food         10.00 GBP
      Assets:Bank:Current  -10.00 GBP
    """
    made = annual_accounts(book, SECOND)
    assert table(made.cash.money_out) == {"Food": (0, 0, 1200)}
    assert pence(made.cash.corrections) == (200, 0, 0)
    assert pence(made.cash.closing) == (9000, 0, 8800)
    (corrected,) = made.notes.corrected
    assert (corrected.old, corrected.new, corrected.is_late) == ("2024-0002", "2025-0001", True)
    assert annual_accounts(book, FIRST).is_closed
    assert not made.is_closed


def test_help_is_counted_and_a_few_are_a_band(book: Book) -> None:
    """
    2024-05-01 * "Energy vouchers" #general ^2024-0001
      kind: "help"
      count: 3
      Expenses:Help-Given   49.00 GBP
      Assets:Bank:Current  -49.00 GBP

    2024-05-01 * "Energy vouchers" #general ^2024-0002
      kind: "reversal"
      count: 3
      corrects: "2024-0001"
      because: "there were four"
      Assets:Bank:Current   49.00 GBP
      Expenses:Help-Given  -49.00 GBP

    2024-05-01 * "Energy vouchers" #general ^2024-0002
      kind: "help"
      corrects: "2024-0001"
      because: "there were four"
      count: 4
      Expenses:Help-Given   49.00 GBP
      Assets:Bank:Current  -49.00 GBP

    2025-05-01 * "Energy vouchers" #general ^2025-0001
      kind: "help"
      count: 6
      Expenses:Help-Given   60.00 GBP
      Assets:Bank:Current  -60.00 GBP
    """
    first = annual_accounts(book, FIRST).notes.help_given
    assert (first.count, first.shown, first.is_few) == (4, "fewer than five", True)
    second = annual_accounts(book, SECOND).notes.help_given
    assert (second.shown, second.total) == ("6", Money(6000))


def test_a_grant_given_back_is_a_payment_of_its_own_and_no_spending(book: Book) -> None:
    """
    2024-05-02 * "Northgate Council" "The whole grant" #council ^2024-0001
      kind: "income"
      Assets:Bank:Current   500.00 GBP
      Income:Grants        -500.00 GBP

    2024-06-01 * "Aldi" "Parcels" #council ^2024-0002
      kind: "expense"
      Expenses:Food         400.00 GBP
      Assets:Bank:Current  -400.00 GBP

    2025-05-01 * "Northgate Council" "What we did not need" #council ^2025-0001
      kind: "expense"
      Expenses:Grants-Returned  90.00 GBP
      Assets:Bank:Current      -90.00 GBP
    """
    made = annual_accounts(book, SECOND)
    assert table(made.cash.money_out) == {"Food": (0, 0, 40000), "Grants returned": (0, 9000, 0)}
    (grant,) = made.notes.grants
    assert (grant.received, grant.spent, grant.returned, grant.unspent) == (
        Money(50000),
        Money(40000),
        Money(9000),
        Money(1000),
    )


def test_a_book_without_entries_has_accounts_of_nothing(book: Book) -> None:
    made = annual_accounts(book, SECOND)
    assert pence(made.cash.closing) == (0, 0)
    assert made.assets.cash == ()


def test_an_endowment_has_a_column_of_its_own(book: Book) -> None:
    """
    2024-04-01 custom "fund" "legacy" "permanent-endowment"

    2024-05-01 * "A legacy" #legacy ^2024-0001
      kind: "income"
      Assets:Bank:Current   1000.00 GBP
      Income:Donations     -1000.00 GBP
    """
    made = annual_accounts(book, FIRST)
    assert [column.title for column in made.cash.columns] == [
        "Unrestricted funds",
        "Restricted funds",
        "Endowment funds",
    ]
    assert pence(made.cash.closing) == (0, 0, 100000)


def test_only_the_end_of_a_year_of_these_books_can_be_asked_for(
    book_of: Callable[[str], Book],
) -> None:
    with pytest.raises(NotAYearEnd, match=r"30 June 2025.*31 March 2026"):
        annual_accounts(book_of(PLAIN), date(2025, 6, 30))
    with pytest.raises(BeforeTheBooks, match="1 April 2024"):
        annual_accounts(book_of(PLAIN), date(2024, 3, 31))


def one_pound_more(line: Line) -> Line:
    return replace(line, amounts=(line.amounts[0] + Money(100), *line.amounts[1:]))


def tampered(made: AnnualAccounts) -> dict[str, AnnualAccounts]:
    """The same accounts with one figure changed, by what the refusal must name."""
    cash, notes = made.cash, made.notes
    bank, *others = made.assets.cash
    richer = replace(bank, amount=bank.amount + Money(1))
    general = replace(notes.funds[0], money_in=notes.funds[0].money_in + Money(1))
    return {
        "Total money in, unrestricted funds": replace(
            made, cash=replace(cash, total_in=one_pound_more(cash.total_in))
        ),
        "Cash at the end of the year, unrestricted funds": replace(
            made, cash=replace(cash, closing=one_pound_more(cash.closing))
        ),
        "Transfers between funds in total": replace(
            made,
            cash=replace(
                cash,
                transfers=one_pound_more(cash.transfers),
                closing=one_pound_more(cash.closing),
            ),
        ),
        "Cash by account": replace(made, assets=replace(made.assets, cash=(richer, *others))),
        "What For anything we do holds at the end": replace(
            made, notes=replace(notes, funds=(general, *notes.funds[1:]))
        ),
    }


@pytest.mark.parametrize(
    "figure",
    [
        "Total money in, unrestricted funds",
        "Cash at the end of the year, unrestricted funds",
        "Transfers between funds in total",
        "Cash by account",
        "What For anything we do holds at the end",
    ],
)
def test_accounts_that_were_tampered_with_are_refused_by_the_figures_name(
    figure: str, book_of: Callable[[str], Book]
) -> None:
    made = annual_accounts(book_of(PLAIN), SECOND)
    with pytest.raises(DoesNotTie) as refused:
        prove_accounts(tampered(made)[figure])
    assert refused.value.figure == figure
    assert refused.value.one != refused.value.other
    assert str(refused.value.one) in refused.value.message


def test_what_was_there_before_and_is_found_in_a_later_year_opens_no_year(book: Book) -> None:
    """
    2024-04-01 * "Where we start" #general ^2024-0001
      kind: "opening"
      Assets:Bank:Current       100.00 GBP
      Equity:Opening-Balances  -100.00 GBP

    2025-05-01 * "A forgotten tin" #general ^2025-0001
      kind: "opening"
      Assets:Cash:Tin            20.00 GBP
      Equity:Opening-Balances   -20.00 GBP
    """
    made = annual_accounts(book, SECOND)
    assert pence(made.cash.opening) == (10000, 0, 10000)
    assert pence(made.cash.corrections) == (2000, 0, 0)
    assert pence(made.cash.closing) == (12000, 0, 10000)


def test_a_correction_after_the_year_leaves_what_was_owed_at_its_end(book: Book) -> None:
    """
    2025-03-20 * "Aldi" "Parcels" #council ^2025-0001
      kind: "claim"
      Expenses:Food              20.00 GBP
      Liabilities:Claims:P007   -20.00 GBP

    2025-04-20 custom "closed" 2025-03-31 "P003"

    2025-05-05 * "Aldi" "Parcels" #council ^2025-0002
      kind: "reversal"
      corrects: "2025-0001"
      because: "the paper says 15"
      Liabilities:Claims:P007    20.00 GBP
      Expenses:Food             -20.00 GBP

    2025-05-05 * "Aldi" "Parcels" #council ^2025-0002
      kind: "claim"
      corrects: "2025-0001"
      because: "the paper says 15"
      Expenses:Food              15.00 GBP
      Liabilities:Claims:P007   -15.00 GBP
    """
    (then,) = claims(book, FIRST)
    assert (then.claim, then.owed) == ("2025-0001", Money(2000))
    (now,) = claims(book)
    assert (now.claim, now.owed) == ("2025-0002", Money(1500))
    (owed,) = annual_accounts(book, FIRST).assets.claims_owed
    assert owed.amount == then.owed


def test_a_claim_taken_back_after_it_was_paid_is_owed_to_the_group(book: Book) -> None:
    """
    2024-05-01 * "Aldi" "Parcels" #council ^2024-0001
      kind: "claim"
      Expenses:Food              20.00 GBP
      Liabilities:Claims:P007   -20.00 GBP

    2024-05-02 * "Paid back" #council ^2024-0002
      kind: "repayment"
      pays: "2024-0001"
      Liabilities:Claims:P007    20.00 GBP
      Assets:Bank:Current       -20.00 GBP

    2024-05-03 * "Aldi" "Parcels" #council ^2024-0003
      kind: "reversal"
      corrects: "2024-0001"
      because: "never bought"
      Liabilities:Claims:P007    20.00 GBP
      Expenses:Food             -20.00 GBP
    """
    assert claims(book, date(2024, 5, 2)) == ()
    (owed,) = claims(book)
    assert (owed.claim, owed.claimed, owed.owed) == ("2024-0003", Money(0), Money(-2000))
    assert owed_to(book) == {"P007": Money(-2000)}


HELP = """
2024-05-01 * "Energy vouchers" #general ^2024-0001
  kind: "help"
  count: 3
  Expenses:Help-Given   49.00 GBP
  Assets:Bank:Current  -49.00 GBP

2024-05-02 * "Aldi" "Tea" #general ^2024-0002
  kind: "expense"
  Expenses:Food         10.00 GBP
  Assets:Bank:Current  -10.00 GBP

2024-05-03 * "Copy shop" "Leaflets" #general ^2024-0003
  kind: "expense"
  Expenses:Printing      2.00 GBP
  Assets:Bank:Current   -2.00 GBP

2025-05-01 * "Energy vouchers" #general ^2025-0001
  kind: "help"
  count: 6
  Expenses:Help-Given   60.00 GBP
  Assets:Bank:Current  -60.00 GBP
"""


def test_help_given_to_fewer_than_five_has_no_line_of_its_own(
    book_of: Callable[[str], Book],
) -> None:
    """With no other costs it stands with the smallest line; the year after, it stands apart."""
    first = annual_accounts(book_of(HELP), FIRST)
    assert table(first.cash.money_out) == {"Food": (1000, 0), OTHER_COSTS: (5100, 0)}
    second = annual_accounts(book_of(HELP), SECOND)
    assert table(second.cash.money_out) == {
        "Food": (0, 0, 1000),
        "Help given": (6000, 0, 0),
        OTHER_COSTS: (0, 0, 5100),
    }
    many = annual_accounts(book_of(HELP.replace("count: 3", "count: 5")), FIRST)
    assert table(many.cash.money_out)["Help given"] == (4900, 0)


def test_help_given_to_few_joins_the_other_costs_there_are(book_of: Callable[[str], Book]) -> None:
    other = """
2024-04-01 open Expenses:Other GBP
  heading: "Other costs"

2024-05-04 * "Locksmith" "A key" #general ^2024-0004
  kind: "expense"
  Expenses:Other         7.00 GBP
  Assets:Bank:Current   -7.00 GBP
"""
    made = annual_accounts(book_of(HELP + other), FIRST)
    assert table(made.cash.money_out) == {
        "Food": (1000, 0),
        "Printing": (200, 0),
        OTHER_COSTS: (5600, 0),
    }
