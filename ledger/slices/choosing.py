"""Which transactions of a book a document needs: as they are, added up, or by number only."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ledger.accounts import (
    FUND_TRANSFERS,
    HELD,
    OPENING,
    is_claim,
    is_in_kind,
    is_income,
    is_ours,
    is_person,
    is_spending,
)
from ledger.book import Book, asked, at_hand
from ledger.book.chain import family
from ledger.book.helped import names_help
from ledger.entries.directives import Kind, Posting, Transaction
from ledger.money import CURRENCY, NOTHING, Money
from ledger.movements import kin, moves
from ledger.slices.helping import folded
from ledger.slices.subjects import Subject
from ledger.slices.sums import EARLIER, HELPED, OTHERS, Place, Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a slice holds of a book.

    `made` stand as they are and `sums` added up; `elsewhere` are those of which only the number,
    the day and the sort of act are told. `numbers` are the entries that stand as they are, and
    `helped` those that tell of help given.
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
    few = {period: names for period, names in folded(book, subject).items() if names}
    mine = [made for made in scope if made.day in subject.period]
    helped |= _company(book, mine, helped, few.get(subject.period, set()))
    told = [made for made in scope if _is_told_as_help(made, helped)]
    apart = {made.place for made in told}
    kept = tuple(made for made in scope if made.place not in apart)
    late = _late(book, subject, told)
    sums = Sums()
    for made in told:
        place = _place(book, subject, made, late.get(made.entry))
        if place.late is None and any(made.day in period for period in few):
            words = OTHERS if made.day in subject.period else EARLIER
            place = replace(place, words=words)
        sums.add(place, made.postings)
    if not subject.is_of_a_fund:
        _add_earlier(book, subject, scope, sums)
    return Chosen(
        made=kept,
        sums=tuple(sums.transactions()),
        elsewhere=tuple(_elsewhere(book, subject, kept, helped)),
        numbers=frozenset(made.entry for made in kept if made.entry),
        helped=helped,
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


def _add_earlier(book: Book, subject: Subject, scope: Iterable[Transaction], sums: Sums) -> None:
    """Add up each year before that of the accounts, less what is looked at one by one."""
    if book.first_day is None:
        return
    end, day = book.year_of(book.first_day)[1], book.first_day
    before: Mapping[tuple[str, str], int] = {}
    early = [made for made in scope if made.day < subject.period.first]
    while day < subject.period.first:
        now = asked(book).sums(end)
        for (account, fund), pence in sorted(now.items()):
            change = Money(pence - before.get((account, fund), 0))
            sums.add(_earlier(end, fund), [Posting(account=account, number=change.number)])
        for made in early:
            if day <= made.day <= end:
                less = (replace(each, number=-each.number) for each in made.postings)
                sums.add(
                    _earlier(end, made.fund), [each for each in less if each.currency == CURRENCY]
                )
        before, day = now, end + timedelta(days=1)
        end = book.year_of(day)[1]


def _earlier(end: date, fund: str) -> Place:
    return Place(day=end, fund=fund, words=EARLIER)


def _looked_through(book: Book) -> list[str]:
    """Give the accounts that are followed entry by entry, in whatever year."""
    return [OPENING, *(name for name in book.accounts if not _is_plain(name))]


def _helped(book: Book) -> frozenset[str]:
    """Give the entries that tell of help given, with those that they put right or that put them."""
    waiting = asked(book).waiting()
    at_hand(book, waiting)
    return frozenset(each for number in waiting for each in family(book, number))


def _company(
    book: Book, mine: list[Transaction], helped: frozenset[str], names: set[str]
) -> set[str]:
    """Give what is added up with help to few: for each fund and account one plain payment.

    Else the help could be worked out from the rest of the other costs. `names` are their accounts.
    """
    alone = {place for made in mine if _is_told_as_help(made, helped) for place in _paid_from(made)}
    parts = Counter(made.entry for made in mine)
    tied = helped | {made.said("refunds") for made in mine}
    found: set[str] = set()
    for made in mine:
        places = _paid_from(made)
        is_plain = parts[made.entry] == 1 and made.entry not in tied and _is_all_of(made, names)
        if is_plain and places and places <= alone and not _is_corrected(book, made.entry):
            found.add(made.entry)
            alone -= places
    return found


def _paid_from(made: Transaction) -> set[tuple[str, str]]:
    return {(made.fund, each.account) for each in made.postings if is_ours(each.account)}


def _is_all_of(made: Transaction, names: set[str]) -> bool:
    """Tell whether it bought what is under some accounts only, and nobody known was paid."""
    if made.kind != Kind.EXPENSE or is_person(made.payee):
        return False
    return all(each.account in names or is_ours(each.account) for each in made.postings)


def _is_told_as_help(made: Transaction, helped: frozenset[str]) -> bool:
    """Help is added up; only what a volunteer is owed for it is followed by itself."""
    if any(is_claim(each.account) or each.account == OPENING for each in made.postings):
        return False
    return made.entry in helped or (not made.entry and names_help(made))


def _needed(book: Book, subject: Subject, mine: Iterable[Transaction]) -> set[str]:
    """Give the entries that the year's figures look through to, or that stand on lines apart."""
    numbers = {made.entry for made in mine}
    before = moves(book).moved(date.min, subject.period.eve)
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


def _late(book: Book, subject: Subject, told: Iterable[Transaction]) -> dict[str, tuple[str, str]]:
    """Give the corrections of help of a year that was over, by number: one stands for all."""
    entries = {made.entry: made for made in told if made.entry}
    found: dict[str, tuple[str, str]] = {}
    ends: dict[tuple[date, str], tuple[str, str]] = {}
    for each in moves(book).moved_by(entries):
        if each.entry not in entries or not each.late_for:
            continue
        if subject.is_of_a_fund and each.late_for >= subject.period.first:
            continue
        end = _end(book, subject, each.day)
        corrects = book.entries[each.entry].corrects
        found[each.entry] = ends.setdefault((end, each.fund), (each.entry, corrects))
    return found


def _place(book: Book, subject: Subject, made: Transaction, late: tuple[str, str] | None) -> Place:
    day = _end(book, subject, made.day)
    held = made.sum_of(HELD.__eq__)
    side = (held > NOTHING) - (held < NOTHING)
    return Place(day=day, fund=made.fund, words=HELPED, late=late, side=side)


def _end(book: Book, subject: Subject, day: date) -> date:
    """Give the last day of the time in which help is added up."""
    period = subject.period
    if subject.is_of_a_fund:
        return period.last if day >= period.first else period.eve
    return min(book.year_of(day)[1], period.last)


def _elsewhere(
    book: Book, subject: Subject, kept: Iterable[Transaction], helped: frozenset[str]
) -> Iterator[Transaction]:
    """Give what is known of acts that the slice's own are put right by, pay back or refund."""
    mine = {made.place for made in kept}
    numbers = _chains(book, kept)
    if not subject.is_of_a_fund:
        numbers |= {number for number in helped if _is_corrected(book, number)}
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


def _is_corrected(book: Book, number: str) -> bool:
    entry = book.entries.get(number)
    return entry is not None and bool(entry.corrects or entry.corrected_by)
