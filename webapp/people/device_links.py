"""A link from a device that is known to one that is not: ten minutes, once, and a password too."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ledger.errors import Refusal
from webapp.people.passwords import password_matches
from webapp.people.rows import as_person
from webapp.people.store import Store
from webapp.people.tables import DeviceLinkRow, PersonRow
from webapp.people.tokens import Purpose, hash_of, matches, new_secret
from webapp.people.values import Person

MINUTES_OPEN = 10


class DeviceLinkGone(Refusal):
    """The link was used, has run out, was replaced by a newer one, or never was."""

    def __init__(self) -> None:
        """Say how to get another."""
        super().__init__(
            "This link does not work any more.",
            f"It works once, for {MINUTES_OPEN} minutes. Make another under Your devices, on a "
            "device where you are signed in.",
        )


def new_device_link(store: Store, person_id: int) -> str:
    """Make a link that lets another device of this person in; the one before stops working."""
    secret = new_secret()
    with store.change() as rows:
        rows.execute(delete(DeviceLinkRow).where(DeviceLinkRow.person_id == person_id))
        rows.add(
            DeviceLinkRow(
                person_id=rows.get_one(PersonRow, person_id).id,
                secret_hash=hash_of(Purpose.DEVICE_LINK, secret),
                expires_at=store.now() + timedelta(minutes=MINUTES_OPEN),
            )
        )
    return secret


def look_at_device_link(store: Store, secret: str) -> Person:
    """Whom a link lets in; looking does not use it up.

    Raises:
        DeviceLinkGone: it does not work any more.
    """
    with store.look() as rows:
        return as_person(_open_row(store, rows, secret).person)


def use_device_link(store: Store, secret: str, password: str) -> Person | None:
    """Use a link up with the password of the person whom it is for; nobody where that is wrong.

    After a wrong password the link still works.

    Raises:
        DeviceLinkGone: it does not work any more.
    """
    with store.look() as rows:
        person = _open_row(store, rows, secret).person
        if not password_matches(person.password_hash, password):
            return None
    with store.change() as rows:
        row = _open_row(store, rows, secret)
        rows.delete(row)
        return as_person(row.person)


def _open_row(store: Store, rows: Session, secret: str) -> DeviceLinkRow:
    kept = hash_of(Purpose.DEVICE_LINK, secret)
    row = rows.scalar(select(DeviceLinkRow).where(DeviceLinkRow.secret_hash == kept))
    if row is None or not matches(row.secret_hash, Purpose.DEVICE_LINK, secret):
        raise DeviceLinkGone
    if row.expires_at <= store.now():
        raise DeviceLinkGone
    return row
