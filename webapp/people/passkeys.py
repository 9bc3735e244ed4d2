"""Passkeys that people have, and the questions that they answer.

`webapp.passkeys` puts the questions to a browser, and proves that its answers are right.
"""

import secrets
from datetime import timedelta

from sqlalchemy import delete, select

from ledger.errors import Refusal
from webapp.people.rows import as_person
from webapp.people.store import Store
from webapp.people.tables import PasskeyRow, PersonRow, StepRow
from webapp.people.tokens import Purpose, hash_of, matches, new_secret
from webapp.people.values import NewPasskey, Passkey, Step

MINUTES_TO_ANSWER = 5
_CHALLENGE_BYTES = 32


class PasskeyKnown(Refusal):
    """A passkey that is kept already, by this person or another."""

    def __init__(self) -> None:
        """Say that nothing is missing."""
        super().__init__("That passkey is kept already.", "There is nothing more to do.")


def begin_step(store: Store, purpose: Purpose, person_id: int) -> Step:
    """Put a new question to a passkey of this person; what was never answered is swept."""
    secret, challenge = new_secret(), secrets.token_bytes(_CHALLENGE_BYTES)
    with store.change() as rows:
        rows.execute(delete(StepRow).where(StepRow.expires_at <= store.now()))
        person = rows.get_one(PersonRow, person_id)
        rows.add(
            StepRow(
                secret_hash=hash_of(purpose, secret),
                person_id=person.id,
                challenge=challenge,
                expires_at=store.now() + timedelta(minutes=MINUTES_TO_ANSWER),
            )
        )
        return Step(secret=secret, person=as_person(person), challenge=challenge)


def look_at_step(store: Store, purpose: Purpose, secret: str) -> Step | None:
    """The question that a secret belongs to, while it waits; none once it was answered."""
    kept = hash_of(purpose, secret)
    with store.look() as rows:
        row = rows.scalar(select(StepRow).where(StepRow.secret_hash == kept))
        if row is None or not matches(row.secret_hash, purpose, secret):
            return None
        if row.expires_at <= store.now():
            return None
        return Step(secret=secret, person=as_person(row.person), challenge=row.challenge)


def spend_step(store: Store, purpose: Purpose, secret: str) -> Step | None:
    """The same, and never again: whether the answer is right or wrong, the question is spent."""
    found = look_at_step(store, purpose, secret)
    with store.change() as rows:
        row = rows.get(StepRow, hash_of(purpose, secret))
        if row is None:
            return None
        rows.delete(row)
    return found


def passkeys_of(store: Store, person_id: int) -> tuple[Passkey, ...]:
    """The passkeys of a person, oldest first, under whatever host name."""
    with store.look() as rows:
        found = rows.scalars(
            select(PasskeyRow).where(PasskeyRow.person_id == person_id).order_by(PasskeyRow.id)
        )
        return tuple(map(_as_passkey, found))


def keep_passkey(store: Store, person_id: int, made: NewPasskey) -> Passkey:
    """Keep a passkey that was proved to be right.

    Raises:
        PasskeyKnown: it is kept already.
    """
    with store.change() as rows:
        same = select(PasskeyRow.id).where(PasskeyRow.credential_id == made.credential_id)
        if rows.scalar(same) is not None:
            raise PasskeyKnown
        row = PasskeyRow(
            person_id=rows.get_one(PersonRow, person_id).id,
            host=made.host,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            label=made.label,
            created_at=store.now(),
        )
        rows.add(row)
        rows.flush()
        return _as_passkey(row)


def passkey_answered(store: Store, passkey: Passkey, sign_count: int) -> bool:
    """Keep how often a passkey says that it answered; no where another answer came in between."""
    with store.change() as rows:
        row = rows.get(PasskeyRow, passkey.id)
        if row is None or row.sign_count != passkey.sign_count:
            return False
        row.sign_count, row.last_used_at = sign_count, store.now()
        return True


def forget_passkey(store: Store, person_id: int, passkey_id: int) -> None:
    """Accept a passkey of one's own no more; nobody else's is touched."""
    with store.change() as rows:
        rows.execute(
            delete(PasskeyRow).where(PasskeyRow.id == passkey_id, PasskeyRow.person_id == person_id)
        )


def _as_passkey(row: PasskeyRow) -> Passkey:
    return Passkey(
        id=row.id,
        host=row.host,
        credential_id=row.credential_id,
        public_key=row.public_key,
        sign_count=row.sign_count,
        label=row.label,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
    )
