"""A real app on a folder of its own, with two groups that know nothing of each other."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType

import flask
import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from webapp import here, people
from webapp.app import create_app
from webapp.people import NewPerson, Role, passwords
from webapp.people.store import FILE_NAME
from webapp.settings import Settings, settings_for

PASSWORD = "four words in a row"
DEVICE = "purse-device"
THE_REAL_HASHER = passwords._hasher
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


@pytest.fixture(autouse=True, scope="session")
def _passwords_cost_little() -> Iterator[None]:
    """Hash as we do, with a thousandth of the work: test_people.py has the real one."""
    with pytest.MonkeyPatch.context() as patched:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patched.setattr(passwords, "_hasher", cheap)
        yield


class _Compiled(BytecodeCache):
    """The templates as they were compiled for another app of this run."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self.kept[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(autouse=True, scope="session")
def _templates_are_compiled_once() -> Iterator[None]:
    """Let the many apps of a run share what takes longest in making one."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(flask.Flask, "jinja_options", {"bytecode_cache": _Compiled()})
        yield


@pytest.fixture(autouse=True, scope="session")
def _addresses_are_compiled_once() -> Iterator[None]:
    """Let the many apps of a run share what Werkzeug makes of each of our routes.

    It hangs on nothing but what is the key here, and is nine tenths of making an app.
    """
    compile_ = Rule.compile
    made: dict[tuple[object, ...], Rule] = {}

    def compiled(rule: Rule) -> None:
        key = rule.rule, rule.subdomain, str(rule.defaults), rule.merge_slashes
        first = made.setdefault(key, rule)
        if first is rule:
            compile_(rule)
            return
        rule._parts, rule._trace = first._parts, first._trace
        rule._converters, rule.arguments = first._converters, set(first.arguments)
        for name in ("_build", "_build_unknown"):
            setattr(rule, name, getattr(first, name).__func__.__get__(rule))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Rule, "compile", compiled)
        yield


@pytest.fixture(autouse=True, scope="session")
def _queries_are_written_once() -> Iterator[None]:
    """Let the many databases of a run share the words of each query: all of them are SQLite."""
    shared = LRUCache[object, object](1_000)
    one_for_all = property(lambda _: shared, lambda *_: None)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Engine, "_compiled_cache", one_for_all, raising=False)
        patched.setattr(SQLiteDialect, "__eq__", lambda one, other: type(one) is type(other))
        patched.setattr(SQLiteDialect, "__hash__", lambda one: hash(type(one)))
        yield


@pytest.fixture(scope="session")
def no_people_yet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A people database that all migrations have made, to begin with a copy of it."""
    made = tmp_path_factory.mktemp("people")
    people.open_store(made)
    return made / FILE_NAME


@pytest.fixture(scope="session")
def elm_street(
    tmp_path_factory: pytest.TempPathFactory, no_people_yet: Path
) -> tuple[Path, Neighbours]:
    """A people database in which one group has met already, to begin with a copy of it."""
    made = tmp_path_factory.mktemp("elm")
    shutil.copy(no_people_yet, made / FILE_NAME)
    store = people.open_store(made)
    elm = neighbours(store, "Elm Street Mutual Aid")
    # Out of the log of changes and into the file that is copied.
    store.wipe()
    return made / FILE_NAME, elm


@pytest.fixture
def data(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data folder with nobody in it; where the test asks for `elm`, with that group alone."""
    begins_with_elm = "elm" in request.fixturenames
    found = request.getfixturevalue("elm_street" if begins_with_elm else "no_people_yet")
    shutil.copy(found[0] if begins_with_elm else found, tmp_path / FILE_NAME)
    return tmp_path


@pytest.fixture
def store(data: Path) -> people.Store:
    return people.open_store(data)


@pytest.fixture
def settings(data: Path) -> Settings:
    return settings_for(data)


@pytest.fixture
def app(settings: Settings) -> flask.Flask:
    made = create_app(settings)
    # A document is waited for here; what is shown meanwhile has tests of its own.
    made.config["PRINTS_PATIENCE"] = 60.0
    return made


@pytest.fixture
def elm(store: people.Store, elm_street: tuple[Path, Neighbours]) -> Neighbours:
    group = people.group_by_id(store, elm_street[1].group.id)
    assert group is not None
    return replace(elm_street[1], group=group)


@pytest.fixture
def oak(store: people.Store) -> Neighbours:
    return neighbours(store, "Oak Road Kitchen")


@pytest.fixture
def browser(app: flask.Flask) -> Callable[[], FlaskClient]:
    """Open another browser, with no cookies yet."""
    return app.test_client
