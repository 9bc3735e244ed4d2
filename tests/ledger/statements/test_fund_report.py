"""What a funder's form asks beyond the plain figures: our own money, other income, days, papers."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from ledger.book import Book
from ledger.funds import Expected, Fund, read_expected, write_expected
from ledger.money import Money
from ledger.reading import fund_statement as read_statement
from ledger.statements import fund_statement
from ledger.statements.outline import fund_outline

NIL = Money(0)
WORK = """
2024-05-02 * "Northgate Council" "First instalment" #council ^2024-0001
  kind: "income"
  Assets:Bank:Current   250.00 GBP
  Income:Grants        -250.00 GBP

2024-05-03 * "Collection at the gate" #council ^2024-0002
  kind: "income"
  Assets:Bank:Current   30.00 GBP
  Income:Donations     -30.00 GBP

2024-05-04 * "Our part" #general ^2024-0003
  kind: "fund-transfer"
  Equity:Fund-Transfers   50.00 GBP
  Assets:Bank:Current    -50.00 GBP

2024-05-04 * "Our part" #council ^2024-0003
  kind: "fund-transfer"
  Assets:Bank:Current     50.00 GBP
  Equity:Fund-Transfers  -50.00 GBP

2024-06-01 * "Aldi" "Parcels" #council ^2024-0004
  kind: "expense"
  Expenses:Food        200.00 GBP
  Assets:Bank:Current  -200.00 GBP

2024-06-30 custom "agreed" Assets:Bank:Current 80.00 GBP "statement of 30 June"

2024-07-02 * "Copy shop" "Leaflets" #council ^2024-0005
  kind: "expense"
  Expenses:Printing     20.00 GBP
  Assets:Bank:Current  -20.00 GBP

2024-07-03 * "P004" "Cooking" #council ^2024-0006
  kind: "in-kind"
  Expenses:In-Kind:Time   3.00 HOURS
  Income:In-Kind:Time    -3.00 HOURS

2024-07-05 * "Warmth" #council ^2024-0007
  kind: "help"
  count: 6
  Expenses:Help-Given   40.00 GBP
  Assets:Bank:Current  -40.00 GBP

2024-07-05 document Expenses:Help-Given "help.jpg" #council ^2024-0007
  sha256: "aa"
"""


def test_what_we_put_in_and_other_income_are_not_spending_of_the_award(
    book_of: Callable[[str], Book],
) -> None:
    made = fund_statement(book_of(WORK), "council")
    assert [(each.heading, each.amount) for each in made.other_income] == [
        ("Donations", Money(3000))
    ]
    assert made.own_contribution == Money(5000)
    assert made.grant.spent == Money(26000)
    assert made.of_award == Money(26000 - 5000 - 3000)
    assert made.grant.received == Money(28000)


def test_what_a_grant_held_when_the_books_began_had_come_from_its_funder(book: Book) -> None:
    """2024-04-01 * "Where we start" #council ^2024-0001
      kind: "opening"
      Assets:Bank:Current      100.00 GBP
      Equity:Opening-Balances -100.00 GBP

    2024-05-01 * "Northgate Council" "The second half" #council ^2024-0002
      kind: "income"
      Assets:Bank:Current   250.00 GBP
      Income:Grants        -250.00 GBP

    2024-06-01 * "Aldi" "Parcels" #council ^2024-0003
      kind: "expense"
      Expenses:Food        200.00 GBP
      Assets:Bank:Current -200.00 GBP
    """
    made = fund_statement(book, "council")
    assert (made.grant.received, made.grant.moved) == (Money(35000), Money(0))
    assert (made.arrived, made.brought) == (Money(35000), Money(10000))
    assert made.own_contribution == Money(0)
    assert made.of_award == made.grant.spent == Money(20000)


def test_what_a_funder_who_was_paid_gives_back_in_a_later_year_is_no_instalment(
    book: Book,
) -> None:
    """2024-05-02 * "Northgate Council" "First" #council ^2024-0001
      kind: "income"
      Assets:Bank:Current   250.00 GBP
      Income:Grants        -250.00 GBP

    2024-06-01 * "Northgate Council" "Hall hire" #council ^2024-0002
      kind: "expense"
      Expenses:Food        100.00 GBP
      Assets:Bank:Current -100.00 GBP

    2025-06-01 * "Northgate Council" "Deposit back" #council ^2025-0001
      kind: "refund"
      refunds: "2024-0002"
      Assets:Bank:Current   20.00 GBP
      Expenses:Food        -20.00 GBP
    """
    made = fund_statement(book, "council")
    assert [each.entry for each in made.instalments] == ["2024-0001"]
    assert (made.arrived, made.brought, made.grant.spent) == (Money(25000), Money(0), Money(8000))


def test_what_a_grant_lacked_when_the_books_began_did_not_come_from_its_funder(
    book: Book,
) -> None:
    """2024-04-01 * "Where we start" #council ^2024-0001
      kind: "opening"
      Assets:Bank:Current      -40.00 GBP
      Equity:Opening-Balances   40.00 GBP

    2024-05-01 * "Northgate Council" "Grant" #council ^2024-0002
      kind: "income"
      Assets:Bank:Current   500.00 GBP
      Income:Grants        -500.00 GBP
    """
    made = fund_statement(book, "council")
    assert (made.arrived, made.brought) == (Money(50000), Money(0))
    assert (made.grant.moved, made.grant.unspent) == (Money(-4000), Money(46000))
    assert (made.grant.began, made.moved_in, made.moved_out) == (Money(-4000), NIL, NIL)


def test_a_move_between_funds_that_was_put_right_counts_as_it_stands(book: Book) -> None:
    """2024-05-04 * "Our part" #general ^2024-0001
      kind: "fund-transfer"
      Equity:Fund-Transfers   50.00 GBP
      Assets:Bank:Current    -50.00 GBP

    2024-05-04 * "Our part" #council ^2024-0001
      kind: "fund-transfer"
      Assets:Bank:Current     50.00 GBP
      Equity:Fund-Transfers  -50.00 GBP

    2024-05-05 * "Our part" #general ^2024-0002
      kind: "reversal"
      corrects: "2024-0001"
      because: "It was more"
      Equity:Fund-Transfers  -50.00 GBP
      Assets:Bank:Current     50.00 GBP

    2024-05-05 * "Our part" #council ^2024-0002
      kind: "reversal"
      corrects: "2024-0001"
      because: "It was more"
      Assets:Bank:Current    -50.00 GBP
      Equity:Fund-Transfers   50.00 GBP

    2024-05-06 * "Our part" #general ^2024-0003
      kind: "fund-transfer"
      Equity:Fund-Transfers   60.00 GBP
      Assets:Bank:Current    -60.00 GBP

    2024-05-06 * "Our part" #council ^2024-0003
      kind: "fund-transfer"
      Assets:Bank:Current     60.00 GBP
      Equity:Fund-Transfers  -60.00 GBP
    """
    taken, given = fund_statement(book, "council"), fund_statement(book, "general")
    assert (taken.moved_in, taken.moved_out) == (Money(6000), NIL)
    assert (given.moved_in, given.moved_out) == (NIL, Money(6000))


def test_what_the_funder_gave_arrived_from_them_under_whatever_heading(
    book_of: Callable[[str], Book],
) -> None:
    more = """
2024-05-05 * "northgate council" "Sponsorship of a day" #council ^2024-0008
  kind: "income"
  Assets:Bank:Current    40.00 GBP
  Income:Sponsorship    -40.00 GBP
"""
    book = book_of(WORK + more)
    made = fund_statement(book, "council")
    assert [(each.entry, each.amount) for each in made.instalments] == [
        ("2024-0001", Money(25000)),
        ("2024-0008", Money(4000)),
    ]
    assert [(each.heading, each.amount) for each in made.other_income] == [
        ("Donations", Money(3000))
    ]
    in_short = fund_outline(book, book.funds["council"], made.period)
    assert in_short.instalments == made.instalments


def test_an_hour_says_from_which_day_its_rate_holds(book_of: Callable[[str], Book]) -> None:
    (hours,) = fund_statement(book_of(WORK), "council").in_kind
    assert (hours.rates, hours.since) == ((Decimal("12.21"),), (date(2024, 4, 1),))
    assert hours.value == Money(3663)


def test_a_payment_says_on_which_statement_it_was_seen(book_of: Callable[[str], Book]) -> None:
    first, second = fund_statement(book_of(WORK), "council").payments
    assert (first.seen, second.seen) == (date(2024, 6, 30), None)


def test_papers_of_help_stand_apart_and_only_for_who_may_see_them(
    book_of: Callable[[str], Book],
) -> None:
    book = book_of(WORK)
    whole = read_statement(book.place, "council", date(2024, 8, 1))
    assert [each.name for each in whole.help_papers] == ["help.jpg"]
    assert [each.document.name for each in whole.papers] == []
    told = read_statement(book.place, "council", date(2024, 8, 1), sees_help=False)
    assert told.help_papers == ()


def test_a_report_of_some_weeks_counts_those_and_tells_all_to_date(
    book_of: Callable[[str], Book],
) -> None:
    place: Path = book_of(WORK).place
    span = (date(2024, 7, 1), date(2024, 7, 4))
    made = read_statement(place, "council", date(2024, 12, 1), span=span)
    assert (made.period.first, made.period.last) == span
    leaflets = next(each for each in made.budget if each.heading == "Leaflets")
    food = next(each for each in made.budget if each.heading == "Parcels")
    assert (leaflets.spent_in_period, leaflets.spent) == (Money(2000), Money(2000))
    assert (food.spent_in_period, food.spent) == (Money(0), Money(20000))
    assert [each.entry for each in made.payments] == ["2024-0005"]
    assert (made.opening, made.closing) == (Money(13000), Money(11000))


def test_instalments_that_were_promised_are_kept_in_one_line() -> None:
    first = Expected(day=date(2026, 2, 1), amount=Money(250000))
    second = Expected(day=date(2026, 8, 1), amount=Money(125050))
    text = write_expected((first, second))
    assert text == "2026-02-01 2500.00; 2026-08-01 1250.50"
    assert read_expected(text) == (first, second)
    assert read_expected("2026-08-01 1250.50; soon; 2026-02-30 1.00; 2026-02-01 2500.00") == (
        first,
        second,
    )


def test_the_terms_that_a_report_names_are_read_from_the_book(
    book_of: Callable[[str], Book],
) -> None:
    said = """
    2026-02-01 custom "fund" "lottery" "restricted"
      funder: "The lottery"
      programme: "Awards for All"
      awarded-on: 2026-01-20
      instalments: "2026-02-01 2500.00"
      conditions: "Papers are kept for seven years."
    """
    fund: Fund = book_of(said).funds["lottery"]
    assert (fund.programme, fund.awarded_on) == ("Awards for All", date(2026, 1, 20))
    assert fund.expected == (Expected(day=date(2026, 2, 1), amount=Money(250000)),)
    assert fund.conditions == "Papers are kept for seven years."
