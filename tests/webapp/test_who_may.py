"""Every route, as every role of both of two groups, and as nobody: who is let through the door."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from tests.webapp.conftest import Neighbours, neighbours
from webapp import here, people
from webapp.app import create_app
from webapp.people import Role
from webapp.settings import settings_for
from webapp.who_may import RULES, RoutesAndRulesDiffer, Rule, Who, check_rules

LET_IN = "the view was called"
NOBODY = "nobody"
# What an address needs beyond its group and its secret; a route with another part needs a line.
SAMPLES = {
    "key": "form-key",
    "sha256": "9f2c41d7" * 8,
    "rest": "journal/",
    "entry": "2026-0042",
    "number": "P003",
    "fund": "council-food-2026",
    "name": "2026-0042-9f2c41d7.jpg",
    "filename": "purse.css",
    "path": "income_statement/",
    "account": "Assets:Bank:Current",
    "year_end": "2026-03-31",
    "form": "xlsx",
    "month": "2026-03",
    "id": "1",
    "link_id": "1",
    "invitation_id": "1",
    "question_id": "1",
    "device_id": "1",
    "passkey_id": "1",
}


class World:
    """An app whose views only say that they were called, two groups, and a browser for each."""

    def __init__(self, folder: Path) -> None:
        self.app = create_app(settings_for(folder))
        self.app.config["WTF_CSRF_ENABLED"] = False
        self.app.extensions["purse.limiter"].enabled = False
        with self.app.app_context():
            self.store = here.store()
        self.elm = neighbours(self.store, "Elm Street Mutual Aid")
        self.oak = neighbours(self.store, "Oak Road Kitchen")
        self.funder = people.new_funder_link(self.store, self.elm.group.id, "general", "council")
        self.browsers = {NOBODY: self.app.test_client()} | {
            f"{role} of {group.group.address}": self._signed_in(group.members[role])
            for group in (self.elm, self.oak)
            for role in Role
        }
        for endpoint in self.app.view_functions:
            self.app.view_functions[endpoint] = lambda **_parts: LET_IN

    def _signed_in(self, member: people.Member) -> FlaskClient:
        assert member.person_id is not None
        browser = self.app.test_client()
        with browser.session_transaction() as cookie:
            cookie["_user_id"] = people.start_session(self.store, member.person_id)
        return browser

    def asked(self) -> Iterator[tuple[str, str, Rule]]:
        """Every route as an address in Elm Street, its method and its rule."""
        adapter = self.app.url_map.bind("localhost")
        for route in self.app.url_map.iter_rules():
            secret = self.funder if RULES[route.endpoint].who is Who.FUNDER_LINK else "x"
            parts = SAMPLES | {"group": self.elm.group.address, "secret": secret}
            wanted = {name: parts[name] for name in route.arguments}
            for method in (route.methods or set()) - {"HEAD", "OPTIONS"}:
                address = adapter.build(route.endpoint, wanted, method=method)
                yield address, method, RULES[route.endpoint]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("world"))


def expected(rule: Rule, who: str, elm: Neighbours) -> int:
    """What a visitor gets from a route of Elm Street, worked out without the door."""
    role, _, place = who.partition(" of ")
    match rule.who:
        case Who.ANYONE | Who.FUNDER_LINK:
            return 200
        case Who.SIGNED_IN:
            return 302 if who == NOBODY else 200
        case Who.PUBLIC_GROUP | Who.FIRST_RUN:
            return 404
        case Who.MEMBERS if who == NOBODY:
            return 302
        case Who.MEMBERS if place != elm.group.address:
            return 404
        case Who.MEMBERS:
            return 200 if role in rule.roles else 403


def test_every_route_lets_in_whom_the_table_names_and_nobody_else(world: World) -> None:
    differs = []
    for (address, method, rule), (who, browser) in itertools.product(
        list(world.asked()), world.browsers.items()
    ):
        answer = browser.open(address, method=method)
        wanted = expected(rule, who, world.elm)
        if (answer.status_code, answer.text == LET_IN) != (wanted, wanted == 200):
            differs.append(f"{who}: {method} {address} answered {answer.status}, not {wanted}")
    assert differs == []


def test_a_refused_stranger_gets_no_byte_of_the_other_group(world: World) -> None:
    told = []
    for (address, method, rule), (who, browser) in itertools.product(
        list(world.asked()), world.browsers.items()
    ):
        if expected(rule, who, world.elm) == 200 or "elm-street" in who:
            continue
        answer = browser.open(address, method=method)
        if "Elm Street" in answer.text or world.elm.group.id in answer.text:
            told.append(f"{who}: {method} {address}")
    assert told == []


@pytest.fixture
def guarded(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> flask.Flask:
    """An app with one route for each kind of rule, whatever rooms there are."""
    rules = {
        "here": ("/g/<group>/here", Rule(who=Who.MEMBERS, roles=frozenset(Role))),
        "books": (
            "/g/<group>/books",
            Rule(who=Who.MEMBERS, roles=frozenset({Role.TREASURER, Role.AUDITOR})),
        ),
        "open": ("/seen/<group>", Rule(who=Who.PUBLIC_GROUP)),
        "letter": ("/read/<secret>", Rule(who=Who.FUNDER_LINK)),
        "first": ("/first", Rule(who=Who.FIRST_RUN)),
        "mine": ("/mine", Rule(who=Who.SIGNED_IN)),
    }
    for name, (address, rule) in rules.items():
        app.add_url_rule(address, endpoint=name, view_func=_who_is_here)
        monkeypatch.setitem(RULES, name, rule)
    return app


def _who_is_here(**_parts: str) -> str:
    member, group = flask.g.member, flask.g.group
    fund = flask.g.funder.fund if flask.g.funder else ""
    return f"{group.title if group else ''}/{member.number if member else ''}/{fund}"


def visitor(app: flask.Flask, store: people.Store, member: people.Member) -> FlaskClient:
    assert member.person_id is not None
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = people.start_session(store, member.person_id)
    return browser


def test_the_door_finds_out_group_and_member(
    guarded: flask.Flask, store: people.Store, elm: Neighbours
) -> None:
    browser = visitor(guarded, store, elm.members[Role.MEMBER])
    assert browser.get("/g/elm-street-mutual-aid/here").text == "Elm Street Mutual Aid/P002/"
    refused = browser.get("/g/elm-street-mutual-aid/books")
    assert refused.status_code == 403
    assert "not for your role" in refused.text
    assert browser.get("/mine").status_code == 200


def test_a_group_one_does_not_belong_to_is_as_if_it_were_not(
    guarded: flask.Flask, store: people.Store, elm: Neighbours, oak: Neighbours
) -> None:
    browser = visitor(guarded, store, oak.members[Role.TREASURER])
    theirs = browser.get(f"/g/{elm.group.address}/here")
    nobodys = browser.get("/g/no-such-group/here")
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.text == nobodys.text


def test_nobody_is_sent_to_sign_in_whether_or_not_there_is_such_a_group(
    guarded: flask.Flask, elm: Neighbours
) -> None:
    browser = guarded.test_client()
    theirs = browser.get(f"/g/{elm.group.address}/here?page=2")
    nobodys = browser.get("/g/no-such-group/here?page=2")
    assert theirs.location == f"/sign-in?next=/g/{elm.group.address}/here%3Fpage%3D2"
    assert nobodys.location == "/sign-in?next=/g/no-such-group/here%3Fpage%3D2"
    assert theirs.status_code == nobodys.status_code == 302


def test_a_group_has_a_public_page_only_when_it_chose_one(
    guarded: flask.Flask, store: people.Store, elm: Neighbours
) -> None:
    browser = guarded.test_client()
    assert browser.get("/seen/elm-street-mutual-aid").status_code == 404
    people.choose_public(store, elm.group.id, public=True)
    assert browser.get("/seen/elm-street-mutual-aid").text == "Elm Street Mutual Aid//"
    assert browser.get("/g/elm-street-mutual-aid/here").status_code == 302


def test_a_funders_link_opens_its_fund_until_it_is_revoked(
    guarded: flask.Flask, store: people.Store, elm: Neighbours
) -> None:
    secret = people.new_funder_link(store, elm.group.id, "council-food-2026", "the council")
    browser = guarded.test_client()
    answer = browser.get(f"/read/{secret}")
    assert answer.text == "Elm Street Mutual Aid//council-food-2026"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    people.revoke_funder_link(
        store, elm.group.id, people.funder_links_of(store, elm.group.id)[0].id
    )
    assert browser.get(f"/read/{secret}").status_code == 404
    assert browser.get("/read/guessed").status_code == 404


def test_the_first_group_is_made_in_the_browser_only_once_and_where_allowed(
    guarded: flask.Flask, store: people.Store
) -> None:
    browser = guarded.test_client()
    assert browser.get("/first").status_code == 404
    with guarded.app_context():
        allowed = settings_for(here.settings().folder, allow_first_run=True)
        here.install(guarded, allowed, store)
    assert browser.get("/first").status_code == 200
    people.create_group(store, "Elm Street")
    assert browser.get("/first").status_code == 404


def test_an_app_with_a_route_that_has_no_rule_does_not_start(app: flask.Flask) -> None:
    app.add_url_rule("/back-door", endpoint="back.door", view_func=_who_is_here)
    with pytest.raises(RoutesAndRulesDiffer, match=r"back\.door has no rule"):
        check_rules(app, RULES)


def test_an_app_with_a_rule_that_has_no_route_does_not_start(app: flask.Flask) -> None:
    with pytest.raises(RoutesAndRulesDiffer, match="gone has no route"):
        check_rules(app, RULES | {"gone": Rule(who=Who.ANYONE)})


def test_a_route_that_names_a_group_must_look_at_it(app: flask.Flask) -> None:
    app.add_url_rule("/g/<group>/all", endpoint="all", view_func=_who_is_here)
    with pytest.raises(RoutesAndRulesDiffer, match="does not look at it"):
        check_rules(app, RULES | {"all": Rule(who=Who.SIGNED_IN)})
    with pytest.raises(RoutesAndRulesDiffer, match=r"sign_in\.front needs <group>"):
        check_rules(app, RULES | {"sign_in.front": Rule(who=Who.MEMBERS)})


def test_a_route_without_a_rule_that_slipped_in_later_is_not_there(app: flask.Flask) -> None:
    app.add_url_rule("/late", endpoint="late", view_func=_who_is_here)
    assert app.test_client().get("/late").status_code == 404
