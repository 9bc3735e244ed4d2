"""The text of a slice, by the one formatter of ours, in an order that is always the same."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from ledger.accounts import FUND_TRANSFERS, is_claim, is_person
from ledger.beans import Directive, write, write_option
from ledger.book import Book
from ledger.book.beside import is_told_in_silence
from ledger.entries.directives import Fact, Facts, FinalBalance, Kind, Transaction
from ledger.money import CURRENCY
from ledger.slices.adding import ends
from ledger.slices.arrived import arrived
from ledger.slices.choosing import chosen
from ledger.slices.helping import discreetly
from ledger.slices.lines import about_the_book, about_the_entries
from ledger.slices.otherwise import otherwise
from ledger.slices.subjects import ELSEWHERE, Subject
from ledger.statements.payments import tells_words, touches_what_is_held

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
    told = discreetly(book, subject, (*found.made, *found.sums))
    said = [_said(book, each, subject, words) for each in told]
    made, sums = said[: len(found.made)], said[len(found.made) :]
    lines: list[Directive] = [
        *about_the_book(book, subject, found, words),
        *made,
        # Before the sums, so that an entry of which a sum has the number keeps its day and reason.
        *(_elsewhere(each, subject) for each in found.elsewhere),
        *sums,
        *about_the_entries(book, subject, found, words),
        *arrived(book, subject, made),
        *otherwise(book, subject),
        *_finals(book, subject),
    ]
    return "\n".join([_HEAD + title, *map(write, lines)])


_HEAD = """; A slice of a group's books: what one document needs, and no more. It opens in
; Beancount and in Fava by itself. Help given, and earlier years, are added up; nobody who was
; helped is in it. “elsewhere” tells of an entry in another fund, or after this time, that it is
; there.

"""


def _said(book: Book, made: Transaction, subject: Subject, words: Words) -> Transaction:
    """Give a transaction with the words that belong into this document, and no more."""
    kept = _facts(made, subject)
    facts = tuple((key, words(value) if type(value) is str else value) for key, value in kept)
    is_held = touches_what_is_held(made)
    is_printed = not subject.is_of_a_fund and _moves_between_funds(made)
    is_silent = not is_printed and is_told_in_silence(book, made)
    if is_silent or (is_held and not _tells_words(made, subject)):
        is_member = not subject.is_of_a_fund and not is_silent and _pays_a_member(made)
        payee = made.payee if is_member else ""
        return replace(made, payee=payee, narration="", facts=facts)
    return replace(made, payee=words(made.payee), narration=words(made.narration), facts=facts)


def _pays_a_member(made: Transaction) -> bool:
    """Tell whether a note of the accounts counts it as paid to a person known by number."""
    return is_person(made.payee) and made.kind in {Kind.EXPENSE, Kind.OTHER}


def _tells_words(made: Transaction, subject: Subject) -> bool:
    """Tell whether the document says whom it was paid to and what for, or why it was moved."""
    if subject.is_of_a_fund:
        return tells_words(made)
    return _moves_between_funds(made) or any(is_claim(each.account) for each in made.postings)


def _moves_between_funds(made: Transaction) -> bool:
    return any(each.account == FUND_TRANSFERS for each in made.postings)


def _facts(made: Transaction, subject: Subject) -> Facts:
    left_out = _TO_ITSELF if subject.is_of_a_fund else set[str]()
    return tuple((key, value) for key, value in made.facts if key in _KEPT and key not in left_out)


def _elsewhere(made: Transaction, subject: Subject) -> Fact:
    """Tell of an entry its number, day and sort, and what it corrects; nothing of its money."""
    told, kind, names_fund = {"corrects", "because"}, made.kind, True
    if subject.is_of_a_fund:
        # A report lists what was put right, and not that it was put down as help.
        kind = Kind.OTHER if made.kind == Kind.HELP else made.kind
        told, names_fund = {"corrects"}, kind == Kind.FUND_TRANSFER
    facts: Facts = tuple((key, value) for key, value in made.facts if key in told)
    if names_fund:
        facts = (*facts, ("fund", made.fund))
    return Fact(day=made.day, kind=ELSEWHERE, values=(made.entry, str(kind)), facts=facts)


def _finals(book: Book, subject: Subject) -> Iterator[FinalBalance]:
    """Give the closed balances that all of the money is there to prove: where sums end, too."""
    if subject.is_of_a_fund or not subject.sees_help:
        return
    for each in book.finals:
        end = each.day - timedelta(days=1)
        if end in ends(book, subject):
            yield each
