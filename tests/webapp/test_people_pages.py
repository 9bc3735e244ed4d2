"""The pages of people, as a treasurer uses them: with scripts off, by forms."""

import html
import json
import re

import flask
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.webapp.books import empty_book, let_in
from tests.webapp.conftest import Neighbours, post
from webapp import people
from webapp.people import NewPerson, Role, Store

LIST = "/g/elm-street-mutual-aid/people"
_LINK = re.compile(r'value="http://localhost(/invitation/[^"]+)"')
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def treasurer(app: flask.Flask, store: Store, elm: Neighbours) -> FlaskClient:
    empty_book(elm.group)
    return let_in(app, store, elm, Role.TREASURER)


def send(browser: FlaskClient, where: str, **typed: str) -> TestResponse:
    """Send a form of the page of people, with the token that stands on it."""
    token = _TOKEN.search(browser.get(LIST).text)
    assert token is not None
    return browser.post(f"{LIST}{where}", data={"csrf_token": token[1]} | typed)


def made(browser: FlaskClient, where: str, **typed: str) -> TestResponse:
    """Send a form that makes a link, and go to the page that shows it."""
    answer = send(browser, where, **typed)
    assert (answer.status_code, answer.location) == (303, f"{LIST}/new-link")
    return browser.get(answer.location)


def number_of(elm: Neighbours, role: Role) -> str:
    return elm.members[role].number


def test_everybody_is_listed_with_number_and_role(treasurer: FlaskClient) -> None:
    page = treasurer.get(LIST).text
    assert "Treasurer of Elm Street Mutual Aid (you)" in page
    assert "Auditor of Elm Street Mutual Aid" in page
    assert "P003 in the books" in page
    assert "examiner" in page


def test_ones_own_page_speaks_to_oneself(treasurer: FlaskClient, elm: Neighbours) -> None:
    mine = treasurer.get(f"{LIST}/{number_of(elm, Role.TREASURER)}").text
    assert "What you may do" in mine
    assert "What is kept about you" in mine
    assert "I want a new password" in mine
    assert "What they may do" in treasurer.get(f"{LIST}/{number_of(elm, Role.MEMBER)}").text


def test_only_treasurers_come_here(app: flask.Flask, store: Store, elm: Neighbours) -> None:
    for role in (Role.MEMBER, Role.AUDITOR):
        assert let_in(app, store, elm, role).get(LIST).status_code == 403


def test_a_treasurer_alone_is_kindly_reminded(
    treasurer: FlaskClient, store: Store, elm: Neighbours
) -> None:
    assert "A second treasurer would be wise" in treasurer.get(LIST).text
    people.change_role(store, elm.group.id, number_of(elm, Role.MEMBER), Role.TREASURER)
    assert "A second treasurer would be wise" not in treasurer.get(LIST).text


def test_an_invitation_is_shown_once_with_squares_and_works(
    treasurer: FlaskClient, app: flask.Flask
) -> None:
    answer = made(treasurer, "/invite", role="auditor")
    (link,) = _LINK.findall(answer.text)
    assert "A link for an examiner" in answer.text
    assert "<svg" in answer.text
    assert " style=" not in answer.text
    assert "as an examiner" in app.test_client().get(link).text
    assert link not in treasurer.get(LIST).text


def test_a_link_loaded_again_is_the_same_and_makes_no_other(
    treasurer: FlaskClient, store: Store, elm: Neighbours
) -> None:
    first = made(treasurer, "/invite", role="member").text
    again = treasurer.get(f"{LIST}/new-link").text
    assert _LINK.findall(first) == _LINK.findall(again)
    assert len(people.invitations_of(store, elm.group.id)) == 1


def test_a_link_is_shown_to_nobody_else_and_not_after_signing_in_again(
    treasurer: FlaskClient, store: Store, elm: Neighbours
) -> None:
    made(treasurer, "/invite", role="member")
    person_id = elm.members[Role.TREASURER].person_id
    assert person_id is not None
    with treasurer.session_transaction() as cookie:
        cookie["_user_id"] = people.start_session(store, person_id)
    answer = treasurer.get(f"{LIST}/new-link", follow_redirects=True).text
    assert "make another" in answer
    assert _LINK.findall(answer) == []


def test_an_invitation_needs_a_role(treasurer: FlaskClient) -> None:
    answer = send(treasurer, "/invite", role="queen")
    assert answer.status_code == 422
    assert "What they may do is missing" in answer.text


def test_a_withdrawn_invitation_works_no_more(treasurer: FlaskClient, app: flask.Flask) -> None:
    (link,) = _LINK.findall(made(treasurer, "/invite", role="member").text)
    withdraw = re.search(r"/people(/invitations/[0-9]+/withdraw)", treasurer.get(LIST).text)
    assert withdraw is not None
    assert send(treasurer, withdraw[1]).status_code == 303
    assert app.test_client().get(link).status_code == 404


def test_an_invitation_of_another_group_is_not_touched(
    treasurer: FlaskClient, store: Store, oak: Neighbours
) -> None:
    people.invite(store, oak.group.id, Role.MEMBER)
    (theirs,) = people.invitations_of(store, oak.group.id)
    send(treasurer, f"/invitations/{theirs.id}/withdraw")
    assert len(people.invitations_of(store, oak.group.id)) == 1


def test_a_forgotten_password_gets_a_new_link(
    treasurer: FlaskClient, app: flask.Flask, elm: Neighbours
) -> None:
    answer = made(treasurer, f"/{number_of(elm, Role.MEMBER)}/link")
    (link,) = _LINK.findall(answer.text)
    assert "Choose a new password" in app.test_client().get(link).text


def test_a_volunteer_who_was_only_a_number_can_be_let_in(
    treasurer: FlaskClient, app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    jo = people.add_member(store, elm.group.id, "Jo", Role.MEMBER)
    assert "does not sign in" in treasurer.get(LIST).text
    (link,) = _LINK.findall(made(treasurer, f"/{jo.number}/link").text)
    assert "as a member (Jo)" in app.test_client().get(link).text
    page = treasurer.get(LIST).text
    assert "their link waits to be opened" in page
    assert "does not sign in" not in page


def test_a_role_is_changed_at_once(treasurer: FlaskClient, store: Store, elm: Neighbours) -> None:
    number = number_of(elm, Role.MEMBER)
    assert send(treasurer, f"/{number}/role", role="auditor").status_code == 303
    assert "is examiner now" in treasurer.get(LIST).text
    members = {each.number: each.role for each in people.members_of(store, elm.group.id)}
    assert members[number] is Role.AUDITOR


def test_the_last_treasurer_stays(treasurer: FlaskClient, elm: Neighbours) -> None:
    number = number_of(elm, Role.TREASURER)
    for where, typed in ((f"/{number}/role", {"role": "member"}), (f"/{number}/remove", {})):
        answer = send(treasurer, where, **typed)
        assert answer.status_code == 422
        assert "a group cannot be without one" in answer.text
    assert send(treasurer, f"/{number}/erase").status_code == 422


def test_a_name_is_changed_and_an_empty_one_refused(
    treasurer: FlaskClient, store: Store, elm: Neighbours
) -> None:
    number = number_of(elm, Role.MEMBER)
    assert send(treasurer, f"/{number}/name", name="Jo").status_code == 303
    assert people.name_of(store, elm.group.id, number) == "Jo"
    answer = send(treasurer, f"/{number}/name", name="  ")
    assert answer.status_code == 422
    assert "not a name that can be shown" in answer.text


def test_removing_asks_first_and_then_signs_out(
    treasurer: FlaskClient, app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    number = number_of(elm, Role.MEMBER)
    theirs = let_in(app, store, elm, Role.MEMBER)
    assert "Remove Member of" in treasurer.get(f"{LIST}/{number}/remove").text
    assert len(people.members_of(store, elm.group.id)) == 3
    assert send(treasurer, f"/{number}/remove").status_code == 303
    assert len(people.members_of(store, elm.group.id)) == 2
    assert theirs.get(LIST).status_code == 302


def test_who_leaves_is_spoken_to_and_not_spoken_of(
    app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    leaving = let_in(app, store, elm, Role.TREASURER)
    number = number_of(elm, Role.TREASURER)
    asked = leaving.get(f"{LIST}/{number}/remove").text
    assert "Leave Elm Street Mutual Aid?" in asked
    assert "You are signed out at once" in asked
    invited = people.invite(store, elm.group.id, Role.TREASURER)
    words = NewPerson(name="Jo", sign_in_name="jo@x.example", password="four words in a row")
    people.accept(store, invited, words)
    send(leaving, f"/{number}/remove")
    assert "You are not in Elm Street Mutual Aid any more." in leaving.get("/sign-in").text


def test_who_left_can_be_erased_later(
    treasurer: FlaskClient, store: Store, elm: Neighbours
) -> None:
    number = number_of(elm, Role.MEMBER)
    send(treasurer, f"/{number}/remove")
    assert "Erase the name of Member of" in treasurer.get(LIST).text
    assert "cannot be undone" in treasurer.get(f"{LIST}/{number}/erase").text
    assert send(treasurer, f"/{number}/erase").status_code == 303
    assert people.name_of(store, elm.group.id, number) == people.SOMEBODY_WHO_LEFT
    assert "Erase the name of" not in treasurer.get(LIST).text


def test_what_is_kept_comes_as_a_file(treasurer: FlaskClient, elm: Neighbours) -> None:
    number = number_of(elm, Role.MEMBER)
    answer = treasurer.get(f"{LIST}/{number}/kept")
    assert (
        answer.headers["Content-Disposition"] == f'attachment; filename="kept-about-{number}.json"'
    )
    kept = json.loads(answer.text)
    assert kept["number"] == number
    assert kept["sign_in_name"] == elm.sign_in_name(Role.MEMBER)
    assert "password" not in answer.text


def test_what_another_group_keeps_is_not_told_to_this_one(
    treasurer: FlaskClient, store: Store, elm: Neighbours, oak: Neighbours
) -> None:
    member = elm.members[Role.MEMBER]
    assert member.person_id is not None
    people.join(store, people.invite(store, oak.group.id, Role.MEMBER), member.person_id, "Jo")
    told = treasurer.get(f"{LIST}/{member.number}/kept").text
    assert "Oak Road" not in told
    assert json.loads(told)["group"] == "Elm Street Mutual Aid"


def test_nobody_of_another_group_and_nobody_unknown_is_there(
    treasurer: FlaskClient, store: Store, oak: Neighbours
) -> None:
    people.add_member(store, oak.group.id, "Ola", Role.MEMBER)
    for where in ("/P004", "/P004/kept", "/P004/remove", "/P004/erase", "/nobody"):
        assert treasurer.get(f"{LIST}{where}").status_code == 404
    assert send(treasurer, "/P004/link").status_code == 404


def test_a_page_of_one_person_offers_everything_without_scripts(
    treasurer: FlaskClient, elm: Neighbours
) -> None:
    page = treasurer.get(f"{LIST}/{number_of(elm, Role.MEMBER)}").text
    for words in (
        "They forgot their password",
        "Keep this role",
        "Keep this name",
        "Erase for ever",
    ):
        assert words in page


def test_a_treasurer_who_steps_down_is_shown_home(
    treasurer: FlaskClient, store: Store, elm: Neighbours
) -> None:
    people.change_role(store, elm.group.id, number_of(elm, Role.MEMBER), Role.TREASURER)
    answer = send(treasurer, f"/{number_of(elm, Role.TREASURER)}/role", role="member")
    assert answer.location == "/g/elm-street-mutual-aid/"


def test_a_form_without_its_token_changes_nothing(
    treasurer: FlaskClient, store: Store, elm: Neighbours
) -> None:
    assert treasurer.post(f"{LIST}/invite", data={"role": "treasurer"}).status_code == 400
    assert people.invitations_of(store, elm.group.id) == ()
    assert post(treasurer, LIST).status_code == 405


@pytest.mark.parametrize("name", ["{:>1500000000}", "{x}", "{0.__class__}", "50% {"])
def test_a_name_with_braces_is_a_name(
    treasurer: FlaskClient, elm: Neighbours, store: Store, name: str
) -> None:
    number = number_of(elm, Role.MEMBER)
    assert send(treasurer, f"/{number}/name", name=name).status_code == 303
    assert people.name_of(store, elm.group.id, number) == name
    assert f"{number} is called {name} now." in html.unescape(treasurer.get(LIST).text)
    assert send(treasurer, f"/{number}/role", role="auditor").status_code == 303
    assert f"{name} is examiner now." in html.unescape(treasurer.get(LIST).text)
