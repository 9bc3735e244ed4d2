"""The link that one's own other device has made: with the password it lets this one in, once."""

import logging

import flask
from flask.typing import ResponseReturnValue

from webapp import here, people
from webapp.blueprints.sign_in.pages import DeviceLinkPage
from webapp.failures import FailurePage
from webapp.limits import secret_was_wrong
from webapp.show import refused, render
from webapp.signing_in import let_in

_log = logging.getLogger("webapp.sign_in")
_TEMPLATE = "sign_in/device_link.html"


def device_link(secret: str) -> ResponseReturnValue:
    """Ask for the password; nothing happens by looking."""
    try:
        return render(_TEMPLATE, _page(secret))
    except people.DeviceLinkGone as gone:
        return _gone(gone)


def use_device_link(secret: str) -> ResponseReturnValue:
    """Let this device in, if the password is that of the person whom the link is for."""
    typed = flask.request.form.get("password", "")
    try:
        page = _page(secret, refused=True)
        person = people.use_device_link(here.store(), secret, typed)
    except people.DeviceLinkGone as gone:
        return _gone(gone)
    if person is None:
        _log.info("refused: a password behind a link for another device")
        secret_was_wrong()
        return refused(_TEMPLATE, page)
    let_in(person.id)
    return flask.redirect(flask.url_for("sign_in.front"), 303)


def _page(secret: str, *, refused: bool = False) -> DeviceLinkPage:
    person = people.look_at_device_link(here.store(), secret)
    return DeviceLinkPage(sign_in_name=person.sign_in_name or "", refused=refused)


def _gone(gone: people.DeviceLinkGone) -> ResponseReturnValue:
    _log.info("refused: a link for another device that does not work")
    secret_was_wrong()
    page = FailurePage(title="This link is spent", words=gone.message, remedy=gone.remedy)
    return render("errors/failure.html", page), 404
