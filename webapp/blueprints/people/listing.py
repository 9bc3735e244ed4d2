"""Who belongs to the group, who is invited, and inviting somebody."""

from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from webapp import here, people
from webapp.blueprints.people.links import show_link
from webapp.blueprints.people.pages import InvitationLine, LeftLine, ListingPage, MemberLine
from webapp.people import Role
from webapp.show import refused, render
from webapp.typed import Fields

_TEMPLATE = "people/listing.html"


def listing(group: str) -> ResponseReturnValue:
    """Show everybody, and what can be done."""
    return render(_TEMPLATE, _page(group))


def invite(group: str) -> ResponseReturnValue:
    """Make a link for somebody new, and go to the page that shows it."""
    fields = Fields(flask.request.form)
    chosen = fields.one_of("role", tuple(Role), "What they may do")
    if fields.wrongs.all:
        return refused(_TEMPLATE, replace(_page(group), role=chosen, wrongs=fields.wrongs))
    role = Role(chosen)
    secret = people.invite(here.store(), here.group().id, role, by=here.member().number)
    article = "an" if role is Role.AUDITOR else "a"
    return show_link(
        group,
        secret,
        title=f"A link for {article} {role.on_screen}",
        words="It lets one person in, once, within fourteen days. They choose their own name "
        "and password. Send it to nobody else.",
    )


def withdraw(group: str, invitation_id: int) -> ResponseReturnValue:
    """Make a link stop working that was not used yet."""
    people.withdraw_invitation(here.store(), here.group().id, invitation_id)
    flask.flash("The link does not work any more.")
    return flask.redirect(flask.url_for("people.listing", group=group), 303)


def _page(group: str) -> ListingPage:
    store, group_id = here.store(), here.group().id
    members = people.members_of(store, group_id)
    sent = people.invitations_of(store, group_id)
    treasurers = [each for each in members if each.role is Role.TREASURER and each.person_id]
    return ListingPage(
        members=tuple(
            _line(group, each, {one.number for one in sent if one.number}) for each in members
        ),
        invitations=tuple(_invitation(group, each) for each in sent),
        left=_left(group, members),
        wants_second=len(treasurers) < 2,  # noqa: PLR2004 - one, and nobody beside them
    )


def _line(group: str, member: people.Member, asked: set[str]) -> MemberLine:
    return MemberLine(
        number=member.number,
        name=member.name,
        role=member.role.on_screen,
        signs_in=member.person_id is not None,
        is_awaited=member.person_id is None and member.number in asked,
        is_you=member.number == here.member().number,
        href=flask.url_for("people.one", group=group, number=member.number),
    )


def _invitation(group: str, sent: people.Invitation) -> InvitationLine:
    name = people.name_of(here.store(), here.group().id, sent.number) if sent.number else ""
    role = f"{'an' if sent.role is Role.AUDITOR else 'a'} {sent.role.on_screen}"
    whom = f"For {name}, as {role}" if name else f"For {role}"
    return InvitationLine(
        words=f"A new password for {name}" if sent.forgotten else whom,
        until=sent.expires_at,
        withdraw=flask.url_for("people.withdraw", group=group, invitation_id=sent.id),
    )


def _left(group: str, members: tuple[people.Member, ...]) -> tuple[LeftLine, ...]:
    here_now = {each.number for each in members}
    names = people.names_of(here.store(), here.group().id)
    return tuple(
        LeftLine(
            number=number,
            name=name,
            erase=flask.url_for("people.ask_erase", group=group, number=number),
        )
        for number, name in sorted(names.items())
        if number not in here_now and name != people.SOMEBODY_WHO_LEFT
    )
