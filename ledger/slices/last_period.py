"""Last period's counts in a slice: what the sums of an earlier year cannot be counted from."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ledger.book import Book
from ledger.entries.directives import Fact
from ledger.money import NOTHING, Money
from ledger.slices.subjects import LAST_PERIOD, Subject
from ledger.statements.accounts import Notes
from ledger.statements.forms import form_of
from ledger.statements.given_up import GivenUp
from ledger.statements.last_notes import last_notes, with_counts
from ledger.statements.memos import PaidToMembers
from ledger.statements.periods import year_before

_GRANTS, _CLAIMS, _OTHERS, _GIVEN_UP = "grants", "claims", "other-payments", "claims-given-up"


def last_period(book: Book, subject: Subject) -> Iterator[Fact]:
    """Tell how many grants and payments there were a period ago, where the form asks for it.

    What grants came to is worked out again from the sums of that year; what was paid to people
    known by number is not, so that the sum is told as well.
    """
    form = form_of(book.legal_form, subject.period.last)
    last = year_before(book, subject.period)
    notes = last_notes(book, form, last)
    if notes is None or last is None:
        return
    paid, given = notes.paid_to_members, notes.given_up
    for each in notes.grants_paid:
        values = (_GRANTS, f"{each.count}", each.heading)
        yield Fact(day=last.last, kind=LAST_PERIOD, values=values)
    for what, count, sum_ in (
        (_CLAIMS, paid.claims_count, paid.claims),
        (_OTHERS, paid.others_count, paid.others),
        (_GIVEN_UP, given.count, given.total),
    ):
        if count:
            yield Fact(day=last.last, kind=LAST_PERIOD, values=(what, f"{count}", sum_))


def as_told(notes: Notes, facts: Iterable[Fact]) -> Notes:
    """Give the notes of a slice with what its lines tell of the period before."""
    if notes.last is None:
        return notes
    said = [each for each in facts if each.kind == LAST_PERIOD and each.said(1).isdecimal()]
    counts = {each.said(2): int(each.said(1)) for each in said if each.said(0) == _GRANTS}
    told = {each.said(0): (int(each.said(1)), each.amount() or NOTHING) for each in said}
    claims_count, claims = _of(told, _CLAIMS)
    others_count, others = _of(told, _OTHERS)
    count, total = _of(told, _GIVEN_UP)
    last = replace(
        with_counts(notes.last, counts),
        paid_to_members=PaidToMembers(
            claims_count=claims_count, claims=claims, others_count=others_count, others=others
        ),
        given_up=GivenUp(count=count, total=total),
    )
    return replace(notes, last=last)


def _of(told: dict[str, tuple[int, Money]], what: str) -> tuple[int, Money]:
    return told.get(what, (0, NOTHING))
