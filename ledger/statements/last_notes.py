"""What the notes of OSCR's pack say of the period before: every figure there has last period's."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ledger.book import Book
from ledger.statements.form import Form
from ledger.statements.given_up import GivenUp, given_up
from ledger.statements.grants_paid import GrantsPaid, grants_paid
from ledger.statements.memos import HelpGiven, PaidToMembers, help_given, paid_to_members
from ledger.statements.movements import Direction, flows
from ledger.statements.periods import Period
from ledger.statements.tables import of

_WITH_LAST_PERIOD = "OSCR"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastNotes:
    """Grants and help, payments to people known by number, and claims given up, a period ago."""

    help_given: HelpGiven
    grants_paid: tuple[GrantsPaid, ...]
    paid_to_members: PaidToMembers
    given_up: GivenUp

    def grants(self, heading: str) -> GrantsPaid | None:
        """Give what was paid out under a heading; none where that came to nothing."""
        return next((each for each in self.grants_paid if each.heading == heading), None)

    def but(self, headings: Iterable[str]) -> tuple[GrantsPaid, ...]:
        """Give the grants under other headings than some."""
        named = set(headings)
        return tuple(each for each in self.grants_paid if each.heading not in named)


def last_notes(book: Book, form: Form, last: Period | None) -> LastNotes | None:
    """Give what the notes say of the period before.

    None where the form asks for none, or where the books hold no such period: figures that were
    typed in from former accounts tell of no counts.
    """
    if form.name != _WITH_LAST_PERIOD or last is None:
        return None
    moved = flows(book, last)
    paid = grants_paid(book, last, moved)
    return LastNotes(
        help_given=help_given(book, last, of(moved, Direction.OUT)),
        grants_paid=tuple(each for each in paid if each.total),
        paid_to_members=paid_to_members(book, last),
        given_up=given_up(book, last),
    )


def with_counts(notes: LastNotes, counts: dict[str, int]) -> LastNotes:
    """Put the numbers of grants that were told beside sums that were worked out again."""
    told = (replace(each, count=counts.get(each.heading, 0)) for each in notes.grants_paid)
    return replace(notes, grants_paid=tuple(told))
