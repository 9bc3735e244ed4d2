"""Small real books, with a hostile payee in them, written as a book lies on disk."""

from dataclasses import dataclass
from pathlib import Path

HOSTILE = "<img src=x onerror=alert(1)>"
PAPER = "2026-0001-9f2c41d7.jpg"

BOOK = """\
option "title" "Elm Street Mutual Aid"
option "operating_currency" "GBP"
include "accounts.beancount"
include "funds.beancount"
include "journal/*.beancount"
1970-01-01 custom "fava-option" "fiscal_year_end" "03-31"
1970-01-01 custom "group" "informal-group"
"""
ACCOUNTS = """\
2024-10-01 open Assets:Bank:Current GBP
  heading: "Cash at bank"
  label: "Bank"
2024-10-01 open Equity:Opening-Balances GBP
2024-10-01 open Income:Grants GBP
2024-10-01 open Expenses:Food GBP
  heading: "Food and shopping"
2024-10-01 open Expenses:Printing GBP
"""
FUNDS = """\
2024-10-01 custom "fund" "general" "unrestricted"
  name: "For anything we do"
2026-02-01 custom "fund" "council-food-2026" "restricted"
  name: "Council food grant 2026"
"""
MARCH = f"""\
2026-03-02 * "Northgate Council" "Food grant" #council-food-2026 ^2026-0002
  kind: "income"
  recorded-by: "P003"
  Assets:Bank:Current   5000.00 GBP
  Income:Grants        -5000.00 GBP

2026-03-14 * "{HOSTILE}" "Parcels {HOSTILE}" #council-food-2026 ^2026-0001
  kind: "expense"
  recorded-by: "P003"
  reference: "{HOSTILE}"
  Expenses:Food          84.20 GBP
  Assets:Bank:Current   -84.20 GBP

2026-03-14 * "Aldi" "Leaflets" #general ^2026-0001
  kind: "expense"
  recorded-by: "P003"
  document: "{PAPER}"
  Expenses:Printing      10.00 GBP
  Assets:Bank:Current   -10.00 GBP

2026-03-14 document Expenses:Food "../vouchers/2026/{PAPER}" #council-food-2026 #general ^2026-0001
  sha256: "9f2c41d7"
  total: 94.20 GBP

2026-03-15 custom "approved" "2026-0001" "{HOSTILE}"
2026-03-16 event "note" "{HOSTILE}"
2026-03-31 price HOURS 12.21 GBP
2026-04-01 balance Assets:Bank:Current 4905.80 ~ 0 GBP
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """A group as the application knows it."""

    id: str
    address: str
    folder: Path


def write_book(folder: Path, *, journal: str = MARCH, more: str = "") -> Path:
    """Write a small book in the conventions of a book on disk, and return its folder."""
    (folder / "journal").mkdir(parents=True)
    (folder / "vouchers" / "2026").mkdir(parents=True)
    (folder / "book.beancount").write_text(BOOK + more, encoding="utf-8")
    (folder / "accounts.beancount").write_text(ACCOUNTS, encoding="utf-8")
    (folder / "funds.beancount").write_text(FUNDS, encoding="utf-8")
    (folder / "journal" / "2026-03.beancount").write_text(journal, encoding="utf-8")
    (folder / "vouchers" / "2026" / PAPER).write_bytes(b"a picture")
    return folder
