"""A form whose session ended: nothing typed is lost, and nothing is recorded unseen."""

import io
import logging
import re
from html import unescape

import flask
import pytest
from flask.testing import FlaskClient
from PIL import Image

from ledger.entries.acts import Claim, Expense, Share
from ledger.money import Money
from ledger.reading import missing_papers, owed_claims
from ledger.recording import Hand, record
from tests.webapp.books import sample_book
from tests.webapp.conftest import Neighbours, sign_in, sign_out
from webapp.blueprints import entries
from webapp.clock import today
from webapp.people import Role
from webapp.signed_out import FORMS

OUT = "/g/elm-street-mutual-aid/out"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_KEY = re.compile(r'name="key" value="([^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_OPEN_SINCE = "This page was open since before you signed in; look once more and record it."
SHOPPING = {"amount": "12.40", "paid_to": "Lidl & Sons", "what_for": "rice", "fund": "general"}


def picture() -> tuple[io.BytesIO, str]:
    kept = io.BytesIO()
    Image.new("RGB", (300, 500), "red").save(kept, "JPEG")
    kept.seek(0)
    return kept, "slip.jpg"


@pytest.fixture
def visitor(app: flask.Flask, elm: Neighbours) -> FlaskClient:
    sample_book(elm.group)
    client = app.test_client()
    sign_in(client, elm.sign_in_name(Role.TREASURER))
    return client


def filled(client: FlaskClient) -> dict[str, object]:
    """A form of money out as it was opened, and what was typed in it."""
    shown = client.get(OUT).text
    key, token = _KEY.search(shown), _TOKEN.search(shown)
    assert key is not None
    assert token is not None
    return {**SHOPPING, "key": key[1], "csrf_token": token[1]}


def everything(elm: Neighbours) -> dict[str, bytes]:
    folder = elm.group.folder
    return {str(each): each.read_bytes() for each in folder.rglob("*.beancount")}


def test_sent_while_signed_out_the_form_is_not_lost(visitor: FlaskClient, elm: Neighbours) -> None:
    typed, before = filled(visitor), everything(elm)
    sign_out(visitor)
    answer = visitor.post(OUT, data={**typed, "paper": picture()})
    assert answer.status_code == 401
    assert "You were signed out" in answer.text
    assert "Only the photo has to be chosen again" in answer.text
    carried = {name: unescape(value) for name, value in _HIDDEN.findall(answer.text)}
    assert carried.items() >= {**SHOPPING, "key": typed["key"], "photo-lost": "yes"}.items()
    assert "csrf_token" not in carried
    sign_in(visitor, elm.sign_in_name(Role.TREASURER))
    again = visitor.post(OUT, data=carried)
    assert _OPEN_SINCE in again.text
    assert 'value="Lidl &amp; Sons"' in again.text
    assert "Choose it again." in again.text
    assert everything(elm) == before


def test_who_is_signed_out_and_typed_nothing_is_sent_to_sign_in(app: flask.Flask) -> None:
    for address in (OUT, "/g/no-such-group/out"):
        answer = app.test_client().post(address)
        assert answer.status_code == 302
        assert answer.location == "/sign-in"


def test_what_was_typed_at_another_door_is_not_repeated_to_the_signed_out(
    app: flask.Flask,
) -> None:
    answer = app.test_client().post("/g/elm-street-mutual-aid/people/invite", data={"role": "x"})
    assert answer.status_code == 302


def test_signed_in_again_the_form_comes_back_with_its_photo_and_is_recorded_once_looked_at(
    visitor: FlaskClient, elm: Neighbours
) -> None:
    typed, before = filled(visitor), everything(elm)
    sign_out(visitor)
    sign_in(visitor, elm.sign_in_name(Role.TREASURER))
    answer = visitor.post(OUT, data={**typed, "paper": picture()})
    assert answer.status_code == 400
    assert _OPEN_SINCE in answer.text
    assert 'value="12.40"' in answer.text
    assert "Your photo is kept" in answer.text
    assert everything(elm) == before
    token, key = _TOKEN.search(answer.text), _KEY.search(answer.text)
    kept = re.search(r'name="paper-kept" value="([0-9a-f]+)"', answer.text)
    assert token is not None
    assert key is not None
    assert kept is not None
    assert key[1] == typed["key"]
    day = re.search(r'name="day"[^>]*value="([^"]+)"', answer.text)
    assert day is not None
    recorded = visitor.post(
        OUT,
        data={
            **typed,
            "account": "Expenses:Food",
            "paid_from": "Assets:Bank:Current",
            "day": day[1],
            "csrf_token": token[1],
            "paper-kept": kept[1],
        },
    )
    assert recorded.status_code == 303
    assert everything(elm) != before


def test_a_correction_comes_back_too(visitor: FlaskClient, elm: Neighbours) -> None:
    number = re.search(
        r"/entries/([0-9]{4}-[0-9]+)", visitor.get("/g/elm-street-mutual-aid/entries").text
    )
    assert number is not None
    address = f"/g/elm-street-mutual-aid/entries/{number[1]}/correct"
    before = everything(elm)
    answer = visitor.post(address, data={"because": "the paper says 12.40", "csrf_token": "old"})
    assert answer.status_code == 400
    assert _OPEN_SINCE in answer.text
    assert "the paper says 12.40" in answer.text
    assert everything(elm) == before


def test_a_correction_of_what_is_not_there_is_refused_in_words(visitor: FlaskClient) -> None:
    address = "/g/elm-street-mutual-aid/entries/1999-0001/correct"
    answer = visitor.post(address, data={"because": "a slip", "csrf_token": "old"})
    assert answer.status_code == 400
    assert "open for too long" in answer.text


def test_what_is_no_form_with_fields_is_refused_in_words(visitor: FlaskClient) -> None:
    address = "/g/elm-street-mutual-aid/entries/2026-0001/approve"
    answer = visitor.post(address, data={"csrf_token": "old"})
    assert answer.status_code == 400
    assert "open for too long" in answer.text


@pytest.mark.parametrize("path", ["out", "people/invite"])
def test_a_refused_token_is_logged_without_names_or_secrets(
    visitor: FlaskClient, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    typed = {**SHOPPING, "csrf_token": "a-token-of-old"}
    with caplog.at_level(logging.INFO, "webapp"):
        visitor.post(f"/g/elm-street-mutual-aid/{path}", data=typed)
    ours = [each.getMessage() for each in caplog.records if each.name == "webapp.failures"]
    endpoint = {"out": "entries.money_out", "people/invite": "people.invite"}[path]
    assert ours == [f"refused: the token of a form for {endpoint}"]


def test_an_empty_photo_is_refused_kindly_and_what_was_typed_stays(visitor: FlaskClient) -> None:
    answer = visitor.post(OUT, data={**filled(visitor), "paper": (io.BytesIO(), "slip.jpg")})
    assert answer.status_code == 422
    assert "That photo is empty; it may not have downloaded to the phone yet." in answer.text
    assert "Open it once in the gallery, and choose it again." in answer.text
    assert 'value="Lidl &amp; Sons"' in answer.text


def test_a_field_without_a_photo_is_no_empty_photo(visitor: FlaskClient) -> None:
    answer = visitor.post(OUT, data={**filled(visitor), "paper": (io.BytesIO(), "")})
    assert "That photo is empty" not in answer.text


def test_each_form_of_entries_comes_back_to_the_signed_out() -> None:
    others = {"correct", "refund", "pay_back", "give_up", "add_paper", "declare"}
    ours = {each for each in FORMS if each.startswith("entries.")}
    assert {f"entries.{name}" for name in {*entries._FORMS, *others}} == ours


@pytest.mark.parametrize(
    ("path", "typed", "shown"),
    [
        ("entries/{number}/refund", {"amount": "3.33"}, 'value="3.33"'),
        ("entries/{number}/declare", {"state": "lost", "because": "blown away"}, "blown away"),
        (
            "entries/{number}/correct?take-back=1",
            {"because": "it was somebody else’s", "take-back": "1"},
            "it was somebody else’s",
        ),
        ("pay-back?person={owed}", {"{part}": "1.11"}, 'value="1.11"'),
        ("give-up?person={owed}", {"{part}": "1.12"}, 'value="1.12"'),
    ],
)
def test_what_was_typed_in_smaller_forms_comes_back_too(
    visitor: FlaskClient, elm: Neighbours, path: str, typed: dict[str, str], shown: str
) -> None:
    """Signed out when it is sent, and sent again after signing in."""
    told = missing(elm)
    address = f"/g/elm-street-mutual-aid/{path.format(**told)}"
    data = {"key": "a-key-of-old", **{k.format(**told): value for k, value in typed.items()}}
    before = everything(elm)
    sign_out(visitor)
    answer = visitor.post(address, data=data)
    assert answer.status_code == 401
    action = re.search(r'<form class="form" method="post" action="([^"]+)"', answer.text)
    assert action is not None
    assert unescape(action[1]) == address
    carried = {name: unescape(value) for name, value in _HIDDEN.findall(answer.text)}
    assert carried.items() >= data.items()
    sign_in(visitor, elm.sign_in_name(Role.TREASURER))
    again = visitor.post(address, data=carried)
    assert again.status_code == 400
    assert "This page was open since before you signed in" in again.text
    assert shown in again.text
    assert everything(elm) == before


def test_a_photo_for_an_older_entry_comes_back_to_be_kept(
    visitor: FlaskClient, elm: Neighbours
) -> None:
    address = f"/g/elm-street-mutual-aid/entries/{missing(elm)['number']}/paper"
    before = everything(elm)
    answer = visitor.post(address, data={"key": "old", "csrf_token": "old", "paper": picture()})
    assert answer.status_code == 400
    assert "Your photo is kept" in answer.text
    assert everything(elm) == before


def missing(elm: Neighbours) -> dict[str, str]:
    """An entry of shopping whose paper is missing, and a claim that is not paid back."""
    place = elm.group.folder
    hand = Hand(by="P001", today=today())
    share = Share(fund="general", account="Expenses:Food", amount=Money(12_40))
    both = {"day": today(), "paid_to": "Lidl", "what_for": "rice", "shares": (share,)}
    record(place, Expense(**both, paid_from="Assets:Bank:Current"), hand)
    claim = record(place, Claim(**both, claimant="P002"), hand)
    (owed,) = (each for each in owed_claims(place) if each.claim == claim.number)
    number = missing_papers(place)[-2].number
    return {"number": number, "owed": owed.claimant, "part": f"part-{owed.claim}-{owed.fund}"}
