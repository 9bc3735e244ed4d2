"""What is told of help given to readers who may not see it as lines: a book in which it comes late.

Members, funders and the street read a *told* book. Of each fund and place of money, help waits
there until it went to five people or households; then it is told all at once, on the day on which
the five were complete. What still waits is in no figure. So the differences between two months,
two funds, two places or two pages are never the help of fewer than five.

Help is gathered in the order in which it was recorded, not in that of its days: whatever is
recorded later, also for an earlier day, and whatever is put right later, waits for its own turn and
leaves alone what was told before. Only where the numbers of an earlier calendar year go on after
the next one's have begun can a batch change; then by one help less another, never by one alone.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

from ledger.accounts import HELP, is_claim, is_ours, is_spending
from ledger.book import Book, Entry, asked, at_hand
from ledger.book.changed import changed
from ledger.book.helped import gives_help, is_help
from ledger.entries.directives import Kind, Posting, Transaction, number_parts
from ledger.statements.memos import FEW

__all__ = ["NOT_YET", "as_seen", "is_help", "is_left_out", "quiet", "told", "untold"]

_KEPT = 32
_Told = tuple[tuple[Transaction, date | None], ...]
_known: OrderedDict[tuple[Path, str], _Told] = OrderedDict()
_guard = threading.Lock()
NOT_YET = (
    "Help given lately is not in these figures yet. It is added once it went to five people, so "
    "that nobody can be recognised by it."
)


def told(book: Book) -> Book:
    """Give a book as who may not see help as lines is told it.

    Help of the same fund and place is told in batches of five or more, on the day on which a batch
    became full and never before its own; what does not fill a batch is left out. An entry that
    tells of help is told as a whole, what was spent in it as help given; what a volunteer paid for
    it counts when they are paid back. Each day still balances by fund and by place. What was agreed
    and closed stays as it was, so the final balances of a closed year need not agree.
    """
    days = _days(book)
    if not days:
        return book
    at_hand(book, {made.entry for made, _ in days if made.entry})
    late = {made.place: _retold(book, made, day) for made, day in days if day}
    return changed(
        book,
        gone=[made for made, _ in days],
        more=late.values(),
        entries=_entries(book, {made.entry for made, _ in days if made.entry}, late),
    )


def untold(book: Book, day: date = date.max) -> frozenset[str]:
    """Give the funds out of which help was given by a day that is not told by then."""
    return frozenset(
        made.fund
        for made, on in _days(book)
        if made.day <= day and (on is None or on > day) and _moves_money(made)
    )


def is_left_out(book: Book, day: date) -> bool:
    """Tell whether readers who may not see help are told more money at the end of a day than is.

    Or less, where help was taken back. Whoever knows the books' own figure can take one from the
    other, and has what waits.
    """
    return bool(untold(book, day)) and _ours(told(book), day) != _ours(book, day)


def quiet(book: Book) -> frozenset[str]:
    """Give the entries that are told with others: a line of one of them would tell of help."""
    return frozenset(made.entry for made, on in _days(book) if on and made.entry)


def as_seen(book: Book, *, sees_help: bool) -> Book:
    """Give the whole book to who may see help as lines, and the told one to others."""
    return book if sees_help else told(book)


def _days(book: Book) -> Sequence[tuple[Transaction, date | None]]:
    """Give each transaction that waits, with the day on which it is told; none where it is not."""
    place = (book.place, book.version)
    with _guard:
        if place in _known:
            _known.move_to_end(place)
            return _known[place]
    found = tuple(_worked_out(book))
    with _guard:
        _known[place] = found
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return found


def _worked_out(book: Book) -> Iterator[tuple[Transaction, date | None]]:
    numbers = asked(book).waiting()
    at_hand(book, numbers)
    late = (book.entries[number] for number in numbers)
    waiting = [made for entry in late for made in entry.transactions]
    waiting += [each for each in asked(book).touching([HELP], date.max) if not each.entry]
    waiting.sort(key=lambda made: (made.day, made.place[1]))
    streams: dict[tuple[str, ...], list[Transaction]] = {}
    for made in sorted(waiting, key=_recorded):
        touched = {each.account for each in made.postings if is_ours(each.account)}
        streams.setdefault((made.fund, *sorted(touched)), []).append(made)
    yield from (each for stream in streams.values() for each in _batched(stream))


def _recorded(made: Transaction) -> tuple[int, int]:
    return number_parts(made.entry) if made.entry else (made.day.year, 0)


def _batched(stream: Iterable[Transaction]) -> Iterator[tuple[Transaction, date | None]]:
    """Fill batches of five; no batch is told before the one that was recorded before it."""
    batch: list[Transaction] = []
    count, day = 0, date.min
    for _, entry in groupby(stream, key=lambda made: made.entry):
        mine = list(entry)
        batch += mine
        # What was told before and is taken back now counts nobody, and takes away nobody's turn.
        count = max(0, count + sum(map(_count, mine)))
        if count >= FEW:
            day = max(day, *(made.day for made in batch))
            yield from ((made, day) for made in batch)
            batch, count = [], 0
    yield from ((made, None) for made in batch)


def _count(made: Transaction) -> int:
    said = made.said("count")
    people = int(said) if said.isdecimal() else 0
    return -people if made.kind == Kind.REVERSAL else people


def _ours(book: Book, day: date) -> dict[tuple[str, str], int]:
    """Give what is ours at the end of a day by place of money and fund, where there is any."""
    sums = asked(book).sums(day).items()
    return {place: pence for place, pence in sums if pence and is_ours(place[0])}


def _moves_money(made: Transaction) -> bool:
    return any(is_ours(each.account) for each in made.postings)


def _retold(book: Book, made: Transaction, day: date) -> Transaction:
    """Give a transaction on the day on which it is told."""
    source = book.entries.get(made.said("corrects")) if made.kind == Kind.REVERSAL else None
    source = source or book.entries.get(made.entry)
    gives = gives_help(book, source) if source else True
    postings = tuple(map(_as_help, made.postings)) if gives else made.postings
    return replace(made, day=day, postings=postings)


def _as_help(posting: Posting) -> Posting:
    counts = is_spending(posting.account) or is_claim(posting.account)
    return replace(posting, account=HELP) if counts else posting


def _entries(
    book: Book, waiting: Iterable[str], late: Mapping[tuple[str, int], Transaction]
) -> dict[str, Entry | None]:
    """Give the entries with what is told of them; what is not, corrects nothing yet."""
    told: dict[str, Entry | None] = {}
    for number in waiting:
        entry = book.entries[number]
        shown = tuple(late[each.place] for each in entry.transactions if each.place in late)
        told[number] = replace(entry, transactions=shown) if shown else None
    for number in [each for each, entry in told.items() if entry is None]:
        old = book.entries[number].corrects
        before = told.get(old, book.entries.get(old))
        if before is not None and before.corrected_by == number:
            told[old] = replace(before, corrected_by="")
    return told
