"""What still needs a look in a year is about that year, and not about what came after it."""

from datetime import date
from pathlib import Path

from ledger.reading import year_look

YEAR, NEXT = date(2025, 12, 31), date(2026, 12, 31)
BOOK = """option "title" "Oak Road"
2025-01-01 open Assets:Bank:Current GBP
2025-01-01 open Income:Donations GBP
2025-01-01 open Expenses:Food GBP
2025-01-01 custom "fund" "general" "unrestricted"

2025-06-01 * "Collection" #general ^2025-0001
  kind: "income"
  recorded-by: "P001"
  Assets:Bank:Current   50.00 GBP
  Income:Donations     -50.00 GBP
"""


def spent(day: str, number: str, amount: str) -> str:
    return f"""
{day} * "Aldi" "Food" #general ^{number}
  kind: "expense"
  recorded-by: "P001"
  Expenses:Food         {amount} GBP
  Assets:Bank:Current  -{amount} GBP
"""


def said(folder: Path, text: str, year_end: date) -> list[str]:
    """The sentences about overspent funds."""
    file = folder / "oak.beancount"
    file.write_text(text)
    found = year_look(file, year_end).problems
    return [each.sentence for each in found if each.rule == "overspent"]


def test_what_was_spent_after_a_year_is_not_to_be_looked_at_in_it(tmp_path: Path) -> None:
    book = BOOK + spent("2025-07-01", "2025-0002", "40.00")
    book += spent("2026-02-01", "2026-0001", "30.00")
    assert said(tmp_path, book, YEAR) == []
    assert len(said(tmp_path, book, NEXT)) == 1
    assert "is overspent by £20.00" in said(tmp_path, book, NEXT)[0]


def test_a_fund_that_had_overspent_by_then_is_told_with_the_figure_of_then(tmp_path: Path) -> None:
    book = BOOK + spent("2025-07-01", "2025-0002", "55.00")
    assert "is overspent by £5.00" in said(tmp_path, book, YEAR)[0]
    later = book + spent("2026-02-01", "2026-0001", "30.00")
    (sentence,) = said(tmp_path, later, YEAR)
    assert "was overspent by £5.00 on 31 December 2025." in sentence
