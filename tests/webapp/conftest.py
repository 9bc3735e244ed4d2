"""A real app on a folder of its own, with two groups that know nothing of each other."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp import create_app, here, people
from webapp.people import NewPerson, Role
from webapp.settings import Settings, settings_for

PASSWORD = "four words in a row"
DEVICE = "purse-device"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """A group with one member of each role, by role."""

    group: people.Group
    members: dict[Role, people.Member]

    def sign_in_name(self, role: Role) -> str:
        return f"{role.value}@{self.group.address}.example"


def neighbours(store: people.Store, title: str) -> Neighbours:
    """Make a group whose treasurer founded it and whose others came by invitation."""
    group = people.create_group(store, title)
    members = {}
    for role in Role:
        newcomer = NewPerson(
            name=f"{role.value.title()} of {title}",
            sign_in_name=f"{role.value}@{group.address}.example",
            password=PASSWORD,
        )
        members[role] = people.accept(store, people.invite(store, group.id, role), newcomer)
    return Neighbours(group=group, members=members)


def post(client: FlaskClient, address: str, **typed: str) -> TestResponse:
    """Open a form as a browser does, and send it with the token that stands in it."""
    token = _TOKEN.search(client.get(address).text)
    typed |= {"csrf_token": token.group(1)} if token else {}
    return client.post(address, data=typed)


def sign_in(client: FlaskClient, name: str, password: str = PASSWORD) -> TestResponse:
    """Sign in by the form, in a browser that is known already to whoever has this password."""
    with client.application.app_context():
        store = here.store()
    if person := people.sign_in(store, name, password):
        known_to(client, store, person.id)
    return sign_in_on_a_new_device(client, name, password)


def sign_in_on_a_new_device(
    client: FlaskClient, name: str, password: str = PASSWORD
) -> TestResponse:
    """Sign in by the form, in a browser as it is."""
    return post(client, "/sign-in", sign_in_name=name, password=password)


def sign_out(client: FlaskClient) -> None:
    """Sign out in a browser, which stays one that is known."""
    token = _TOKEN.search(client.get("/recovery").text)
    assert token is not None
    client.post("/sign-out", data={"csrf_token": token.group(1)})
    assert client.get("/").location == "/sign-in"


def known_to(client: FlaskClient, store: people.Store, person_id: int) -> people.Device:
    """Make a browser one that this person has used before, by its cookie."""
    secret = people.know_device(store, person_id, "Firefox on Linux")
    name = "__Host-purse-device" if client.application.config["SESSION_COOKIE_SECURE"] else DEVICE
    before = client.get_cookie(name)
    client.set_cookie(name, f"{secret}.{before.value}" if before else secret)
    device = people.known_device(store, person_id, [secret])
    assert device is not None
    return device


@pytest.fixture
def store(tmp_path: Path) -> people.Store:
    return people.open_store(tmp_path)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path)


@pytest.fixture
def app(settings: Settings) -> flask.Flask:
    return create_app(settings)


@pytest.fixture
def elm(store: people.Store) -> Neighbours:
    return neighbours(store, "Elm Street Mutual Aid")


@pytest.fixture
def oak(store: people.Store) -> Neighbours:
    return neighbours(store, "Oak Road Kitchen")


@pytest.fixture
def browser(app: flask.Flask) -> Callable[[], FlaskClient]:
    """Open another browser, with no cookies yet."""
    return app.test_client
