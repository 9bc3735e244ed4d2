"""A slice read back as a book: what it tells by its own lines becomes what those stand for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from ledger.beans import Directive, Parsed, parse
from ledger.book import Agreement, Apart, Book
from ledger.book.files import assembled
from ledger.entries.directives import (
    Document,
    Fact,
    Kind,
    Posting,
    Transaction,
    is_entry_number,
)
from ledger.errors import Refusal
from ledger.money import NOTHING, Money
from ledger.slices.helping import as_counted
from ledger.slices.subjects import (
    ACCOUNTS,
    AFTER,
    ARRIVED,
    BEGINS,
    COMPARED,
    ELSEWHERE,
    HELPED,
    KIND,
    NOT_YET_IN,
    NOT_YET_OUT,
    PAPER,
    PAPERS_OF_HELP,
    REPORT,
    UNTOLD,
    WHOLE,
    Subject,
)
from ledger.statements import Period
from ledger.statements.comparing import NOT_TOLD

_NAME = "slice"


class NotASlice(Refusal):
    """The text is not a slice of a book, or cannot be read as one."""

    def __init__(self, why: str) -> None:
        """Say what is the matter with it."""
        super().__init__(
            f"The slice of the books cannot be used: {why}.",
            "Ask for the document once more, from whoever made it.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A slice as a book; `wholes` are what shared entries come to over all funds, by number.

    `of_help` counts the papers of help given, by their state. `untold` are the entries that put
    others right and whose amounts are not told, and `facts` all of its own lines.
    """

    subject: Subject
    book: Book
    wholes: dict[str, Money]
    of_help: dict[str, int]
    untold: frozenset[str]
    facts: tuple[Fact, ...]


def read_slice(text: str) -> Slice:
    """Read a slice that was screened before.

    Raises:
        NotASlice: it cannot be read, or does not say what it is of.
    """
    parsed = parse(text, _NAME)
    if parsed.problems:
        raise NotASlice(parsed.problems[0].sentence.rstrip("."))
    if parsed.includes or parsed.plugins or parsed.options.get("documents"):
        raise NotASlice("it names other files")
    facts = [each for each in parsed.directives if isinstance(each, Fact)]
    if any(map(_is_setting, facts)):
        raise NotASlice("it holds a setting for Fava")
    for each in _of(facts, ARRIVED):
        if not is_entry_number(each.said(0)):
            raise NotASlice(f"line {each.place[1]} of it names no entry")
    subject = _subject(each for each in facts if each.kind == KIND)
    meant = replace(parsed, directives=tuple(_meant(parsed, subject)))
    book = assembled(Path(_NAME), subject.version, [meant])
    agreements = tuple(_with_what_is_apart(each, facts) for each in book.agreements)
    return Slice(
        subject=subject,
        book=replace(book, agreements=agreements),
        wholes={each.said(0): each.amount() or NOTHING for each in _of(facts, WHOLE)},
        of_help={
            each.said(0): int(each.said(1))
            for each in _of(facts, PAPERS_OF_HELP)
            if each.said(1).isdecimal()
        },
        untold=frozenset(each.said(0) for each in _of(facts, UNTOLD)),
        facts=tuple(facts),
    )


def _with_what_is_apart(agreement: Agreement, facts: Iterable[Fact]) -> Agreement:
    """Give an agreement with what its own line says of what lies between its figure and ours.

    A report tells of no figure, nor do accounts where it would tell of help given.
    """
    lines = (each for each in _of(facts, "agreed") if each.day == agreement.day)
    said = next((each for each in lines if each.said(0) == agreement.account), None)
    if said is None:
        return replace(agreement, apart=NOT_TOLD)
    sums = (said.fact(name) for name in (NOT_YET_IN, NOT_YET_OUT, AFTER))
    money_in, money_out, after = (each if isinstance(each, Money) else NOTHING for each in sums)
    return replace(agreement, apart=Apart(money_in=money_in, money_out=money_out, after=after))


def _is_setting(fact: Fact) -> bool:
    """Fava runs what some of its settings name, so that only the end of the year may be one."""
    is_year_end = fact.kind == "fava-option" and fact.said(0) == "fiscal_year_end"
    return fact.kind.lower().startswith("fava") and not is_year_end


def _of(facts: Iterable[Fact], kind: str) -> Iterator[Fact]:
    return (each for each in facts if each.kind == kind)


def _subject(said: Iterable[Fact]) -> Subject:
    heads = list(said)
    if len(heads) != 1 or heads[0].said(0) not in {ACCOUNTS, REPORT}:
        raise NotASlice("it does not say which document it is of")
    first, last = heads[0].fact("first"), heads[0].fact("last")
    if not isinstance(first, date) or not isinstance(last, date) or first > last:
        raise NotASlice("it does not say of which time it is")
    return Subject(
        document=heads[0].said(0),
        fund=heads[0].said(1),
        period=Period(first=first, last=last),
        version=str(heads[0].fact("version") or ""),
        sees_help=heads[0].fact("help") == "whole",
        edition=_edition(heads[0]),
    )


def _edition(head: Fact) -> int:
    said = head.fact("edition")
    if said is None:
        return 1
    if not isinstance(said, Decimal) or said not in range(1, 100):
        raise NotASlice("it does not say of which edition it is")
    return int(said)


def _meant(parsed: Parsed, subject: Subject) -> Iterator[Directive]:
    """Turn the slice's own lines into what a whole book would hold in their place."""
    made = [each for each in parsed.directives if isinstance(each, Transaction)]
    moved = {(each.entry, each.kind == Kind.REVERSAL): each for each in made if _moves_funds(each)}
    for each in parsed.directives:
        if not isinstance(each, Fact):
            yield each
        elif each.kind == BEGINS:
            yield Transaction(day=each.day, postings=(), place=(_NAME, 0))
        elif each.kind == ELSEWHERE:
            yield _elsewhere(each, moved, subject)
        elif each.kind == HELPED:
            yield as_counted(each, subject)
        elif each.kind == PAPER:
            yield _paper(each)
        elif each.kind == COMPARED:
            yield replace(each, kind="agreed", values=(*each.values, NOTHING, ""))
        else:
            yield each


def _moves_funds(made: Transaction) -> bool:
    return any(each.account == "Equity:Fund-Transfers" for each in made.postings)


def _elsewhere(
    fact: Fact, moved: dict[tuple[str, bool], Transaction], subject: Subject
) -> Transaction:
    """Give the other side of a move between funds; of anything else, an entry without its money."""
    number, kind, fund = fact.said(0), fact.said(1), str(fact.fact("fund") or "")
    mine = moved.get((number, kind == str(Kind.REVERSAL)))
    postings: tuple[Posting, ...] = ()
    if mine is not None and subject.is_of_a_fund and fund:
        postings = tuple(replace(each, number=-each.number) for each in mine.postings)
    return Transaction(
        day=fact.day,
        postings=postings,
        tags=(fund,) if fund else (),
        links=(number,),
        facts=(("kind", kind), *(each for each in fact.facts if each[0] != "fund")),
        place=fact.place,
    )


def _paper(fact: Fact) -> Document:
    return Document(
        day=fact.day,
        account="",
        path=fact.said(1),
        links=(fact.said(0),),
        facts=fact.facts,
        place=fact.place,
    )
