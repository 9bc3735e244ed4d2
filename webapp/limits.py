"""How often one may try: only a secret that was wrong counts, so nobody is slowed who is right."""

import hashlib

import flask
from flask import Response
from flask_limiter import Limit, Limiter
from flask_limiter.util import get_remote_address

from webapp import people

# By the visitor's address, over all doors where something secret is asked for.
BY_ADDRESS = "20 per 10 minutes; 60 per hour"
# By the name or the link that is tried, from wherever: for somebody who asks from many addresses.
BY_NAME = "10 per 10 minutes; 30 per hour"
SECRET_DOORS = frozenset(
    {
        "sign_in.enter",
        "sign_in.answer",
        "sign_in.use_device_link",
        "sign_in.accept_invitation",
        "sign_in.recover",
        "sign_in.enter_demo",
    }
)


class _AtSecrets(Limiter):
    """The library's, which looks at nothing where nobody can guess at a secret: at most pages."""

    def _check_request_limit(
        self,
        callable_name: str | None = None,
        in_middleware: bool = True,  # noqa: FBT001, FBT002 - as the library calls it
    ) -> None:
        if not _nothing_secret():
            super()._check_request_limit(callable_name, in_middleware)


def secret_was_wrong() -> None:
    """Count this request as a failed try: the password, code or link that it gave is none of ours.

    Whatever else was wrong with a form behind a secret that is right counts for nothing.
    """
    flask.g.secret_was_wrong = True


def limit_tries(app: flask.Flask) -> Limiter:
    """Count failed tries at secret doors and at addresses that hold a secret, in memory."""
    limiter = _AtSecrets(
        get_remote_address,
        storage_uri="memory://",
        strategy="moving-window",
        default_limits=[
            Limit(
                BY_ADDRESS,
                key_function=_visitor,
                scope="secrets",
                shared=True,
                exempt_when=_nothing_secret,
                deduct_when=_failed,
            ),
            Limit(
                BY_NAME,
                key_function=_name_tried,
                exempt_when=_no_name_tried,
                deduct_when=_failed,
            ),
        ],
    )
    limiter.init_app(app)
    app.extensions["purse.limiter"] = limiter
    return limiter


def _visitor() -> str:
    return f"from:{get_remote_address()}"


def _name_tried() -> str:
    if link := (flask.request.view_args or {}).get("secret"):
        return f"link:{hashlib.sha256(link.encode()).hexdigest()}"
    name = people.plain_sign_in_name(flask.request.form.get("sign_in_name", ""))
    return f"name:{hashlib.sha256(name.encode()).hexdigest()}"


def _nothing_secret() -> bool:
    secret = "secret" in (flask.request.view_args or {})
    return not secret and flask.request.endpoint not in SECRET_DOORS


def _no_name_tried() -> bool:
    return flask.request.endpoint not in {"sign_in.enter", "sign_in.use_device_link"}


def _failed(_response: Response) -> bool:
    return bool(flask.g.get("secret_was_wrong", False))
