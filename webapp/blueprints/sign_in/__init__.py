"""Coming in and going out: signing in, invitations, a printed code, and the front page."""

from flask import Blueprint

from webapp.blueprints.sign_in import demo, front, invitation, recovery

blueprint = Blueprint("sign_in", __name__)

blueprint.add_url_rule("/", view_func=front.front)
blueprint.add_url_rule("/sign-in", view_func=front.form, methods=["GET"])
blueprint.add_url_rule("/sign-in", view_func=front.enter, methods=["POST"])
blueprint.add_url_rule("/sign-out", view_func=front.leave, methods=["POST"])
blueprint.add_url_rule("/invitation/<secret>", view_func=invitation.invitation, methods=["GET"])
blueprint.add_url_rule(
    "/invitation/<secret>", view_func=invitation.accept_invitation, methods=["POST"]
)
blueprint.add_url_rule("/recovery", view_func=recovery.recovery, methods=["GET"])
blueprint.add_url_rule("/recovery", view_func=recovery.recover, methods=["POST"])
blueprint.add_url_rule("/demo/<secret>", view_func=demo.demo, methods=["GET"])
blueprint.add_url_rule("/demo/<secret>", view_func=demo.enter_demo, methods=["POST"])
