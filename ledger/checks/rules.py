"""All the rules, in the order in which what they find is told."""

from collections.abc import Callable, Iterator

from ledger.book import Book
from ledger.checks.days import dates_plausible, fund_open, spent_outside_dates, year_too_long
from ledger.checks.funds import (
    claim_paid_too_far,
    closed_fund_empty,
    fund_known,
    moved_without_consent,
    overspent,
    refunded_too_far,
)
from ledger.checks.last_year import last_year_ties
from ledger.checks.numbers import (
    agreement_holds,
    balances_exactly,
    final_balance_holds,
    money_never_mixed,
    something_moved,
    tin_or_bank_below_nothing,
    whole_pence,
)
from ledger.checks.papers import (
    issued_there,
    paper_missing,
    paper_shared_too_far,
    paper_there,
    same_twice,
)
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
    something_moved,
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
    last_year_ties,
    year_too_long,
    tin_or_bank_below_nothing,
    dates_plausible,
    same_twice,
    help_names_nobody,
    kind_known,
    paper_missing,
    issued_there,
)


def problems(book: Book) -> tuple[Problem, ...]:
    """Give all that wants looking at in a book: what cannot be read first, then rule by rule."""
    return tuple(problem for rule in RULES for problem in rule(book))
