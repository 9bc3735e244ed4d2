"""The annual accounts: which year, what still needs a look, the PDF, and closing the year."""

from flask import Blueprint

from webapp.blueprints.accounts import closing, views

blueprint = Blueprint("accounts", __name__, url_prefix="/g/<group>")

blueprint.add_url_rule("/accounts", "choose", views.choose)
blueprint.add_url_rule("/accounts/<year_end>/pdf", "download", views.download)
blueprint.add_url_rule(
    "/accounts/<year_end>/close", "close", closing.close, methods=["GET", "POST"]
)
blueprint.add_url_rule("/accounts/<year_end>/closed", "closed", closing.closed)
blueprint.add_url_rule("/accounts/<year_end>/checklist", "checklist", closing.checklist)
