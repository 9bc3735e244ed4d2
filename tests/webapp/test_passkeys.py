"""A passkey beside the password: what is accepted, and what looks like it and is not."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.webapp.books import empty_book
from tests.webapp.conftest import Neighbours, sign_in, sign_in_on_a_new_device, sign_out
from tests.webapp.soft_passkey import PRESENT, SoftPasskey
from webapp import people
from webapp.people import Purpose, Role, Store

LIST = "/g/elm-street-mutual-aid/devices"
STEP = "/sign-in/new-device"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_QUESTION = re.compile(r'data-question="([^"]+)"')


def question_in(page: str) -> str:
    """The question that a page puts to the browser."""
    found = _QUESTION.search(page)
    assert found is not None
    return html.unescape(found[1])


@dataclass(frozen=True, kw_only=True)
class Door:
    """A treasurer who has a passkey, and browsers to come in with."""

    browser: Callable[[], FlaskClient]
    name: str
    person_id: int
    key: SoftPasskey

    def at_the_door(self) -> FlaskClient:
        """A new browser in which the password was right."""
        client = self.browser()
        sign_in_on_a_new_device(client, self.name)
        return client

    def question(self, client: FlaskClient) -> str:
        return question_in(client.get(STEP).text)

    def say(self, client: FlaskClient, answer: str) -> TestResponse:
        token = _TOKEN.search(client.get("/recovery").text)
        assert token is not None
        return client.post(STEP, data={"csrf_token": token[1], "answer": answer})


def make(client: FlaskClient, key: SoftPasskey, question: str = "") -> TestResponse:
    """Make a passkey in a browser that is signed in, or answer an older question."""
    token = _TOKEN.search(client.get(LIST).text)
    assert token is not None
    asked = client.post(f"{LIST}/passkeys/ask", data={"csrf_token": token[1]}).text
    typed = {"csrf_token": token[1], "answer": key.made(question or question_in(asked))}
    return client.post(f"{LIST}/passkeys", data=typed)


@pytest.fixture
def phone(browser: Callable[[], FlaskClient], elm: Neighbours) -> FlaskClient:
    empty_book(elm.group)
    client = browser()
    sign_in(client, elm.sign_in_name(Role.TREASURER))
    return client


@pytest.fixture
def door(browser: Callable[[], FlaskClient], phone: FlaskClient, elm: Neighbours) -> Door:
    key = SoftPasskey()
    assert make(phone, key).status_code == 303
    return Door(
        browser=browser,
        name=elm.sign_in_name(Role.TREASURER),
        person_id=elm.members[Role.TREASURER].person_id or 0,
        key=key,
    )


def test_a_passkey_and_the_password_let_a_new_device_in(
    door: Door, store: Store, phone: FlaskClient
) -> None:
    client = door.at_the_door()
    answer = door.say(client, door.key.answer(door.question(client)))
    assert answer.location == "/"
    assert client.get("/").location == "/g/elm-street-mutual-aid/"
    assert len(people.devices_of(store, door.person_id)) == 2
    assert "used last on" in phone.get(LIST).text
    sign_out(client)
    assert sign_in_on_a_new_device(client, door.name).location == "/"


def test_a_passkey_without_the_password_lets_nobody_in(door: Door) -> None:
    question = door.question(door.at_the_door())
    stranger = door.browser()
    answer = door.say(stranger, door.key.answer(question))
    assert answer.location == "/sign-in"
    assert stranger.get("/").location == "/sign-in"


def test_an_answer_counts_once_and_for_its_own_question(door: Door) -> None:
    first = door.at_the_door()
    answer = door.key.answer(door.question(first))
    with first.session_transaction() as cookie:
        before = dict(cookie)
    assert door.say(first, answer).location == "/"
    thief = door.browser()
    with thief.session_transaction() as cookie:
        cookie.update(before)
    assert door.say(thief, answer).location == "/sign-in"
    other = door.at_the_door()
    assert door.say(other, answer).status_code == 422
    assert other.get("/").location == "/sign-in"


def test_a_wrong_answer_spends_its_question_and_another_is_put(door: Door) -> None:
    client = door.at_the_door()
    question = door.question(client)
    refused = door.say(client, SoftPasskey().answer(question))
    assert refused.status_code == 422
    assert "did not let you in" in refused.text
    assert question_in(refused.text) != question
    assert door.say(client, door.key.answer(question)).status_code == 422
    assert door.say(client, door.key.answer(door.question(client))).location == "/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://localhost.attacker.example"},
        {"host": "attacker.example"},
        {"flags": PRESENT},
        {"flags": 0},
        {"count": 0},
    ],
    ids=["origin", "host", "not verified", "nobody there", "count goes back"],
)
def test_what_looks_like_an_answer_and_is_not_lets_nobody_in(
    door: Door, wrong: dict[str, object]
) -> None:
    client = door.at_the_door()
    first = door.say(client, door.key.answer(door.question(client)))
    assert first.location == "/"
    copy = replace(door.key, **wrong)  # type: ignore[arg-type]  # wrong on purpose
    other = door.at_the_door()
    assert door.say(other, copy.answer(door.question(other))).status_code == 422
    assert other.get("/").location == "/sign-in"


@pytest.mark.parametrize(
    "answer", ["", "{}", "null", "[1]", '{"id": 1}', "\ud800", '{"id":"a","rawId":"%","type":"x"}']
)
def test_what_is_no_answer_at_all_is_refused_in_words(door: Door, answer: str) -> None:
    client = door.at_the_door()
    plain = answer.encode("utf-8", "replace").decode()
    assert door.say(client, plain).status_code == 422


def test_the_passkey_of_somebody_else_lets_nobody_in(door: Door, elm: Neighbours) -> None:
    client = door.browser()
    sign_in(client, elm.sign_in_name(Role.MEMBER))
    theirs = SoftPasskey()
    assert make(client, theirs).status_code == 303
    other = door.at_the_door()
    assert door.say(other, theirs.answer(door.question(other))).status_code == 422


def test_a_question_waits_for_five_minutes_and_for_one_purpose(
    store: Store, elm: Neighbours
) -> None:
    person_id = elm.members[Role.MEMBER].person_id or 0
    step = people.begin_step(store, Purpose.SECOND_STEP, person_id)
    assert people.look_at_step(store, Purpose.NEW_PASSKEY, step.secret) is None
    assert people.look_at_step(store, Purpose.SECOND_STEP, step.secret) == step
    late = replace(store, now=lambda: datetime.now(UTC) + timedelta(minutes=5))
    assert people.spend_step(late, Purpose.SECOND_STEP, step.secret) is None
    assert people.spend_step(store, Purpose.SECOND_STEP, step.secret) is None


def test_a_new_password_stops_whoever_was_half_way_in(
    door: Door, store: Store, elm: Neighbours
) -> None:
    client = door.at_the_door()
    question = door.question(client)
    number = elm.members[Role.TREASURER].number
    people.new_link_for_forgotten_password(store, elm.group.id, number, by="P002")
    assert people.passkeys_of(store, door.person_id) == ()
    assert door.say(client, door.key.answer(question)).location == "/sign-in"


def test_a_passkey_that_was_forgotten_lets_nobody_in(
    door: Door, store: Store, phone: FlaskClient
) -> None:
    (kept,) = people.passkeys_of(store, door.person_id)
    client = door.at_the_door()
    question = door.question(client)
    people.forget_passkey(store, door.person_id + 1, kept.id)
    assert people.passkeys_of(store, door.person_id) == (kept,)
    token = _TOKEN.search(phone.get(LIST).text)
    assert token is not None
    phone.post(f"{LIST}/passkeys/{kept.id}/forget", data={"csrf_token": token[1]})
    assert door.say(client, door.key.answer(question)).status_code == 422
    assert "Use my passkey" not in client.get(STEP).text


def test_a_passkey_is_made_only_by_its_own_question_and_once(
    phone: FlaskClient, store: Store, elm: Neighbours
) -> None:
    older = json.dumps({"challenge": "c29tZSBvdGhlciBxdWVzdGlvbg"})
    refused = make(phone, SoftPasskey(), older)
    assert refused.status_code == 422
    assert "No passkey was kept" in refused.text
    key = SoftPasskey()
    assert make(phone, replace(key, flags=PRESENT)).status_code == 422
    assert make(phone, key).status_code == 303
    assert make(phone, key).status_code == 422
    assert len(people.passkeys_of(store, elm.members[Role.TREASURER].person_id or 0)) == 1


def test_at_a_bare_address_nothing_is_said_of_passkeys(door: Door, phone: FlaskClient) -> None:
    bare = "http://127.0.0.1:8000"
    client = door.browser()
    token = _TOKEN.search(client.get("/sign-in", base_url=bare).text)
    assert token is not None
    typed = {"csrf_token": token[1], "sign_in_name": door.name, "password": "four words in a row"}
    client.post("/sign-in", data=typed, base_url=bare)
    page = client.get(STEP, base_url=bare).text
    assert "This device is new to us" in page
    assert "passkey" not in page.lower().replace("keys.html", "")
    assert "Passkeys" in phone.get(LIST).text


def test_passkeys_are_told_to_whom_they_belong(door: Door, store: Store) -> None:
    (told,) = people.export_person(store, door.person_id).passkeys
    assert told["used"] == "never"
    assert set(told) == {"name", "since", "used"}
