"""A form that was open since before its sender signed in: it comes back with all that was typed.

Its own view is asked, in a request in which nothing can be written, neither in a book nor among
the people. So it shows the form as after any other refusal, with this one beside it.
"""

from collections.abc import Callable
from typing import cast

import flask
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException

from ledger.errors import Refusal
from webapp import failures, here
from webapp.signed_out import AGREED, FORMS


class OpenForTooLong(Refusal):
    """The token of a form is of a session before this one."""

    def __init__(self) -> None:
        """Say it of the form as a whole."""
        super().__init__(
            "This page was open for too long, so nothing is kept yet; look once more and send it."
        )


def bring_forms_back(app: flask.Flask) -> None:
    """Answer a token of old with the form that was sent; where there is none, in words."""
    app.register_error_handler(CSRFError, _again)


def _again(failure: CSRFError) -> ResponseReturnValue:
    # A browser that saves as one types keeps the words on its page, and needs no form.
    by_itself = flask.request.accept_mimetypes.best == "application/json"
    if flask.request.endpoint not in FORMS or by_itself:
        return failures.left_open(failure)
    here.decline_to_write(OpenForTooLong)
    said_before = [*flask.session.get("_flashes", ())]
    sent = flask.request.form.items(multi=True)
    flask.request.form = ImmutableMultiDict([each for each in sent if each[0] not in AGREED])
    try:
        answer = flask.make_response(_asked(flask.request.endpoint))
    except (HTTPException, Refusal):
        return failures.left_open(failure)
    if answer.location:
        # There was nothing left to write; what the view says of it is not for this page.
        flask.session["_flashes"] = said_before
        return failures.left_open(failure)
    failures.log_left_open()
    answer.status_code = 400
    return answer


def _asked(endpoint: str) -> ResponseReturnValue:
    """Ask the view that the form was sent to."""
    views = flask.current_app.view_functions
    view = cast("Callable[..., ResponseReturnValue]", views[endpoint])
    return view(**(flask.request.view_args or {}))
