"""A password alone opens no new device: what is asked beside it, and what a known device is."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import flask
import pytest
from alembic import command
from flask.testing import FlaskClient
from sqlalchemy import create_engine
from werkzeug.test import TestResponse

from tests.webapp.books import empty_book
from tests.webapp.conftest import (
    DEVICE,
    PASSWORD,
    Neighbours,
    known_to,
    post,
    sign_in,
    sign_in_on_a_new_device,
    sign_out,
)
from webapp import people
from webapp.app import create_app
from webapp.device_names import device_name
from webapp.people import NewPerson, Purpose, Role, Store
from webapp.people.migrations.upgrade import settings as migration_settings
from webapp.people.tokens import hash_of
from webapp.settings import settings_for

Browser = Callable[[], FlaskClient]
LIST = "/g/elm-street-mutual-aid/devices"
_LINK = re.compile(r'value="http://localhost(/device/[^"]+)"')
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def later(store: Store, **ahead: int) -> Store:
    """The same store, when some time has gone by."""
    return replace(store, now=lambda: datetime.now(UTC) + timedelta(**ahead))


def person_of(elm: Neighbours, role: Role) -> int:
    person_id = elm.members[role].person_id
    assert person_id is not None
    return person_id


def send(client: FlaskClient, where: str, **typed: str) -> TestResponse:
    """Send a form of the page of devices, with the token that stands on it."""
    token = _TOKEN.search(client.get(LIST).text)
    assert token is not None
    return client.post(f"{LIST}{where}", data={"csrf_token": token[1]} | typed)


@pytest.fixture
def phone(browser: Browser, elm: Neighbours) -> FlaskClient:
    """A browser in which the treasurer has signed in, with a book to come home to."""
    empty_book(elm.group)
    client = browser()
    assert sign_in(client, elm.sign_in_name(Role.TREASURER)).status_code == 303
    return client


@pytest.mark.parametrize("role", list(Role))
def test_on_a_new_device_a_right_password_lets_nobody_in(
    browser: Browser, elm: Neighbours, role: Role
) -> None:
    client = browser()
    answer = sign_in_on_a_new_device(client, elm.sign_in_name(role))
    assert answer.location == "/sign-in/new-device"
    assert client.get("/").location == "/sign-in"
    assert client.get(LIST).status_code == 302
    page = client.get("/sign-in/new-device").text
    assert "This device is new to us" in page
    assert elm.group.title not in page
    assert "passkey" not in page
    assert client.get_cookie(DEVICE) is None


def test_without_a_password_there_is_nothing_to_choose_from(browser: Browser) -> None:
    client = browser()
    assert client.get("/sign-in/new-device").location == "/sign-in"
    assert "took too long" in client.get("/sign-in").text


def test_where_one_came_in_by_an_invitation_the_password_is_enough_from_then_on(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    client = browser()
    secret = people.invite(store, elm.group.id, Role.TREASURER)
    typed = {"name": "Jo", "sign_in_name": "jo@example.org", "password": "cold tea and biscuits"}
    post(client, f"/invitation/{secret}", **typed)
    sign_out(client)
    sign_in_on_a_new_device(client, "jo@example.org", "cold tea and biscuits")
    assert client.get("/").location == "/g/elm-street-mutual-aid/"
    (device,) = people.devices_of(store, 4)
    assert device.label == "A browser"


def test_a_device_of_somebody_else_is_new(browser: Browser, store: Store, elm: Neighbours) -> None:
    client = browser()
    known_to(client, store, person_of(elm, Role.MEMBER))
    answer = sign_in_on_a_new_device(client, elm.sign_in_name(Role.TREASURER))
    assert answer.location == "/sign-in/new-device"
    assert client.get("/").location == "/sign-in"


def test_two_people_may_share_a_device(browser: Browser, store: Store, elm: Neighbours) -> None:
    client = browser()
    for role in (Role.MEMBER, Role.TREASURER):
        secret = people.new_link_for_forgotten_password(
            store, elm.group.id, elm.members[role].number
        )
        post(client, f"/invitation/{secret}", password=PASSWORD)
        sign_out(client)
    for role in (Role.MEMBER, Role.TREASURER):
        assert sign_in_on_a_new_device(client, elm.sign_in_name(role)).location == "/"
        sign_out(client)
        assert len(people.devices_of(store, person_of(elm, role))) == 1


def test_a_device_that_was_not_used_for_half_a_year_is_new_again(
    store: Store, elm: Neighbours
) -> None:
    mine = person_of(elm, Role.TREASURER)
    secret = people.know_device(store, mine, "Safari on an iPhone")
    assert people.known_device(later(store, days=179), mine, [secret]) is not None
    assert people.known_device(later(store, days=181), mine, [secret]) is None
    people.know_device(later(store, days=181), mine, "Firefox on Linux")
    assert [each.label for each in people.devices_of(store, mine)] == ["Firefox on Linux"]


def test_the_cookie_of_a_device_is_out_of_reach_and_only_its_hash_is_kept(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    client = browser()
    secret = people.invite(store, elm.group.id, Role.MEMBER)
    typed = {"name": "Jo", "sign_in_name": "jo@example.org", "password": "cold tea and biscuits"}
    answer = post(client, f"/invitation/{secret}", **typed)
    (cookie,) = [each for each in answer.headers.getlist("Set-Cookie") if DEVICE in each]
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=15552000"} <= set(cookie.split("; "))
    value = cookie.split(";")[0].partition("=")[2]
    kept = b"".join(each.read_bytes() for each in store.folder.glob("people.sqlite*"))
    assert value.encode() not in kept


def test_over_https_the_cookie_of_a_device_belongs_to_its_host(
    store: Store, elm: Neighbours
) -> None:
    app = create_app(settings_for(store.folder, secure=True, loopback_only=False))
    client = app.test_client()
    secret = people.invite(store, elm.group.id, Role.MEMBER)
    where = f"/invitation/{secret}"
    base = "https://books.example.org"
    token = _TOKEN.search(client.get(where, base_url=base).text)
    assert token is not None
    typed = {"name": "Jo", "sign_in_name": "jo@example.org", "password": "cold tea and biscuits"}
    answer = client.post(where, data=typed | {"csrf_token": token[1]}, base_url=base)
    cookies = answer.headers.getlist("Set-Cookie")
    (cookie,) = [each for each in cookies if each.startswith("__Host-purse-device=")]
    assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_ones_devices_are_listed_and_named(phone: FlaskClient, store: Store) -> None:
    page = phone.get(LIST).text
    assert 'value="Firefox on Linux"' in page
    assert "Passkeys" in page
    device = people.devices_of(store, 1)[0]
    assert send(phone, f"/{device.id}/name", label=" Jo’s  phone ").status_code == 303
    assert 'value="Jo’s phone"' in phone.get(LIST).text
    refused = send(phone, f"/{device.id}/name", label="x" * 61)
    assert refused.status_code == 422
    assert "Use up to 60 letters" in refused.text


def test_a_device_that_is_forgotten_is_signed_out_and_new_again(
    phone: FlaskClient, browser: Browser, elm: Neighbours, store: Store
) -> None:
    lost = browser()
    sign_in(lost, elm.sign_in_name(Role.TREASURER))
    assert lost.get(LIST).status_code == 200
    newest = people.devices_of(store, person_of(elm, Role.TREASURER))[0]
    assert send(phone, f"/{newest.id}/forget").status_code == 303
    assert lost.get(LIST).status_code == 302
    answer = sign_in_on_a_new_device(lost, elm.sign_in_name(Role.TREASURER))
    assert answer.location == "/sign-in/new-device"
    assert phone.get(LIST).status_code == 200


def test_nobody_forgets_or_names_the_device_of_somebody_else(
    phone: FlaskClient, browser: Browser, elm: Neighbours, store: Store
) -> None:
    other = browser()
    theirs = known_to(other, store, person_of(elm, Role.MEMBER))
    for act in ("forget", "name"):
        answer = send(phone, f"/{theirs.id}/{act}", label="Mine")
        assert answer.status_code == 422
        assert "not known any more" in answer.text
    assert people.devices_of(store, person_of(elm, Role.MEMBER)) == (theirs,)


def link_from(phone: FlaskClient) -> str:
    """The address of a link for another device, as it stands on the page."""
    answer = send(phone, "/let-another-in")
    assert answer.status_code == 303
    page, again = (phone.get(answer.location).text for _ in range(2))
    squares = re.compile(r"<svg.*?</svg>", re.DOTALL)
    assert squares.findall(page) == squares.findall(again)
    assert "<svg" in page
    (link,) = _LINK.findall(page)
    return str(link)


def test_a_link_lets_another_device_in_once_and_asks_for_the_password(
    phone: FlaskClient, browser: Browser, elm: Neighbours
) -> None:
    link = link_from(phone)
    tablet = browser()
    asked = tablet.get(link)
    assert elm.sign_in_name(Role.TREASURER) in asked.text
    assert asked.headers["Referrer-Policy"] == "no-referrer"
    assert tablet.get("/").location == "/sign-in"
    assert post(tablet, link, password="not the password").status_code == 422
    assert tablet.get("/").location == "/sign-in"
    assert post(tablet, link, password=PASSWORD).location == "/"
    assert tablet.get("/").location == "/g/elm-street-mutual-aid/"
    third = browser()
    spent = third.get(link)
    assert spent.status_code == 404
    assert "This link is spent" in spent.text
    token = _TOKEN.search(third.get("/sign-in").text)
    assert token is not None
    typed = {"csrf_token": token[1], "password": PASSWORD}
    assert third.post(link, data=typed).status_code == 404
    assert third.get("/").location == "/sign-in"
    sign_out(tablet)
    assert sign_in_on_a_new_device(tablet, elm.sign_in_name(Role.TREASURER)).location == "/"


def test_a_link_for_another_device_is_good_for_ten_minutes(store: Store, elm: Neighbours) -> None:
    mine = person_of(elm, Role.TREASURER)
    secret = people.new_device_link(store, mine)
    assert people.look_at_device_link(later(store, minutes=9), secret).id == mine
    with pytest.raises(people.DeviceLinkGone):
        people.use_device_link(later(store, minutes=10), secret, PASSWORD)
    newer = people.new_device_link(store, mine)
    with pytest.raises(people.DeviceLinkGone):
        people.use_device_link(store, secret, PASSWORD)
    assert people.use_device_link(store, newer, PASSWORD) is not None


def test_a_link_for_another_device_wants_the_password_of_whom_it_is_for(
    store: Store, elm: Neighbours
) -> None:
    secret = people.invite(store, elm.group.id, Role.MEMBER)
    sam = NewPerson(name="Sam", sign_in_name="sam", password="rain on a tin roof")
    people.accept(store, secret, sam)
    link = people.new_device_link(store, person_of(elm, Role.TREASURER))
    assert people.use_device_link(store, link, sam.password) is None
    assert people.use_device_link(store, link, "") is None
    assert people.use_device_link(store, link, PASSWORD) is not None


def test_a_link_made_on_a_device_that_is_forgotten_works_no_more(
    phone: FlaskClient, browser: Browser, store: Store, elm: Neighbours
) -> None:
    link = link_from(phone)
    (device,) = people.devices_of(store, person_of(elm, Role.TREASURER))
    people.forget_device(store, person_of(elm, Role.TREASURER), device.id)
    assert browser().get(link).status_code == 404
    assert phone.get(LIST).status_code == 302


def test_guessing_the_password_behind_a_link_is_limited(
    phone: FlaskClient, app: flask.Flask
) -> None:
    link = link_from(phone)
    for n in range(10):
        from_anywhere = app.test_client()
        token = _TOKEN.search(from_anywhere.get(link).text)
        assert token is not None
        answer = from_anywhere.post(
            link,
            data={"csrf_token": token[1], "password": f"a wrong guess {n}"},
            environ_base={"REMOTE_ADDR": f"192.0.2.{n}"},
        )
        assert answer.status_code == 422
    assert post(app.test_client(), link, password=PASSWORD).status_code == 429


def test_a_printed_code_makes_its_device_known_and_forgets_the_others(
    phone: FlaskClient, browser: Browser, store: Store, elm: Neighbours
) -> None:
    mine = person_of(elm, Role.TREASURER)
    code = people.new_recovery_code(store, mine)
    client = browser()
    post(client, "/recovery", code=code, password="found it in the drawer")
    assert phone.get(LIST).status_code == 302
    assert len(people.devices_of(store, mine)) == 1
    sign_out(client)
    mended = sign_in_on_a_new_device(
        client, elm.sign_in_name(Role.TREASURER), "found it in the drawer"
    )
    assert mended.location == "/"
    again = sign_in_on_a_new_device(
        phone, elm.sign_in_name(Role.TREASURER), "found it in the drawer"
    )
    assert again.location == "/sign-in/new-device"


def test_a_new_link_made_by_another_treasurer_shuts_all_ways_in_at_once(
    phone: FlaskClient, store: Store, elm: Neighbours
) -> None:
    member = elm.members[Role.TREASURER]
    for harmless in (member.number, None):
        people.new_link_for_forgotten_password(store, elm.group.id, member.number, by=harmless)
    assert phone.get(LIST).status_code == 200
    people.new_link_for_forgotten_password(store, elm.group.id, member.number, by="P002")
    assert phone.get(LIST).status_code == 302
    assert people.devices_of(store, person_of(elm, Role.TREASURER)) == ()


def test_who_was_removed_has_no_known_device_but_where_they_belong_elsewhere(
    store: Store, elm: Neighbours, oak: Neighbours
) -> None:
    member, auditor = (person_of(elm, role) for role in (Role.MEMBER, Role.AUDITOR))
    for person_id in (member, auditor):
        people.know_device(store, person_id, "Firefox on Linux")
    people.join(store, people.invite(store, oak.group.id, Role.MEMBER), auditor, "Ruth")
    for role in (Role.MEMBER, Role.AUDITOR):
        people.remove_member(store, elm.group.id, elm.members[role].number)
    assert people.devices_of(store, member) == ()
    assert len(people.devices_of(store, auditor)) == 1


def test_devices_are_told_to_whom_they_belong_and_erased_with_them(
    store: Store, elm: Neighbours
) -> None:
    member = person_of(elm, Role.MEMBER)
    people.know_device(store, member, "Zebedee’s quilled phone")
    people.new_device_link(store, member)
    (told,) = people.export_person(store, member).devices
    assert told["name"] == "Zebedee’s quilled phone"
    people.erase_member(store, elm.group.id, elm.members[Role.MEMBER].number)
    kept = b"".join(each.read_bytes() for each in store.folder.glob("people.sqlite*"))
    assert b"quilled" not in kept


def test_an_invented_person_of_the_sample_has_no_devices(store: Store, app: flask.Flask) -> None:
    sample = people.create_group(store, "Sample Street", sample=True)
    priya = people.add_member(store, sample.id, "Priya", Role.TREASURER, "P003")
    demo = create_app(settings_for(store.folder, demo=True))
    key = settings_for(store.folder).secrets.demo.encode()
    client = demo.test_client()
    post(client, "/demo/" + people.demo_link(store, key, sample.id, "P003"))
    page = client.get("/g/sample-street/devices").text
    assert "Nothing here for an invented person" in page
    assert priya.person_id is not None
    assert people.devices_of(store, priya.person_id) == ()
    assert client.get_cookie(DEVICE) is None


def test_a_database_of_before_keeps_who_is_signed_in(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'people.sqlite'}")
    config = migration_settings()
    ends = (datetime.now(UTC) + timedelta(days=9)).strftime("%Y-%m-%d %H:%M:%S.000000")
    secret = hash_of(Purpose.SESSION, "a secret of before")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        say = connection.exec_driver_sql
        say("INSERT INTO persons VALUES (1, 'jo@example.org', NULL, 0)")
        say("INSERT INTO sessions VALUES (?, 1, 0, ?, ?)", (secret, ends, ends))
    engine.dispose()
    store = people.open_store(tmp_path)
    person = people.person_of_session(store, "a secret of before")
    assert person is not None
    assert people.devices_of(store, person.id) == ()


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (iPhone; like Mac OS X) Version/18.5 Safari/604.1", "Safari on an iPhone"),
        ("Mozilla/5.0 (Linux; Android 10; K) Chrome/137 Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/137 Safari/537.36 Edg/137", "Edge on Windows"),
        ("", "A browser"),
    ],
)
def test_a_device_gets_a_plain_name(said: str, name: str) -> None:
    assert device_name(said) == name


def test_a_forgotten_password_does_not_ask_for_the_sign_in_name(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    number = elm.members[Role.MEMBER].number
    secret = people.new_link_for_forgotten_password(store, elm.group.id, number)
    client = browser()
    page = client.get(f"/invitation/{secret}").text
    assert f'value="{elm.sign_in_name(Role.MEMBER)}" autocomplete="username" readonly' in page
    assert 'name="sign_in_name"' not in page
    answer = post(client, f"/invitation/{secret}", password="a new one to keep")
    assert answer.location == "/g/elm-street-mutual-aid/"
    name = elm.sign_in_name(Role.MEMBER)
    assert sign_in(browser(), name, "a new one to keep").location == "/"


def test_what_happens_at_the_door_is_logged_without_names_and_secrets(
    phone: FlaskClient, browser: Browser, elm: Neighbours, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    link = link_from(phone)
    client = browser()
    sign_in_on_a_new_device(client, elm.sign_in_name(Role.TREASURER))
    post(client, link, password="not the password")
    post(client, link, password=PASSWORD)
    for words in ("asked for more on a new device", "refused: a password", "a device is known"):
        assert words in caplog.text
    for secret in (elm.sign_in_name(Role.TREASURER), PASSWORD, link.rpartition("/")[2]):
        assert secret not in caplog.text
