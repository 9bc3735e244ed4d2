"""Who is asking, and where: the typed way to what the door has found out about a request."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import flask
import flask_login

from ledger.errors import Refusal
from webapp import people
from webapp.settings import Settings

_STORE = "purse.people"
_SETTINGS = "purse.settings"
_DECLINES = "declines_to_write"


class Visitor:
    """Somebody signed in, as flask-login wants them: found again by the secret of the session."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, person: people.Person, secret: str) -> None:
        """Keep the person and the secret of this device's session."""
        self.person = person
        self.secret = secret

    def get_id(self) -> str:
        """What the cookie holds: never a person's number, only the secret of one session."""
        return self.secret


def install(app: flask.Flask, settings: Settings, store: people.Store) -> None:
    """Give an app its settings and its people database."""
    app.extensions[_SETTINGS] = settings
    app.extensions[_STORE] = store


def settings() -> Settings:
    """The settings of this installation."""
    return cast("Settings", flask.current_app.extensions[_SETTINGS])


def store() -> people.Store:
    """The people database, the first argument of every verb of `webapp.people`."""
    kept = cast("people.Store", flask.current_app.extensions[_STORE])
    because = flask.g.get(_DECLINES)
    return replace(kept, declines=because) if because else kept


def decline_to_write(because: Callable[[], Refusal]) -> None:
    """From here on this request writes nothing, and whoever tries is told by that refusal."""
    flask.g.setdefault(_DECLINES, because)


def may_write() -> None:
    """Let whoever is about to write go on.

    Raises:
        Refusal: this request writes nothing.
    """
    if because := flask.g.get(_DECLINES):
        raise because()


def visitor() -> Visitor | None:
    """Who is signed in, if anybody is."""
    # Looked up once; each word with the library's stand-in would look it up again.
    found = flask_login.current_user._get_current_object()  # noqa: SLF001 - its documented way
    # The library hands out a stand-in that turns into nobody at sign-out; this one stays.
    return Visitor(found.person, found.secret) if found.is_authenticated else None


def person() -> people.Person:
    """Who is signed in; only for routes whose rule makes sure of it."""
    found = visitor()
    if found is None:
        flask.abort(404)
    return found.person


def group() -> people.Group:
    """The group of this address; only for routes whose rule makes sure of it."""
    return cast("people.Group", flask.g.group)


def member() -> people.Member:
    """Who is asking, as a member of that group; only for routes whose rule makes sure of it."""
    return cast("people.Member", flask.g.member)


def funder() -> people.FunderLink:
    """The funder's link of this address; only for routes whose rule makes sure of it."""
    return cast("people.FunderLink", flask.g.funder)
