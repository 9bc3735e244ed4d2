"""Which transactions of a book a document needs: as they are, added up, or by number only."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.accounts import (
    FUND_TRANSFERS,
    OPENING,
    is_claim,
    is_in_kind,
    is_income,
    is_money,
    is_ours,
    is_spending,
)
from ledger.book import Book, asked, at_hand
from ledger.book.chain import family
from ledger.book.helped import names_help
from ledger.entries.directives import Kind, Transaction
from ledger.money import NOTHING, Money
from ledger.movements import kin, moves
from ledger.slices.adding import added_up, ends
from ledger.slices.claimed import settled_claims
from ledger.slices.helping import folded
from ledger.slices.listed import listed
from ledger.slices.subjects import Subject
from ledger.statements import Period
from ledger.statements.company import PLAIN, companies
from ledger.statements.corrected import corrected_entries
from ledger.statements.memos import is_few


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a slice holds of a book.

    `made` stand as they are and `sums` added up; `elsewhere` are those of which only the number,
    the day and the sort of act are told. `numbers` are the entries that stand as they are, and
    `helped` those that are added up as help given, or with it.
    """

    made: tuple[Transaction, ...]
    sums: tuple[Transaction, ...]
    elsewhere: tuple[Transaction, ...]
    numbers: frozenset[str]
    helped: frozenset[str]


def chosen(book: Book, subject: Subject) -> Chosen:
    """Choose what the figures of a document need, and nothing else."""
    helped = _helped(book)
    scope = _scope(book, subject, helped)
    at_hand(book, {made.entry for made in scope if made.entry})
    few = [] if subject.is_of_a_fund else _years_of_few(book, scope)
    for period in few:
        helped |= _company(book, subject, scope, period, helped)
    settled = settled_claims(book, helped)
    told = [made for made in scope if made.place in settled or _is_told_as_help(made, helped)]
    stand = listed(book, subject, told)
    told = [made for made in told if made.place not in stand]
    apart = {made.place for made in told}
    kept = tuple(made for made in scope if made.place not in apart)
    numbers = frozenset(made.entry for made in kept if made.entry)
    return Chosen(
        made=kept,
        sums=added_up(book, subject, scope, told, few),
        elsewhere=tuple(_elsewhere(book, subject, kept, helped)),
        numbers=numbers,
        helped=helped - numbers,
    )


def _scope(book: Book, subject: Subject, helped: frozenset[str]) -> list[Transaction]:
    """Give the transactions that are looked at one by one; the rest of earlier years is a sum."""
    period = subject.period
    if subject.is_of_a_fund:
        return list(asked(book).during(date.min, period.last, subject.fund))
    mine = list(asked(book).during(period.first, period.last))
    numbers = _needed(book, subject, mine) | {each for each in helped if each in book.entries}
    at_hand(book, numbers)
    more = [made for number in numbers for made in book.entries[number].transactions]
    more += asked(book).touching(_looked_through(book), period.eve)
    early = {made.place: made for made in more if made.day < period.first}
    ordered = sorted(early.values(), key=lambda made: (made.day, made.place[1], made.place[0]))
    return [*ordered, *mine]


def _looked_through(book: Book) -> list[str]:
    """Give the accounts that are followed entry by entry, in whatever year."""
    return [OPENING, *(name for name in book.accounts if not _is_plain(name))]


def _helped(book: Book) -> frozenset[str]:
    """Give the entries that tell of help given, with those that they put right or that put them."""
    waiting = asked(book).waiting()
    at_hand(book, waiting)
    return frozenset(each for number in waiting for each in family(book, number))


def _years_of_few(book: Book, scope: Iterable[Transaction]) -> list[Period]:
    """Give the years of some transactions in which help went to fewer than five."""
    years = sorted({book.year_of(day) for day in {made.day for made in scope}})
    few = (each for each in years if is_few(asked(book).helped(*each)))
    return [Period(first=first, last=last) for first, last in few]


def _company(
    book: Book,
    subject: Subject,
    scope: Iterable[Transaction],
    period: Period,
    helped: Collection[str],
) -> set[str]:
    """Give what of a year in which few were helped is added up with the help.

    Else the help could be worked out from what is left. Of the year of the accounts, that is what
    is printed under other costs, and what moved between bank and tin; or whatever was bought, if
    nothing of it was paid from where the help was. Of an earlier year, it is whatever would stand
    by itself since something later hangs on it.
    """
    mine = [made for made in scope if made.entry and made.day in period]
    every = {made.entry for made in mine}
    if period.last < subject.period.first:
        return _added_with_it(book, subject, period, every)
    names = folded(book, subject)[subject.period]
    bought = {made.entry for made in mine if any(p.account in names for p in made.postings)}
    found = _moved_about(book, mine) | _added_with_it(book, subject, period, bought)
    if _places(mine, helped) <= _places(mine, found):
        return found
    return found | _added_with_it(book, subject, period, every)


def _added_with_it(
    book: Book, subject: Subject, period: Period, numbers: Iterable[str]
) -> set[str]:
    found: set[str] = set()
    put_right = corrected_entries(book, subject.period)
    told = {number for each in put_right if each.was is not None for number in (each.old, each.new)}
    for group in companies(book, period, numbers):
        made = [made for number in group for made in book.entries[number].transactions]
        later = [each for each in made if period.last < each.day <= subject.period.last]
        if not group & told and all(each.kind in PLAIN for each in later):
            found |= group - {each.entry for each in later if each.said("refunds")}
    return found


def _places(mine: Iterable[Transaction], numbers: Collection[str]) -> set[str]:
    """Give where the money lay that some entries moved, and did not bring back."""
    sums: dict[str, Money] = {}
    for made in mine:
        for each in made.postings if made.entry in numbers else ():
            if is_money(each.account):
                sums[each.account] = sums.get(each.account, NOTHING) + each.money
    return {name for name, sum_ in sums.items() if sum_}


def _moved_about(book: Book, mine: Iterable[Transaction]) -> set[str]:
    """Give moves from one place to another of which nothing else tells what they came to."""
    told = {number for each in book.agreements for number in each.not_yet}
    return {
        made.entry
        for made in mine
        if made.kind == Kind.TRANSFER
        and all(is_money(each.account) for each in made.postings)
        and made.entry not in told
        and not _is_corrected(book, made.entry)
    }


def _is_told_as_help(made: Transaction, helped: frozenset[str]) -> bool:
    """Help is added up; a claim for it is followed by itself, unless it is settled."""
    if any(is_claim(each.account) or each.account == OPENING for each in made.postings):
        return False
    return made.entry in helped or (not made.entry and names_help(made))


def _needed(book: Book, subject: Subject, mine: Iterable[Transaction]) -> set[str]:
    """Give the entries that the year's figures look through to, or that stand on lines apart."""
    numbers = {made.entry for made in mine}
    before = moves(book).moved(_since(book, subject), subject.period.eve)
    numbers |= {
        each.entry
        for each in before
        if each.late_for or each.heading != each.line or each.about != each.entry
    }
    return kin(book, numbers)


def _is_plain(account: str) -> bool:
    if is_ours(account) or account == FUND_TRANSFERS or is_in_kind(account):
        return True
    return is_spending(account) or is_income(account)


def _elsewhere(
    book: Book, subject: Subject, kept: Iterable[Transaction], helped: frozenset[str]
) -> Iterator[Transaction]:
    """Give what is known of acts that the slice's own are put right by, pay back or refund."""
    mine = {made.place for made in kept}
    numbers = _chains(book, kept)
    if not subject.is_of_a_fund:
        since = _since(book, subject)
        numbers |= {number for number in helped if _is_corrected(book, number, since)}
    for number in sorted(numbers):
        for made in book.entries[number].transactions:
            if made.place not in mine:
                yield made


def _chains(book: Book, kept: Iterable[Transaction]) -> set[str]:
    found: set[str] = set()
    for made in kept:
        named = {made.entry, made.said("pays"), made.said("refunds")} - {""}
        for number in named:
            chain = [each for each in family(book, number) if each in book.entries]
            is_apart = number != made.entry or made.kind == Kind.FUND_TRANSFER
            if len(chain) > 1 or (chain and (is_apart or made.said("corrects"))):
                found.update(chain)
    return found


def _since(book: Book, subject: Subject) -> date:
    """Give the first day of the year beside the accounts; before it, nothing is told apart."""
    return ends(book, subject)[0] + timedelta(days=1)


def _is_corrected(book: Book, number: str, since: date = date.min) -> bool:
    chain = [book.entries[each] for each in family(book, number) if each in book.entries]
    return len(chain) > 1 and any(made.day >= since for each in chain for made in each.transactions)
