"""The members of a group: their numbers, names and roles."""

import re

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ledger.errors import Refusal
from webapp.people.names import display_name
from webapp.people.rows import as_member, present, refuse_last_treasurer
from webapp.people.store import Store
from webapp.people.tables import GroupRow, InvitationRow, MembershipRow, PersonRow
from webapp.people.values import Member, Role
from webapp.people.ways_in import shut_out_of_a_group

_NUMBER = re.compile(r"P[0-9]{3,8}")


class NumberTaken(Refusal):
    """A member's number that is not one, or that somebody has or had."""

    def __init__(self, number: str) -> None:
        """Name it."""
        super().__init__(
            f"{number} cannot be given to somebody new.",
            "A number is P and three figures, and is never given twice.",
        )


def new_member_row(
    rows: Session, group_id: str, name: str, role: Role, number: str | None = None
) -> MembershipRow:
    """Add a member's row under the next number; for verbs that do more in the same change."""
    numbers = set(
        rows.scalars(select(MembershipRow.number).where(MembershipRow.group_id == group_id))
    )
    if number is None:
        highest = max((int(taken[1:]) for taken in numbers), default=0)
        number = f"P{highest + 1:03d}"
    if number in numbers or not _NUMBER.fullmatch(number):
        raise NumberTaken(number)
    row = MembershipRow(
        group_id=group_id, number=number, display_name=display_name(name), role=role.value
    )
    rows.add(row)
    rows.flush()
    return row


def add_member(
    store: Store, group_id: str, name: str, role: Role, number: str | None = None
) -> Member:
    """Give somebody a number in a group, such as a volunteer who may never sign in.

    Without a number the next one is given: one more than the highest there ever was. In the sample
    group they can be let in by a ready link, so there they are a person from the start.

    Raises:
        NumberTaken, DisplayNameUnfit: see each.
    """
    with store.change() as rows:
        row = new_member_row(rows, group_id, name, role, number)
        if rows.get_one(GroupRow, group_id).sample:
            person = PersonRow(session_epoch=0)
            rows.add(person)
            rows.flush()
            row.person_id = person.id
        return as_member(row)


def members_of(store: Store, group_id: str) -> tuple[Member, ...]:
    """Who belongs to a group now, by number."""
    every = _known_members(store, group_id)
    return tuple(sorted((each for each in every if not each.removed), key=_by_number))


def member_of(store: Store, group_id: str, person_id: int) -> Member | None:
    """The member that a person is in a group now, if they belong to it."""
    every = (each for each in _known_members(store, group_id) if each.person_id == person_id)
    return next((each for each in every if not each.removed), None)


def names_of(store: Store, group_id: str) -> dict[str, str]:
    """The name to show for every number that a group ever gave."""
    return {each.number: each.name for each in _known_members(store, group_id)}


def _known_members(store: Store, group_id: str) -> tuple[Member, ...]:
    """Everybody who ever had a number in a group."""

    def read(rows: Session) -> tuple[Member, ...]:
        asked = select(MembershipRow).where(MembershipRow.group_id == group_id)
        return tuple(map(as_member, rows.scalars(asked.order_by(MembershipRow.id))))

    return store.known(("members", group_id), read)


def _by_number(member: Member) -> int:
    return int(member.number[1:])


def name_of(store: Store, group_id: str, number: str) -> str:
    """The name to show for a number of the book; the number itself where nobody is known by it."""
    return names_of(store, group_id).get(number, number)


def rename_member(store: Store, group_id: str, number: str, name: str) -> Member:
    """Show somebody under another name from now on, in old entries too.

    Raises:
        NoSuchMember, DisplayNameUnfit: see each.
    """
    with store.change() as rows:
        row = present(rows, group_id, number)
        row.display_name = display_name(name)
        return as_member(row)


def change_role(store: Store, group_id: str, number: str, role: Role) -> Member:
    """Give a member another role, at once and on every device.

    Raises:
        LastTreasurer: a group keeps at least one treasurer who can sign in.
        NoSuchMember: nobody has that number.
    """
    with store.change() as rows:
        row = present(rows, group_id, number)
        if role is not Role.TREASURER:
            refuse_last_treasurer(rows, row)
            withdraw_invitations_by(rows, row)
        row.role = role.value
        return as_member(row)


def remove_member(store: Store, group_id: str, number: str) -> None:
    """End a membership: sessions end at once, and invitations they made stop working.

    Whoever belongs to no other group has no known device and no passkey after it.

    The number and the name stay with the old entries until the person is erased.

    Raises:
        LastTreasurer: a group keeps at least one treasurer who can sign in.
        NoSuchMember: nobody has that number.
    """
    with store.change() as rows:
        row = present(rows, group_id, number)
        refuse_last_treasurer(rows, row)
        withdraw_invitations_by(rows, row)
        row.removed_at = store.now()
        if row.person_id is not None:
            shut_out_of_a_group(rows, row.person_id)


def withdraw_invitations_by(rows: Session, member: MembershipRow) -> None:
    """Delete what a member sent out and what was sent to them, so that no side door stays open."""
    unused = InvitationRow.used_at.is_(None)
    sent = (InvitationRow.group_id == member.group_id) & (InvitationRow.invited_by == member.number)
    rows.execute(delete(InvitationRow).where(unused, sent))
    rows.execute(delete(InvitationRow).where(unused, InvitationRow.membership_id == member.id))
