"""A printed code that lets the first treasurer back in when nobody else can."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ledger.errors import Refusal
from webapp.people.groups import new_group_row
from webapp.people.members import new_member_row
from webapp.people.passwords import check_password, hash_password
from webapp.people.persons import new_person_row
from webapp.people.rows import as_group, as_member, as_person
from webapp.people.store import Store
from webapp.people.tables import GroupRow, MembershipRow, PersonRow, RecoveryCodeRow
from webapp.people.tokens import Purpose, hash_of, matches, new_printed_code, plain_code
from webapp.people.values import Founded, Founding, NewPerson, Recovered, Role
from webapp.people.ways_in import forget_ways_in


class RecoveryCodeUnknown(Refusal):
    """A printed code that is nobody's, or was used already."""

    def __init__(self) -> None:
        """Say what it should look like."""
        super().__init__(
            "That code does not work.",
            "It has five groups of five letters and figures, and works once; the newest counts.",
            field="code",
        )


def found_group(store: Store, wanted: Founding, treasurer: NewPerson) -> Founded:
    """Make a group with its first treasurer and their recovery code; all of it or nothing.

    Raises:
        TitleUnfit, AddressUnfit, AddressTaken, DisplayNameUnfit, SignInNameUnfit, SignInNameTaken,
        PasswordTooShort, PasswordTooLong, PasswordEasyToGuess: see each.
    """
    with store.change() as rows:
        group, member = _founded(rows, wanted, treasurer.name)
        person = new_person_row(rows, treasurer.sign_in_name, treasurer.password)
        member.person_id = person.id
        code = _new_code(rows, person.id)
        return Founded(group=as_group(store, group), member=as_member(member), recovery_code=code)


def found_another_group(store: Store, wanted: Founding, person_id: int, name: str) -> Founded:
    """Make a group whose first treasurer signs in here already; all of it or nothing.

    Raises:
        TitleUnfit, AddressUnfit, AddressTaken, DisplayNameUnfit: see each.
    """
    with store.change() as rows:
        group, member = _founded(rows, wanted, name)
        member.person_id = rows.get_one(PersonRow, person_id).id
        return Founded(group=as_group(store, group), member=as_member(member), recovery_code="")


def new_recovery_code(store: Store, person_id: int) -> str:
    """Make a code to print and tell it, once; the one before stops working."""
    with store.change() as rows:
        return _new_code(rows, person_id)


def use_recovery_code(store: Store, typed: str, password: str) -> Recovered:
    """Choose a new password with a printed code, and get the next code to print.

    Whoever was signed in as this person is signed out everywhere, and no device is known any more.

    Raises:
        RecoveryCodeUnknown, PasswordTooShort, PasswordTooLong, PasswordEasyToGuess: see each; the
        code still works then.
    """
    code = plain_code(typed)
    kept = hash_of(Purpose.RECOVERY, code)
    with store.change() as rows:
        row = rows.scalar(select(RecoveryCodeRow).where(RecoveryCodeRow.code_hash == kept))
        if row is None or not matches(row.code_hash, Purpose.RECOVERY, code):
            raise RecoveryCodeUnknown
        person = rows.get_one(PersonRow, row.person_id)
        check_password(password, person.sign_in_name or "")
        person.password_hash = hash_password(password)
        forget_ways_in(rows, person.id)
        return Recovered(person=as_person(person), recovery_code=_new_code(rows, person.id))


def _founded(rows: Session, wanted: Founding, name: str) -> tuple[GroupRow, MembershipRow]:
    group = new_group_row(rows, wanted.title, wanted.address, group_id=wanted.group_id)
    first = new_member_row(rows, group.id, name, Role.TREASURER)
    for each in wanted.others:
        new_member_row(rows, group.id, each.name, each.role, each.number)
    return group, first


def _new_code(rows: Session, person_id: int) -> str:
    code = new_printed_code()
    rows.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.person_id == person_id))
    rows.add(RecoveryCodeRow(person_id=person_id, code_hash=hash_of(Purpose.RECOVERY, code)))
    return code
