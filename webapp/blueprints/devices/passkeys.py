"""Making a passkey, and forgetting one."""

import logging

import flask
from flask.typing import ResponseReturnValue

from webapp import here, passkeys, people
from webapp.blueprints.devices.pages import PasskeyPage
from webapp.device_names import device_name
from webapp.people import Purpose
from webapp.show import refused, render

_log = logging.getLogger("webapp.devices")
_TEMPLATE = "devices/passkey.html"
_MAKING = "new-passkey"


def ask_for_passkey(group: str) -> ResponseReturnValue:
    """Put the question to this browser; nothing is kept until it was answered."""
    return render(_TEMPLATE, _page(group))


def keep_passkey(group: str) -> ResponseReturnValue:
    """Keep the passkey that this browser has made, if its answer is right; asked once."""
    waiting = flask.session.pop(_MAKING, "")
    step = people.spend_step(here.store(), Purpose.NEW_PASSKEY, waiting)
    label = device_name(flask.request.user_agent.string)
    mine = step is not None and step.person == here.person()
    made = passkeys.made(step, flask.request.form.get("answer", ""), label) if step else None
    if made is None or not mine:
        return refused(_TEMPLATE, _page(group, refused=True))
    people.keep_passkey(here.store(), here.person().id, made)
    _log.info("a passkey was made: person %d", here.person().id)
    flask.flash("Your passkey is kept. It lets you in on a new device, with your password.")
    return flask.redirect(flask.url_for("devices.listing", group=group), 303)


def forget_passkey(group: str, passkey_id: int) -> ResponseReturnValue:
    """Accept a passkey of one's own no more."""
    people.forget_passkey(here.store(), here.person().id, passkey_id)
    flask.flash("That passkey lets nobody in any more.")
    return flask.redirect(flask.url_for("devices.listing", group=group), 303)


def _page(group: str, *, refused: bool = False) -> PasskeyPage:
    person = here.person()
    if person.sign_in_name is None or not passkeys.work_here():
        flask.abort(404)
    step = people.begin_step(here.store(), Purpose.NEW_PASSKEY, person.id)
    flask.session[_MAKING] = step.secret
    known = passkeys.good_here(people.passkeys_of(here.store(), person.id))
    return PasskeyPage(
        question=passkeys.question_to_make(step, known),
        back=flask.url_for("devices.listing", group=group),
        refused=refused,
    )
