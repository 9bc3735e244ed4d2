"""A month for the meeting: on the screen, on one sheet of paper, and for other programs."""

from flask import Blueprint

from webapp.blueprints.months import views
from webapp.spreadsheets import FORM

blueprint = Blueprint("months", __name__, url_prefix="/g/<group>/month")

_ONE = "/<month>"

blueprint.add_url_rule("", "latest", views.latest)
blueprint.add_url_rule(_ONE, "show", views.show)
blueprint.add_url_rule(f"{_ONE}/pdf", "download", views.download)
blueprint.add_url_rule(f"{_ONE}/tables.{FORM}", "tables", views.tables)
