"""The settings of a group: each change a small form of its own."""

from flask import Blueprint

from webapp.blueprints.settings import chart, group, soundness, views

blueprint = Blueprint("settings", __name__, url_prefix="/g/<group>/settings")

_POST = ["POST"]
blueprint.add_url_rule("", view_func=views.edit, methods=["GET"])
blueprint.add_url_rule("/name", view_func=group.rename, methods=_POST)
blueprint.add_url_rule("/form", view_func=group.change_form, methods=_POST)
blueprint.add_url_rule("/public", view_func=group.choose_public, methods=_POST)
blueprint.add_url_rule("/code", view_func=group.new_code, methods=_POST)
blueprint.add_url_rule("/code", view_func=group.code, methods=["GET"])
blueprint.add_url_rule("/kinds", view_func=chart.add_kind, methods=_POST)
blueprint.add_url_rule("/lines", view_func=chart.add_line, methods=_POST)
blueprint.add_url_rule("/banks", view_func=chart.add_bank, methods=_POST)
blueprint.add_url_rule("/floats", view_func=chart.add_float, methods=_POST)
blueprint.add_url_rule("/books.zip", view_func=views.take_away, methods=["GET"])
blueprint.add_url_rule("/check", view_func=soundness.show, methods=["GET"], endpoint="soundness")
blueprint.add_url_rule("/check", view_func=soundness.check, methods=_POST, endpoint="check")
