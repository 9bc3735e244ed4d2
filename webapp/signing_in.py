"""Beginning and ending a session on this device; what the cookie holds is new each time."""

import logging

import flask
import flask_login

from webapp import here, people

_log = logging.getLogger("webapp.signing_in")


def let_in(person_id: int) -> None:
    """Sign a person in here, with a new session and nothing left of the one before."""
    leave()
    secret = people.start_session(here.store(), person_id)
    person = people.person_of_session(here.store(), secret)
    if person is None:
        flask.abort(500)
    flask_login.login_user(here.Visitor(person, secret))
    flask.session.permanent = True
    _log.info("signed in: person %d", person_id)


def leave() -> None:
    """Sign out here: the session ends on this side, and the cookie is emptied."""
    if visitor := here.visitor():
        people.end_session(here.store(), visitor.secret)
        flask_login.logout_user()
        _log.info("signed out: person %d", visitor.person.id)
    flask.session.clear()


def know_visitors(app: flask.Flask) -> None:
    """Find who is signed in by the secret in the cookie, anew at every request."""
    manager = flask_login.LoginManager()
    # A phone changes its address between two requests; that is no reason to sign it out.
    manager.session_protection = None
    manager.init_app(app)
    manager.user_loader(_visitor)


def _visitor(secret: str) -> here.Visitor | None:
    person = people.person_of_session(here.store(), secret)
    return here.Visitor(person, secret) if person else None
