"""A secret that was just made, shown on a page of its own that may be loaded again.

The post that makes it answers with a redirect, so a reload makes nothing twice. Only whoever made
it carries the words there, in a cookie that the browser drops after ten minutes, and that no other
session can open; on this side nothing is kept of it.
"""

from typing import cast

import flask
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from webapp import here

_SECONDS = 600
_AT = "at"
Told = dict[str, str]


def go_and_show(address: str, told: Told) -> Response:
    """Go to the page at an address of ours that shows these words, for ten minutes."""
    answer = flask.redirect(address, 303)
    answer.set_cookie(
        _cookie_name(),
        _seal().dumps(told | {_AT: address}),
        max_age=_SECONDS,
        secure=here.settings().secure,
        httponly=True,
        samesite="Lax",
    )
    return answer


def told_here() -> Told | None:
    """What this very page is to show; nothing for anybody else, elsewhere, or after a while."""
    try:
        told = _seal().loads(flask.request.cookies.get(_cookie_name(), ""), max_age=_SECONDS)
    except BadSignature:
        return None
    return cast("Told", told) if told.get(_AT) == flask.request.path else None


def shown_already(back: str) -> Response:
    """Say that it is not shown any more, where another can be made."""
    flask.flash("It was shown for ten minutes and is not shown again. If it is lost, make another.")
    return flask.redirect(back, 303)


def _seal() -> URLSafeTimedSerializer:
    """What signs the words: it holds for this session alone, so signing out ends it."""
    visitor = here.visitor()
    salt = f"shown-once:{visitor.secret if visitor else ''}"
    return URLSafeTimedSerializer(here.settings().secrets.session, salt=salt)


def _cookie_name() -> str:
    # Like the session's own: browsers reject `__Host-` without Secure.
    return "__Host-purse-shown" if here.settings().secure else "purse-shown"
