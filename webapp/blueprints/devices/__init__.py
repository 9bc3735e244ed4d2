"""One's own devices and passkeys: those that are known, and letting in one more."""

from flask import Blueprint

from webapp.blueprints.devices import passkeys, views

blueprint = Blueprint("devices", __name__, url_prefix="/g/<group>/devices")

_GET, _POST = ["GET"], ["POST"]
blueprint.add_url_rule("", view_func=views.listing, methods=_GET)
blueprint.add_url_rule("/let-another-in", view_func=views.let_another_in, methods=_POST)
blueprint.add_url_rule("/let-another-in", view_func=views.link, methods=_GET)
blueprint.add_url_rule("/<int:device_id>/name", view_func=views.rename, methods=_POST)
blueprint.add_url_rule("/<int:device_id>/forget", view_func=views.forget, methods=_POST)
blueprint.add_url_rule("/passkeys/ask", view_func=passkeys.ask_for_passkey, methods=_POST)
blueprint.add_url_rule("/passkeys", view_func=passkeys.keep_passkey, methods=_POST)
blueprint.add_url_rule(
    "/passkeys/<int:passkey_id>/forget", view_func=passkeys.forget_passkey, methods=_POST
)
