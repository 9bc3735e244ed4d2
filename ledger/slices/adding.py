"""What of a slice is added up, and at the end of which days: help given, and earlier years."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from ledger.accounts import (
    FUND_TRANSFERS,
    GRANTS_RETURNED,
    HELD,
    OTHER_SPENDING,
    is_income,
    is_money,
    is_spending,
)
from ledger.book import Book, asked
from ledger.entries.directives import Posting, Transaction
from ledger.funds import GENERAL
from ledger.money import CURRENCY, NOTHING, Money
from ledger.movements import Movement, moves
from ledger.slices.subjects import Subject
from ledger.slices.sums import EARLIER, HELPED, OTHERS, Place, Sums
from ledger.statements import Period
from ledger.statements.periods import year_before


def ends(book: Book, subject: Subject) -> tuple[date, ...]:
    """Give the days at whose ends sums stand: each of all since the one before it.

    The last two are always the eve and the end of the document's own time. Accounts print the year
    before theirs beside it, and no year before that: those are one sum.
    """
    period = subject.period
    last = None if subject.is_of_a_fund else year_before(book, period)
    return (last.eve, last.last, period.last) if last else (period.eve, period.last)


def added_up(
    book: Book,
    subject: Subject,
    scope: Iterable[Transaction],
    told: Iterable[Transaction],
    few: Collection[Period],
) -> tuple[Transaction, ...]:
    """Add up what is told as help and, for accounts, all that is not in their `scope`.

    `few` are the years in which help went to fewer than five.
    """
    sums, days = _sums(book, subject), ends(book, subject)
    late = _late(book, subject, told)
    for made in told:
        end = _end(days, made.day)
        corrects = late.get(made.entry)
        is_bare = not subject.is_of_a_fund and (corrects or _is_long_ago(days, end))
        is_hidden = is_bare or any(made.day in period for period in few)
        words = (OTHERS if end == days[-1] else EARLIER) if is_hidden else HELPED
        held = made.sum_of(HELD.__eq__)
        side = (held > NOTHING) - (held < NOTHING)
        place = Place(day=end, fund=made.fund, words=words, late=corrects, side=side)
        sums.add(place, _bare(made.postings) if is_bare else made.postings)
    if not subject.is_of_a_fund:
        _add_earlier(book, days, scope, sums)
    return tuple(sums.transactions())


def _sums(book: Book, subject: Subject) -> Sums:
    """Accounts tell of each fund and of each account, and nothing of a fund in one account.

    A report tells of no account, so that its sums do not either.
    """
    main = next(filter(is_money, book.accounts), "")
    if subject.is_of_a_fund:
        return Sums(main, balancing="")
    return Sums(main) if GENERAL in book.funds else Sums()


def _add_earlier(
    book: Book, days: tuple[date, ...], scope: Iterable[Transaction], sums: Sums
) -> None:
    """Add up what was before the year of the accounts, less what is looked at one by one."""
    since, before = date.min, dict[tuple[str, str], int]()
    apart = [made for made in scope if made.day <= days[-2]]
    numbers = {made.entry for made in apart if made.entry}
    for end in days[:-1]:
        now = dict(asked(book).sums(end))
        parts = [
            (fund, Posting(account=account, number=Money(pence - before.get(place, 0)).number))
            for place, pence in now.items()
            for account, fund in [place]
            if not _is_line(account)
        ]
        parts += [
            (made.fund, replace(each, number=-each.number))
            for made in apart
            if since < made.day <= end
            for each in made.postings
            if each.currency == CURRENCY and not _is_line(each.account)
        ]
        first = since + timedelta(days=1) if since > date.min else since
        parts += map(_line, moves(book).flows(first, end))
        less = (each for each in moves(book).moved_by(numbers) if since < each.day <= end)
        parts += (_line(replace(each, amount=-each.amount)) for each in less)
        for fund, part in sorted(parts, key=lambda each: (each[1].account, each[0])):
            place = Place(day=end, fund=fund, words=EARLIER)
            sums.add(place, _bare([part]) if _is_long_ago(days, end) else [part])
        since, before = end, now


def _is_line(account: str) -> bool:
    """Tell whether accounts tell it from movements: what moved no cash is in none of them."""
    return account == FUND_TRANSFERS or is_spending(account) or is_income(account)


def _line(moved: Movement) -> tuple[str, Posting]:
    return moved.fund, Posting(account=moved.account, number=-moved.effect.number)


def _bare(postings: Iterable[Posting]) -> Iterator[Posting]:
    """Give postings without what the money was spent on, where no document prints that."""
    for each in postings:
        is_cost = is_spending(each.account) and each.account != GRANTS_RETURNED
        yield replace(each, account=OTHER_SPENDING) if is_cost else each


def _late(book: Book, subject: Subject, told: Iterable[Transaction]) -> dict[str, tuple[str, str]]:
    """Give the corrections of a year that was over, by number: one stands for all."""
    days = ends(book, subject)
    entries = {made.entry: made for made in told if made.entry}
    found: dict[str, tuple[str, str]] = {}
    first: dict[tuple[date, str], tuple[str, str]] = {}
    for each in moves(book).moved_by(entries):
        if each.entry not in entries or not each.late_for:
            continue
        if subject.is_of_a_fund and each.late_for >= subject.period.first:
            continue
        end = _end(days, each.day)
        if not _is_long_ago(days, end):
            corrects = book.entries[each.entry].corrects
            found[each.entry] = first.setdefault((end, each.fund), (each.entry, corrects))
    return found


def _end(days: tuple[date, ...], day: date) -> date:
    return next(end for end in days if day <= end)


def _is_long_ago(days: tuple[date, ...], end: date) -> bool:
    *_, last = days[:-2] or [None]
    return end == last
