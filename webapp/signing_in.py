"""Beginning and ending a session on this device; what the cookie holds is new each time.

A device is known to one person by a cookie of its own, which stays when they sign out. Several
people may share a browser, so the cookie holds a secret for each.
"""

import logging
from datetime import timedelta

import flask
import flask_login

from webapp import here, people
from webapp.device_names import device_name
from webapp.people.devices import DAYS_KNOWN

_log = logging.getLogger("webapp.signing_in")
_MOST_PEOPLE = 6
_BETWEEN = "."


def let_in(person_id: int) -> None:
    """Sign a person in who has just shown a secret beside the password; this device is known now.

    The secret was a link, a printed code or a passkey. Whoever has the password alone comes in by
    `let_in_if_known`.
    """
    if let_in_if_known(person_id):
        return
    label = device_name(flask.request.user_agent.string)
    secret = people.know_device(here.store(), person_id, label)
    _begin(person_id, people.known_device(here.store(), person_id, [secret]))
    _keep_on_this_device((secret, *device_secrets()))
    _log.info("a device is known from now on: person %d", person_id)


def let_in_if_known(person_id: int) -> bool:
    """Sign a person in where this device is known as theirs; else nothing happens."""
    device = people.known_device(here.store(), person_id, device_secrets())
    if device is None:
        return False
    _begin(person_id, device)
    _keep_on_this_device(device_secrets())
    return True


def let_in_to_look_round(person_id: int) -> None:
    """Sign in an invented person of the sample group, who has no password; no device is known."""
    _begin(person_id, None)


def leave() -> None:
    """Sign out here: the session ends on this side, and the cookie is emptied."""
    if visitor := here.visitor():
        people.end_session(here.store(), visitor.secret)
        flask_login.logout_user()
        _log.info("signed out: person %d", visitor.person.id)
    flask.session.clear()


def this_device(person_id: int) -> people.Device | None:
    """The device that this browser is to a person, if it is known."""
    return people.known_device(here.store(), person_id, device_secrets())


def device_secrets() -> tuple[str, ...]:
    """The secrets that this browser brings, one for each person who is known on it."""
    brought = flask.request.cookies.get(_cookie_name(), "").split(_BETWEEN)
    return tuple(filter(None, brought))[:_MOST_PEOPLE]


def know_visitors(app: flask.Flask) -> None:
    """Find who is signed in by the secret in the cookie, anew at every request."""
    manager = flask_login.LoginManager()
    # A phone changes its address between two requests; that is no reason to sign it out.
    manager.session_protection = None
    # Templates are told of the member, and never of this.
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(_visitor)


def _begin(person_id: int, device: people.Device | None) -> None:
    """Begin a session, with nothing left of the one before."""
    leave()
    secret = people.start_session(here.store(), person_id, device.id if device else None)
    person = people.person_of_session(here.store(), secret)
    if person is None:
        flask.abort(500)
    flask_login.login_user(here.Visitor(person, secret))
    flask.session.permanent = True
    _log.info("signed in: person %d", person_id)


def _cookie_name() -> str:
    # Like the session's own: browsers reject `__Host-` without Secure.
    return "__Host-purse-device" if here.settings().secure else "purse-device"


def _keep_on_this_device(secrets: tuple[str, ...]) -> None:
    kept = _BETWEEN.join(secrets[:_MOST_PEOPLE])
    name, secure = _cookie_name(), here.settings().secure

    @flask.after_this_request
    def keep(response: flask.Response) -> flask.Response:
        response.set_cookie(
            name,
            kept,
            max_age=timedelta(days=DAYS_KNOWN),
            secure=secure,
            httponly=True,
            samesite="Lax",
        )
        return response


def _visitor(secret: str) -> here.Visitor | None:
    person = people.person_of_session(here.store(), secret)
    return here.Visitor(person, secret) if person else None
