"""Coming back in with the code that was printed when the group began."""

import logging

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from webapp import here, people
from webapp.blueprints.sign_in.pages import RecoveredPage, RecoveryPage
from webapp.limits import secret_was_wrong
from webapp.show import refused, render
from webapp.shown_once import go_and_show, told_here
from webapp.signing_in import let_in
from webapp.wrongs import Wrongs

_log = logging.getLogger("webapp.sign_in")


def recovery() -> ResponseReturnValue:
    """Ask for the code and a new password."""
    return render("sign_in/recovery.html", RecoveryPage())


def recover() -> ResponseReturnValue:
    """Use the code up, sign in, and go where the next one stands, to print."""
    typed = flask.request.form
    code = typed.get("code", "")
    try:
        found = people.use_recovery_code(here.store(), code, typed.get("password", ""))
    except Refusal as refusal:
        _log.info("refused: a recovery")
        if isinstance(refusal, people.RecoveryCodeUnknown):
            secret_was_wrong()
        page = RecoveryPage(code=code, wrongs=Wrongs.of(refusal))
        return refused("sign_in/recovery.html", page)
    let_in(found.person.id)
    told = {"sign-in-name": found.person.sign_in_name or "", "code": found.recovery_code}
    return go_and_show(flask.url_for("sign_in.recovered"), told)


def recovered() -> ResponseReturnValue:
    """Show the next code; after a while, or to anybody else, there is only the front page."""
    told = told_here()
    if told is None:
        return flask.redirect(flask.url_for("sign_in.front"), 303)
    page = RecoveredPage(sign_in_name=told["sign-in-name"], code=told["code"])
    return render("sign_in/recovered.html", page)
