"""The text of a slice, by the one formatter of ours, in an order that is always the same."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from ledger.accounts import HELD
from ledger.beans import Directive, write, write_option
from ledger.book import Book
from ledger.entries.directives import Fact, Facts, FinalBalance, Kind, Transaction
from ledger.money import CURRENCY
from ledger.slices.choosing import chosen
from ledger.slices.helping import discreetly
from ledger.slices.lines import about_the_book, about_the_entries
from ledger.slices.subjects import ELSEWHERE, Subject

_KEPT = ("kind", "corrects", "because", "pays", "refunds", "reference")
_TO_ITSELF = {"because"}

Words = Callable[[str], str]


def slice_of(book: Book, subject: Subject, words: Words = str) -> str:
    """Give the text that proves a document; the same book and document give the same text.

    `words` is what becomes of every text that a person typed. The book is the told one where the
    document tells of help only what everybody may see.
    """
    found = chosen(book, subject)
    title = write_option("title", book.title) + write_option("operating_currency", CURRENCY)
    lines: list[Directive] = [
        *about_the_book(book, subject, found, words),
        *(
            _said(each, subject, words)
            for each in discreetly(book, subject, (*found.made, *found.sums))
        ),
        *(_elsewhere(each, subject) for each in found.elsewhere),
        *about_the_entries(book, subject, found, words),
        *_finals(book, subject),
    ]
    return "\n".join([_HEAD + title, *map(write, lines)])


_HEAD = """; A slice of a group's books: what one document needs, and no more. It opens in
; Beancount and in Fava by itself. Help given, and earlier years, are added up; nobody who was
; helped is in it. “elsewhere” tells of an entry in another fund, or after this time, that it is
; there.

"""


def _said(made: Transaction, subject: Subject, words: Words) -> Transaction:
    """Give a transaction with the words that belong into this document, and no more."""
    kept = _facts(made, subject)
    if made.kind in {Kind.HELD_IN, Kind.HELD_OUT} or made.sum_of(HELD.__eq__):
        return replace(made, payee="", narration="", facts=kept)
    facts = tuple((key, words(value) if type(value) is str else value) for key, value in kept)
    return replace(made, payee=words(made.payee), narration=words(made.narration), facts=facts)


def _facts(made: Transaction, subject: Subject) -> Facts:
    left_out = _TO_ITSELF if subject.is_of_a_fund else set[str]()
    return tuple((key, value) for key, value in made.facts if key in _KEPT and key not in left_out)


def _elsewhere(made: Transaction, subject: Subject) -> Fact:
    """Tell of an entry its number, day and sort, and what it corrects; nothing of its money."""
    facts: Facts = tuple(
        (key, value)
        for key, value in made.facts
        if key == "corrects" or (key == "because" and not subject.is_of_a_fund)
    )
    if made.kind == Kind.FUND_TRANSFER or subject.is_of_a_fund is False:
        facts = (*facts, ("fund", made.fund))
    return Fact(day=made.day, kind=ELSEWHERE, values=(made.entry, str(made.kind)), facts=facts)


def _finals(book: Book, subject: Subject) -> Iterator[FinalBalance]:
    """Give the closed balances that all of the money is there to prove."""
    if subject.is_of_a_fund or not subject.sees_help:
        return
    for each in book.finals:
        end = each.day - timedelta(days=1)
        # Sums stand at the ends of years as they are now; an older year end would not find them.
        if end <= subject.period.last and book.year_of(end)[1] == end:
            yield each
