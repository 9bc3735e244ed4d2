"""The page after the journey: the books are open, with what is to be kept and sent."""

import json
from collections.abc import Mapping

import flask
from flask.typing import ResponseReturnValue

from webapp import here, people
from webapp.blueprints.first_run.making import Made
from webapp.blueprints.first_run.pages import LinkToSend, ReadyPage
from webapp.founding_once import ready_address
from webapp.people import Role
from webapp.show import render
from webapp.shown_once import Told, go_and_show, told_here


def show_ready(made: Made, typed: Mapping[str, str]) -> ResponseReturnValue:
    """Go to the page of a group that was just made, with its code and its links."""
    name = people.plain_sign_in_name(typed["sign_in_name"]) if made.recovery_code else ""
    links = [(each.number, each.role, each.secret) for each in made.invited]
    told = {"code": made.recovery_code, "sign-in-name": name, "links": json.dumps(links)}
    return go_and_show(ready_address(made.group), told)


def ready(group: str) -> ResponseReturnValue:
    """Show it; after a while, or to another treasurer, there is only the group's first page."""
    told = told_here()
    if told is None:
        return flask.redirect(flask.url_for("home.show", group=group), 303)
    return render("first_run/ready.html", _page(group, told))


def _page(group: str, told: Told) -> ReadyPage:
    links = json.loads(told["links"])
    title, group_id = here.group().title, here.group().id
    return ReadyPage(
        title=f"The books of {title} are open",
        group_title=title,
        home=flask.url_for("home.show", group=group, _external=True),
        code=told["code"],
        sign_in_name=told["sign-in-name"],
        links=tuple(
            LinkToSend(
                name=people.name_of(here.store(), group_id, number),
                role=Role(role).on_screen,
                address=flask.url_for("sign_in.invitation", secret=secret, _external=True),
            )
            for number, role, secret in links
        ),
        wants_second=not any(role == Role.TREASURER for _, role, _ in links),
        people_href=flask.url_for("people.listing", group=group),
        first_expense=flask.url_for("entries.money_out", group=group),
    )
