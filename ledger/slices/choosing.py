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
    is_ours,
    is_spending,
)
from ledger.book import Book, asked, at_hand
from ledger.book.chain import family
from ledger.book.helped import names_help
from ledger.entries.directives import Kind, Transaction
from ledger.movements import kin, moves
from ledger.movements.corrections import late_for
from ledger.slices.adding import added_up, ends
from ledger.slices.claimed import settled_claims
from ledger.slices.company import company, helped_in, is_corrected
from ledger.slices.listed import divided, listed
from ledger.slices.subjects import Subject
from ledger.statements import Period
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
    helped = helped_in(book)
    scope = _scope(book, subject, helped)
    at_hand(book, {made.entry for made in scope if made.entry})
    few = [] if subject.is_of_a_fund else _years_of_few(book, scope)
    for period in few:
        helped |= company(book, subject, scope, period, helped)
    settled = settled_claims(book, helped)
    told = [made for made in scope if made.place in settled or _is_told_as_help(made, helped)]
    stand = listed(book, subject, told)
    told = [made for made in told if made.place not in stand]
    parts = list(divided(book, subject, told))
    rests = {made.place: rest for made, (_, rest) in zip(told, parts, strict=True)}
    found = (rests.get(made.place, made) for made in scope)
    kept = tuple(made for made in found if made is not None)
    numbers = frozenset(made.entry for made in kept if made.entry)
    helps = [help_ for help_, _ in parts if help_ is not None]
    sums = added_up(book, subject, scope, helps, few)
    elsewhere = tuple(_elsewhere(book, subject, kept, helped))
    if subject.is_of_a_fund:
        here = frozenset(made.entry for made in (*kept, *elsewhere))
        elsewhere += tuple(_put_right_late(book, subject, sums, here))
    return Chosen(
        made=kept,
        sums=sums,
        elsewhere=elsewhere,
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
    through = list(asked(book).touching(_looked_through(book), period.eve))
    at_hand(book, {made.entry for made in through if made.entry})
    for made in through:
        more += book.entries[made.entry].transactions if made.entry in book.entries else [made]
    early = {made.place: made for made in more if made.day < period.first}
    ordered = sorted(early.values(), key=lambda made: (made.day, made.place[1], made.place[0]))
    return [*ordered, *mine]


def _looked_through(book: Book) -> list[str]:
    """Give the accounts that are followed entry by entry, in whatever year."""
    return [OPENING, *(name for name in book.accounts if not _is_plain(name))]


def _years_of_few(book: Book, scope: Iterable[Transaction]) -> list[Period]:
    """Give the years of some transactions in which help went to fewer than five."""
    years = sorted({book.year_of(day) for day in {made.day for made in scope}})
    few = (each for each in years if is_few(asked(book).helped(*each)))
    return [Period(first=first, last=last) for first, last in few]


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
        numbers |= {number for number in helped if is_corrected(book, number, since)}
    for number in sorted(numbers):
        for made in book.entries[number].transactions:
            if made.place not in mine:
                yield made


def _put_right_late(
    book: Book, subject: Subject, sums: Iterable[Transaction], here: Collection[str]
) -> Iterator[Transaction]:
    """Give what sums put right of a year that was over; of its day only what makes them late."""
    for number, newer in {made.said("corrects"): made.entry for made in sums}.items():
        late = late_for(book, book.entries[newer]) if number and number not in here else None
        if late is not None:
            day = min(subject.period.eve, book.year_of(late)[1])
            yield Transaction(day=day, postings=(), links=(number,))


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
