"""After a right password on a device that is not known: nobody is in, one thing more is asked."""

import logging

import flask
from flask.typing import ResponseReturnValue

from webapp import here, passkeys, people
from webapp.blueprints.sign_in.pages import NewDevicePage
from webapp.limits import secret_was_wrong
from webapp.people import Passkey, Person, Purpose, Step
from webapp.show import refused, render
from webapp.signing_in import let_in

_log = logging.getLogger("webapp.sign_in")
_TEMPLATE = "sign_in/new_device.html"
_WAITING, _GOING_TO = "second-step", "going-to"


def ask_for_more(person: Person, going_to: str) -> ResponseReturnValue:
    """Keep in mind whose password it was, for a few minutes, and show what else lets them in."""
    flask.session[_GOING_TO] = going_to
    _begin(person.id)
    _log.info("asked for more on a new device: person %d", person.id)
    return flask.redirect(flask.url_for("sign_in.new_device"), 303)


def new_device() -> ResponseReturnValue:
    """Show the ways to let this device in."""
    waiting = flask.session.get(_WAITING, "")
    step = people.look_at_step(here.store(), Purpose.SECOND_STEP, waiting)
    return render(_TEMPLATE, _page(step)) if step else _once_more()


def answer() -> ResponseReturnValue:
    """Let this device in by a passkey; its question is spent, whatever the answer was."""
    waiting = flask.session.pop(_WAITING, "")
    step = people.spend_step(here.store(), Purpose.SECOND_STEP, waiting)
    if step is None:
        return _once_more()
    found = passkeys.answered(step, flask.request.form.get("answer", ""), _passkeys(step))
    if found is None or not people.passkey_answered(here.store(), *found):
        _log.info("refused: a passkey of person %d", step.person.id)
        secret_was_wrong()
        return refused(_TEMPLATE, _page(_begin(step.person.id), refused=True))
    going_to = flask.session.get(_GOING_TO, "")
    let_in(step.person.id)
    return flask.redirect(going_to or flask.url_for("sign_in.front"), 303)


def _begin(person_id: int) -> Step:
    step = people.begin_step(here.store(), Purpose.SECOND_STEP, person_id)
    flask.session[_WAITING] = step.secret
    return step


def _once_more() -> ResponseReturnValue:
    flask.flash("That took too long, so please sign in once more.")
    return flask.redirect(flask.url_for("sign_in.form"), 303)


def _passkeys(step: Step) -> tuple[Passkey, ...]:
    return passkeys.good_here(people.passkeys_of(here.store(), step.person.id))


def _page(step: Step, *, refused: bool = False) -> NewDevicePage:
    known = _passkeys(step)
    return NewDevicePage(
        question=passkeys.question_to_answer(step, known) if known else "", refused=refused
    )
