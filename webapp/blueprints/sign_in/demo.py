"""Ready links into the sample group; on loopback only, and only where they were asked for."""

import flask
from flask.typing import ResponseReturnValue

from webapp import here, people
from webapp.blueprints.sign_in.pages import DemoPage
from webapp.limits import secret_was_wrong
from webapp.show import render
from webapp.signing_in import let_in_to_look_round


def demo(secret: str) -> ResponseReturnValue:
    """Show one button; opening the link does not sign in by itself."""
    member, group = _found(secret)
    who = f"{member.name}, {member.role.on_screen}"
    page = DemoPage(title=f"Look round as {who}", button=f"Go in as {who}", group_title=group.title)
    return render("sign_in/demo.html", page)


def enter_demo(secret: str) -> ResponseReturnValue:
    """Sign in as that invented person."""
    member, group = _found(secret)
    if member.person_id is None:
        flask.abort(404)
    let_in_to_look_round(member.person_id)
    return flask.redirect(f"/g/{group.address}/", 303)


def _found(secret: str) -> tuple[people.Member, people.Group]:
    settings, member = here.settings(), None
    if settings.demo_links_work:
        member = people.demo_member(here.store(), settings.secrets.demo.encode(), secret)
    group = people.group_by_id(here.store(), member.group_id) if member else None
    if member is None or group is None:
        secret_was_wrong()
        flask.abort(404)
    return member, group
