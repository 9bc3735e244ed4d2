"""Rules about each transaction: one fund, one number, known accounts, a kind that we know."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from ledger.accounts import HELP, is_name
from ledger.book import Book, asked
from ledger.checks.wording import grave, place, shown_day, subject, to_look_at
from ledger.entries.directives import (
    Kind,
    entry_number,
    is_entry_number,
    number_parts,
)
from ledger.errors import Problem


def one_fund(book: Book) -> Iterator[Problem]:
    """Every transaction belongs to exactly one fund."""
    for made in book.transactions:
        if len(made.tags) != 1:
            named = " and ".join(made.tags)
            said = f"is in {len(made.tags)} funds at once: {named}." if named else "is in no fund."
            remedy = "Correct it, and choose one fund for each part."
            yield grave("one_fund", place(made), f"{subject(made)} {said}", remedy)


def one_number(book: Book) -> Iterator[Problem]:
    """Every transaction has exactly one number, which is that of its entry."""
    for made in book.transactions:
        if len(made.links) != 1 or not is_entry_number(made.links[0]):
            named = ", ".join(made.links) or "none"
            said = f"What stands at {made.place[0]}, line {made.place[1]}, needs one entry number"
            remedy = "Give it the number of its entry, or the next free one, after the sign ^."
            yield grave("one_number", place(made), f"{said}; it has {named}.", remedy)


def numbers_run(book: Book) -> Iterator[Problem]:
    """Entry numbers run from 1 without gaps in each year, the year of the entry's first part."""
    years = dict.fromkeys(number_parts(number)[0] for number in book.entries)
    yield from places_run(book, years)
    yield from number_of_its_year(book)


def places_run(book: Book, years: Iterable[int]) -> Iterator[Problem]:
    """The places in the numbers of some years run from 1 without gaps, and none is taken twice."""
    wrong = [year for year in years if not _is_run(*asked(book).numbering(year))]
    for year, counts in _counts_by_year(book).items() if wrong else ():
        if year not in wrong:
            continue
        for first, last in _gaps(counts):
            number, until = entry_number(year, first), entry_number(year, last)
            named = f"{number} to {until}" if last > first else number
            remedy = "Look in the history for what stood there, and put it back."
            yield grave("numbers_run", number, f"There is no entry no. {named}.", remedy)
        for count in (count for count, times in counts.items() if times > 1 or not count):
            number = entry_number(year, count)
            remedy = "Give one of them the next free number."
            said = f"The number {number} cannot stand as it does."
            yield grave("numbers_run", number, said, remedy)


def number_of_its_year(book: Book) -> Iterator[Problem]:
    """Each entry has a number of the year in which its first part lies."""
    for number, entry in book.entries.items():
        day = entry.transactions[0].day
        if int(number[:4]) != day.year:
            said = f"Entry no. {number} begins on {shown_day(day)}, in another year."
            remedy = f"Give it the next free number of {day.year}."
            yield grave("numbers_run", number, said, remedy)


def account_open(book: Book) -> Iterator[Problem]:
    """Every account is opened in the book, plainly named, and open on the day that it is used."""
    rule = "account_open"
    for account in book.accounts.values():
        if not is_name(account.name):
            said = f"The account “{account.name}” is not named in plain letters."
            remedy = "Write its name anew, with A to Z, figures and hyphens only."
            yield grave(rule, account.name, said, remedy)
    for made in book.transactions:
        for name in dict.fromkeys(posting.account for posting in made.postings):
            if why := _why_shut(book, name, made.day):
                remedy = "Open the account from an earlier day, or correct the entry."
                yield grave(rule, place(made), f"{subject(made)} uses {name}, {why}.", remedy)
    for paper in book.documents:
        if paper.account not in book.accounts:
            said = f"The paper {paper.name} belongs to {paper.account}, {_NEVER}."
            remedy = "Open the account, or name the right one beside the paper."
            yield grave(rule, paper.entry or paper.name, said, remedy)


def corrects_exists(book: Book) -> Iterator[Problem]:
    """A correction takes back an entry that is there, another one, which no other takes back."""
    rule = "corrects_exists"
    taken: Counter[str] = Counter()
    for number, entry in book.entries.items():
        old = entry.corrects
        if not old:
            continue
        taken[old] += 1
        if old not in book.entries or old == number:
            said = f"Entry no. {number} corrects no. {old}, which is not an earlier entry."
            remedy = "Write the number of the entry that it takes back."
            yield grave(rule, number, said, remedy)
        elif taken[old] > 1:
            said = f"Entry no. {number} corrects no. {old}, which was corrected before."
            remedy = "Correct the latest of them instead."
            yield grave(rule, number, said, remedy)


def kind_known(book: Book) -> Iterator[Problem]:
    """Every transaction says which sort of act it records, in a word that we know."""
    for made in book.transactions:
        kind = made.said("kind")
        if kind not in _KINDS:
            why = f"is of the kind “{kind}”, which we do not know." if kind else "has no kind."
            remedy = "It counts in every total; write a kind that we know, and lists show it too."
            yield to_look_at("kind_known", place(made), f"{subject(made)} {why}", remedy)


def help_names_nobody(book: Book) -> Iterator[Problem]:
    """Help given is a day, an amount and a count; whoever was helped is not in the book."""
    for made in book.transactions:
        gives = made.kind == Kind.HELP or any(each.account == HELP for each in made.postings)
        if gives and made.payee:
            said = f"Help given on {shown_day(made.day)} says who it was paid to."
            remedy = "If it names a person who was helped, blank the name out."
            yield to_look_at("help_names_nobody", place(made), said, remedy)


_KINDS = frozenset(Kind)
_NEVER = "which the books do not open"


def _why_shut(book: Book, name: str, day: date) -> str:
    account = book.accounts.get(name)
    if account is None:
        return _NEVER
    if day < account.opened:
        return f"which opens only on {shown_day(account.opened)}"
    if account.closed and day > account.closed:
        return f"which was closed on {shown_day(account.closed)}"
    return ""


def _is_run(entries: int, places: int, last: int) -> bool:
    """Tell whether so many entries stand in the places from 1 to the last, one in each."""
    return entries == places == last


def _gaps(counts: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give the first and last of each run of places that nothing stands in."""
    for before, after in pairwise([0, *sorted(counts)]):
        if after > before + 1:
            yield before + 1, after - 1


def _counts_by_year(book: Book) -> dict[int, Counter[int]]:
    """Count how often each place in a year is used; 0042 and 00042 are the same place."""
    years: dict[int, Counter[int]] = {}
    for number in book.entries:
        year, count = number_parts(number)
        years.setdefault(year, Counter())[count] += 1
    return years
