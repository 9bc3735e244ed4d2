"""A secret link on a page of its own, shown once."""

import flask

from webapp.blueprints.people.pages import LinkPage
from webapp.qr import squares


def link_page(group: str, secret: str, *, title: str, words: str) -> LinkPage:
    """Give the page that shows an invitation's link, with squares for a phone that is near."""
    address = flask.url_for("sign_in.invitation", secret=secret, _external=True)
    return LinkPage(
        title=title,
        words=words,
        address=address,
        name="The link",
        squares=squares(address),
        back=flask.url_for("people.listing", group=group),
    )
