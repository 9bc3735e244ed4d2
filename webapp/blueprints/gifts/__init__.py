"""Thanking those who gave: who gave in a year, a letter for each, and the group's own words."""

from flask import Blueprint

from webapp.blueprints.gifts import views

blueprint = Blueprint("gifts", __name__, url_prefix="/g/<group>/gifts")

blueprint.add_url_rule("", "listing", views.listing)
blueprint.add_url_rule("/thanks", "write", views.write, methods=["POST"])
blueprint.add_url_rule("/<entry>/letter", "letter", views.letter)
