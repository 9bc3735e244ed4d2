"""The journey of an empty installation: three screens, and a group that can record."""

import fcntl
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ledger.funds import FundClass
from ledger.money import Money
from ledger.reading import about, home
from tests.webapp.conftest import PASSWORD, Neighbours
from webapp import people
from webapp.app import create_app
from webapp.blueprints.first_run.fields import first_answers
from webapp.clock import today
from webapp.people import Role, Store
from webapp.settings import Settings, settings_for

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_LINK = re.compile(r'value="http://localhost(/invitation/[^"]+)"')
TODAY = today()
GROUP = {"title": "Ash Lane Kitchen", "legal_form": "informal-group"}
MONEY = {
    "start": TODAY.isoformat(),
    "bank": "412.18",
    "tin": "£50",
    "online": "0",
    "not_ours": "20",
    "fund-1": "Council food grant",
    "class-1": "restricted",
    "funder-1": "Northgate Council",
    "purpose-1": "Food parcels",
    "bank-1": "1,200",
    "fund-2": "Winter warmth",
    "class-2": "designated",
    "tin-2": "12.50",
    "owed-to-1": "Jo",
    "owed-1": "31.40",
    "owed-to-2": "priya",
    "owed-2": "5",
}
PEOPLE = {
    "name": "Priya",
    "sign_in_name": "priya@ash.example",
    "other-1": "Sam",
    "role-1": "treasurer",
    "other-2": "Jo",
    "role-2": "member",
}
ALL = GROUP | MONEY | PEOPLE | {"password": PASSWORD}


@pytest.fixture
def app(tmp_path: Path) -> flask.Flask:
    return create_app(settings_for(tmp_path, allow_first_run=True))


@pytest.fixture
def visitor(app: flask.Flask) -> FlaskClient:
    return app.test_client()


def send(
    browser: FlaskClient, step: int, typed: dict[str, str], where: str = "/start"
) -> TestResponse:
    """Send one screen as a browser does, all fields of all screens with it."""
    token = _TOKEN.search(browser.get(where).text)
    assert token is not None
    whole = first_answers(TODAY) | typed | {"step": str(step), "csrf_token": token[1]}
    return browser.post(where, data=whole, follow_redirects=True)


def books_in(folder: Path) -> list[str]:
    return (
        [path.name for path in (folder / "books").glob("*")] if (folder / "books").exists() else []
    )


def test_an_empty_installation_begins_here(visitor: FlaskClient) -> None:
    assert visitor.get("/").location == "/start"
    page = visitor.get("/start").text
    assert "Let us open your books" in page
    assert "A community interest company" in page


def test_three_screens_make_a_group_that_is_signed_in(visitor: FlaskClient, store: Store) -> None:
    assert "Where we start" in send(visitor, 1, GROUP).text
    third = send(visitor, 2, GROUP | MONEY).text
    assert "You start with £1,612.18 in the bank and £62.50 in the tin" in third
    ready = send(visitor, 3, ALL)
    assert ready.status_code == 200
    assert "The books of Ash Lane Kitchen are open" in ready.text
    assert re.search(r'class="stamp">[a-z0-9]{5}(-[a-z0-9]{5}){4}<', ready.text)
    assert visitor.get("/").location == "/g/ash-lane-kitchen/"
    assert "Record your first expense" in ready.text


def test_the_money_stands_where_it_was_said_to_be(visitor: FlaskClient, store: Store) -> None:
    send(visitor, 3, ALL)
    (group,) = people.all_groups(store)
    now = home(group.folder, TODAY, sees_help=True)
    assert now.total == Money(1674_68)
    found = now.divided
    assert (found.free, found.set_aside, found.promised) == (
        Money(442_18),
        Money(12_50),
        Money(1200_00),
    )
    assert (now.not_ours, now.owed) == (Money(20_00), Money(36_40))
    assert [fund.kind for fund in now.funds] == [
        FundClass.UNRESTRICTED,
        FundClass.RESTRICTED,
        FundClass.DESIGNATED,
    ]
    assert now.problems == ()
    assert about(group.folder).year_end == (3, 31)


def test_people_get_numbers_links_and_what_is_owed_to_them(
    visitor: FlaskClient, app: flask.Flask, store: Store
) -> None:
    ready = send(visitor, 3, ALL)
    (group,) = people.all_groups(store)
    assert people.names_of(store, group.id) == {"P001": "Priya", "P002": "Sam", "P003": "Jo"}
    text = (group.folder / "journal" / f"{TODAY:%Y-%m}.beancount").read_text()
    assert "Liabilities:Claims:P003" in text
    assert "Liabilities:Claims:P001" in text
    assert "Priya" not in text
    links = _LINK.findall(ready.text)
    assert len(links) == 2
    page = app.test_client().get(links[0]).text
    assert "Priya invites you to join Ash Lane Kitchen as a treasurer (Sam)" in page


def test_what_is_owed_can_be_charged_to_a_purpose_of_the_same_screen(
    visitor: FlaskClient, store: Store
) -> None:
    assert "The third purpose above" in send(visitor, 1, GROUP).text
    assert ">Council food grant</option>" in send(visitor, 2, GROUP | MONEY | {"owed-1": "x"}).text
    send(visitor, 3, ALL | {"owed-fund-1": "1"})
    (group,) = people.all_groups(store)
    funds = {each.mark.name: each for each in home(group.folder, TODAY, sees_help=True).funds}
    assert funds["council-food-grant"].left == Money(1200_00 - 31_40)
    assert funds["general"].left == Money(442_18 - 5_00)


def test_capital_to_be_kept_can_be_there_from_the_first_day(
    visitor: FlaskClient, store: Store
) -> None:
    send(visitor, 3, ALL | {"class-2": "permanent-endowment", "purpose-2": "The hall"})
    (group,) = people.all_groups(store)
    kinds = [each.kind for each in home(group.folder, TODAY, sees_help=True).funds]
    assert FundClass.PERMANENT_ENDOWMENT in kinds


def test_a_treasurer_alone_is_asked_for_a_second(visitor: FlaskClient) -> None:
    alone = {name: said for name, said in ALL.items() if not name.startswith("other")}
    assert "You are the only treasurer" in send(visitor, 3, alone).text


def test_a_group_that_begins_with_nothing_is_made_too(visitor: FlaskClient, store: Store) -> None:
    typed = GROUP | {"name": "Priya", "sign_in_name": "priya", "password": PASSWORD}
    assert send(visitor, 3, typed).status_code == 200
    (group,) = people.all_groups(store)
    assert home(group.folder, TODAY, sees_help=True).entries == 0


@pytest.mark.parametrize(
    ("wrong", "step", "said"),
    [
        ({"title": " "}, 1, "not a name for a group"),
        ({"legal_form": "cic"}, 1, "What sort of group you are is missing"),
        ({"year_end_day": "31", "year_end_month": "2"}, 1, "no such day"),
        ({"bank": "12,50"}, 2, "“12,50” is not an amount"),
        ({"start": "tomorrow"}, 2, "is not a day"),
        ({"fund-1": "", "bank-1": "9"}, 2, "What this money is called is missing"),
        ({"owed-to-1": ""}, 2, "Whom it is owed to is missing"),
        ({"owed-fund-1": "4"}, 2, "The purpose that this is charged to has no name above"),
        ({"not_ours": "5000"}, 2, "there is only £462.18 for anything you do"),
        ({"start": "1970-01-01"}, 2, "is too long ago"),
        ({"funder-1": "the \u202e council"}, 2, "hidden character"),
        ({"name": ""}, 3, "not a name that can be shown"),
        ({"password": "short"}, 3, "at least 12 characters"),
        ({"sign_in_name": "p p"}, 3, "no spaces"),
        ({"other-1": "\u200b"}, 3, "not a name that can be shown"),
    ],
)
def test_a_refusal_shows_its_screen_keeps_everything_and_makes_nothing(
    visitor: FlaskClient, store: Store, wrong: dict[str, str], step: int, said: str
) -> None:
    answer = send(visitor, 3, ALL | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert f"Step {step} of 3" in answer.text
    assert 'value="Winter warmth"' in answer.text
    assert 'value="priya"' in answer.text
    assert f'value="{PASSWORD}"' not in answer.text
    assert ("but for the password" in answer.text) is ("Step 3 of 3" in answer.text)
    assert people.all_groups(store) == ()
    assert books_in(store.folder) == []


def test_what_is_wrong_on_a_later_screen_is_not_said_too_early(visitor: FlaskClient) -> None:
    answer = send(visitor, 1, GROUP)
    assert answer.status_code == 200
    assert "to put right" not in answer.text


def test_going_back_keeps_what_was_typed(visitor: FlaskClient) -> None:
    back = send(visitor, 3, ALL | {"go": "back"}).text
    assert "Step 2 of 3" in back
    assert 'value="412.18"' in back


def test_where_a_group_is_there_already_the_door_is_shut(
    visitor: FlaskClient, store: Store
) -> None:
    send(visitor, 3, ALL)
    assert visitor.get("/start").status_code == 404
    assert visitor.post("/start", data=ALL).status_code in {400, 404}
    assert len(people.all_groups(store)) == 1


def test_a_taken_sign_in_name_leaves_nothing_half_made(
    app: flask.Flask, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = app.test_client()
    token = _TOKEN.search(visitor.get("/start").text)
    assert token is not None
    sample = people.create_group(store, "Elsewhere")
    newcomer = people.NewPerson(name="Pat", sign_in_name="priya@ash.example", password=PASSWORD)
    people.accept(store, people.invite(store, sample.id, Role.TREASURER), newcomer)
    monkeypatch.setattr("webapp.people.any_group", lambda _store: False)
    answer = visitor.post(
        "/start", data=first_answers(TODAY) | ALL | {"step": "3", "csrf_token": token[1]}
    )
    assert answer.status_code == 422
    assert "Somebody already signs in with that name" in answer.text
    assert books_in(store.folder) == []
    assert not [*(store.folder / "index").glob("*")]
    assert [group.title for group in people.all_groups(store)] == ["Elsewhere"]


def test_somebody_signed_in_opens_books_for_a_second_group(
    app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    person_id = elm.members[Role.TREASURER].person_id
    assert person_id is not None
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = people.start_session(store, person_id)
    assert "A password" not in send(browser, 2, GROUP, "/groups/new").text
    typed = GROUP | MONEY | {"title": "Elm Street Mutual Aid", "name": "Priya"}
    ready = send(browser, 3, typed, "/groups/new")
    assert ready.status_code == 200
    assert "http://localhost/g/elm-street-mutual-aid-2/" in ready.text
    assert 'class="stamp"' not in ready.text
    mine = people.groups_of(store, person_id)
    assert {group.address for group in mine} == {"elm-street-mutual-aid", "elm-street-mutual-aid-2"}
    new = next(group for group in mine if group.address.endswith("-2"))
    member = people.member_of(store, new.id, person_id)
    assert member is not None
    assert (member.number, member.role, member.name) == ("P001", Role.TREASURER, "Priya")
    assert home(new.folder, TODAY, sees_help=True).total == Money(1674_68)


def test_the_last_screen_sent_twice_makes_one_group_and_shows_it_again(
    visitor: FlaskClient, app: flask.Flask, store: Store
) -> None:
    shown = visitor.get("/start").text
    key = re.search(r'name="key" value="([^"]+)"', shown)
    token = _TOKEN.search(shown)
    assert key is not None
    assert token is not None
    whole = first_answers(TODAY) | ALL | {"step": "3", "key": key[1], "csrf_token": token[1]}
    first, second = (visitor.post("/start", data=whole) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.location == second.location == "/g/ash-lane-kitchen/ready"
    assert len(people.all_groups(store)) == 1
    pages = [visitor.get(second.location).text for _ in range(2)]
    assert pages[0].count('class="stamp"') == pages[1].count('class="stamp"') == 1
    assert app.test_client().get(second.location).status_code == 302


def test_the_last_screen_sent_twice_at_once_makes_one_group(
    app: flask.Flask, store: Store, settings: Settings
) -> None:
    """Also by two workers: whoever makes a group holds a file that all of them know."""
    whole = first_answers(TODAY) | ALL | {"step": "3", "key": "one-form"}
    browsers = [app.test_client(), app.test_client()]
    forms = []
    for browser in browsers:
        token = _TOKEN.search(browser.get("/start").text)
        assert token is not None
        forms.append(whole | {"csrf_token": token[1]})
    with ThreadPoolExecutor(2) as both, (settings.folder / ".founding").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        sent = [
            both.submit(browser.post, "/start", data=form)
            for browser, form in zip(browsers, forms, strict=True)
        ]
        time.sleep(0.3)
        assert not any(each.done() for each in sent)
        assert people.all_groups(store) == ()
        fcntl.flock(other, fcntl.LOCK_UN)
        answers = [each.result() for each in sent]
    assert {each.location for each in answers} == {"/g/ash-lane-kitchen/ready"}
    assert len(people.all_groups(store)) == 1


def test_a_second_group_sent_twice_is_one_too(
    app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    person_id = elm.members[Role.TREASURER].person_id
    assert person_id is not None
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = people.start_session(store, person_id)
    typed = GROUP | MONEY | {"name": "Priya", "key": "the-same-key"}
    pages = [send(browser, 3, typed, "/groups/new").text for _ in range(2)]
    assert all("The books of Ash Lane Kitchen are open" in page for page in pages)
    assert len(people.groups_of(store, person_id)) == 2


@pytest.mark.parametrize("at", ["pathlib.Path.rename", "webapp.people.found_group"])
def test_interrupted_at_any_moment_there_is_no_group_without_its_book(
    visitor: FlaskClient, store: Store, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(at, interrupted)
        with pytest.raises(KeyboardInterrupt):
            send(visitor, 3, ALL)
    assert people.all_groups(store) == ()
    assert send(visitor, 3, ALL).status_code == 200
    (group,) = people.all_groups(store)
    assert home(group.folder, TODAY, sees_help=True).total == Money(1674_68)


def test_everybody_is_there_as_soon_as_the_group_is(
    visitor: FlaskClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a number that is owed money would be given to the next who comes."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("webapp.people.invite", interrupted)
    with pytest.raises(KeyboardInterrupt):
        send(visitor, 3, ALL)
    (group,) = people.all_groups(store)
    assert people.names_of(store, group.id) == {"P001": "Priya", "P002": "Sam", "P003": "Jo"}
