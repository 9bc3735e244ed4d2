"""What somebody proposes to blank in an entry, until another agrees, or for thirty days.

The words themselves are never here: only where they stand.
"""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from webapp.people.store import Store
from webapp.people.tables import BlankingRow
from webapp.people.values import Blanking

DAYS_OPEN = 30


def propose_blanking(store: Store, group_id: str, blanking: Blanking) -> None:
    """Keep a proposal, in place of any other for the same entry; those that are too old go."""
    now = store.now()
    with store.change() as rows:
        rows.execute(
            delete(BlankingRow).where(BlankingRow.created_at < now - timedelta(days=DAYS_OPEN))
        )
        rows.execute(delete(BlankingRow).where(_at(group_id, blanking.entry)))
        rows.add(
            BlankingRow(
                group_id=group_id,
                entry=blanking.entry,
                proposed_by=blanking.proposed_by,
                because=blanking.because,
                places={
                    "words": sorted(blanking.words),
                    "paper": blanking.paper,
                    "boxes": list(blanking.boxes),
                    "mark": blanking.mark,
                },
                created_at=now,
            )
        )


def blanking_of(store: Store, group_id: str, entry: str) -> Blanking | None:
    """What is proposed for an entry; none where nothing is, or it is too old."""

    def read(rows: Session) -> dict[str, Blanking]:
        every = rows.scalars(select(BlankingRow).where(BlankingRow.group_id == group_id))
        return {row.entry: _as_blanking(row) for row in every}

    # There are few, and every entry's page asks: so all of a group's are looked up at once.
    found = store.known(("blankings", group_id), read).get(entry)
    oldest = store.now() - timedelta(days=DAYS_OPEN)
    return found if found and found.created_at >= oldest else None


def drop_blanking(store: Store, group_id: str, entry: str) -> None:
    """Forget what was proposed for an entry: it was done, or withdrawn.

    The log of this database goes too, where a photo may lie that was kept for a form.
    """
    with store.change() as rows:
        rows.execute(delete(BlankingRow).where(_at(group_id, entry)))
    store.wipe()


def _at(group_id: str, entry: str) -> ColumnElement[bool]:
    return (BlankingRow.group_id == group_id) & (BlankingRow.entry == entry)


def _as_blanking(row: BlankingRow) -> Blanking:
    places = row.places
    return Blanking(
        entry=row.entry,
        proposed_by=row.proposed_by,
        because=row.because,
        words=frozenset((text, word) for text, word in places["words"]),
        paper=places["paper"],
        boxes=tuple((left, top, right, bottom) for left, top, right, bottom in places["boxes"]),
        mark=places["mark"],
        created_at=row.created_at,
    )
