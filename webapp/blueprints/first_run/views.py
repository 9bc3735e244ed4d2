"""The three screens, and the page after them.

Nothing is kept between the screens on this side: each carries the answers of the others along, so
that somebody can go back, or away for a cup of tea, and nothing half-made is left.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from webapp import desk, here
from webapp.blueprints.first_run.fields import (
    LAST_STEP,
    answers_in,
    first_answers,
    on_screen,
    step_of,
)
from webapp.blueprints.first_run.making import Made, make_with_newcomer, make_with_person
from webapp.blueprints.first_run.pages import StepPage
from webapp.blueprints.first_run.plan import ACCOUNTS, GroupPlan, plan_of
from webapp.blueprints.first_run.ready import show_ready
from webapp.clock import today
from webapp.founding_once import id_for, made_already, one_at_a_time, ready_address
from webapp.people import NewPerson
from webapp.show import refused, render
from webapp.signing_in import let_in
from webapp.wrongs import Wrong, Wrongs

_log = logging.getLogger("webapp.first_run")
_STEP = "first_run/step.html"


def start() -> ResponseReturnValue:
    """Ask what the group is called; the journey of an empty installation begins here."""
    return render(_STEP, _first_page(newcomer=True))


def another() -> ResponseReturnValue:
    """Begin the same journey for another group, as somebody who signs in here already."""
    return render(_STEP, _first_page(newcomer=False))


def begin() -> ResponseReturnValue:
    """Go on to the next screen or back; after the last, make the group and sign in."""
    return _go(newcomer=True)


def begin_another() -> ResponseReturnValue:
    """The same, for another group."""
    return _go(newcomer=False)


def _first_page(*, newcomer: bool) -> StepPage:
    typed = first_answers(today())
    return StepPage(step=1, key=desk.new_key(), typed=typed, newcomer=newcomer)


def _go(*, newcomer: bool) -> ResponseReturnValue:
    sent = flask.request.form
    typed = answers_in(sent, today())
    step = min(max(sent.get("step", 1, type=int), 1), LAST_STEP)
    page = StepPage(step=step, key=desk.key_of_form(), typed=typed, newcomer=newcomer)
    if sent.get("go") == "back":
        return render(_STEP, replace(page, step=max(1, step - 1)))
    password = sent.get("password", "") if newcomer else None
    plan, wrongs = plan_of(typed, password)
    page = _with_sums(page, plan)
    if first := _first_wrong(wrongs, step):
        return refused(_STEP, replace(page, step=first, wrongs=_of_step(wrongs, first)))
    if step < LAST_STEP:
        return render(_STEP, replace(page, step=step + 1))
    try:
        here.may_write()
        with one_at_a_time():
            if made := made_already():
                return flask.redirect(ready_address(made), 303)
            return _finish(page, replace(plan, group_id=id_for(page.key)), password)
    except Refusal as refusal:
        field = on_screen(refusal.field)
        wrong = Wrong(name=field, message=refusal.message, remedy=refusal.remedy)
        wrongs = Wrongs(all=(wrong,))
        return refused(_STEP, replace(page, step=step_of(field), wrongs=wrongs))


def _finish(page: StepPage, plan: GroupPlan, password: str | None) -> ResponseReturnValue:
    made = _make(plan, page.typed, password)
    _log.info("a group was made")
    if page.newcomer:
        let_in(made.person_id)
    return show_ready(made, page.typed)


def _make(plan: GroupPlan, typed: Mapping[str, str], password: str | None) -> Made:
    if password is None:
        return make_with_person(here.store(), plan, here.person().id, today())
    newcomer = NewPerson(name=typed["name"], sign_in_name=typed["sign_in_name"], password=password)
    return make_with_newcomer(here.store(), plan, newcomer, today())


def _first_wrong(wrongs: Wrongs, until: int) -> int:
    """Give the first screen with something wrong, among those that were seen; nought for none."""
    steps = sorted(step_of(each.name) for each in wrongs.all)
    return steps[0] if steps and steps[0] <= until else 0


def _of_step(wrongs: Wrongs, step: int) -> Wrongs:
    return Wrongs(all=tuple(each for each in wrongs.all if step_of(each.name) == step))


def _with_sums(page: StepPage, plan: GroupPlan) -> StepPage:
    sums = {place: plan.in_place(account) for place, account in ACCOUNTS.items()}
    return replace(page, bank=sums["bank"], tin=sums["tin"], online=sums["online"])
