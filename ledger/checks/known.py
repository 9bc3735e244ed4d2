"""The problems of a book as they stand now, of which only what changed is looked for again."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from ledger.book import Book
from ledger.checks import again
from ledger.checks.again import Judgement
from ledger.checks.papers import paper_missing, paper_there
from ledger.checks.rules import RULES, problems
from ledger.checks.text import readable, stays_in_its_folder
from ledger.entries.directives import is_entry_number, number_parts
from ledger.errors import Problem
from ledger.index import scoping
from ledger.index.changing import EVERYTHING, FILE, FROM, PAPER
from ledger.index.filling import no_collecting
from ledger.index.findings import Finding, Findings, findings

_KEPT = 64
# Entries judged at once: enough to be quick, few enough to hold in memory.
_BATCH = 2_000
_ORDER = {rule.__name__: place for place, rule in enumerate(RULES)}
# Answered by the index itself, so that nothing of theirs is kept.
_AT_HAND = (readable, stays_in_its_folder, paper_missing)
_plain: OrderedDict[tuple[Path, str, date], tuple[Problem, ...]] = OrderedDict()
_guard = threading.Lock()


def known_problems(book: Book, but: Collection[str] = ()) -> tuple[Problem, ...]:
    """Give the problems of a book, rule by rule, without those of the rules named in `but`.

    For pages: it is `problems`, but what has not changed is not looked for again. A paper's file
    that somebody changed by hand is noticed by `problems`, which the application asks every night;
    one that was put back, with the next entry.
    """
    today = datetime.now(tz=UTC).date()
    found = findings(book)
    if found is None:
        every: Iterable[Problem] = _plainly(book, today)
    else:
        rules = (rule for rule in _AT_HAND if rule.__name__ not in but)
        every = [*(each for rule in rules for each in rule(book)), *_standing(book, found, today)]
    return tuple(sorted((each for each in every if each.rule not in but), key=_place))


def _plainly(book: Book, today: date) -> tuple[Problem, ...]:
    """Give all problems of a book without an index, looked for once for each version of it."""
    place = (book.place, book.version, today)
    with _guard:
        found = _plain.get(place)
    if found is None:
        found = problems(book)
        with _guard:
            _plain[place] = found
            while len(_plain) > _KEPT:
                _plain.popitem(last=False)
    return found


def _standing(book: Book, found: Findings, today: date) -> Iterator[Problem]:
    """Give what was found before and still holds, and what is found now; both are kept."""
    old = found.every()
    if not found.stale and found.judged == today.isoformat():
        return (each.problem for each in old)
    judged = list(_judged(book, found, old))
    gone = [each for each in old if any(one.replaces(each) for one in judged)]
    more = [each for one in judged for each in one.found]
    found.keep(gone, more, today)
    left = set(map(id, gone))
    return (each.problem for each in (*more, *(each for each in old if id(each) not in left)))


def _judged(book: Book, found: Findings, old: Iterable[Finding]) -> Iterator[Judgement]:
    if not found.stale:
        yield again.of_rules(book, again.ABOUT_TODAY)
    elif _is_all(book, found.stale):
        yield from _all(book, found)
    else:
        yield from _some(book, found, old)


def _is_all(book: Book, stale: Collection[str]) -> bool:
    """Tell whether to begin anew: nothing was judged yet, or an account is there no more."""
    gone = (name for name in _named(stale, "~Account:") if name not in book.accounts)
    return EVERYTHING in stale or any(gone)


def _all(book: Book, found: Findings) -> Iterator[Judgement]:
    """Judge everything: at one go where all of it is at hand, else so many entries at a time."""
    yield Judgement(found=(), replaces=lambda _: True)
    numbers = scoping.every_number(found.lease.ask)
    with no_collecting():
        if found.fresh is not None:
            whole = replace(found.fresh, known=book.known)
            yield again.of_rules(whole, again.ABOUT_ENTRIES)
        else:
            yield from _by_batches(book, found, numbers)
        yield again.of_years(book, _years(numbers))
        yield again.of_days(book, date.min)
        yield again.of_rules(book, again.ABOUT_FUNDS)
        yield again.of_moves(book)


def _by_batches(book: Book, found: Findings, numbers: Sequence[str]) -> Iterator[Judgement]:
    """Judge so many entries at a time; what hangs together is judged together."""
    done: set[str] = set()
    for start in range(0, len(numbers) or 1, _BATCH):
        seeds = [each for each in numbers[start : start + _BATCH] if each not in done]
        if start and not seeds:
            continue
        scope = scoping.scoped(found.lease, book, seeds)
        judged = again.of_entries(scope)
        fresh = (each for each in judged.found if _is_fresh(each, done, start))
        yield Judgement(found=tuple(fresh), replaces=judged.replaces)
        done |= scope.numbers


def _is_fresh(found: Finding, done: Collection[str], start: int) -> bool:
    """Tell whether an earlier batch has not found it; what belongs to no entry is in each."""
    if found.about in done:
        return False
    return not start or is_entry_number(found.about) or found.rule in again.OF_NAMES


def _some(book: Book, found: Findings, old: Iterable[Finding]) -> Iterator[Judgement]:
    """Judge what changed, and what hangs on it."""
    stale = found.stale
    scope = scoping.scoped(found.lease, book, _seeds(book, found, old))
    yield again.of_entries(scope)
    yield again.of_rules(book, again.ABOUT_FUNDS)
    yield again.of_years(book, _years(scope.numbers))
    since = _since(book, stale)
    if since is not None:
        yield again.of_days(book, since)
    sorts = (FILE, "~fund:", "~consent:")
    if any(_named(stale, sort) for sort in sorts) or again.moves_between_funds(scope.book):
        yield again.of_moves(book)


def _seeds(book: Book, found: Findings, old: Iterable[Finding]) -> set[str]:
    """Give the numbers that changed, and those that changed terms may be against or for."""
    ask, stale = found.lease.ask, found.stale
    seeds = {each for each in stale if not each.startswith("~")}
    seeds |= scoping.proved_by(ask, _named(stale, PAPER))
    for name in _named(stale, "~fund:"):
        seeds |= scoping.outside_terms(ask, book.funds.get(name), name)
    accounts = {*_named(stale, "~Account:"), *_named(stale, "~AccountClosed:")}
    for name in accounts & book.accounts.keys():
        seeds |= scoping.outside_account(ask, book.accounts[name])
    has_new_terms = accounts or _named(stale, "~fund:")
    return seeds | {
        each.about for each in old if has_new_terms or each.rule == paper_there.__name__
    }


def _since(book: Book, stale: Collection[str]) -> date | None:
    """Give the first day from which balances may be others; none where none may be."""
    if any(again.is_watched(book, name) for name in _named(stale, "~Account:")):
        return date.min
    days = [int(day) for day in _named(stale, FROM)]
    return date.fromordinal(min(days)) if days else None


def _named(stale: Collection[str], sort: str) -> set[str]:
    return {each.removeprefix(sort) for each in stale if each.startswith(sort)}


def _years(numbers: Iterable[str]) -> set[int]:
    return {number_parts(number)[0] for number in numbers if is_entry_number(number)}


def _place(each: Problem) -> tuple[int, int, int, str]:
    """Sort by rule, then by entry in the order of numbers, then by name."""
    year, count = number_parts(each.about) if is_entry_number(each.about) else (0, 0)
    return _ORDER[each.rule], year, count, each.about
