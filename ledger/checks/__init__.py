"""The rules that every book keeps: one rule, one function, one name, one broken book.

A problem is a value: a book with problems still opens, and says so. What is refused before it is
recorded stands in `ledger.checks.acts`.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path

from ledger.book import Book
from ledger.checks.days import dates_plausible, fund_open, spent_outside_dates
from ledger.checks.funds import (
    ahead_of_money,
    claim_paid_too_far,
    closed_fund_empty,
    fund_known,
    moved_without_consent,
    overspent,
    refunded_too_far,
)
from ledger.checks.loaded import equal_to_beancount
from ledger.checks.numbers import (
    agreement_holds,
    balances_exactly,
    final_balance_holds,
    money_never_mixed,
    tin_or_bank_below_nothing,
    whole_pence,
)
from ledger.checks.papers import paper_missing, paper_shared_too_far, paper_there, same_twice
from ledger.checks.text import entry_lies_whole, readable, stays_in_its_folder
from ledger.checks.transactions import (
    account_open,
    corrects_exists,
    help_names_nobody,
    kind_known,
    numbers_run,
    one_fund,
    one_number,
)
from ledger.errors import Problem

__all__ = ["RULES", "Rule", "ahead_of_money", "equal_to_beancount", "known_problems", "problems"]

Rule = Callable[[Book], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    readable,
    stays_in_its_folder,
    entry_lies_whole,
    one_fund,
    fund_known,
    fund_open,
    one_number,
    numbers_run,
    account_open,
    balances_exactly,
    whole_pence,
    money_never_mixed,
    corrects_exists,
    agreement_holds,
    final_balance_holds,
    paper_there,
    paper_shared_too_far,
    claim_paid_too_far,
    refunded_too_far,
    overspent,
    spent_outside_dates,
    moved_without_consent,
    closed_fund_empty,
    tin_or_bank_below_nothing,
    dates_plausible,
    same_twice,
    help_names_nobody,
    kind_known,
    paper_missing,
)


_KEPT = 64
_known: OrderedDict[tuple[Path, str], tuple[Problem, ...]] = OrderedDict()


def known_problems(book: Book) -> tuple[Problem, ...]:
    """Give the problems of a book as they were when this version of its text was first checked.

    For pages: a paper's file that was changed by hand since is noticed by `problems`, and here
    with the next entry.
    """
    place = (book.place, book.version)
    found = _known.get(place)
    if found is None:
        found = _known[place] = problems(book)
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return found


def problems(book: Book) -> tuple[Problem, ...]:
    """Give all that wants looking at in a book: what cannot be read first, then rule by rule."""
    return tuple(problem for rule in RULES for problem in rule(book))
