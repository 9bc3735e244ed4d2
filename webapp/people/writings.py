"""What a group writes beside its figures, field by field, until it is printed for good.

It is kept apart from the book, since it changes from day to day; what was issued lies there. Each
field says when it was last written and under which number, and nobody writes over another's words
without having seen them.
"""

from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType

from sqlalchemy import ColumnElement, select

from ledger.entries.words import plain
from ledger.errors import Refusal
from webapp.people.store import Store
from webapp.people.tables import WritingRow
from webapp.people.values import NewWriting, Writing

MOST_LETTERS = 4_000
_MARK = 16


class WritingTooLong(Refusal):
    """A text of more letters than one field keeps."""

    def __init__(self, field: str, length: int) -> None:
        """Give both lengths."""
        super().__init__(
            f"That has {length:,} letters, and one field keeps {MOST_LETTERS:,}.",
            "Make it shorter; whoever reads it will be glad.",
            field=field,
        )


class WrittenMeanwhile(Refusal):
    """Somebody else wrote into the same field since it was opened; both texts are there.

    `kept` is theirs, with its day and number; what was sent is still with whoever sent it.
    """

    def __init__(self, kept: Writing) -> None:
        """Say what to do with the two."""
        super().__init__(
            "Somebody else wrote here while you did.",
            "Theirs is kept, and yours stands in the field: put the two together, and save again.",
            field=kept.field,
        )
        self.kept = kept


def mark_of(text: str) -> str:
    """Give a short mark of a text: a form sends back the marks of the texts that it showed."""
    return sha256(text.encode()).hexdigest()[:_MARK]


def write(store: Store, group_id: str, new: NewWriting, *, by: str) -> Writing:
    """Keep one field as it is now, by the number of whoever wrote it; an empty text empties it.

    Where `new.over` is given, it is the mark of the text that the form showed, and a field that
    has another by now is not written over. The same text again changes neither day nor number.

    Raises:
        WordsUnreadable: it holds a character that is not for reading.
        WritingTooLong: it has more than 4,000 letters.
        WrittenMeanwhile: somebody else wrote there; what they wrote is kept.
    """
    text = _fit(new)
    with store.change() as rows:
        row = rows.scalar(select(WritingRow).where(_at(group_id, new.about, new.field)))
        kept = _as_writing(row) if row else None
        if kept and kept.text == text:
            return kept
        if kept and new.over is not None and new.over != mark_of(kept.text):
            raise WrittenMeanwhile(kept)
        if row is None:
            row = WritingRow(group_id=group_id, about=new.about, field=new.field)
            rows.add(row)
        row.text, row.written_by, row.written_at = text, by, store.now()
        return _as_writing(row)


def writings_of(store: Store, group_id: str, about: str) -> Mapping[str, Writing]:
    """All that was written about one thing, by its field; a field that was emptied is among it."""
    asked = select(WritingRow).where(WritingRow.group_id == group_id, WritingRow.about == about)
    with store.look() as rows:
        found = rows.scalars(asked.order_by(WritingRow.id))
        return MappingProxyType({row.field: _as_writing(row) for row in found})


def written(store: Store, group_id: str, about: str) -> dict[str, str]:
    """The texts alone, by field; what is empty is left out."""
    kept = writings_of(store, group_id, about)
    return {field: each.text for field, each in kept.items() if each.text}


def move_writings(store: Store, group_id: str, was: str, now: str) -> None:
    """Keep about another thing what was written about one; where that has a text, both stay."""
    with store.change() as rows:
        asked = select(WritingRow).where(WritingRow.group_id == group_id, WritingRow.about == was)
        for row in rows.scalars(asked).all():
            there = rows.scalar(select(WritingRow).where(_at(group_id, now, row.field)))
            if there is not None and there.text:
                continue
            if there is not None:
                rows.delete(there)
                rows.flush()
            row.about = now


def _fit(new: NewWriting) -> str:
    text = plain(new.text, max(len(new.text), 1), new.field)
    if len(text) > MOST_LETTERS:
        raise WritingTooLong(new.field, len(text))
    return text


def _at(group_id: str, about: str, field: str) -> ColumnElement[bool]:
    return (
        (WritingRow.group_id == group_id)
        & (WritingRow.about == about)
        & (WritingRow.field == field)
    )


def _as_writing(row: WritingRow) -> Writing:
    return Writing(field=row.field, text=row.text, by=row.written_by, at=row.written_at)
