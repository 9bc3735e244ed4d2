"""Who is signed in: kept here and not in the cookie, so that it can be ended at once."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.people.rows import as_person
from webapp.people.store import Store
from webapp.people.tables import DeviceRow, PersonRow, SessionRow
from webapp.people.tokens import Purpose, hash_of, matches, new_secret
from webapp.people.values import Person

DAYS_SIGNED_IN = 30


def start_session(store: Store, person_id: int, device_id: int | None = None) -> str:
    """Sign a person in on one device and tell the secret for its cookie; old sessions are swept.

    With a device it ends when that device is forgotten. Without one, only for the sample group.
    """
    secret, now = new_secret(), store.now()
    with store.change() as rows:
        rows.execute(delete(SessionRow).where(SessionRow.expires_at <= now))
        person = rows.get_one(PersonRow, person_id)
        if device_id is not None:
            rows.get_one(DeviceRow, device_id).last_used_at = now
        rows.add(
            SessionRow(
                secret_hash=hash_of(Purpose.SESSION, secret),
                person_id=person.id,
                device_id=device_id,
                epoch=person.session_epoch,
                created_at=now,
                expires_at=now + timedelta(days=DAYS_SIGNED_IN),
            )
        )
    return secret


def person_of_session(store: Store, secret: str) -> Person | None:
    """Who is signed in by this secret; nobody once the session was ended or has run out."""
    kept = hash_of(Purpose.SESSION, secret)
    found = store.known(("session", kept), partial(_session, kept))
    if found is None or not matches(kept, Purpose.SESSION, secret):
        return None
    person, expires_at = found
    return person if store.now() < expires_at else None


def _session(kept: str, rows: Session) -> tuple[Person, datetime] | None:
    """Give whose session it is and when it runs out; none where it was ended."""
    row = rows.scalar(select(SessionRow).where(SessionRow.secret_hash == kept))
    if row is None or row.epoch != row.person.session_epoch:
        return None
    return as_person(row.person), row.expires_at


def end_session(store: Store, secret: str) -> None:
    """Sign out on one device."""
    kept = hash_of(Purpose.SESSION, secret)
    with store.change() as rows:
        rows.execute(delete(SessionRow).where(SessionRow.secret_hash == kept))
