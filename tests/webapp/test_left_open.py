"""A form that was open since before a sign-in comes back as it was typed, and nothing is kept."""

import sqlite3
from contextlib import closing
from datetime import date
from html import unescape
from pathlib import Path

import flask
import pytest

from ledger import index
from ledger.entries.acts import Opening, Share
from ledger.entries.last_year import last_year_in
from ledger.money import Money
from ledger.recording import REPORT, Hand, ToIssue, issue, record
from tests.webapp.books import empty_book, let_in
from tests.webapp.conftest import Neighbours
from tests.webapp.forms import forms_in
from tests.webapp.test_every_route import House
from webapp import people
from webapp.app import create_app
from webapp.people import Photograph, Role, Store
from webapp.people.store import FILE_NAME
from webapp.report_words import about_report
from webapp.settings import settings_for
from webapp.signed_out import FORMS

GRANT, LAST = "council-food-2025", date(2026, 3, 31)
_SAID = "This page was open for too long, so nothing is kept yet; look once more and send it."
_CHECKED = {"account": "Assets:Bank:Current", "day": "2026-03-31"}
# What is typed into each form, as its page shows it again.
TYPED: dict[str, dict[str, str]] = {
    "bank.check": _CHECKED | {"figure": "412.18", "statement": "of 31 March"},
    "bank.withdraw": _CHECKED | {"withdrawn": "2026-03-31", "because": "it was February’s"},
    "funds.new": {"title": "A shed", "kind": "restricted", "purpose": "tools for all"},
    "funds.edit": {"title": "Soup", "kind": "restricted", "purpose": "parcels and soup"},
    "funds.change_budget": {
        "heading": "Food",
        "way": "more",
        "amount": "12.30",
        "evidence": "letter of 3 May",
    },
    "funds.consent": {"moved": "12.31", "words": "letter of 4 May"},
    "funds.close": {"close_on": "2026-03-30"},
    "funds.make_link": {"label": "Council grants team"},
    "funds.answer": {"answer-1": "It is mended by now."},
    "accounts.tell_asset": {
        "name": "A freezer",
        "cost": "80.15",
        "sort": "own-use",
        "fund": "general",
        "day": "2026-03-30",
    },
    "accounts.tell_liability": {
        "owed-name": "Hire of the hall",
        "owed-amount": "9.17",
        "owed-fund": "general",
        "owed-day": "2026-03-30",
    },
    "accounts.words": {"report": "What we did in the year.", "reserves": "Three months."},
    "reports.write": {"from": "2025-04-02", "role-1": "Keeper of keys"},
    "reports.describe_photograph": {"says": "Two crates of leeks"},
    "reports.issue": {"news": "The hall’s bill was added."},
    "gifts.write": {"thanks": "Thank you from all of us."},
    "settings.rename": {"title": "Elm Street Aid", "address": "elm"},
    "settings.change_form": {
        "legal_form": "constituted-association",
        "charity_number": "98",
        "year_end_day": "30",
        "year_end_month": "6",
        "first_year": "short",
    },
    "settings.add_kind": {"kind": "Football kit", "heading": "Sports"},
    "settings.add_bank": {"bank": "Savings pot"},
    "people.rename": {"name": "Samira"},
    "devices.rename": {"label": "The old telephone"},
    "funder.ask": {"text": "What became of the van?"},
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The sample's house, with a question, a photograph and a device to name."""
    made = House(tmp_path_factory.mktemp("house"))
    link = people.open_funder_link(made.store, made.secret)
    assert link is not None
    people.ask_question(made.store, link.id, "", "Is the fridge mended?")
    picture = Photograph(
        content=b"", sha256=made.known["sha256"], says="", is_agreed=False, kept_by="P001"
    )
    people.keep_photograph(made.store, made.elm.group.id, about_report(GRANT), picture)
    treasurer = made.elm.members[people.Role.TREASURER].person_id
    assert treasurer is not None
    secret = people.know_device(made.store, treasurer, "Firefox on Linux")
    made.treasurer.set_cookie("purse-device", secret)
    version = index.current(made.place).version
    sent = ToIssue(
        about=GRANT, sort=REPORT, until=LAST, version=version, content=b"%PDF-1.7 the first"
    )
    issue(made.place, sent, Hand(by="P001", today=LAST))
    return made


def everything(house: House) -> tuple[dict[str, str], list[str], set[str]]:
    """Every file of the book, every row of the people, and the names of all files that there are.

    An index comes and goes by being read, with what SQLite keeps beside it.
    """
    names = {
        str(each) for each in house.folder.rglob("*") if not each.name.endswith(("-wal", "-shm"))
    }
    with closing(sqlite3.connect(house.folder / FILE_NAME)) as people_kept:
        return house.kept(), list(people_kept.iterdump()), names


def address(house: House, name: str) -> str:
    return next(
        at for route, method, at in house.routes() if route.endpoint == name and method == "POST"
    )


@pytest.mark.parametrize("name", sorted(TYPED))
def test_what_was_typed_comes_back_and_nothing_is_kept(house: House, name: str) -> None:
    before = everything(house)
    answer = house.treasurer.post(
        address(house, name), data={**TYPED[name], "csrf_token": "of-a-session-before"}
    )
    shown = unescape(answer.text)
    assert answer.status_code == 400
    # At the top, and at most beside one field, however many there are.
    assert shown.count(_SAID) in {1, 2}
    assert 'name="csrf_token" value="of-a' not in shown
    mine = [set(sent) for to, sent in forms_in(answer.text) if to in {address(house, name), ""}]
    assert any(set(TYPED[name].items()) <= sent for sent in mine)
    assert everything(house) == before


def test_every_form_is_tried_but_those_of_entries_and_the_very_first() -> None:
    others = {each for each in FORMS if not each.startswith("entries.")}
    # Last year's figures have no fields beside a year that is closed, as the sample's is.
    elsewhere = {"first_run.begin", "first_run.begin_another", "accounts.last_year"}
    assert others - elsewhere == set(TYPED)


def test_last_year_s_figures_come_back_from_a_form_of_old(
    app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    place, client = empty_book(elm.group), let_in(app, store, elm, Role.TREASURER)
    held = Share(fund="general", account="Assets:Bank:Current", amount=Money(340_00))
    record(place, Opening(day=date(2026, 1, 1), held=(held,)), Hand(by="P001", today=LAST))
    typed = {"first": "2025-01-02", "opening": "1169.65"}
    to = f"/g/{elm.group.address}/accounts/last-year"
    answer = client.post(to, data=typed | {"csrf_token": "of-a-session-before"})
    assert answer.status_code == 400
    assert any(set(typed.items()) <= set(sent) for _, sent in forms_in(answer.text))
    assert last_year_in(index.current(place).facts, date(2025, 12, 31)) is None


def test_another_group_is_made_by_no_form_of_old_and_its_answers_are_carried_on(
    house: House,
) -> None:
    before = everything(house)
    first = {"title": "Oak Street Aid", "legal_form": "informal-group", "step": "1"}
    whole = first | {"year_end_day": "31", "year_end_month": "3", "start": "2026-04-01"}
    for step in ("1", "3"):
        sent = whole | {"step": step, "name": "Priya", "bank": "5.00", "key": "a-key-of-old"}
        answer = house.treasurer.post("/groups/new", data=sent | {"csrf_token": "old"})
        assert answer.status_code == 400
        assert "Oak Street Aid" in answer.text
    assert _SAID in answer.text
    assert everything(house) == before


def test_the_very_first_group_is_made_by_no_form_of_old_and_its_password_is_not_shown(
    tmp_path: Path,
) -> None:
    app = create_app(settings_for(tmp_path, allow_first_run=True))
    sent = {"title": "Elm Street", "legal_form": "informal-group", "step": "3", "name": "Priya"}
    sent |= {"year_end_day": "31", "year_end_month": "3", "start": "2026-04-01", "bank": "5.00"}
    sent |= {"sign_in_name": "priya@elm.example", "password": "seven kettles boil at dawn"}
    answer = app.test_client().post("/start", data=sent | {"csrf_token": "old"})
    assert answer.status_code == 400
    assert _SAID in answer.text
    assert "priya@elm.example" in answer.text
    assert "seven kettles" not in answer.text
    assert not people.any_group(people.open_store(tmp_path))
    assert not (tmp_path / "books").exists()
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize(
    ("name", "typed"),
    [("bank.check", TYPED["bank.check"]), ("first_run.begin_another", {"title": "Oak Street"})],
)
def test_who_was_signed_out_has_what_was_typed_carried_back(
    house: House, name: str, typed: dict[str, str]
) -> None:
    answer = house.app.test_client().post(address(house, name), data=typed)
    assert answer.status_code == 401
    assert "You were signed out" in answer.text
    for field, value in typed.items():
        assert f'<input type="hidden" name="{field}" value="{value}">' in answer.text


def test_who_saves_while_typing_is_told_in_short_and_keeps_the_page(house: House) -> None:
    answer = house.treasurer.post(
        address(house, "reports.write"),
        data=TYPED["reports.write"],
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 400
    assert "open for too long" in answer.text
    assert "Keeper of keys" not in answer.text


@pytest.mark.parametrize("name", ["people.erase", "accounts.close", "funds.blank", "entries.blank"])
def test_an_act_that_cannot_be_undone_is_not_brought_back(house: House, name: str) -> None:
    """A forged form could lead somebody to agree to what they never meant."""
    sent = {"csrf_token": "old", "sure": "yes"}
    answer = house.treasurer.post(address(house, name), data=sent)
    assert answer.status_code == 400
    assert "Go back, load the page again" in answer.text
    assert not any(("sure", "yes") in each for _, each in forms_in(answer.text))


@pytest.mark.parametrize(
    ("name", "tick"), [("reports.issue", "sure"), ("reports.describe_photograph", "agreed")]
)
def test_what_somebody_agreed_to_is_asked_anew(house: House, name: str, tick: str) -> None:
    at, sent = address(house, name), TYPED[name] | {tick: "yes"}
    answer = house.treasurer.post(at, data=sent | {"csrf_token": "old"})
    mine = [set(each) for to, each in forms_in(answer.text) if to == at]
    assert any(set(TYPED[name].items()) <= each for each in mine)
    assert not any((tick, "yes") in each for each in mine)
    carried = house.app.test_client().post(at, data=sent)
    assert all(f'name="{each}"' in carried.text for each in TYPED[name])
    assert f'name="{tick}"' not in carried.text


def test_where_nothing_is_left_to_write_nothing_is_said_to_be_done(house: House) -> None:
    asked = {"text": "Is the fridge mended?", "csrf_token": "of-a-session-before"}
    stranger = house.app.test_client()
    answer = stranger.post(address(house, "funder.ask"), data=asked)
    assert answer.status_code == 400
    assert "Go back, load the page again" in answer.text
    assert "Your question is with the group" not in answer.text
