"""From rows to the values that leave the package, and the look-ups that several verbs share."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger.errors import Refusal
from webapp.people.store import Store
from webapp.people.tables import GroupRow, MembershipRow, PersonRow
from webapp.people.values import SOMEBODY_WHO_LEFT, Group, Member, Person, Role


class NoSuchMember(Refusal):
    """Nobody in the group has that number, or not any more."""

    def __init__(self, number: str) -> None:
        """Name the number."""
        super().__init__(f"Nobody in this group has the number {number}.")


class LastTreasurer(Refusal):
    """The act would leave the group with nobody to keep its books."""

    def __init__(self, name: str) -> None:
        """Name who is the last."""
        super().__init__(
            f"{name} is the only treasurer who can sign in, and a group cannot be without one.",
            "Make somebody else a treasurer first, and let them sign in once.",
        )


def as_group(store: Store, row: GroupRow) -> Group:
    """The group of a row."""
    return Group(
        id=row.id,
        address=row.address,
        title=row.title,
        public=row.public,
        sample=row.sample,
        folder=store.book_folder(row.id),
    )


def as_member(row: MembershipRow) -> Member:
    """The member of a row; who was erased has no name any more."""
    return Member(
        group_id=row.group_id,
        number=row.number,
        name=row.display_name or SOMEBODY_WHO_LEFT,
        role=Role(row.role),
        person_id=row.person_id,
        removed=row.removed_at is not None,
    )


def as_person(row: PersonRow) -> Person:
    """The person of a row, without anything secret."""
    return Person(id=row.id, sign_in_name=row.sign_in_name)


def present(rows: Session, group_id: str, number: str) -> MembershipRow:
    """The row of somebody who belongs to a group now.

    Raises:
        NoSuchMember: there is nobody of that number, or they were removed.
    """
    row = rows.scalar(
        select(MembershipRow).where(
            MembershipRow.group_id == group_id,
            MembershipRow.number == number,
            MembershipRow.removed_at.is_(None),
        )
    )
    if row is None:
        raise NoSuchMember(number)
    return row


def refuse_last_treasurer(rows: Session, leaving: MembershipRow) -> None:
    """Refuse where nobody else in the group is a treasurer who can sign in.

    Raises:
        LastTreasurer: there is nobody else.
    """
    if leaving.role != Role.TREASURER or leaving.removed_at is not None:
        return
    others = rows.scalar(
        select(func.count())
        .select_from(MembershipRow)
        .where(
            MembershipRow.group_id == leaving.group_id,
            MembershipRow.id != leaving.id,
            MembershipRow.role == Role.TREASURER.value,
            MembershipRow.removed_at.is_(None),
            MembershipRow.person_id.is_not(None),
        )
    )
    if not others:
        raise LastTreasurer(leaving.display_name or SOMEBODY_WHO_LEFT)
