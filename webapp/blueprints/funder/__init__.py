"""The funder's side: one grant, shown like a letter to whoever holds its secret link."""

from flask import Blueprint

from webapp.blueprints.funder import views
from webapp.spreadsheets import FORM

blueprint = Blueprint("funder", __name__, url_prefix="/f/<secret>")
blueprint.before_request(views.decline_in_doubt)

blueprint.add_url_rule("", "letter", views.letter)
blueprint.add_url_rule("/papers/<name>", "paper", views.paper)
blueprint.add_url_rule("/papers/<name>/small", "small", views.small)
blueprint.add_url_rule("/ask", "ask", views.ask, methods=["GET", "POST"])
blueprint.add_url_rule("/report", "report", views.report)
blueprint.add_url_rule(f"/tables.{FORM}", "tables", views.tables)
blueprint.add_url_rule("/reports/<name>", "issued", views.issued)
