"""A form that was open since before a sign-in comes back as it was typed, and nothing is kept."""

import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest

from tests.webapp.test_every_route import House
from webapp import people
from webapp.app import create_app
from webapp.people import Photograph
from webapp.people.store import FILE_NAME
from webapp.report_words import about_report
from webapp.settings import settings_for
from webapp.signed_out import FORMS

GRANT = "council-food-2025"
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
    # The year beside which it stands is closed in the sample, so its page has no fields.
    "accounts.last_year": {"first": "2023-10-02"},
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
    "accounts.close": {"sure": "yes"},
    "reports.write": {"from": "2025-04-02", "role-1": "Keeper of keys"},
    "reports.describe_photograph": {"says": "Two crates of leeks"},
    "reports.issue": {"sure": "yes"},
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
    return made


def everything(house: House) -> tuple[dict[str, str], list[str]]:
    """Every file of the book, and every row of the people."""
    with closing(sqlite3.connect(house.folder / FILE_NAME)) as people_kept:
        return house.kept(), list(people_kept.iterdump())


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
    for typed in () if name == "accounts.last_year" else TYPED[name].values():
        assert typed in shown
    assert everything(house) == before


def test_every_form_is_tried_but_those_of_entries_and_the_very_first() -> None:
    others = {each for each in FORMS if not each.startswith("entries.")}
    assert others - {"first_run.begin", "first_run.begin_another"} == set(TYPED)


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
    assert not list((house.folder / "books").glob(".new-*"))


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


def test_an_act_that_nobody_types_into_is_not_brought_back(house: House) -> None:
    """A forged form could lead somebody to agree to what they never meant."""
    answer = house.treasurer.post(address(house, "people.erase"), data={"csrf_token": "old"})
    assert answer.status_code == 400
    assert "Go back, load the page again" in answer.text
    assert "people.erase" not in FORMS
