"""A form that was sent by somebody who was signed out meanwhile: what was typed stays.

It stays in the browser, on the page that answers, and nothing of it is kept on this side. Sent
again after signing in, the form comes back as a whole to be looked at, and nothing is recorded
until then.
"""

from dataclasses import dataclass

import flask
from flask import Response

from webapp.show import render

PHOTO_LOST = "photo-lost"
# What is agreed to is ticked anew: whoever forged a form could have ticked it for somebody.
AGREED = frozenset({"sure", "agreed", "help-papers", "help-papers-asked"})
_FORMS = {
    "entries": "money_out money_in help_given move between_funds not_ours in_kind correct refund "
    "pay_back give_up add_paper declare",
    "bank": "check withdraw",
    "funds": "new edit change_budget consent close make_link answer",
    "accounts": "last_year tell_asset tell_liability words",
    "reports": "write describe_photograph issue",
    "gifts": "write",
    "settings": "rename change_form add_kind add_bank",
    "people": "rename",
    "devices": "rename",
    "first_run": "begin begin_another",
    "funder": "ask",
}
FORMS = frozenset(f"{room}.{name}" for room, names in _FORMS.items() for name in names.split())
"""The forms that somebody types into; they come back with what was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOutPage:
    """What was typed, to be sent again to `action` after signing in at `sign_in`."""

    title: str = "You were signed out"
    action: str
    sign_in: str
    typed: tuple[tuple[str, str], ...]
    photo_lost: bool


def with_what_was_typed(sign_in: str) -> Response | None:
    """Answer one of these forms with what was typed in it; nothing for any other request."""
    request = flask.request
    if request.method != "POST" or request.endpoint not in FORMS:
        return None
    typed = tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in {"csrf_token", PHOTO_LOST} | AGREED
    )
    if not typed:
        return None
    lost = PHOTO_LOST in request.form or any(each.filename for each in request.files.values())
    action = request.full_path.rstrip("?")
    page = SignedOutPage(action=action, sign_in=sign_in, typed=typed, photo_lost=lost)
    return flask.make_response(render("sign_in/signed_out.html", page), 401)
