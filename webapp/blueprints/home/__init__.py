"""The group's home: is our money all right?"""

from flask import Blueprint

from webapp.blueprints.home import views

blueprint = Blueprint("home", __name__, url_prefix="/g/<group>")

blueprint.add_url_rule("/", view_func=views.show, methods=["GET"])
