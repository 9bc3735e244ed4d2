"""Grants and help as open data, for the treasurer to look at and publish."""

import flask
from flask.typing import ResponseReturnValue

from grant_reports.open_grants import grants_json
from ledger.errors import Refusal
from ledger.reading import open_grants
from webapp import desk
from webapp.blueprints.funds.looking import listing_page
from webapp.show import refused
from webapp.wrongs import Wrongs

_SHUT = "default-src 'none'; sandbox"


def publish(group: str) -> ResponseReturnValue:
    """Give the grants and the help that may be published, in the shape of 360Giving."""
    today = desk.today()
    try:
        made = grants_json(open_grants(desk.place(), today), today)
    except Refusal as refusal:
        return refused("funds/listing.html", listing_page(group, Wrongs.of(refusal)))
    response = flask.Response(made, mimetype="application/json")
    response.headers["Content-Security-Policy"] = _SHUT
    name = f"{group}-grants-{today}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
