"""The public page of a group that has chosen to be public, and its poster."""

from flask import Blueprint

from webapp.blueprints.public import views

blueprint = Blueprint("public", __name__, url_prefix="/open/<group>")
blueprint.before_request(views.decline_in_doubt)

blueprint.add_url_rule("", view_func=views.show, methods=["GET"])
blueprint.add_url_rule("/poster", view_func=views.poster, methods=["GET"])
