"""Every route, with real pages and a real book: what it answers with, and what it leaves alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule as Route
from werkzeug.test import TestResponse

from ledger import index
from tests.webapp.books import sample_book
from tests.webapp.conftest import Neighbours, neighbours
from webapp import people
from webapp.app import create_app
from webapp.people import Role
from webapp.settings import settings_for
from webapp.who_may import RULES, Who

# Fava's own pages: their policy is a test of the door's. What lies in the static folder is no page.
NOT_OURS = {"audit.open", "audit.page", "static"}
# Signing out ends the session with which the others are asked.
LAST = {"sign_in.leave"}
READING = {"HEAD", "OPTIONS", "GET"}
FOUND = {200, 202, 302, 303, 404, 422}


class House:
    """An app with the sample's book, its treasurer signed in, and a funder's link."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.app = create_app(settings_for(folder, allow_first_run=True))
        self.store = people.open_store(folder)
        self.elm: Neighbours = neighbours(self.store, "Elm Street Mutual Aid")
        people.choose_public(self.store, self.elm.group.id, public=True)
        self.place = sample_book(self.elm.group)
        book = index.current(self.place)
        self.secret = people.new_funder_link(
            self.store, self.elm.group.id, "council-food-2025", "the council"
        )
        self.known = {
            "group": self.elm.group.address,
            "secret": self.secret,
            "entry": next(iter(book.entries)),
            "fund": "council-food-2025",
            "name": book.documents[0].name,
            "number": self.elm.members[Role.MEMBER].number,
            "year_end": "2026-03-31",
            "form": "csv.zip",
            "month": "2026-03",
            "account": "Assets:Bank:Current",
            "filename": "purse.css",
            "sha256": "0" * 64,
        }
        self.treasurer = self._signed_in(Role.TREASURER)

    def _signed_in(self, role: Role) -> FlaskClient:
        person_id = self.elm.members[role].person_id
        assert person_id is not None
        browser = self.app.test_client()
        with browser.session_transaction() as cookie:
            cookie["_user_id"] = people.start_session(self.store, person_id)
        return browser

    def routes(self) -> Iterator[tuple[Route, str, str]]:
        """Each route with each of its methods, and an address of it that is there."""
        adapter = self.app.url_map.bind("localhost")
        for route in self.app.url_map.iter_rules():
            if route.endpoint in NOT_OURS | LAST:
                continue
            parts = {name: self.known.get(name, "1") for name in route.arguments}
            for method in (route.methods or set()) - {"HEAD", "OPTIONS"}:
                yield route, method, adapter.build(route.endpoint, parts, method=method)

    def kept(self) -> dict[str, str]:
        """What nobody can write to a book without changing, and what is told of the people."""
        files = [(str(each), each.stat()) for each in self.place.rglob("*") if each.is_file()]
        told = {name: f"{at.st_size} {at.st_ctime_ns} {at.st_ino}" for name, at in files}
        group = self.elm.group.id
        verbs = (people.members_of, people.names_of, people.invitations_of)
        told |= {verb.__name__: str(verb(self.store, group)) for verb in verbs}
        told["links"] = str([each.revoked_at for each in people.funder_links_of(self.store, group)])
        told["groups"] = str(people.all_groups(self.store))
        return told


@dataclass(frozen=True)
class Looked:
    """What somebody got who only looked, and whether all was as before afterwards."""

    route: Route
    address: str
    answer: TestResponse
    is_unchanged: bool


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def looked(house: House) -> list[Looked]:
    """Every page as the treasurer sees it, and as nobody does."""
    before = house.kept()
    return [
        Looked(route, address, browser.get(address), house.kept() == before)
        for route, method, address in house.routes()
        if method == "GET"
        for browser in (house.treasurer, house.app.test_client())
    ]


def test_most_addresses_lead_to_a_page(looked: list[Looked]) -> None:
    assert {each.answer.status_code for each in looked} <= FOUND
    assert len({each.address for each in looked if each.answer.status_code == 200}) > 25


def test_looking_changes_nothing(looked: list[Looked]) -> None:
    assert [each.address for each in looked if not each.is_unchanged] == []


def test_nothing_is_changed_without_the_token_of_a_form(house: House) -> None:
    before = house.kept()
    asked = [
        (route.endpoint, house.treasurer.open(address, method=method, data={"amount": "1"}))
        for route, method, address in house.routes()
        if method not in READING
    ]
    assert len(asked) > 30
    assert [name for name, answer in asked if answer.status_code not in {400, 404}] == []
    assert house.kept() == before


def test_with_a_number_that_no_database_holds_there_is_no_such_page(house: House) -> None:
    """Nor is anything broken: it is not looked up at all."""
    token = re.search(
        r'name="csrf_token" value="([^"]+)"',
        house.treasurer.get("/g/elm-street-mutual-aid/devices").text,
    )
    assert token is not None
    asked = [
        house.treasurer.open(
            address.replace("/1", f"/{2**63}"), method=method, data={"csrf_token": token[1]}
        ).status_code
        for route, method, address in house.routes()
        if "<int:" in route.rule
    ]
    assert len(asked) > 5
    assert set(asked) == {404}


def test_every_page_tells_the_browser_what_it_may_not(looked: list[Looked]) -> None:
    for each in looked:
        told = each.answer.headers
        policy = told["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), each.address
        assert "unsafe" not in policy, each.address
        assert told["X-Content-Type-Options"] == "nosniff", each.address
        if RULES[each.route.endpoint].who is not Who.PUBLIC_GROUP:
            assert told["Cache-Control"] == "no-store", each.address
        if "secret" in each.route.arguments:
            assert told["Referrer-Policy"] == "no-referrer", each.address


def test_no_page_holds_a_script_or_a_style_of_its_own(looked: list[Looked]) -> None:
    within = re.compile(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=\"|javascript:")
    for each in looked:
        if each.answer.mimetype == "text/html":
            assert not within.search(each.answer.text), each.address
