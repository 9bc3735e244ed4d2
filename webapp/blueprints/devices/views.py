"""The list of one's own devices: their names, forgetting one, letting in another."""

from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from webapp import here, passkeys, people
from webapp.blueprints.devices.pages import DevicesPage, LetInPage
from webapp.people.device_links import MINUTES_OPEN
from webapp.qr import squares
from webapp.show import refused, render
from webapp.shown_once import go_and_show, shown_already, told_here
from webapp.signing_in import this_device
from webapp.wrongs import Wrongs

_TEMPLATE = "devices/listing.html"


def listing(group: str) -> ResponseReturnValue:  # noqa: ARG001 - the door has read it
    """Show where one is known, and what can be done about it."""
    return render(_TEMPLATE, _page())


def rename(group: str, device_id: int) -> ResponseReturnValue:
    """Call a device of one's own something else."""
    typed = flask.request.form.get("label", "")
    try:
        called = people.rename_device(here.store(), here.person().id, device_id, typed).label
    except Refusal as refusal:
        return refused(_TEMPLATE, replace(_page(), label=typed, wrongs=Wrongs.of(refusal)))
    flask.flash(f"This device is called {called} now.")
    return _back(group)


def forget(group: str, device_id: int) -> ResponseReturnValue:
    """Forget a device of one's own, which signs it out; this one is asked to sign in."""
    try:
        gone = people.forget_device(here.store(), here.person().id, device_id)
    except Refusal as refusal:
        return refused(_TEMPLATE, replace(_page(), wrongs=Wrongs.of(refusal)))
    flask.flash(f"{gone.label} is signed out, and not known any more.")
    return _back(group)


def let_another_in(group: str) -> ResponseReturnValue:
    """Make a link for another device of one's own, and go to the page that shows it."""
    if here.person().sign_in_name is None:
        flask.abort(404)
    secret = people.new_device_link(here.store(), here.person().id)
    return go_and_show(flask.url_for("devices.link", group=group), {"secret": secret})


def link(group: str) -> ResponseReturnValue:
    """Show the link that was just made; loaded again, it makes no other."""
    back = flask.url_for("devices.listing", group=group)
    told = told_here()
    if told is None:
        return shown_already(back)
    address = flask.url_for("sign_in.device_link", secret=told["secret"], _external=True)
    page = LetInPage(address=address, squares=squares(address), minutes=MINUTES_OPEN, back=back)
    return render("devices/let_in.html", page)


def _page() -> DevicesPage:
    person = here.person()
    now = this_device(person.id)
    known = people.devices_of(here.store(), person.id)
    return DevicesPage(
        here=now,
        others=tuple(each for each in known if now is None or each.id != now.id),
        passkeys=people.passkeys_of(here.store(), person.id),
        offers_passkeys=passkeys.work_here(),
        invented=person.sign_in_name is None,
        label=now.label if now else "",
    )


def _back(group: str) -> ResponseReturnValue:
    return flask.redirect(flask.url_for("devices.listing", group=group), 303)
