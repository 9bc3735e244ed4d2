"""Who gave in a year, and what one giver gave: for a letter of thanks."""

from datetime import date
from pathlib import Path

from ledger import index
from ledger.statements import GiftStatement, Giver, financial_year
from ledger.statements import gift_statement as statement_of
from ledger.statements import givers as givers_of


def givers(place: Path, year_end: date) -> tuple[Giver, ...]:
    """Give everybody who gave in the financial year that ends on a day, the largest sum first.

    Raises:
        NotAYearEnd, BeforeTheBooks: see each.
    """
    book = index.current(place)
    return givers_of(book, financial_year(book, year_end))


def gift_statement(place: Path, number: str) -> GiftStatement:
    """Set out what the giver of one entry gave in the financial year of that entry.

    Raises:
        NoGift, DoesNotTie: see each.
    """
    return statement_of(index.current(place), number)
