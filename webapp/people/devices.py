"""Devices that are known: on them a name and a password are enough, and on no other."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ledger.errors import Refusal
from webapp.people.names import shown
from webapp.people.store import Store
from webapp.people.tables import DeviceLinkRow, DeviceRow, PersonRow, SessionRow
from webapp.people.tokens import Purpose, hash_of, new_secret
from webapp.people.values import Device

DAYS_KNOWN = 180
LONGEST_LABEL = 60


class NoSuchDevice(Refusal):
    """One's own list has no such device, or not any more."""

    def __init__(self) -> None:
        """Say where it went."""
        super().__init__(
            "That device is not known any more.", "Load the page again to see those that are."
        )


class DeviceNameUnfit(Refusal):
    """A name for a device that is empty, too long, or holds what cannot be seen."""

    def __init__(self) -> None:
        """Say what it may be."""
        super().__init__(
            "That is not a name that can be shown.",
            f"Use up to {LONGEST_LABEL} letters, like “My phone”.",
            field="label",
        )


def know_device(store: Store, person_id: int, label: str) -> str:
    """Know one more device of a person and tell the secret for its cookie; old ones are swept.

    Only for whoever has just shown a secret link, a printed code or a passkey, and a password.
    """
    secret, now = new_secret(), store.now()
    with store.change() as rows:
        _sweep(store, rows)
        rows.add(
            DeviceRow(
                person_id=rows.get_one(PersonRow, person_id).id,
                secret_hash=hash_of(Purpose.DEVICE, secret),
                label=label[:LONGEST_LABEL],
                created_at=now,
                last_used_at=now,
            )
        )
    return secret


def known_device(store: Store, person_id: int, secrets: Iterable[str]) -> Device | None:
    """The device of this person that one of these secrets belongs to; nobody else's."""
    hashes = [hash_of(Purpose.DEVICE, secret) for secret in secrets]
    with store.look() as rows:
        row = rows.scalar(
            select(DeviceRow).where(
                DeviceRow.secret_hash.in_(hashes),
                DeviceRow.person_id == person_id,
                DeviceRow.last_used_at > store.now() - timedelta(days=DAYS_KNOWN),
            )
        )
        return _as_device(row) if row else None


def devices_of(store: Store, person_id: int) -> tuple[Device, ...]:
    """The devices on which a person may sign in, the one used last first."""
    with store.look() as rows:
        found = rows.scalars(
            select(DeviceRow)
            .where(
                DeviceRow.person_id == person_id,
                DeviceRow.last_used_at > store.now() - timedelta(days=DAYS_KNOWN),
            )
            .order_by(DeviceRow.last_used_at.desc(), DeviceRow.id.desc())
        )
        return tuple(map(_as_device, found))


def rename_device(store: Store, person_id: int, device_id: int, label: str) -> Device:
    """Call a device of one's own something else.

    Raises:
        NoSuchDevice, DeviceNameUnfit: see each.
    """
    if (name := shown(label, LONGEST_LABEL)) is None:
        raise DeviceNameUnfit
    with store.change() as rows:
        row = _own(rows, person_id, device_id)
        row.label = name
        return _as_device(row)


def forget_device(store: Store, person_id: int, device_id: int) -> Device:
    """Know a device of one's own no more: who is signed in there is signed out at once.

    A link that waits to let another device in may have been made there, so it stops working.

    Raises:
        NoSuchDevice: it is not one's own, or was forgotten already.
    """
    with store.change() as rows:
        row = _own(rows, person_id, device_id)
        rows.execute(delete(SessionRow).where(SessionRow.device_id == row.id))
        rows.execute(delete(DeviceLinkRow).where(DeviceLinkRow.person_id == person_id))
        rows.delete(row)
        return _as_device(row)


def _own(rows: Session, person_id: int, device_id: int) -> DeviceRow:
    row = rows.get(DeviceRow, device_id)
    if row is None or row.person_id != person_id:
        raise NoSuchDevice
    return row


def _sweep(store: Store, rows: Session) -> None:
    old = select(DeviceRow.id).where(
        DeviceRow.last_used_at <= store.now() - timedelta(days=DAYS_KNOWN)
    )
    rows.execute(delete(SessionRow).where(SessionRow.device_id.in_(old)))
    rows.execute(delete(DeviceRow).where(DeviceRow.id.in_(old)))


def _as_device(row: DeviceRow) -> Device:
    return Device(
        id=row.id, label=row.label, created_at=row.created_at, last_used_at=row.last_used_at
    )
