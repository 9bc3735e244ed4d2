"""One person of the group: their name, their role, a link for them."""

from collections.abc import Callable
from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from webapp import here, people
from webapp.blueprints.people.links import show_link
from webapp.blueprints.people.pages import OnePage
from webapp.people import Member, Role
from webapp.show import refused, render
from webapp.typed import Fields
from webapp.wrongs import Wrongs

_TEMPLATE = "people/one.html"


def one(group: str, number: str) -> ResponseReturnValue:  # noqa: ARG001 - the door has read it
    """Show one person, and what can be done about them."""
    return render(_TEMPLATE, _page(member_here(number)))


def rename(group: str, number: str) -> ResponseReturnValue:
    """Show somebody under another name from now on."""
    page = _page(member_here(number))
    typed = flask.request.form.get("name", "")

    def act() -> str:
        called = people.rename_member(here.store(), here.group().id, number, typed).name
        return f"{number} is called {called} now."

    return _done(group, replace(page, name=typed), act, "name")


def change_role(group: str, number: str) -> ResponseReturnValue:
    """Give somebody another role, at once."""
    page = _page(member_here(number))
    fields = Fields(flask.request.form)
    chosen = fields.one_of("role", tuple(Role), "What they may do")
    if fields.wrongs.all:
        return refused(_TEMPLATE, replace(page, role=chosen, wrongs=fields.wrongs))

    def act() -> str:
        people.change_role(here.store(), here.group().id, number, Role(chosen))
        return f"{page.person.name} is {Role(chosen).on_screen} now."

    return _done(group, replace(page, role=chosen), act, "role")


def new_link(group: str, number: str) -> ResponseReturnValue:
    """Make a link for somebody who is known: a first sign-in, or a new password."""
    member = member_here(number)
    store, by = here.store(), here.member().number
    if member.person_id is None:
        secret = people.invite(store, member.group_id, member.role, by=by, number=number)
        title = f"A link for {member.name}"
        words = "It lets them choose a sign-in name and a password, once, within fourteen days."
    else:
        secret = people.new_link_for_forgotten_password(store, member.group_id, number, by=by)
        title = f"A new password for {member.name}"
        words = "It lets them choose a new password, once, within two days. Give it to nobody else."
    return show_link(group, secret, title=title, words=words)


def member_here(number: str) -> Member:
    """The member of this group who has this number; anybody else is not there."""
    found = people.members_of(here.store(), here.group().id)
    member = next((each for each in found if each.number == number), None)
    if member is None:
        flask.abort(404)
    return member


def _page(member: Member) -> OnePage:
    is_you = member.number == here.member().number
    forgotten = "I want a new password" if is_you else "They forgot their password"
    return OnePage(
        title=member.name,
        person=member,
        is_you=is_you,
        name=member.name,
        role=member.role,
        link_text="Let them sign in" if member.person_id is None else forgotten,
    )


def _done(group: str, page: OnePage, act: Callable[[], str], field: str) -> ResponseReturnValue:
    try:
        flask.flash(act())
    except Refusal as refusal:
        beside = Refusal(refusal.message, refusal.remedy, field=refusal.field or field)
        return refused(_TEMPLATE, replace(page, wrongs=Wrongs.of(beside)))
    if page.is_you and page.role != Role.TREASURER:
        return flask.redirect(f"/g/{group}/", 303)
    return flask.redirect(flask.url_for("people.listing", group=group), 303)
