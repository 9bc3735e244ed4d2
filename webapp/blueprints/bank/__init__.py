"""Checking against the bank, and counting the tin: one account, one day, one figure."""

from flask import Blueprint

from webapp.blueprints.bank import views

blueprint = Blueprint("bank", __name__, url_prefix="/g/<group>")

blueprint.add_url_rule("/bank", "check", views.check, methods=["GET", "POST"])
blueprint.add_url_rule("/bank/withdraw", "withdraw", views.withdraw, methods=["POST"])
