"""The first-run journey: a group, where its money starts, and who keeps its books."""

from flask import Blueprint

from webapp.blueprints.first_run import ready, views

blueprint = Blueprint("first_run", __name__)

blueprint.add_url_rule("/start", view_func=views.start, methods=["GET"])
blueprint.add_url_rule("/start", view_func=views.begin, methods=["POST"])
blueprint.add_url_rule("/groups/new", view_func=views.another, methods=["GET"])
blueprint.add_url_rule("/groups/new", view_func=views.begin_another, methods=["POST"])
blueprint.add_url_rule("/g/<group>/ready", view_func=ready.ready, methods=["GET"])
