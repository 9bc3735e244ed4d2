"""The front page, signing in and signing out."""

import logging
from urllib.parse import urlsplit

import flask
from flask.typing import ResponseReturnValue

from webapp import here, people
from webapp.blueprints.sign_in.new_device import ask_for_more
from webapp.blueprints.sign_in.pages import GroupLine, GroupsPage, SignInPage
from webapp.limits import secret_was_wrong
from webapp.show import refused, render
from webapp.signing_in import leave as leave_here
from webapp.signing_in import let_in_if_known

_log = logging.getLogger("webapp.sign_in")


def front() -> ResponseReturnValue:
    """Go to one's only group, or choose one of several; else sign in, or make the first group."""
    visitor = here.visitor()
    if visitor is None:
        return flask.redirect(_first_run() or flask.url_for("sign_in.form"))
    groups = people.groups_of(here.store(), visitor.person.id)
    lines = tuple(GroupLine(title=group.title, href=home_of(group)) for group in groups)
    if len(lines) == 1:
        return flask.redirect(lines[0].href)
    return render("sign_in/groups.html", GroupsPage(groups=lines))


def form() -> ResponseReturnValue:
    """Show the form, or go on where somebody is signed in already."""
    back_to = safe_address(flask.request.args.get("next", ""))
    if here.visitor():
        return flask.redirect(back_to or flask.url_for("sign_in.front"))
    return render("sign_in/form.html", SignInPage(back_to=back_to))


def enter() -> ResponseReturnValue:
    """Sign in by name and password, on a device that is known; on another, ask for more.

    The refusal does not tell which of the two was wrong.
    """
    typed = flask.request.form
    back_to = safe_address(typed.get("next", ""))
    name = typed.get("sign_in_name", "")
    person = people.sign_in(here.store(), name, typed.get("password", ""))
    if person is None:
        _log.info("refused: a sign-in")
        secret_was_wrong()
        page = SignInPage(sign_in_name=name, back_to=back_to, refused=True)
        return refused("sign_in/form.html", page)
    if let_in_if_known(person.id):
        return flask.redirect(back_to or flask.url_for("sign_in.front"), 303)
    return ask_for_more(person, back_to)


def leave() -> ResponseReturnValue:
    """Sign out on this device."""
    leave_here()
    return flask.redirect(flask.url_for("sign_in.form"), 303)


def home_of(group: people.Group) -> str:
    """Where a group's own pages begin."""
    return f"/g/{group.address}/"


def safe_address(wanted: str) -> str:
    """An address inside a group to go back to, or nothing; never another site."""
    parts = urlsplit(wanted)
    odd = "\\" in wanted or " " in wanted or not wanted.isprintable()
    inside = wanted.startswith("/g/") and not parts.scheme and not parts.netloc
    return wanted if inside and not odd else ""


def _first_run() -> str:
    known = "first_run.start" in flask.current_app.view_functions
    if known and here.settings().allow_first_run and not people.any_group(here.store()):
        return flask.url_for("first_run.start")
    return ""
