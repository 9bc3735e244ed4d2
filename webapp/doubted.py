"""What whoever is not of the group reads while its books are being put right: a calm sentence."""

from pathlib import Path

import flask
from flask import Response

from ledger.errors import Refusal
from ledger.reading import in_doubt
from webapp.failures import FailurePage
from webapp.show import render

_A_DAY = 86_400
_BEING_PUT_RIGHT = FailurePage(
    title="These books are being put right",
    words=(
        "Something in them has to be mended before their figures can be relied on, so none are "
        "shown here for now."
    ),
    remedy="Nothing is lost. Look again in a few days, or ask the group.",
)


def being_put_right(place: Path) -> Response | None:
    """Answer in the place of any figure of a book that may be wrong; nothing where all is well."""
    try:
        if not in_doubt(place):
            return None
    except Refusal:
        # There are no books there at all, say: that is the page's own to tell.
        return None
    answer = flask.make_response(render("errors/failure.html", _BEING_PUT_RIGHT), 503)
    answer.headers["Retry-After"] = str(_A_DAY)
    answer.headers["Cache-Control"] = "no-store"
    return answer
