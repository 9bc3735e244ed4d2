"""Photographs for a report: cleaned, shared by all who keep the books, kept until taken away.

They are no papers: nothing of the books hangs on them. What was issued holds them for good.
"""

from sqlalchemy import ColumnElement, delete, func, select

from ledger.entries.words import plain
from ledger.errors import Refusal
from webapp.people.store import Store
from webapp.people.tables import PhotographRow
from webapp.people.values import Photograph

MOST_PHOTOGRAPHS = 8
CAPTION_LETTERS = 300


class TooManyPhotographs(Refusal):
    """More photographs than a report takes."""

    def __init__(self) -> None:
        """Say how many there may be."""
        super().__init__(
            f"A report takes {MOST_PHOTOGRAPHS} photographs.",
            "Take one away first.",
            field="photograph",
        )


def keep_photograph(store: Store, group_id: str, about: str, new: Photograph) -> None:
    """Keep a photograph for a report; the same one again is kept once, as it was.

    Raises:
        TooManyPhotographs: there are eight already.
    """
    with store.change() as rows:
        there = select(PhotographRow.id).where(_at(group_id, about, new.sha256))
        if rows.scalar(there) is not None:
            return
        all_of_it = (PhotographRow.group_id == group_id) & (PhotographRow.about == about)
        count = rows.scalar(select(func.count()).select_from(PhotographRow).where(all_of_it))
        if (count or 0) >= MOST_PHOTOGRAPHS:
            raise TooManyPhotographs
        rows.add(
            PhotographRow(
                group_id=group_id,
                about=about,
                content=new.content,
                sha256=new.sha256,
                says=_says(new.says),
                is_agreed=new.is_agreed,
                kept_by=new.kept_by,
                kept_at=store.now(),
            )
        )


def photographs_of(store: Store, group_id: str, about: str) -> tuple[Photograph, ...]:
    """The photographs kept for a report, in the order in which they came."""
    asked = select(PhotographRow).where(
        PhotographRow.group_id == group_id, PhotographRow.about == about
    )
    with store.look() as rows:
        return tuple(map(_as_photograph, rows.scalars(asked.order_by(PhotographRow.id))))


def captions_of(store: Store, group_id: str, about: str) -> tuple[Photograph, ...]:
    """The same photographs without their pictures, which are large: `content` is empty."""
    asked = select(
        PhotographRow.sha256, PhotographRow.says, PhotographRow.is_agreed, PhotographRow.kept_by
    ).where(PhotographRow.group_id == group_id, PhotographRow.about == about)
    with store.look() as rows:
        found = rows.execute(asked.order_by(PhotographRow.id)).all()
    return tuple(
        Photograph(content=b"", sha256=sha256, says=says, is_agreed=is_agreed, kept_by=kept_by)
        for sha256, says, is_agreed, kept_by in found
    )


def describe_photograph(store: Store, group_id: str, about: str, new: Photograph) -> None:
    """Keep what a photograph shows, and whether the people in it agreed; its picture stays.

    One that was taken away meanwhile stays away.
    """
    with store.change() as rows:
        row = rows.scalar(select(PhotographRow).where(_at(group_id, about, new.sha256)))
        if row is not None:
            row.says, row.is_agreed = _says(new.says), new.is_agreed


def cover_photograph(
    store: Store, group_id: str, about: str, sha256: str, covered: Photograph
) -> None:
    """Put a covered photograph in the place of the one with that hash, which is gone for good.

    Whole or not at all; what it shows stays. One that was taken away meanwhile stays away.
    """
    with store.change() as rows:
        row = rows.scalar(select(PhotographRow).where(_at(group_id, about, sha256)))
        if row is None or covered.sha256 == sha256:
            return
        there = select(PhotographRow.id).where(_at(group_id, about, covered.sha256))
        if rows.scalar(there) is not None:
            rows.delete(row)
        else:
            row.content, row.sha256 = covered.content, covered.sha256
    store.wipe()


def drop_photograph(store: Store, group_id: str, about: str, sha256: str) -> None:
    """Take a photograph away, for good: it is not left in the database's own log either."""
    with store.change() as rows:
        rows.execute(delete(PhotographRow).where(_at(group_id, about, sha256)))
    store.wipe()


def _says(text: str) -> str:
    return plain(text, CAPTION_LETTERS, "says").replace("\n", " ")


def _at(group_id: str, about: str, sha256: str) -> ColumnElement[bool]:
    return (
        (PhotographRow.group_id == group_id)
        & (PhotographRow.about == about)
        & (PhotographRow.sha256 == sha256)
    )


def _as_photograph(row: PhotographRow) -> Photograph:
    return Photograph(
        content=row.content,
        sha256=row.sha256,
        says=row.says,
        is_agreed=row.is_agreed,
        kept_by=row.kept_by,
    )
