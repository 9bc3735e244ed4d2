"""Money in and out by month: each line joins the next."""

from datetime import date

from ledger.book import Book
from ledger.statements import months


def test_months_join_and_what_was_there_is_opening(book: Book) -> None:
    """
    2024-04-01 * "Where we start" #general ^2024-0001
      kind: "opening"
      Assets:Bank:Current       100.00 GBP
      Equity:Opening-Balances  -100.00 GBP

    2024-04-20 * "Aldi" "Parcels" #general ^2024-0002
      kind: "expense"
      Expenses:Food         30.00 GBP
      Assets:Bank:Current  -30.00 GBP

    2024-06-03 * "Aldi" "Split bags" #general ^2024-0003
      kind: "refund"
      refunds: "2024-0002"
      Assets:Bank:Current   5.00 GBP
      Expenses:Food        -5.00 GBP
    """
    lines = months(book, date(2024, 4, 1), date(2024, 6, 30))
    shown = [
        (each.month.month, each.opening.pence, each.money_in.pence, each.money_out.pence)
        for each in lines
    ]
    assert shown == [(4, 10000, 0, 3000), (5, 7000, 0, 0), (6, 7000, 500, 0)]
    assert lines[-1].closing.pence == 7500
