"""Shutting a person's ways in: sessions, and what makes the next one; for verbs that do more."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from webapp.people.tables import (
    DeviceLinkRow,
    DeviceRow,
    MembershipRow,
    PasskeyRow,
    PersonRow,
    SessionRow,
    StepRow,
)


def places_of(rows: Session, person_id: int) -> int:
    """In how many groups a person is now."""
    counted = rows.scalar(
        select(func.count())
        .select_from(MembershipRow)
        .where(MembershipRow.person_id == person_id, MembershipRow.removed_at.is_(None))
    )
    return counted or 0


def end_sessions_of(rows: Session, person_id: int) -> None:
    """Sign a person out on every device, and stop whoever was half-way in."""
    for table in (SessionRow, DeviceLinkRow, StepRow):
        rows.execute(delete(table).where(table.person_id == person_id))
    rows.execute(
        update(PersonRow)
        .where(PersonRow.id == person_id)
        .values(session_epoch=PersonRow.session_epoch + 1)
    )


def forget_ways_in(rows: Session, person_id: int) -> None:
    """Sign a person out on every device, and know none of their devices and passkeys any more."""
    end_sessions_of(rows, person_id)
    for table in (DeviceRow, PasskeyRow):
        rows.execute(delete(table).where(table.person_id == person_id))


def shut_out_of_a_group(rows: Session, person_id: int) -> None:
    """After a person left a group: all ways in are forgotten, but not those into other groups.

    A treasurer of one group must not be able to lock somebody out of another.
    """
    if places_of(rows, person_id):
        end_sessions_of(rows, person_id)
    else:
        forget_ways_in(rows, person_id)
