"""Grants and help as they may be published: received, paid to bodies, and help by the year.

It is drawn from the book as the street is told it, so that help waits until it went to five people;
none of its values has a field for a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ledger import index
from ledger.accounts import names_person
from ledger.book import Book, asked
from ledger.book.counted import lies_on
from ledger.entries.words import shown_day
from ledger.funds import Fund
from ledger.money import NOTHING, Money
from ledger.reading.discretion import told
from ledger.reading.public_years import years_of

_GRANTS_PAID = "Expenses:Grants-Paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantReceived:
    """A grant that the group was awarded; `name` is the fund's short name."""

    name: str
    title: str
    purpose: str
    funder: str
    award: Money
    awarded: date
    spend_from: date | None
    spend_by: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantPaid:
    """A grant that the group paid to another body, known by its entry."""

    entry: str
    day: date
    body: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpOfYear:
    """Help given in a year that is over, to five people or households at least, as one sum."""

    first: date
    last: date
    count: int
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGrants:
    """All that a group may publish of grants and help, the earliest first."""

    group: str
    received: tuple[GrantReceived, ...]
    paid: tuple[GrantPaid, ...]
    help_given: tuple[HelpOfYear, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to publish."""
        return not (self.received or self.paid or self.help_given)


def open_grants(place: Path, today: date) -> OpenGrants:
    """Give the grants and the help of a group that may be published on a day."""
    book = told(index.current(place))
    return OpenGrants(
        group=book.title,
        received=tuple(_received(book.funds.values(), today)),
        paid=tuple(_paid(book, today)),
        help_given=tuple(_help(book, today)),
    )


def _received(funds: Iterable[Fund], today: date) -> Iterable[GrantReceived]:
    """Give the grants of bodies; a fund that a member gave, by number, is nobody's to publish."""
    for fund in sorted(funds, key=lambda each: (each.opened, each.name)):
        texts = f"{fund.funder} {fund.shown} {fund.purpose}"
        if not fund.is_grant or not fund.award or fund.opened > today or names_person(texts):
            continue
        yield GrantReceived(
            name=fund.name,
            title=fund.shown,
            purpose=fund.purpose,
            funder=fund.funder,
            award=fund.award,
            awarded=fund.awarded_on or fund.opened,
            spend_from=fund.spend_from,
            spend_by=fund.spend_by,
        )


def _paid(book: Book, today: date) -> Iterable[GrantPaid]:
    """Give the grants to other bodies that stand; one to nobody who is named is left out."""
    sums: dict[str, Money] = {}
    for made in asked(book).touching([_GRANTS_PAID], today):
        entry = book.entries.get(made.entry)
        if entry is not None and entry.stands and made in entry.right:
            share = made.sum_of(lambda name: lies_on(name, [_GRANTS_PAID]))
            sums[made.entry] = sums.get(made.entry, NOTHING) + share
    for number, amount in sums.items():
        entry = book.entries[number]
        if amount > NOTHING and entry.payee and not names_person(entry.payee):
            yield GrantPaid(entry=number, day=entry.day, body=entry.payee, amount=amount)


def _help(book: Book, today: date) -> Iterable[HelpOfYear]:
    """Give the help of each year that is over; one in which it went to few has no line."""
    if book.first_day is None:
        return
    day = book.first_day
    while (last := book.year_of(day)[1]) < today:
        day = last + timedelta(days=1)
        year = next(each for each in years_of(book, day) if each.last == last)
        if year.help:
            given = year.help
            yield HelpOfYear(first=year.first, last=last, count=given.count, total=given.total)


def in_words(given: HelpOfYear) -> str:
    """Say how many were helped, and when, with nobody to be recognised by it."""
    return (
        f"Help given directly to {given.count} people or households from {shown_day(given.first)} "
        f"to {shown_day(given.last)}, added up so that nobody can be recognised."
    )
