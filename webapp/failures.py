"""What went wrong, said in words on a page of its own."""

import logging
from dataclasses import dataclass

import flask
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from ledger.errors import Refusal
from webapp.show import render

_log = logging.getLogger("webapp.failures")


@dataclass(frozen=True, slots=True, kw_only=True)
class FailurePage:
    """A page that says what is wrong and what to do."""

    title: str
    words: str
    remedy: str


_PAGES = {
    400: FailurePage(
        title="That did not arrive whole",
        words="What your browser sent could not be read, so nothing was recorded.",
        remedy="Go back, load the page again, and send it once more.",
    ),
    403: FailurePage(
        title="That is for somebody else",
        words="You belong to this group, but this page is not for your role in it.",
        remedy="If you need it, ask a treasurer of the group.",
    ),
    404: FailurePage(
        title="There is nothing here",
        words="The address may be mistyped, or what was here is not for you or is here no more.",
        remedy="Start again from the front page.",
    ),
    405: FailurePage(
        title="That does not work here",
        words="This address does not do what your browser asked of it.",
        remedy="Go back and use the buttons on the page.",
    ),
    413: FailurePage(
        title="That is too big",
        words="All files together may have 40 MB, and each photo 12 MB. Nothing was recorded.",
        remedy="Go back and send fewer papers, or smaller ones.",
    ),
    429: FailurePage(
        title="Too many tries",
        words="That was tried too often in a short time, so it waits for a while.",
        remedy="Have a cup of tea, and try again in ten minutes.",
    ),
    500: FailurePage(
        title="Something broke on our side",
        words="It is not your fault, and what was recorded before is safe.",
        remedy="Look whether it was recorded before you send it again.",
    ),
}
_LEFT_OPEN = FailurePage(
    title="This page was open for too long",
    words="You were signed out or signed in again since it was opened, so nothing was recorded.",
    remedy="Go back, load the page again, and send it once more.",
)


def say_failures_in_words(app: flask.Flask) -> None:
    """Answer every failure with a page in words."""
    app.register_error_handler(HTTPException, _failed)
    app.register_error_handler(Refusal, _refused)


def _failed(failure: HTTPException) -> flask.typing.ResponseReturnValue:
    code = failure.code or 500
    if failure.response is not None:
        return failure.response
    if isinstance(failure, SecurityError):
        # Under a name that is not ours no address can be built, so there is no page either.
        return flask.Response(
            "This is not the address of this server.", code, mimetype="text/plain"
        )
    page = _PAGES.get(code) or _PAGES[400 if code < 500 else 500]  # noqa: PLR2004 - the two families of faults
    kept = [(name, value) for name, value in failure.get_headers() if name == "Allow"]
    return render("errors/failure.html", page), code, kept


def left_open(_failure: CSRFError) -> flask.typing.ResponseReturnValue:
    """Refuse a form whose token is not of this session."""
    log_left_open()
    return render("errors/failure.html", _LEFT_OPEN), 400


def log_left_open() -> None:
    """Write down that a form's token was refused: at which door, not who or what was sent."""
    _log.info("refused: the token of a form for %s", flask.request.endpoint)


def _refused(refusal: Refusal) -> flask.typing.ResponseReturnValue:
    """Say a refusal that no form has a place for; its words are fit for a treasurer to read."""
    page = FailurePage(
        title="That cannot be done", words=refusal.message, remedy=refusal.remedy or "Go back."
    )
    return render("errors/failure.html", page), 422
