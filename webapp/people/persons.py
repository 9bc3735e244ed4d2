"""Persons who sign in: made with a name and a password, recognised by them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.people.names import SignInNameTaken, plain_sign_in_name, sign_in_name
from webapp.people.passwords import (
    check_password,
    hash_password,
    password_matches,
    wants_new_hash,
)
from webapp.people.rows import as_person
from webapp.people.store import Store
from webapp.people.tables import PersonRow
from webapp.people.values import Person


def new_person_row(rows: Session, name: str, password: str) -> PersonRow:
    """Add a person's row; for verbs that do more in the same change."""
    person = PersonRow(session_epoch=0)
    set_sign_in(rows, person, name, password)
    rows.add(person)
    rows.flush()
    return person


def set_sign_in(rows: Session, person: PersonRow, name: str, password: str) -> None:
    """Give a person a sign-in name that nobody else has, and a password.

    Raises:
        SignInNameUnfit, SignInNameTaken, PasswordTooShort, PasswordTooLong, PasswordEasyToGuess.
    """
    chosen = sign_in_name(name)
    check_password(password, chosen)
    holder = rows.scalar(select(PersonRow.id).where(PersonRow.sign_in_name == chosen))
    if holder is not None and holder != person.id:
        raise SignInNameTaken
    person.sign_in_name, person.password_hash = chosen, hash_password(password)


def sign_in(store: Store, name: str, password: str) -> Person | None:
    """The person who has this sign-in name and password; nobody where either is wrong.

    It takes as long for a name that nobody has. Sessions are begun by `start_session`.
    """
    with store.look() as rows:
        found = rows.scalar(
            select(PersonRow).where(PersonRow.sign_in_name == plain_sign_in_name(name))
        )
        kept = found.password_hash if found else None
        if not password_matches(kept, password) or found is None or kept is None:
            return None
        person = as_person(found)
    if wants_new_hash(kept):
        with store.change() as rows:
            rows.get_one(PersonRow, person.id).password_hash = hash_password(password)
    return person
