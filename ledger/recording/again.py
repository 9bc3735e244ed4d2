"""A form that was sent before: recorded once, and never taken for another."""

from collections.abc import Sequence

from ledger.book import Book, Entry, asked
from ledger.entries.acts import Act, Correction
from ledger.entries.directives import Transaction
from ledger.entries.shapes import transactions
from ledger.errors import Refusal
from ledger.journal import Hand


class FormRecorded(Refusal):
    """The form was recorded before, and now holds something else."""

    def __init__(self, number: str = "") -> None:
        """Name the entry that it was recorded as, to whoever recorded it."""
        what = f", as entry no. {number}" if number else ""
        super().__init__(
            f"This form was recorded already{what}; what stands in it now was not.",
            "Look at that entry and correct it if it is wrong, or open the form anew."
            if number
            else "Open the form anew.",
        )


def recorded_before(book: Book, act: Act, hand: Hand) -> Entry | None:
    """Give the entry that the same form was recorded as, with the same content by the same hand.

    Raises:
        FormRecorded: the key is known, and the content or the hand is another.
    """
    number = asked(book).number_with_key(hand.key)
    if not number:
        return None
    already = book.entries[number]
    if already.by != hand.by:
        raise FormRecorded
    if not _is_same(already, act):
        raise FormRecorded(already.number)
    return already


def _is_same(already: Entry, act: Act) -> bool:
    if not isinstance(act, Correction):
        told = [each.day for each in already.right] == [each.day for each in transactions(act)]
        return told and not already.corrects and _says(already.right) == _says(transactions(act))
    right = transactions(act.right) if act.right else ()
    return already.corrects == act.corrects and _says(already.right) == _says(right)


def _says(made: Sequence[Transaction]) -> list[tuple[object, ...]]:
    return [(each.kind, each.payee, each.narration, each.tags, each.postings) for each in made]
