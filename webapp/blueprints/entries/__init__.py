"""Recording, looking at and mending entries."""

from flask import Blueprint
from flask_wtf.csrf import CSRFError

from webapp.blueprints.entries import (
    blanking,
    giving_up,
    left_open,
    looking,
    mending,
    paying_back,
    showing,
)
from webapp.blueprints.entries.recording import form_of

blueprint = Blueprint("entries", __name__, url_prefix="/g/<group>")
blueprint.register_error_handler(CSRFError, left_open.again)

_FORMS = {
    "money_out": "out",
    "money_in": "in",
    "help_given": "help-given",
    "move": "move",
    "between_funds": "between-funds",
    "not_ours": "not-ours",
    "in_kind": "in-kind",
}
_BOTH = ["GET", "POST"]

for name, path in _FORMS.items():
    blueprint.add_url_rule(f"/{path}", name, form_of(name), methods=_BOTH)
blueprint.add_url_rule("/pay-back", "pay_back", paying_back.pay_back, methods=_BOTH)
blueprint.add_url_rule("/give-up", "give_up", giving_up.give_up, methods=_BOTH)
blueprint.add_url_rule("/entries", "listing", looking.listing)
blueprint.add_url_rule("/missing-papers", "missing_papers", looking.missing)
blueprint.add_url_rule("/entries/<number>", "show", showing.show)
blueprint.add_url_rule("/entries/<number>/correct", "correct", mending.correct, methods=_BOTH)
blueprint.add_url_rule("/entries/<number>/refund", "refund", mending.refund, methods=_BOTH)
blueprint.add_url_rule("/entries/<number>/approve", "approve", mending.approve, methods=["POST"])
blueprint.add_url_rule("/entries/<number>/paper", "add_paper", mending.add_paper, methods=["POST"])
blueprint.add_url_rule("/entries/<number>/declare", "declare", mending.declare, methods=["POST"])
blueprint.add_url_rule("/entries/<number>/blank", "blank", blanking.blank, methods=_BOTH)
blueprint.add_url_rule("/entries/<number>/blanking", "blanking", blanking.blanking)
for name, path, act in (
    ("agree_to_blank", "agree", blanking.agree),
    ("withdraw_blanking", "withdraw", blanking.withdraw),
):
    blueprint.add_url_rule(f"/entries/<number>/blanking/{path}", name, act, methods=["POST"])
