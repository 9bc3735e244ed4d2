"""Coming in and going out: signing in, invitations, a printed code, and the front page."""

from flask import Blueprint

from webapp.blueprints.sign_in import (
    demo,
    device_link,
    front,
    invitation,
    new_device,
    recovery,
)

blueprint = Blueprint("sign_in", __name__)

blueprint.add_url_rule("/", view_func=front.front)
blueprint.add_url_rule("/sign-in", view_func=front.form, methods=["GET"])
blueprint.add_url_rule("/sign-in", view_func=front.enter, methods=["POST"])
blueprint.add_url_rule("/sign-in/new-device", view_func=new_device.new_device, methods=["GET"])
blueprint.add_url_rule("/sign-in/new-device", view_func=new_device.answer, methods=["POST"])
blueprint.add_url_rule("/device/<secret>", view_func=device_link.device_link, methods=["GET"])
blueprint.add_url_rule("/device/<secret>", view_func=device_link.use_device_link, methods=["POST"])
blueprint.add_url_rule("/sign-out", view_func=front.leave, methods=["POST"])
blueprint.add_url_rule("/invitation/<secret>", view_func=invitation.invitation, methods=["GET"])
blueprint.add_url_rule(
    "/invitation/<secret>", view_func=invitation.accept_invitation, methods=["POST"]
)
blueprint.add_url_rule("/recovery", view_func=recovery.recovery, methods=["GET"])
blueprint.add_url_rule("/recovery", view_func=recovery.recover, methods=["POST"])
blueprint.add_url_rule("/recovery/code", view_func=recovery.recovered, methods=["GET"])
blueprint.add_url_rule("/demo/<secret>", view_func=demo.demo, methods=["GET"])
blueprint.add_url_rule("/demo/<secret>", view_func=demo.enter_demo, methods=["POST"])
