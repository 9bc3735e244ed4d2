"""An invitation: opened by its link, used by sending the form behind it."""

import logging
from collections.abc import Callable
from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from webapp import here, people
from webapp.blueprints.sign_in.pages import InvitationPage
from webapp.failures import FailurePage
from webapp.limits import secret_was_wrong
from webapp.show import refused, render
from webapp.signing_in import let_in
from webapp.wrongs import Wrongs, refusals_of

_log = logging.getLogger("webapp.sign_in")
_TEMPLATE = "sign_in/invitation.html"


def invitation(secret: str) -> ResponseReturnValue:
    """Show what an invitation is for; nothing happens by looking."""
    try:
        found = people.look_at_invitation(here.store(), secret)
    except people.InvitationGone as gone:
        return _gone(gone)
    return render(_TEMPLATE, _page(found))


def accept_invitation(secret: str) -> ResponseReturnValue:
    """Use an invitation, with what was typed or as who is signed in, and go to the group."""
    try:
        found = people.look_at_invitation(here.store(), secret)
        page = _page(found)
        use = _join if page.kind == "signed-in" else _accept
        return use(secret, found, page)
    except people.InvitationGone as gone:
        return _gone(gone)


def _join(secret: str, found: people.Invitation, page: InvitationPage) -> ResponseReturnValue:
    typed = replace(page, name=flask.request.form.get("name", ""))
    try:
        people.join(here.store(), secret, here.person().id, typed.name)
    except people.InvitationGone:
        raise
    except Refusal as refusal:
        return refused(_TEMPLATE, replace(typed, wrongs=Wrongs.of(refusal)))
    return _home(found)


def _accept(secret: str, found: people.Invitation, page: InvitationPage) -> ResponseReturnValue:
    typed = flask.request.form
    newcomer = people.NewPerson(
        name=typed.get("name", ""),
        sign_in_name=page.kept_name or typed.get("sign_in_name", ""),
        password=typed.get("password", ""),
    )
    page = replace(page, name=newcomer.name, sign_in_name=newcomer.sign_in_name)
    if wrong := refusals_of(*_checks(newcomer, needs_name=page.kind == "newcomer")):
        return refused(_TEMPLATE, replace(page, wrongs=Wrongs.of(*wrong)))
    try:
        member = people.accept(here.store(), secret, newcomer)
    except people.InvitationGone:
        raise
    except Refusal as refusal:
        return refused(_TEMPLATE, replace(page, wrongs=Wrongs.of(refusal)))
    if member.person_id is not None:
        let_in(member.person_id)
    return _home(found)


def _checks(newcomer: people.NewPerson, *, needs_name: bool) -> list[Callable[[], object]]:
    checks: list[Callable[[], object]] = [
        lambda: people.sign_in_name(newcomer.sign_in_name),
        lambda: people.check_password(newcomer.password, newcomer.sign_in_name),
    ]
    if needs_name:
        checks.insert(0, lambda: people.display_name(newcomer.name))
    return checks


def _page(found: people.Invitation) -> InvitationPage:
    names = people.names_of(here.store(), found.group.id)
    title = f"Welcome to {found.group.title}"
    return InvitationPage(
        title="Choose a new password" if found.forgotten else title,
        kind=_kind(found),
        group_title=found.group.title,
        role=found.role.on_screen,
        invited_by=names.get(found.invited_by or "", ""),
        known_as=names.get(found.number or "", ""),
        kept_name=found.sign_in_name,
    )


def _kind(found: people.Invitation) -> str:
    if found.forgotten:
        return "forgotten"
    if here.visitor():
        return "signed-in"
    return "known" if found.number else "newcomer"


def _home(found: people.Invitation) -> ResponseReturnValue:
    return flask.redirect(f"/g/{found.group.address}/", 303)


def _gone(gone: people.InvitationGone) -> ResponseReturnValue:
    _log.info("refused: an invitation that does not work")
    secret_was_wrong()
    page = FailurePage(title="This link is spent", words=gone.message, remedy=gone.remedy)
    return render("errors/failure.html", page), 404
