"""A secret link on a page of its own, shown for as long as it takes to send it."""

import flask
from flask.typing import ResponseReturnValue

from webapp.blueprints.people.pages import LinkPage
from webapp.qr import squares
from webapp.show import render
from webapp.shown_once import Told, go_and_show, shown_already, told_here


def show_link(group: str, secret: str, *, title: str, words: str) -> ResponseReturnValue:
    """Go to the page that shows a link that was just made."""
    told = {"secret": secret, "title": title, "words": words}
    return go_and_show(flask.url_for("people.link", group=group), told)


def link(group: str) -> ResponseReturnValue:
    """Show the link that was just made; loaded again, it makes no other."""
    told = told_here()
    if told is None:
        return shown_already(flask.url_for("people.listing", group=group))
    return render("people/link.html", _page(group, told))


def _page(group: str, told: Told) -> LinkPage:
    """Give the page of an invitation's link, with squares for a phone that is near."""
    address = flask.url_for("sign_in.invitation", secret=told["secret"], _external=True)
    return LinkPage(
        title=told["title"],
        words=told["words"],
        address=address,
        name="The link",
        squares=squares(address),
        back=flask.url_for("people.listing", group=group),
    )
