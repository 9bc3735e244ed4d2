"""The first page that a phone sees which was pointed at the squares of `./run --phone`."""

from dataclasses import dataclass

import flask
from flask.typing import ResponseReturnValue

from webapp import here
from webapp.show import render

blueprint = flask.Blueprint("phone", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class HelloPage:
    """Why the phone warned, and where to go on."""

    title: str = "This phone has found your computer"
    address: str
    onward: str


@blueprint.get("/hello-phone")
def hello() -> ResponseReturnValue:
    """Explain the one warning; there is no such page where phones are not asked to come."""
    settings = here.settings()
    if settings.loopback_only or settings.proxied:
        flask.abort(404)
    page = HelloPage(address=flask.request.host, onward=flask.url_for("sign_in.front"))
    return render("phone/hello.html", page)
