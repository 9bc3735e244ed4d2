"""Funds and grants: promises and their keeping, opening them, changing them, showing them."""

from flask import Blueprint

from webapp.blueprints.funds import (
    agreeing,
    blanking,
    looking,
    opening,
    publishing,
    sharing,
    tabling,
)
from webapp.spreadsheets import FORM

blueprint = Blueprint("funds", __name__, url_prefix="/g/<group>")

_BOTH = ["GET", "POST"]
_POST = ["POST"]
_ONE = "/funds/<fund>"

blueprint.add_url_rule("/funds", "listing", looking.listing)
blueprint.add_url_rule("/grants.json", "publish", publishing.publish)
blueprint.add_url_rule("/new-fund", "new", opening.new, methods=_BOTH)
blueprint.add_url_rule(_ONE, "show", looking.show)
blueprint.add_url_rule(f"{_ONE}/terms", "edit", opening.edit, methods=_BOTH)
blueprint.add_url_rule(f"{_ONE}/report", "report", looking.report)
blueprint.add_url_rule(f"{_ONE}/tables.{FORM}", "tables", tabling.tables)
blueprint.add_url_rule(f"{_ONE}/budget", "change_budget", agreeing.change_budget, methods=_POST)
blueprint.add_url_rule(f"{_ONE}/consent", "consent", agreeing.consent, methods=_POST)
blueprint.add_url_rule(f"{_ONE}/blank", "blank", blanking.blank, methods=_BOTH)
blueprint.add_url_rule(f"{_ONE}/blanking", "blanking", blanking.blanking)
blueprint.add_url_rule(f"{_ONE}/blanking/agree", "agree_to_blank", blanking.agree, methods=_POST)
blueprint.add_url_rule(
    f"{_ONE}/blanking/withdraw", "withdraw_blanking", blanking.withdraw, methods=_POST
)
blueprint.add_url_rule(f"{_ONE}/close", "close", agreeing.close, methods=_POST)
blueprint.add_url_rule(f"{_ONE}/reopen", "reopen", agreeing.reopen, methods=_POST)
blueprint.add_url_rule(f"{_ONE}/links", "make_link", sharing.make_link, methods=_POST)
blueprint.add_url_rule(f"{_ONE}/links", "link", sharing.link, methods=["GET"])
blueprint.add_url_rule(
    f"{_ONE}/links/<int:link_id>/revoke", "revoke_link", sharing.revoke_link, methods=_POST
)
blueprint.add_url_rule(
    f"{_ONE}/questions/<int:question_id>", "answer", sharing.answer, methods=_POST
)
