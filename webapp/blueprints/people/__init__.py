"""The people of a group: who belongs to it, who is invited, and how somebody leaves."""

from flask import Blueprint

from webapp.blueprints.people import leaving, links, listing, one

blueprint = Blueprint("people", __name__, url_prefix="/g/<group>/people")

_GET, _POST = ["GET"], ["POST"]
blueprint.add_url_rule("", view_func=listing.listing, methods=_GET)
blueprint.add_url_rule("/invite", view_func=listing.invite, methods=_POST)
blueprint.add_url_rule("/new-link", view_func=links.link, methods=_GET)
blueprint.add_url_rule(
    "/invitations/<int:invitation_id>/withdraw", view_func=listing.withdraw, methods=_POST
)
blueprint.add_url_rule("/<number>", view_func=one.one, methods=_GET)
blueprint.add_url_rule("/<number>/name", view_func=one.rename, methods=_POST)
blueprint.add_url_rule("/<number>/role", view_func=one.change_role, methods=_POST)
blueprint.add_url_rule("/<number>/link", view_func=one.new_link, methods=_POST)
blueprint.add_url_rule("/<number>/kept", view_func=leaving.kept, methods=_GET)
blueprint.add_url_rule("/<number>/remove", view_func=leaving.ask_remove, methods=_GET)
blueprint.add_url_rule("/<number>/remove", view_func=leaving.remove, methods=_POST)
blueprint.add_url_rule("/<number>/erase", view_func=leaving.ask_erase, methods=_GET)
blueprint.add_url_rule("/<number>/erase", view_func=leaving.erase, methods=_POST)
