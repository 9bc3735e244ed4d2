"""Links that let somebody in once: a newcomer, a member known by number, or a forgotten password.

They do nothing by being opened; they work when the form behind them is sent.
"""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ledger.errors import Refusal
from webapp.people.members import new_member_row
from webapp.people.names import display_name
from webapp.people.persons import new_person_row, set_sign_in
from webapp.people.rows import as_group, as_member, present
from webapp.people.store import Store
from webapp.people.tables import GroupRow, InvitationRow, MembershipRow, PersonRow
from webapp.people.tokens import Purpose, hash_of, matches, new_secret
from webapp.people.values import Invitation, Member, NewPerson, Role
from webapp.people.ways_in import end_sessions_of, forget_ways_in, places_of

DAYS_OPEN = 14
DAYS_OPEN_FORGOTTEN = 2


class InvitationGone(Refusal):
    """The link was used, withdrawn, has run out, or never was."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "This invitation does not work any more.", "Ask a treasurer of the group for a new one."
        )


class BelongsAlready(Refusal):
    """Somebody who belongs to the group opened an invitation meant for somebody else."""

    def __init__(self, title: str) -> None:
        """Say whom it is for."""
        super().__init__(
            f"You belong to {title} already.",
            "Send this link to the person whom it is for; it still works.",
        )


class ForANewPassword(Refusal):
    """A link for a forgotten password, opened by somebody who is signed in as somebody else."""

    def __init__(self) -> None:
        """Say what it is for."""
        super().__init__(
            "This link is for choosing a new password.", "Sign out first, then open it again."
        )


def invite(
    store: Store, group_id: str, role: Role, *, by: str | None = None, number: str | None = None
) -> str:
    """Make an invitation and tell its secret, once; it works for fourteen days.

    `by` is the number of who invites. With `number` it is for that member, who keeps number and
    role, such as a volunteer who had no sign-in until now.

    Raises:
        NoSuchMember: nobody has that number.
    """
    with store.change() as rows:
        member = present(rows, group_id, number) if number else None
        kept_role = Role(member.role) if member else role
        if member:
            _drop_earlier(rows, member)
        row = InvitationRow(group_id=group_id, role=kept_role.value, invited_by=by)
        row.membership_id = member.id if member else None
        return _keep(store, rows, row, DAYS_OPEN)


def new_link_for_forgotten_password(
    store: Store, group_id: str, number: str, *, by: str | None = None
) -> str:
    """Make a link by which a member chooses a new password; it works for two days.

    An earlier unused link for the same member stops working. Made by another treasurer, it shuts
    all the member's ways in at once, since a phone may have been lost; made by the member, or at
    the command line, only when it is used. Whoever is in another group too keeps them.

    Raises:
        NoSuchMember: nobody has that number.
    """
    with store.change() as rows:
        member = present(rows, group_id, number)
        _drop_earlier(rows, member)
        by_another = by not in {None, number}
        if by_another and member.person_id is not None and _only_here(rows, member.person_id):
            forget_ways_in(rows, member.person_id)
        row = InvitationRow(group_id=group_id, role=member.role, invited_by=by)
        row.membership_id = member.id
        return _keep(store, rows, row, DAYS_OPEN_FORGOTTEN)


def look_at_invitation(store: Store, secret: str) -> Invitation:
    """What an invitation is for; looking does not use it up.

    Raises:
        InvitationGone: it does not work any more.
    """
    with store.look() as rows:
        return _as_invitation(store, rows, _open_row(store, rows, secret))


def invitations_of(store: Store, group_id: str) -> tuple[Invitation, ...]:
    """The invitations of a group that still work, oldest first."""
    with store.look() as rows:
        found = rows.scalars(
            select(InvitationRow)
            .where(
                InvitationRow.group_id == group_id,
                InvitationRow.used_at.is_(None),
                InvitationRow.expires_at > store.now(),
            )
            .order_by(InvitationRow.id)
        )
        return tuple(_as_invitation(store, rows, row) for row in found)


def withdraw_invitation(store: Store, group_id: str, invitation_id: int) -> None:
    """Make an unused invitation of this group stop working; no other group's is touched."""
    with store.change() as rows:
        rows.execute(
            delete(InvitationRow).where(
                InvitationRow.group_id == group_id,
                InvitationRow.id == invitation_id,
                InvitationRow.used_at.is_(None),
            )
        )


def accept(store: Store, secret: str, newcomer: NewPerson) -> Member:
    """Use an invitation as somebody who is not signed in, choosing a name and a password.

    A member who is known already keeps the number, and the sign-in name too, whatever was typed;
    their devices and passkeys are forgotten. Where that member also belongs to another group, they
    get a second sign-in for this one, because a treasurer of one group must not be
    able to open another group by making a link.

    Raises:
        InvitationGone, DisplayNameUnfit, SignInNameUnfit, SignInNameTaken, PasswordTooShort,
        PasswordTooLong, PasswordEasyToGuess: see each; the invitation still works, but the first.
    """
    with store.change() as rows:
        invitation = _open_row(store, rows, secret)
        member = invitation.membership
        if member is None:
            name = display_name(newcomer.name)
            person = new_person_row(rows, newcomer.sign_in_name, newcomer.password)
            member = _admit(rows, invitation, name)
        else:
            person = _person_for(rows, member, newcomer)
        member.person_id = person.id
        invitation.used_at = store.now()
        return as_member(member)


def join(store: Store, secret: str, person_id: int, name: str = "") -> Member:
    """Use an invitation as a person who is signed in already.

    Raises:
        InvitationGone, BelongsAlready, ForANewPassword, DisplayNameUnfit: see each.
    """
    with store.change() as rows:
        invitation = _open_row(store, rows, secret)
        belongs = (
            (MembershipRow.group_id == invitation.group_id)
            & (MembershipRow.person_id == person_id)
            & MembershipRow.removed_at.is_(None)
        )
        if rows.scalar(select(MembershipRow.id).where(belongs)):
            raise BelongsAlready(invitation.group.title)
        member = invitation.membership or _admit(rows, invitation, display_name(name))
        if member.person_id is not None:
            raise ForANewPassword
        member.person_id = person_id
        invitation.used_at = store.now()
        return as_member(member)


def _keep(store: Store, rows: Session, row: InvitationRow, days: int) -> str:
    rows.get_one(GroupRow, row.group_id)
    secret = new_secret()
    row.secret_hash = hash_of(Purpose.INVITATION, secret)
    row.expires_at = store.now() + timedelta(days=days)
    rows.add(row)
    return secret


def _drop_earlier(rows: Session, member: MembershipRow) -> None:
    unused = (InvitationRow.membership_id == member.id) & InvitationRow.used_at.is_(None)
    rows.execute(delete(InvitationRow).where(unused))


def _open_row(store: Store, rows: Session, secret: str) -> InvitationRow:
    kept = hash_of(Purpose.INVITATION, secret)
    row = rows.scalar(select(InvitationRow).where(InvitationRow.secret_hash == kept))
    if row is None or not matches(row.secret_hash, Purpose.INVITATION, secret):
        raise InvitationGone
    removed = row.membership is not None and row.membership.removed_at is not None
    if row.used_at is not None or row.expires_at <= store.now() or removed:
        raise InvitationGone
    return row


def _admit(rows: Session, invitation: InvitationRow, name: str) -> MembershipRow:
    return new_member_row(rows, invitation.group_id, name, Role(invitation.role))


def _person_for(rows: Session, member: MembershipRow, newcomer: NewPerson) -> PersonRow:
    if member.person_id is None:
        return new_person_row(rows, newcomer.sign_in_name, newcomer.password)
    if not _only_here(rows, member.person_id):
        end_sessions_of(rows, member.person_id)
        return new_person_row(rows, newcomer.sign_in_name, newcomer.password)
    person = rows.get_one(PersonRow, member.person_id)
    name = person.sign_in_name or newcomer.sign_in_name
    set_sign_in(rows, person, name, newcomer.password)
    forget_ways_in(rows, person.id)
    return person


def _only_here(rows: Session, person_id: int) -> bool:
    return places_of(rows, person_id) == 1


def _kept_name(rows: Session, member: MembershipRow | None) -> str:
    if member is None or member.person_id is None or not _only_here(rows, member.person_id):
        return ""
    return rows.get_one(PersonRow, member.person_id).sign_in_name or ""


def _as_invitation(store: Store, rows: Session, row: InvitationRow) -> Invitation:
    return Invitation(
        id=row.id,
        group=as_group(store, row.group),
        role=Role(row.role),
        number=row.membership.number if row.membership else None,
        forgotten=row.membership is not None and row.membership.person_id is not None,
        sign_in_name=_kept_name(rows, row.membership),
        invited_by=row.invited_by,
        expires_at=row.expires_at,
    )
