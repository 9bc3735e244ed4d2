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

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from ledger.accounts import HELP, is_claim, is_spending
from ledger.balances import is_ours, standing
from ledger.book import Book, Entry
from ledger.entries.directives import Kind, Posting, Transaction, number_parts
from ledger.statements.memos import FEW

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
    waiting = {id(made) for made, _ in days}
    late = {id(made): _retold(book, made, day) for made, day in days if day}
    kept = (made for made in book.transactions if id(made) not in waiting)
    return replace(
        book,
        transactions=tuple(sorted((*kept, *late.values()), key=lambda made: made.day)),
        entries=_entries(book, waiting, late),
    )


def untold(book: Book, day: date = date.max) -> frozenset[str]:
    """Give the funds out of which help was given by a day that is not told by then."""
    return frozenset(
        made.fund
        for made, on in _days(book)
        if made.day <= day and (on is None or on > day) and _moves_money(made)
    )


def as_seen(book: Book, *, sees_help: bool) -> Book:
    """Give the whole book to who may see help as lines, and the told one to others."""
    return book if sees_help else told(book)


def is_help(book: Book, entry: Entry) -> bool:
    """Tell whether an entry tells of help given.

    So does one that takes such an entry back, one that was put right as help later, and one that
    pays back what a volunteer gave.
    """
    return _waits(book, book.entries.get(standing(book, entry.number), entry))


def _waits(book: Book, entry: Entry) -> bool:
    """Tell whether an entry, or one that it puts right, gave help."""
    seen: set[str] = set()
    while not _gives_help(book, entry):
        seen.add(entry.number)
        if entry.corrects in seen or entry.corrects not in book.entries:
            return False
        entry = book.entries[entry.corrects]
    return True


def _gives_help(book: Book, entry: Entry) -> bool:
    return any(_names_help(made) or _pays_for_help(book, made) for made in entry.right)


def _names_help(made: Transaction) -> bool:
    named = (each.account for each in made.postings)
    return made.kind == Kind.HELP or any(n == HELP or n.startswith(f"{HELP}:") for n in named)


def _pays_for_help(book: Book, made: Transaction) -> bool:
    claim = book.entries.get(standing(book, made.said("pays")))
    return claim is not None and any(map(_names_help, claim.right))


def _days(book: Book) -> list[tuple[Transaction, date | None]]:
    """Give each transaction that waits, with the day on which it is told; none where it is not."""
    late = {number for number, entry in book.entries.items() if _waits(book, entry)}
    waiting = [
        made
        for made in book.transactions
        if made.entry in late or (not made.entry and _names_help(made))
    ]
    streams: dict[tuple[str, ...], list[Transaction]] = {}
    for made in sorted(waiting, key=_recorded):
        touched = {each.account for each in made.postings if is_ours(each.account)}
        streams.setdefault((made.fund, *sorted(touched)), []).append(made)
    return [each for stream in streams.values() for each in _batched(stream)]


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


def _moves_money(made: Transaction) -> bool:
    return any(is_ours(each.account) for each in made.postings)


def _retold(book: Book, made: Transaction, day: date) -> Transaction:
    """Give a transaction on the day on which it is told."""
    source = book.entries.get(made.said("corrects")) if made.kind == Kind.REVERSAL else None
    source = source or book.entries.get(made.entry)
    gives = _gives_help(book, source) if source else True
    postings = tuple(map(_as_help, made.postings)) if gives else made.postings
    return replace(made, day=day, postings=postings)


def _as_help(posting: Posting) -> Posting:
    counts = is_spending(posting.account) or is_claim(posting.account)
    return replace(posting, account=HELP) if counts else posting


def _entries(book: Book, waiting: set[int], late: dict[int, Transaction]) -> dict[str, Entry]:
    """Give the entries with what is told of them; what is not, corrects nothing yet."""
    kept: dict[str, Entry] = {}
    for number, entry in book.entries.items():
        made = [late.get(id(each), each) for each in entry.transactions]
        shown = [each for each in made if id(each) not in waiting]
        if shown:
            kept[number] = replace(entry, transactions=tuple(shown))
    return {
        number: entry
        if not entry.corrected_by or entry.corrected_by in kept
        else replace(entry, corrected_by="")
        for number, entry in kept.items()
    }
