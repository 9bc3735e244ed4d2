"""What every answer carries to keep a browser from doing more than it should; and the cookie."""

import flask
from flask import Response
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from itsdangerous import URLSafeTimedSerializer
from werkzeug.routing import IntegerConverter, Map

from ledger.kept import Kept
from webapp.settings import Settings
from webapp.who_may import FUNDER_LINK, PUBLIC_GROUP, RULES

POLICY = (
    "default-src 'none'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)
_HOUR = 3600
_tokens: Kept[str] = Kept(512)
MOST_BYTES_IN_FIELDS = 1024 * 1024
_LARGEST_NUMBER = 2**63 - 1


class RowNumber(IntegerConverter):
    """A number in an address that the database can hold; with any other there is no such page."""

    def __init__(self, of: Map) -> None:
        """Take numbers up to the largest of SQLite."""
        super().__init__(of, max=_LARGEST_NUMBER)


class SignedCookie(SecureCookieSessionInterface):
    """Flask's session in a signed cookie; what reads and signs it is made once for an app."""

    def __init__(self, app: flask.Flask) -> None:
        """Take the app, which has its secret already."""
        self._signer = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: flask.Flask) -> URLSafeTimedSerializer | None:  # noqa: ARG002 - as Flask asks for it
        """Give what was made of this app's secret."""
        return self._signer


def add_headers(app: flask.Flask, settings: Settings) -> None:
    """Put the headers on every answer; a view's own stricter policy stands."""

    @app.after_request
    def headers(response: Response) -> Response:
        kept = response.headers
        kept.setdefault("Content-Security-Policy", POLICY)
        kept["X-Content-Type-Options"] = "nosniff"
        kept["Referrer-Policy"] = "no-referrer" if _secret_in_address() else "same-origin"
        kept["Cross-Origin-Opener-Policy"] = "same-origin"
        kept["Cross-Origin-Resource-Policy"] = "same-origin"
        kept["X-Frame-Options"] = "DENY"
        if _private():
            kept["Cache-Control"] = "no-store"
        if settings.secure:
            kept["Strict-Transport-Security"] = "max-age=31536000"
        return response


def cookie_settings(settings: Settings) -> dict[str, object]:
    """How the session's cookie is set: bound to its host over HTTPS, plain on plain loopback.

    Browsers reject `__Host-` without Secure. The token of a form lasts as long as the session, so
    that a form left open over lunch still works; and it is not tied to the Referer header, which
    pages with a secret in their address do not send.
    """
    return {
        "SECRET_KEY": settings.secrets.session,
        "WTF_CSRF_SECRET_KEY": settings.secrets.csrf,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "SESSION_COOKIE_NAME": "__Host-purse" if settings.secure else "purse",
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "SEND_FILE_MAX_AGE_DEFAULT": _HOUR,
    }


def token_of_forms() -> str:
    """Give the token of this session's forms, signed once: it lasts as long as the session."""
    drawn = flask.session.get("csrf_token")
    if not drawn:
        return str(generate_csrf())
    made_of = (flask.current_app.config["WTF_CSRF_SECRET_KEY"], drawn)
    return _tokens.found(made_of, lambda: str(generate_csrf()))


def refuse_from_elsewhere() -> None:
    """Refuse a post that the browser itself says comes from another site."""
    came_from = flask.request.headers.get("Sec-Fetch-Site", "same-origin")
    if flask.request.method not in {"GET", "HEAD", "OPTIONS"} and came_from not in {
        "same-origin",
        "none",
    }:
        flask.abort(400)


def limit_fields() -> None:
    """Let only a form that carries files be large; werkzeug leaves the other kind unlimited."""
    if flask.request.mimetype != "multipart/form-data":
        flask.request.max_content_length = MOST_BYTES_IN_FIELDS


def _private() -> bool:
    # What is the same for everybody may be kept for a while, if its view says so.
    endpoint = flask.request.endpoint or ""
    return endpoint != "static" and RULES.get(endpoint) != PUBLIC_GROUP


def _secret_in_address() -> bool:
    endpoint = flask.request.endpoint or ""
    secret = "secret" in (flask.request.view_args or {})
    return secret or RULES.get(endpoint) == FUNDER_LINK
