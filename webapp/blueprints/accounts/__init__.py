"""The annual accounts: which year, what still needs a look, the PDF, and closing the year."""

from flask import Blueprint

from webapp.blueprints.accounts import belongings, closing, last_year, tabling, views, wording
from webapp.spreadsheets import FORM

blueprint = Blueprint("accounts", __name__, url_prefix="/g/<group>")

_BOTH, _POST = ["GET", "POST"], ["POST"]
blueprint.add_url_rule("/accounts", "choose", views.choose)
blueprint.add_url_rule("/accounts/last-year", "last_year", last_year.last_year, methods=_BOTH)
blueprint.add_url_rule("/accounts/belongings", "belongings", belongings.belongings)
blueprint.add_url_rule(
    "/accounts/belongings/owned", "tell_asset", belongings.tell_asset, methods=_POST
)
blueprint.add_url_rule(
    "/accounts/belongings/owed", "tell_liability", belongings.tell_liability, methods=_POST
)
blueprint.add_url_rule("/accounts/belongings/gone", "gone", belongings.gone, methods=_POST)
blueprint.add_url_rule("/accounts/<year_end>/words", "words", wording.words, methods=_BOTH)
blueprint.add_url_rule("/accounts/<year_end>/pdf", "download", views.download)
blueprint.add_url_rule(f"/accounts/<year_end>/tables.{FORM}", "tables", tabling.tables)
blueprint.add_url_rule(
    "/accounts/<year_end>/close", "close", closing.close, methods=["GET", "POST"]
)
blueprint.add_url_rule("/accounts/<year_end>/closed", "closed", closing.closed)
blueprint.add_url_rule("/accounts/<year_end>/checklist", "checklist", closing.checklist)
