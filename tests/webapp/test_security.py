"""Headers, cookies, tokens, limits and logs."""

import http.client
import json
import logging
import re
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from tests.webapp.books import empty_book
from tests.webapp.conftest import PASSWORD, Neighbours, known_to, post, sign_in
from webapp import people
from webapp.app import create_app
from webapp.logs import log_to_folder, log_to_stderr
from webapp.people import Role, Store
from webapp.settings import Settings, secrets_in, settings_for

Browser = Callable[[], FlaskClient]
PAGES = ["/sign-in", "/recovery", "/no-such-page", "/invitation/none"]


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_is_strict_about_what_a_browser_may_do(browser: Browser, address: str) -> None:
    headers = browser().get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_a_script_or_a_style_within(browser: Browser, address: str) -> None:
    page = browser().get(address).text
    assert not re.search(r"<style|\bstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:", page)
    assert "http://" not in page
    assert "https://" not in page


def test_a_view_may_be_stricter_still(app: flask.Flask) -> None:
    def paper() -> flask.Response:
        return flask.Response(headers={"Content-Security-Policy": "default-src 'none'; sandbox"})

    app.view_functions["sign_in.recovery"] = paper
    headers = app.test_client().get("/recovery").headers
    assert headers.getlist("Content-Security-Policy") == ["default-src 'none'; sandbox"]


def test_an_address_with_a_secret_is_told_to_nobody(browser: Browser) -> None:
    assert browser().get("/invitation/x").headers["Referrer-Policy"] == "no-referrer"
    assert browser().get("/demo/x").headers["Referrer-Policy"] == "no-referrer"
    assert browser().get("/sign-in").headers["Referrer-Policy"] == "same-origin"


def test_on_plain_loopback_the_cookie_has_a_plain_name(browser: Browser) -> None:
    (cookie,) = browser().get("/sign-in").headers.getlist("Set-Cookie")
    assert cookie.startswith("purse=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


@pytest.fixture
def over_https(settings: Settings) -> FlaskClient:
    app = create_app(settings_for(settings.folder, secure=True))
    browser = app.test_client()
    browser.environ_base["wsgi.url_scheme"] = "https"
    return browser


def test_over_https_the_cookie_is_bound_to_its_host(over_https: FlaskClient) -> None:
    answer = over_https.get("/sign-in")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-purse=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_forms_behind_secret_addresses_work_over_https_without_a_referrer(
    over_https: FlaskClient, store: Store, elm: Neighbours
) -> None:
    secret = people.invite(store, elm.group.id, Role.MEMBER)
    answer = post(
        over_https,
        f"/invitation/{secret}",
        name="Jo",
        sign_in_name="jo@example.org",
        password="cold tea and biscuits",
    )
    assert answer.status_code == 303


def test_a_session_begun_before_sign_in_is_worth_nothing_after(
    browser: Browser, elm: Neighbours
) -> None:
    victim, attacker = browser(), browser()
    attacker.get("/sign-in")
    planted = attacker.get_cookie("purse")
    assert planted is not None
    victim.set_cookie("purse", planted.value)
    sign_in(victim, elm.sign_in_name(Role.TREASURER))
    with attacker.session_transaction() as before, victim.session_transaction() as after:
        assert "_user_id" not in before
        assert after["_user_id"]
        assert before["csrf_token"] != after.get("csrf_token")
    assert attacker.get("/").location == "/sign-in"


def test_signing_in_again_ends_the_session_before(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    visitor, copy = browser(), browser()
    known_to(visitor, store, elm.members[Role.TREASURER].person_id or 0)
    sign_in(visitor, elm.sign_in_name(Role.MEMBER))
    cookie = visitor.get_cookie("purse")
    assert cookie is not None
    copy.set_cookie("purse", cookie.value)
    form = visitor.get("/recovery").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert token is not None
    typed = {"sign_in_name": elm.sign_in_name(Role.TREASURER), "password": PASSWORD}
    visitor.post("/sign-in", data=typed | {"csrf_token": token[1]})
    assert copy.get("/").location == "/sign-in"


def test_removal_ends_a_session_that_is_open_in_a_browser(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    visitor = browser()
    sign_in(visitor, elm.sign_in_name(Role.MEMBER))
    assert visitor.get("/").location == "/g/elm-street-mutual-aid/"
    people.remove_member(store, elm.group.id, elm.members[Role.MEMBER].number)
    assert visitor.get("/").location == "/sign-in"


@pytest.mark.parametrize("address", ["/sign-in", "/sign-out", "/recovery", "/invitation/x"])
def test_a_post_without_its_token_is_refused_in_words(browser: Browser, address: str) -> None:
    answer = browser().post(address, data={"sign_in_name": "jo"})
    assert answer.status_code == 400
    assert "open for too long" in answer.text
    assert "nothing was recorded" in answer.text


def test_a_token_of_another_browser_is_refused(browser: Browser, elm: Neighbours) -> None:
    page = browser().get("/sign-in").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    typed = {"sign_in_name": elm.sign_in_name(Role.MEMBER), "password": PASSWORD}
    other = browser()
    other.get("/sign-in")
    assert other.post("/sign-in", data=typed | {"csrf_token": token[1]}).status_code == 400


def test_a_post_that_comes_from_another_site_is_refused(browser: Browser) -> None:
    for site, status in (("cross-site", 400), ("same-site", 400)):
        answer = browser().post("/sign-in", headers={"Sec-Fetch-Site": site})
        assert answer.status_code == status
        assert "could not be read" in answer.text


def test_another_host_name_is_not_answered_on_loopback(browser: Browser) -> None:
    assert browser().get("/sign-in", headers={"Host": "evil.example"}).status_code == 400
    assert browser().get("/sign-in", headers={"Host": "127.0.0.1:8000"}).status_code == 200


def test_tries_are_limited_and_a_kind_page_says_so(browser: Browser, elm: Neighbours) -> None:
    visitor = browser()
    name = elm.sign_in_name(Role.MEMBER)
    answers = [sign_in(visitor, name, f"a wrong guess {n}").status_code for n in range(10)]
    assert answers == [422] * 10
    limited = sign_in(visitor, name)
    assert limited.status_code == 429
    assert "try again in ten minutes" in limited.text
    other = sign_in(browser(), elm.sign_in_name(Role.TREASURER))
    assert other.status_code == 303


def test_guessing_secrets_is_limited_over_all_doors(browser: Browser) -> None:
    visitor = browser()
    for n in range(10):
        assert visitor.get(f"/invitation/guess{n}").status_code == 404
        assert visitor.get(f"/demo/guess{n}").status_code == 404
    assert visitor.get("/invitation/guess").status_code == 429
    assert post(visitor, "/recovery", code="guess", password="long enough words").status_code == 429


def test_who_is_right_is_never_slowed(browser: Browser, elm: Neighbours) -> None:
    answers = [sign_in(browser(), elm.sign_in_name(Role.MEMBER)) for _ in range(12)]
    assert {answer.status_code for answer in answers} == {303}


def test_too_much_at_once_is_refused_in_words(browser: Browser) -> None:
    answer = browser().post("/sign-in", data={"password": "x" * 2_000_000})
    assert answer.status_code == 413
    assert "Nothing was recorded" in answer.text


def test_a_method_that_a_page_does_not_know_is_refused_in_words(browser: Browser) -> None:
    answer = browser().get("/sign-out")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert "use the buttons" in answer.text


def test_what_breaks_is_said_kindly_and_logged_without_the_address(
    app: flask.Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(secret: str) -> str:
        raise ZeroDivisionError

    app.view_functions["sign_in.invitation"] = broken
    answer = app.test_client().get("/invitation/a-secret-that-nobody-may-read")
    assert answer.status_code == 500
    assert "broke on our side" in answer.text
    assert "ZeroDivisionError" in caplog.text
    assert "a-secret-that-nobody-may-read" not in caplog.text
    assert "a-secret-that-nobody-may-read" not in answer.text


def test_the_words_of_an_error_may_be_a_persons_and_stay_out_of_the_log(
    app: flask.Flask, caplog: pytest.LogCaptureFixture
) -> None:
    told = "Zebedee Quillfeather, 07700 900123"

    def broken() -> str:
        raise ValueError(told)

    app.view_functions["sign_in.form"] = broken
    assert app.test_client().get("/sign-in").status_code == 500
    assert "sign_in.form broke: ValueError" in caplog.text
    assert "in broken" in caplog.text
    assert told not in caplog.text


def test_the_log_holds_numbers_and_neither_names_nor_secrets(
    browser: Browser, elm: Neighbours, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    visitor = browser()
    sign_in(visitor, "Jo@example.org", "my secret words")
    sign_in(visitor, elm.sign_in_name(Role.MEMBER))
    assert "refused: a sign-in" in caplog.text
    assert re.search(r"signed in: person \d+", caplog.text)
    for told in ("jo@example.org", "my secret words", elm.sign_in_name(Role.MEMBER), PASSWORD):
        assert told not in caplog.text.lower()


def test_the_cookie_holds_no_persons_number(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    visitor = browser()
    sign_in(visitor, elm.sign_in_name(Role.MEMBER))
    with visitor.session_transaction() as kept:
        secret = kept["_user_id"]
        assert "_id" not in kept or len(kept["_id"]) > 40
    assert len(secret) >= 43
    person = people.person_of_session(store, secret)
    assert person is not None
    assert person.id == elm.members[Role.MEMBER].person_id


def test_secrets_are_made_once_for_the_owner_alone_and_each_for_its_purpose(tmp_path: Path) -> None:
    made = secrets_in(tmp_path / "new")
    path = tmp_path / "new" / "secrets.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secrets_in(tmp_path / "new") == made
    assert len({made.session, made.csrf, made.links, made.demo}) == 4
    assert [found.name for found in path.parent.iterdir()] == ["secrets.json"]


def test_a_purpose_that_came_later_gets_its_secret_and_the_others_stay(tmp_path: Path) -> None:
    made = secrets_in(tmp_path)
    path = tmp_path / "secrets.json"
    kept = json.loads(path.read_text())
    del kept["demo"]
    path.write_text(json.dumps(kept))
    again = secrets_in(tmp_path)
    assert (again.session, again.csrf, again.links) == (made.session, made.csrf, made.links)
    assert len(again.demo) == 64
    assert secrets_in(tmp_path) == again


def test_the_server_answers_on_loopback(settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "webapp", "serve", "--data", str(settings.folder)]
    with subprocess.Popen([*command, "--port", str(port)]) as server:
        try:
            answer = _asked_until_there(port)
        finally:
            server.terminate()
    assert answer.status == 302
    assert answer.getheader("Location") == "/sign-in"
    assert answer.getheader("Server") is None


def _asked_until_there(port: int) -> http.client.HTTPResponse:
    for _ in range(600):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/")
            return connection.getresponse()
        except ConnectionRefusedError:
            time.sleep(0.1)
    pytest.fail("the server never answered")


def test_a_refusal_behind_a_secret_that_is_right_counts_for_nothing(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    empty_book(elm.group)
    visitor = browser()
    secret = people.new_funder_link(store, elm.group.id, "general", "Northgate Council")
    for _ in range(25):
        assert visitor.get(f"/f/{secret}/papers/2026-0001-00000000.jpg").status_code == 404
    invitation = f"/invitation/{people.invite(store, elm.group.id, Role.MEMBER)}"
    for _ in range(25):
        short = post(visitor, invitation, name="Jo", sign_in_name="jo", password="short")
        assert short.status_code == 422
    assert visitor.get(invitation).status_code == 200


def test_guessing_funders_links_is_limited(browser: Browser) -> None:
    visitor = browser()
    answers = [visitor.get(f"/f/guess{n}").status_code for n in range(21)]
    assert answers == [404] * 20 + [429]


@pytest.fixture
def logged() -> Iterator[None]:
    """Leave the logs as they were."""
    logs = [logging.getLogger(name) for name in ("webapp", "waitress", "webapp.serve")]
    before = [(log.level, log.handlers[:]) for log in logs]
    yield
    for log, (level, handlers) in zip(logs, before, strict=True):
        log.setLevel(level)
        log.handlers[:] = handlers


@pytest.mark.usefixtures("logged")
def test_sign_ins_and_refusals_are_written_down_in_the_data_folder(
    browser: Browser, elm: Neighbours, settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    log_to_folder(settings.folder)
    visitor = browser()
    sign_in(visitor, "jo@example.org", "my secret words")
    sign_in(visitor, elm.sign_in_name(Role.MEMBER))
    logging.getLogger("waitress").info("a note of the server’s own")
    written = settings.folder / "log" / "purse.log"
    text = written.read_text()
    assert "INFO webapp.sign_in: refused: a sign-in" in text
    assert re.search(r"INFO webapp\.signing_in: signed in: person \d+\n", text)
    assert "a note of" not in text
    assert "jo@example.org" not in text
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert capfd.readouterr().err == ""


@pytest.mark.usefixtures("logged")
def test_behind_a_proxy_they_are_said_on_standard_error(
    browser: Browser, capfd: pytest.CaptureFixture[str]
) -> None:
    log_to_stderr()
    sign_in(browser(), "jo@example.org", "my secret words")
    assert "INFO webapp.sign_in: refused: a sign-in" in capfd.readouterr().err
