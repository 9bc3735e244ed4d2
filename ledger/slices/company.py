"""What is added up with help given to few, and where the money lay for which nothing is."""

from collections.abc import Collection, Iterable
from datetime import date

from ledger.accounts import is_money
from ledger.book import Book, asked, at_hand
from ledger.book.chain import family
from ledger.entries.directives import Kind, Transaction
from ledger.money import NOTHING, Money
from ledger.slices.helping import folded
from ledger.slices.subjects import ACCOUNTS, Subject
from ledger.statements import Period
from ledger.statements.company import PLAIN, companies
from ledger.statements.corrected import corrected_entries
from ledger.statements.memos import is_few


def company(
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


def places_alone(book: Book, period: Period) -> tuple[str, ...]:
    """Give where help to few was paid from in a year, and nothing that is added up with it.

    The sums of the accounts' slice say what each account paid, and so tell what the help came to.
    Where nothing at all is added up with the help, no account is named: the funds tell it.
    """
    if not is_few(asked(book).helped(period.first, period.last)):
        return ()
    mine, helped = list(asked(book).during(period.first, period.last)), helped_in(book)
    at_hand(book, {made.entry for made in mine if made.entry})
    subject = Subject(document=ACCOUNTS, period=period, version=book.version)
    found = company(book, subject, mine, period, helped) - helped
    return tuple(sorted(_places(mine, helped) - _places(mine, found))) if found else ()


def helped_in(book: Book) -> frozenset[str]:
    """Give the entries that tell of help given, with those that they put right or that put them."""
    waiting = asked(book).waiting()
    at_hand(book, waiting)
    return frozenset(each for number in waiting for each in family(book, number))


def is_corrected(book: Book, number: str, since: date = date.min) -> bool:
    """Tell whether an entry and what puts it right are several, of which one is that late."""
    chain = [book.entries[each] for each in family(book, number) if each in book.entries]
    return len(chain) > 1 and any(made.day >= since for each in chain for made in each.transactions)


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
        and not is_corrected(book, made.entry)
    }
