"""A form that was open since before its sender signed in: it comes back with all of it."""

from collections.abc import Callable, Mapping

import flask
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from ledger.errors import Refusal
from webapp.blueprints.entries.giving_up import give_up_again
from webapp.blueprints.entries.mending import (
    add_paper_again,
    correct_again,
    declare_again,
    refund_again,
)
from webapp.blueprints.entries.paying_back import pay_back_again
from webapp.blueprints.entries.recording import as_it_was
from webapp.failures import left_open, log_left_open
from webapp.forms import SORTS

_OTHERS: Mapping[str, Callable[[], ResponseReturnValue | None]] = {
    "correct": correct_again,
    "refund": refund_again,
    "add_paper": add_paper_again,
    "declare": declare_again,
    "pay_back": pay_back_again,
    "give_up": give_up_again,
}


def again(failure: CSRFError) -> ResponseReturnValue:
    """Show a form again whose token is of a session before; nothing is recorded by it.

    Its photos are put aside for whoever is signed in, as after any refusal. What is more than a
    form with its fields to look at is refused in words.
    """
    try:
        answer = _form()
    except (HTTPException, Refusal):
        # No such entry, or a book that cannot be read: nothing answers a failure of this answer.
        answer = None
    if answer is None:
        return left_open(failure)
    log_left_open()
    return answer


def _form() -> ResponseReturnValue | None:
    name = (flask.request.endpoint or "").removeprefix("entries.")
    if name in _OTHERS:
        return _OTHERS[name]()
    return as_it_was(SORTS[name]) if name in SORTS else None
