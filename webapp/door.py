"""The door: before any view is called, the table of `webapp.who_may` is asked.

What one may not know exists is 404. Whoever is signed out is sent to sign in from any group's
address, whether or not there is such a group, so that the answer does not tell.
"""

import logging
from collections.abc import Callable
from urllib.parse import quote

import flask
from werkzeug.wrappers import Response

from webapp import here, people
from webapp.founding_once import made_already, ready_address
from webapp.limits import secret_was_wrong
from webapp.signed_out import with_what_was_typed
from webapp.who_may import RULES, Rule, Who

_log = logging.getLogger("webapp.door")

Answer = Response | None


def stand_at_the_door(app: flask.Flask) -> None:
    """Ask the table before every request."""
    app.before_request(ask)


def ask() -> Answer:
    """Let the request through, or answer in its place."""
    flask.g.group = flask.g.member = flask.g.funder = None
    endpoint = flask.request.endpoint
    if endpoint is None:
        return None
    rule = RULES.get(endpoint)
    if rule is None:
        flask.abort(404)
    return _ASKED[rule.who](rule)


def sign_in_address() -> str:
    """Where to sign in, and come back here after."""
    wanted = flask.request.full_path.rstrip("?") if flask.request.method == "GET" else ""
    address = flask.url_for("sign_in.form")
    return f"{address}?next={quote(wanted)}" if wanted else address


def _anyone(_rule: Rule) -> Answer:
    return None


def _signed_in(_rule: Rule) -> Answer:
    if here.visitor():
        return None
    return with_what_was_typed(sign_in_address()) or flask.redirect(sign_in_address())


def _members(rule: Rule) -> Answer:
    visitor = here.visitor()
    if visitor is None:
        home = flask.url_for("sign_in.form", next=f"/g/{_argument('group')}/")
        return with_what_was_typed(home) or flask.redirect(sign_in_address())
    group = people.group_at(here.store(), _argument("group"))
    member = people.member_of(here.store(), group.id, visitor.person.id) if group else None
    if group is None or member is None:
        _log.info("refused: not there for person %d", visitor.person.id)
        flask.abort(404)
    flask.g.group, flask.g.member = group, member
    if member.role not in rule.roles:
        _log.info("refused: %s for %s", flask.request.endpoint, member.number)
        flask.abort(403)
    return None


def _public_group(_rule: Rule) -> Answer:
    group = people.group_at(here.store(), _argument("group"))
    if group is None or not group.public:
        flask.abort(404)
    flask.g.group = group
    return None


def _funder_link(_rule: Rule) -> Answer:
    link = people.open_funder_link(here.store(), _argument("secret"))
    if link is None:
        _log.info("refused: a funder's link that does not work")
        secret_was_wrong()
        flask.abort(404)
    flask.g.funder, flask.g.group = link, link.group
    return None


def _first_run(_rule: Rule) -> Answer:
    """Let nobody begin where there is a group; a form that made it and comes again is told so."""
    if flask.request.method == "POST" and (made := made_already()):
        return flask.redirect(ready_address(made), 303)
    if not here.settings().allow_first_run or people.any_group(here.store()):
        flask.abort(404)
    return None


def _argument(name: str) -> str:
    return str((flask.request.view_args or {})[name])


_ASKED: dict[Who, Callable[[Rule], Answer]] = {
    Who.ANYONE: _anyone,
    Who.SIGNED_IN: _signed_in,
    Who.MEMBERS: _members,
    Who.PUBLIC_GROUP: _public_group,
    Who.FUNDER_LINK: _funder_link,
    Who.FIRST_RUN: _first_run,
}
