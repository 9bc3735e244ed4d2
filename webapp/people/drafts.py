"""Papers of a form that was refused, kept so that nobody has to photograph them again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from ledger.errors import Refusal
from webapp.people.store import Store
from webapp.people.tables import DraftPaperRow
from webapp.people.values import DraftPaper

DAYS_KEPT = 7
MOST_BYTES = 60 * 1024 * 1024
_MOST_PAPERS = 20
_KEY_LENGTH = 80
_MEGABYTE = 1024 * 1024


class TooManyPapers(Refusal):
    """More papers than one entry can have."""

    def __init__(self, count: int) -> None:
        """Say how many there were."""
        super().__init__(
            f"That is {count} papers, and one entry takes {_MOST_PAPERS}.",
            "Record it in two entries, or put several papers into one PDF.",
            field="paper",
        )


class PapersTooLarge(Refusal):
    """The papers of one form come to more than is kept for one person."""

    def __init__(self, size: int) -> None:
        """Give both sizes."""
        super().__init__(
            f"These papers come to {size // _MEGABYTE} MB, and at most {MOST_BYTES // _MEGABYTE} "
            "MB are kept.",
            "Record it with fewer of them, and add the rest to the entry.",
            field="paper",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPlace:
    """Whose draft it is: nobody else can reach it, not even with its form's key."""

    group_id: str
    person_id: int
    form_key: str


def check_count(count: int) -> None:
    """Do nothing where one entry can have as many papers.

    Raises:
        TooManyPapers: there are more than twenty.
    """
    if count > _MOST_PAPERS:
        raise TooManyPapers(count)


def keep_draft(store: Store, place: DraftPlace, papers: Sequence[DraftPaper]) -> None:
    """Keep these cleaned papers for a form, in place of those kept before; old drafts are swept.

    Of one person 60 MB are kept: the drafts of the forms that were sent longest ago make room.

    Raises:
        TooManyPapers: there are more than twenty.
        PapersTooLarge: they are more than 60 MB by themselves.
    """
    check_count(len(papers))
    size = sum(len(paper.content) for paper in papers)
    if size > MOST_BYTES:
        raise PapersTooLarge(size)
    now = store.now()
    with store.change() as rows:
        rows.execute(
            delete(DraftPaperRow).where(DraftPaperRow.created_at < now - timedelta(days=DAYS_KEPT))
        )
        rows.execute(delete(DraftPaperRow).where(_at(place)))
        _make_room(rows, place.person_id, MOST_BYTES - size)
        rows.add_all(
            DraftPaperRow(
                group_id=place.group_id,
                person_id=place.person_id,
                form_key=place.form_key[:_KEY_LENGTH],
                place=position,
                content=paper.content,
                sha256=paper.sha256,
                suffix=paper.suffix,
                created_at=now,
            )
            for position, paper in enumerate(papers)
        )


def draft_papers(store: Store, place: DraftPlace) -> tuple[DraftPaper, ...]:
    """The papers kept for a form, in order; none where there is no draft or it is too old."""
    if place.form_key[:_KEY_LENGTH] not in _known_keys(store, place):
        return ()
    oldest = store.now() - timedelta(days=DAYS_KEPT)
    with store.look() as rows:
        found = rows.scalars(
            select(DraftPaperRow)
            .where(_at(place), DraftPaperRow.created_at >= oldest)
            .order_by(DraftPaperRow.place)
        )
        return tuple(
            DraftPaper(content=row.content, sha256=row.sha256, suffix=row.suffix) for row in found
        )


def _known_keys(store: Store, place: DraftPlace) -> frozenset[str]:
    """Give the keys of a person's forms in a group for which papers are kept: mostly none."""
    of_person = (DraftPaperRow.group_id == place.group_id) & (
        DraftPaperRow.person_id == place.person_id
    )

    def read(rows: Session) -> frozenset[str]:
        return frozenset(rows.scalars(select(DraftPaperRow.form_key).where(of_person)))

    return store.known(("drafts", place.group_id, place.person_id), read)


def drop_draft(store: Store, place: DraftPlace) -> None:
    """Forget a draft, once its form was accepted."""
    with store.change() as rows:
        rows.execute(delete(DraftPaperRow).where(_at(place)))


def _make_room(rows: Session, person_id: int, room: int) -> None:
    """Drop a person's oldest drafts, in whatever group, until the others fit into the room."""
    of = (DraftPaperRow.group_id, DraftPaperRow.form_key)
    newest_first = (
        select(*of, func.sum(func.length(DraftPaperRow.content)))
        .where(DraftPaperRow.person_id == person_id)
        .group_by(*of)
        .order_by(func.max(DraftPaperRow.created_at).desc(), func.max(DraftPaperRow.id).desc())
    )
    for group_id, form_key, size in rows.execute(newest_first).all():
        room -= size
        if room < 0:
            old = DraftPlace(group_id=group_id, person_id=person_id, form_key=form_key)
            rows.execute(delete(DraftPaperRow).where(_at(old)))


def _at(place: DraftPlace) -> ColumnElement[bool]:
    return (
        (DraftPaperRow.group_id == place.group_id)
        & (DraftPaperRow.person_id == place.person_id)
        & (DraftPaperRow.form_key == place.form_key[:_KEY_LENGTH])
    )
