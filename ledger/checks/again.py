"""What must be judged again after a change, and what of the older findings that replaces.

Rules that look at one entry, and at what it hangs together with, are asked about the entries that
changed. Rules about the whole are asked again where a sum that they read may be another.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ledger.accounts import FUND_TRANSFERS, is_money
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
    agreements_broken,
    balances_exactly,
    finals_broken,
    money_never_mixed,
    something_moved,
    spells_below,
    whole_pence,
)
from ledger.checks.papers import issued_there, paper_shared_too_far, paper_there, same_twice
from ledger.checks.rules import Rule
from ledger.checks.running import courses
from ledger.checks.text import entry_lies_whole
from ledger.checks.transactions import (
    account_open,
    corrects_exists,
    help_names_nobody,
    kind_known,
    number_of_its_year,
    one_fund,
    one_number,
    places_run,
)
from ledger.entries.directives import is_entry_number, number_parts
from ledger.errors import Problem
from ledger.index.findings import Finding
from ledger.index.scoping import Scope

ABOUT_ENTRIES: tuple[Rule, ...] = (
    *(entry_lies_whole, one_fund, fund_known, fund_open, one_number, number_of_its_year),
    *(account_open, balances_exactly, something_moved, whole_pence, money_never_mixed),
    *(corrects_exists, paper_there, paper_shared_too_far, claim_paid_too_far, refunded_too_far),
    *(spent_outside_dates, same_twice, help_names_nobody, kind_known),
)
ABOUT_TODAY: tuple[Rule, ...] = (closed_fund_empty, dates_plausible, issued_there)
ABOUT_FUNDS: tuple[Rule, ...] = (overspent, last_year_ties, year_too_long, *ABOUT_TODAY)
_OF_ENTRIES = frozenset(rule.__name__ for rule in ABOUT_ENTRIES)
# These speak of what an entry names, which may be anything that somebody wrote there.
OF_NAMES = {claim_paid_too_far.__name__, refunded_too_far.__name__}
_DAILY = (agreements_broken, finals_broken, spells_below)
_OF_DAYS = frozenset(rule.__name__ for rule in _DAILY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What was found now, and which older findings that takes the place of."""

    found: tuple[Finding, ...]
    replaces: Callable[[Finding], bool]


def of_entries(scope: Scope) -> Judgement:
    """Ask about some entries that hang together, and about what belongs to none."""

    def is_in_it(rule: str, about: str) -> bool:
        if about in scope.numbers:
            return True
        return rule not in OF_NAMES and not is_entry_number(about)

    every = (each for rule in ABOUT_ENTRIES for each in _asked(rule, scope.book))
    return Judgement(
        found=tuple(each for each in every if is_in_it(each.rule, each.about)),
        replaces=lambda old: old.rule in _OF_ENTRIES and is_in_it(old.rule, old.about),
    )


def of_rules(book: Book, rules: Iterable[Rule]) -> Judgement:
    """Ask some rules about the whole book."""
    names = {rule.__name__ for rule in rules}
    found = tuple(each for rule in rules for each in _asked(rule, book))
    return Judgement(found=found, replaces=lambda old: old.rule in names)


def of_years(book: Book, years: Iterable[int]) -> Judgement:
    """Ask whether the numbers of some years run."""
    every, name = set(years), places_run.__name__
    found = tuple(_finding(name, each) for each in places_run(book, sorted(every)))
    return Judgement(
        found=found,
        replaces=lambda old: old.rule == name and number_parts(old.about)[0] in every,
    )


def of_days(book: Book, since: date) -> Judgement:
    """Ask about balances from a day on: agreed ones, final ones, and those below nothing."""
    known = courses(book, since)
    found = tuple(
        _finding(rule.__name__, problem, day.toordinal())
        for rule in _DAILY
        for day, problem in rule(book, known, since)
    )
    first = since.toordinal()
    return Judgement(found=found, replaces=lambda old: old.rule in _OF_DAYS and old.day >= first)


def of_moves(book: Book) -> Judgement:
    """Ask whether the money that went from fund to fund had consent."""
    return of_rules(book, (moved_without_consent,))


def moves_between_funds(book: Book) -> bool:
    """Tell whether some entry moves money from fund to fund."""
    accounts = {posting.account for made in book.transactions for posting in made.postings}
    return FUND_TRANSFERS in accounts


def is_watched(book: Book, account: str) -> bool:
    """Tell whether a rule about balances speaks of an account."""
    named = {agreed.account for agreed in book.agreements}
    return is_money(account) or account in named | {final.account for final in book.finals}


def _asked(rule: Rule, book: Book) -> Iterator[Finding]:
    return (_finding(rule.__name__, each) for each in rule(book))


def _finding(rule: str, problem: Problem, day: int = 0) -> Finding:
    return Finding(rule=rule, about=problem.about, problem=problem, day=day)
