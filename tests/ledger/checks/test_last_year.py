"""The smallest books in which last year's typed figures do not tie, and the same mended."""

from collections.abc import Callable

import pytest

from ledger.book import Book
from ledger.checks import Rule
from ledger.checks.last_year import last_year_ties
from ledger.errors import Problem
from ledger.statements import annual_accounts
from ledger.statements.last_year import LastYearDoesNotTie

Mender = Callable[[str, str], Book]
Look = Callable[[Rule, Book], tuple[Problem, ...]]


def test_last_year_ties_with_what_the_books_began_with(
    book: Book, mended: Mender, look: Look
) -> None:
    """
    2026-01-01 open Equity:Opening-Balances GBP
    2026-01-01 open Liabilities:Held-For-Others GBP

    2025-12-31 custom "last-year" "opening" 50.00 GBP
      from: 2025-01-01
    2025-12-31 custom "last-year" "money-in" "Donations" 95.00 GBP
    2025-12-31 custom "last-year" "money-out" "Food" 45.00 GBP

    2026-01-01 * "Where we started" #general ^2026-0001
      kind: "opening"
      Assets:Bank:Current           130.00 GBP
      Liabilities:Held-For-Others   -20.00 GBP
      Equity:Opening-Balances      -110.00 GBP
    """
    (problem,) = look(last_year_ties, book)
    assert problem.sentence == (
        "Last year's figures end with £100.00, and the books began with £110.00: "
        "£10.00 lies between them."
    )
    assert not problem.is_grave
    with pytest.raises(LastYearDoesNotTie):
        annual_accounts(book, book.year_of(book.first_day)[1])
    assert not look(last_year_ties, mended("45.00 GBP", "35.00 GBP"))


def test_last_year_ties_to_the_day_before_the_books(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-01-01 open Equity:Opening-Balances GBP

    2025-12-31 custom "last-year" "opening" 100.00 GBP
      from: 2025-01-01

    2026-01-05 * "Where we started" #general ^2026-0001
      kind: "opening"
      Assets:Bank:Current       100.00 GBP
      Equity:Opening-Balances  -100.00 GBP
    """
    (problem,) = look(last_year_ties, book)
    assert problem.sentence == (
        "Last year's figures end on 31 December 2025, and the books begin on 5 January 2026, "
        "so they stand in no accounts."
    )
    assert not look(last_year_ties, mended("2026-01-05", "2026-01-01"))


def test_last_year_ties_with_its_own_start(book: Book, mended: Mender, look: Look) -> None:
    """
    2026-01-01 open Equity:Opening-Balances GBP

    2025-12-31 custom "last-year" "money-in" "Donations" 100.00 GBP

    2026-01-01 * "Where we started" #general ^2026-0001
      kind: "opening"
      Assets:Bank:Current       100.00 GBP
      Equity:Opening-Balances  -100.00 GBP
    """
    (problem,) = look(last_year_ties, book)
    assert problem.sentence == "Last year's figures do not say what there was at its start."
    assert not look(last_year_ties, mended("2025-12-31 custom", "; 2025-12-31 custom"))


def test_last_year_ties_says_nothing_where_nothing_was_typed(book: Book, look: Look) -> None:
    """
    2026-01-01 open Equity:Opening-Balances GBP

    2026-01-01 * "Where we started" #general ^2026-0001
      kind: "opening"
      Assets:Bank:Current       100.00 GBP
      Equity:Opening-Balances  -100.00 GBP
    """
    assert not look(last_year_ties, book)
