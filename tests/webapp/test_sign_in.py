"""Coming in and going out, as a browser does it."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.webapp.conftest import PASSWORD, Neighbours, known_to, post, sign_in
from webapp import people
from webapp.app import create_app
from webapp.blueprints.sign_in.front import safe_address
from webapp.people import Role, Store
from webapp.settings import Settings, settings_for

Browser = Callable[[], FlaskClient]


def test_signing_in_leads_to_ones_only_group(browser: Browser, elm: Neighbours) -> None:
    visitor = browser()
    answer = sign_in(visitor, elm.sign_in_name(Role.MEMBER))
    assert answer.status_code == 303
    assert visitor.get("/").location == "/g/elm-street-mutual-aid/"


def test_a_wrong_password_and_an_unknown_name_read_the_same(
    browser: Browser, elm: Neighbours
) -> None:
    wrong = sign_in(browser(), elm.sign_in_name(Role.MEMBER), "not the password")
    unknown = sign_in(browser(), "nobody@elm.example", "not the password")
    assert wrong.status_code == unknown.status_code == 422
    assert "do not go together" in wrong.text
    assert "do not go together" in unknown.text


def test_the_name_that_was_typed_is_kept_and_the_password_is_not(browser: Browser) -> None:
    answer = sign_in(browser(), 'Jo "the pen" O’Hare', "a secret that I mistyped")
    assert "Jo &#34;the pen&#34; O’Hare" in answer.text
    assert "a secret that I mistyped" not in answer.text


def test_one_comes_back_to_where_one_was_going(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    visitor = browser()
    known_to(visitor, store, elm.members[Role.MEMBER].person_id or 0)
    form = visitor.get("/sign-in?next=/g/elm-street-mutual-aid/entries?page%3D2").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert token is not None
    assert 'value="/g/elm-street-mutual-aid/entries?page=2"' in form
    answer = visitor.post(
        "/sign-in",
        data={
            "csrf_token": token[1],
            "next": "/g/elm-street-mutual-aid/entries?page=2",
            "sign_in_name": elm.sign_in_name(Role.MEMBER),
            "password": PASSWORD,
        },
    )
    assert answer.location == "/g/elm-street-mutual-aid/entries?page=2"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example/g/",
        "//elsewhere.example/g/",
        "/\\elsewhere.example",
        "/g/\\elsewhere",
        "/sign-out",
        "javascript:alert(1)",
        "/g/elm\r\nSet-Cookie: a=b",
        "",
    ],
)
def test_one_is_never_sent_to_another_site(wanted: str) -> None:
    assert safe_address(wanted) == ""


def test_somebody_of_two_groups_chooses(
    browser: Browser, store: Store, elm: Neighbours, oak: Neighbours
) -> None:
    person_id = elm.members[Role.MEMBER].person_id
    assert person_id is not None
    people.join(store, people.invite(store, oak.group.id, Role.MEMBER), person_id, "Jo")
    visitor = browser()
    sign_in(visitor, elm.sign_in_name(Role.MEMBER))
    page = visitor.get("/").text
    assert 'href="/g/elm-street-mutual-aid/"' in page
    assert 'href="/g/oak-road-kitchen/"' in page


def test_somebody_of_no_group_any_more_is_told_what_to_do(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    people.remove_member(store, elm.group.id, elm.members[Role.MEMBER].number)
    visitor = browser()
    sign_in(visitor, elm.sign_in_name(Role.MEMBER))
    page = visitor.get("/").text
    assert "You belong to no group now" in page
    assert elm.group.title not in page


def test_who_is_nobody_is_asked_to_sign_in(browser: Browser) -> None:
    assert browser().get("/").location == "/sign-in"


def test_signing_out_ends_the_session_on_this_side_too(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    visitor = browser()
    sign_in(visitor, elm.sign_in_name(Role.MEMBER))
    cookie = visitor.get_cookie("purse")
    assert cookie is not None
    page = visitor.get("/recovery").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    assert visitor.post("/sign-out", data={"csrf_token": token[1]}).location == "/sign-in"
    thief = browser()
    thief.set_cookie("purse", cookie.value)
    assert thief.get("/").location == "/sign-in"


def test_a_newcomer_chooses_name_and_password_and_is_in(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    secret = people.invite(store, elm.group.id, Role.AUDITOR, by="P001")
    visitor = browser()
    page = visitor.get(f"/invitation/{secret}").text
    assert "Treasurer of Elm Street Mutual Aid invites you" in page
    assert "as an examiner" in page
    answer = post(
        visitor,
        f"/invitation/{secret}",
        name="Jo",
        sign_in_name="jo@example.org",
        password="cold tea and biscuits",
    )
    assert answer.location == "/g/elm-street-mutual-aid/"
    assert visitor.get("/").location == "/g/elm-street-mutual-aid/"
    assert people.names_of(store, elm.group.id)["P004"] == "Jo"


def test_looking_at_an_invitation_does_nothing(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    secret = people.invite(store, elm.group.id, Role.MEMBER)
    visitor = browser()
    for _ in range(3):
        assert visitor.get(f"/invitation/{secret}").status_code == 200
    assert visitor.get("/").location == "/sign-in"
    assert len(people.members_of(store, elm.group.id)) == 3


def test_all_that_is_wrong_is_said_at_once_and_what_was_typed_is_kept(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    secret = people.invite(store, elm.group.id, Role.MEMBER)
    answer = post(
        browser(), f"/invitation/{secret}", name=" ", sign_in_name="Jo Bloggs", password="tooshort1"
    )
    assert answer.status_code == 422
    assert "Three things to put right" in answer.text
    assert 'value="Jo Bloggs"' in answer.text
    assert "this one has 9" in answer.text
    assert "tooshort1" not in answer.text
    assert "still here, but for the password: type that again." in answer.text
    assert len(people.members_of(store, elm.group.id)) == 3


def test_a_spent_invitation_says_what_to_do(browser: Browser, elm: Neighbours) -> None:
    answer = browser().get("/invitation/never-was")
    assert answer.status_code == 404
    assert "Ask a treasurer of the group for a new one" in answer.text
    assert elm.group.title not in answer.text


def test_somebody_signed_in_joins_with_one_button(
    browser: Browser, store: Store, elm: Neighbours, oak: Neighbours
) -> None:
    secret = people.invite(store, oak.group.id, Role.MEMBER)
    visitor = browser()
    sign_in(visitor, elm.sign_in_name(Role.TREASURER))
    assert 'type="password"' not in visitor.get(f"/invitation/{secret}").text
    assert post(visitor, f"/invitation/{secret}", name="Jo").location == "/g/oak-road-kitchen/"
    again = people.invite(store, oak.group.id, Role.MEMBER)
    refused = post(visitor, f"/invitation/{again}", name="Jo")
    assert refused.status_code == 422
    assert "You belong to Oak Road Kitchen already" in refused.text


def test_a_new_link_lets_one_choose_a_new_password(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    number = elm.members[Role.MEMBER].number
    secret = people.new_link_for_forgotten_password(store, elm.group.id, number)
    visitor = browser()
    page = visitor.get(f"/invitation/{secret}").text
    assert "Member of Elm Street Mutual Aid, this link lets you choose a new password" in page
    name = elm.sign_in_name(Role.MEMBER)
    post(visitor, f"/invitation/{secret}", sign_in_name=name, password="a new one to keep")
    assert sign_in(browser(), name).status_code == 422
    assert sign_in(browser(), name, "a new one to keep").status_code == 303


def test_a_printed_code_lets_one_back_in_and_shows_the_next(
    browser: Browser, store: Store, elm: Neighbours
) -> None:
    person_id = elm.members[Role.TREASURER].person_id
    assert person_id is not None
    code = people.new_recovery_code(store, person_id)
    visitor = browser()
    refused = post(visitor, "/recovery", code=code, password="short")
    assert refused.status_code == 422
    assert code in refused.text
    answer = post(visitor, "/recovery", code=code, password="found it in the drawer")
    assert (answer.status_code, answer.location) == (303, "/recovery/code")
    for _ in range(2):
        page = visitor.get(answer.location).text
        shown = re.search(r"(?:[a-z0-9]{5}-){4}[a-z0-9]{5}", page)
        assert shown is not None
        assert shown[0] != code
        assert elm.sign_in_name(Role.TREASURER) in page
        assert "data-print" in page
    assert browser().get(answer.location).location == "/"
    assert visitor.get("/").location == "/g/elm-street-mutual-aid/"
    assert post(browser(), "/recovery", code=code, password="once more, please").status_code == 422


@pytest.fixture
def sample(store: Store, settings: Settings) -> str:
    """The address of a ready link into the sample group."""
    group = people.create_group(store, "Sample Street", sample=True)
    people.add_member(store, group.id, "Priya", Role.TREASURER, "P003")
    return "/demo/" + people.demo_link(store, settings.secrets.demo.encode(), group.id, "P003")


def test_a_ready_link_shows_one_button_and_the_button_lets_in(
    settings: Settings, sample: str
) -> None:
    visitor = create_app(settings_for(settings.folder, demo=True)).test_client()
    assert "Go in as Priya, treasurer" in visitor.get(sample).text
    assert visitor.get("/").location == "/sign-in"
    assert post(visitor, sample).location == "/g/sample-street/"
    assert visitor.get("/").location == "/g/sample-street/"


@pytest.mark.parametrize(("demo", "loopback_only"), [(False, True), (True, False)])
def test_ready_links_work_only_where_they_were_asked_for_and_on_loopback(
    settings: Settings, sample: str, *, demo: bool, loopback_only: bool
) -> None:
    chosen = settings_for(settings.folder, demo=demo, loopback_only=loopback_only)
    visitor = create_app(chosen).test_client()
    assert visitor.get(sample).status_code == 404
    assert post(visitor, sample).status_code in {400, 404}
    assert visitor.get("/").location == "/sign-in"


def test_a_ready_link_that_was_changed_is_not_there(settings: Settings, sample: str) -> None:
    visitor = create_app(settings_for(settings.folder, demo=True)).test_client()
    assert visitor.get(sample.replace("P003", "P001")).status_code == 404
    assert visitor.get("/demo/no.such.link").status_code == 404
