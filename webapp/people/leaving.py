"""What one person may ask for: everything kept about them, and its erasure."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.people.members import withdraw_invitations_by
from webapp.people.rows import NoSuchMember, refuse_last_treasurer
from webapp.people.store import Store
from webapp.people.tables import (
    DeviceRow,
    DraftPaperRow,
    MembershipRow,
    PasskeyRow,
    PersonRow,
    PhotographRow,
    RecoveryCodeRow,
    SessionRow,
    WritingRow,
)
from webapp.people.values import PersonExport
from webapp.people.ways_in import forget_ways_in, shut_out_of_a_group


def erase_member(store: Store, group_id: str, number: str) -> None:
    """Erase one person from one group, present or past; in other groups they stay as they are.

    Raises:
        LastTreasurer: nobody else keeps this group's books.
        NoSuchMember: the group never gave that number.
    """
    with store.change() as rows:
        row = rows.scalar(
            select(MembershipRow).where(
                MembershipRow.group_id == group_id, MembershipRow.number == number
            )
        )
        if row is None:
            raise NoSuchMember(number)
        person_id = row.person_id
        _erase(store, rows, row)
        if person_id is not None:
            _leave_group(rows, person_id, group_id)
    store.wipe()


def export_person(store: Store, person_id: int) -> PersonExport:
    """All that is kept about a person, but for what is secret; papers by their hash."""
    with store.look() as rows:
        person = rows.get_one(PersonRow, person_id)
        sessions = rows.scalars(select(SessionRow).where(SessionRow.person_id == person_id))
        devices = rows.scalars(select(DeviceRow).where(DeviceRow.person_id == person_id))
        passkeys = rows.scalars(select(PasskeyRow).where(PasskeyRow.person_id == person_id))
        drafts = rows.execute(
            select(DraftPaperRow.form_key, DraftPaperRow.sha256, DraftPaperRow.created_at).where(
                DraftPaperRow.person_id == person_id
            )
        )
        return PersonExport(
            sign_in_name=person.sign_in_name,
            memberships=tuple(_membership(row) for row in _rows_of(rows, person_id)),
            sessions=tuple(
                {"since": row.created_at.isoformat(), "until": row.expires_at.isoformat()}
                for row in sessions
            ),
            devices=tuple(map(_way_in, devices)),
            passkeys=tuple(map(_way_in, passkeys)),
            drafts=tuple(
                {"form": form, "sha256": sha256, "since": since.isoformat()}
                for form, sha256, since in drafts
            ),
            writings=_writings(rows, person_id),
            photographs=_photographs(rows, person_id),
        )


def _writings(rows: Session, person_id: int) -> tuple[dict[str, str], ...]:
    """What stands under a person's numbers: the words are the group's, that they wrote theirs."""
    asked = select(WritingRow, MembershipRow).join(
        MembershipRow,
        (MembershipRow.group_id == WritingRow.group_id)
        & (MembershipRow.number == WritingRow.written_by),
    )
    found = rows.execute(asked.where(MembershipRow.person_id == person_id).order_by(WritingRow.id))
    return tuple(
        {
            "group": place.group.title,
            "about": row.about,
            "field": row.field,
            "text": row.text,
            "on": row.written_at.isoformat(),
        }
        for row, place in found
    )


def _photographs(rows: Session, person_id: int) -> tuple[dict[str, str], ...]:
    asked = select(
        PhotographRow.about, PhotographRow.sha256, PhotographRow.says, PhotographRow.kept_at
    ).join(
        MembershipRow,
        (MembershipRow.group_id == PhotographRow.group_id)
        & (MembershipRow.number == PhotographRow.kept_by),
    )
    found = rows.execute(asked.where(MembershipRow.person_id == person_id))
    return tuple(
        {"about": about, "sha256": digest, "shows": says, "on": on.isoformat()}
        for about, digest, says, on in found
    )


def _rows_of(rows: Session, person_id: int) -> list[MembershipRow]:
    found = select(MembershipRow).where(MembershipRow.person_id == person_id)
    return list(rows.scalars(found.order_by(MembershipRow.id)))


def _membership(row: MembershipRow) -> dict[str, str | None]:
    return {
        "group": row.group.title,
        "number": row.number,
        "name": row.display_name,
        "role": row.role,
        "left": row.removed_at.isoformat() if row.removed_at else None,
    }


def _way_in(row: DeviceRow | PasskeyRow) -> dict[str, str]:
    return {
        "name": row.label,
        "since": row.created_at.isoformat(),
        "used": row.last_used_at.isoformat() if row.last_used_at else "never",
    }


def _erase(store: Store, rows: Session, row: MembershipRow) -> None:
    refuse_last_treasurer(rows, row)
    withdraw_invitations_by(rows, row)
    row.display_name, row.person_id = None, None
    row.removed_at = row.removed_at or store.now()
    rows.flush()


def _leave_group(rows: Session, person_id: int, group_id: str) -> None:
    shut_out_of_a_group(rows, person_id)
    _drop_drafts(rows, person_id, group_id)
    if not _rows_of(rows, person_id):
        _forget(rows, person_id)


def _forget(rows: Session, person_id: int) -> None:
    forget_ways_in(rows, person_id)
    rows.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.person_id == person_id))
    _drop_drafts(rows, person_id)
    rows.execute(delete(PersonRow).where(PersonRow.id == person_id))


def _drop_drafts(rows: Session, person_id: int, group_id: str | None = None) -> None:
    drafts = delete(DraftPaperRow).where(DraftPaperRow.person_id == person_id)
    if group_id is not None:
        drafts = drafts.where(DraftPaperRow.group_id == group_id)
    rows.execute(drafts)
