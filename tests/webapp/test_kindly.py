"""Words that may name somebody are asked about, kindly and once; shops and sums are not."""

import re
from pathlib import Path

import pytest

from tests.webapp.conftest import Neighbours
from tests.webapp.test_entries import SHOPPING, TODAY, Browser, Desk, a_book, desk_of, photo
from tests.webapp.test_photos_covered import kept, send_back
from webapp.forms import looks_like_a_person
from webapp.forms.looks_like_a_person import A_NAME, looks_like
from webapp.people import Role

ROOT = Path(__file__).parents[2]
SCRIPT = (ROOT / "webapp/static/entering.js").read_text()
LISTS = ("NAMES", "PLACES", "CALENDAR", "AREAS", "NOBODY", "CAPITAL")
ASKED = "Does this name somebody?"
SEEN = (
    ("Shopping for Mrs Okafor", A_NAME),
    ("mrs khan, heating", A_NAME),
    ("Dr. Brown", A_NAME),
    ("Taxi for Priya", A_NAME),
    ("For Amara’s taxi", A_NAME),
    ("Lift for Joan Smith", A_NAME),
    ("from Oluwaseun Adebayo", A_NAME),
    ("Joan O'Neill", A_NAME),
    ("Joan Smith's meter", A_NAME),
    ("Call 07700 900123", "a phone number"),
    ("(020) 7946 0018", "a phone number"),
    ("+44 (0)7700 900123", "a phone number"),
    ("07700900123", "a phone number"),
    ("joan@example.org", "an e-mail address"),
    ("Parcel to N7 6AB", "a postcode"),
    ("parcel to se1 1aa", "a postcode"),
)
LEFT_ALONE = (
    "Aldi N7 store",
    "B&Q",
    "Order 0123456",
    "Order no. 07123456789",
    "Invoice 2026/0117",
    "Sky 0330 041 2524",
    "07 11 2025 84.20",
    "2026-0042, 2026-0055",
    "Eggs, 12 @ 1.50",
    "Food parcels for 12 households",
    "Rent for March 2026",
    "From Monday to Friday",
    "Dr Pepper",
    "Mr Kipling cakes",
    "MS Office licence",
    "Taxi, dr appointment",
    "John Lewis",
    "Russell Hobbs kettle",
    "for Ben & Jerry's",
    "from Tony's Chocolonely",
    "Rent for St Mary's hall",
    "from St John Ambulance",
    "Mary Street Bakery",
    "Peter Street Post Office",
    "for Elm Street Community Hall",
    "Grant from Northgate Council",
    "for Winter Warmth",
    "from Tesco Express",
    "Rose & Crown",
    "Carol singing",
    "T5 8ft tube",
    "N7 1st floor",
    "M1 500ml",
    "Henry hoover",
    "",
)


@pytest.fixture
def treasurer(browser: Browser, elm: Neighbours) -> Desk:
    a_book(elm.group.folder, elm.members[Role.TREASURER].number)
    return desk_of(browser, elm, Role.TREASURER)


@pytest.mark.parametrize(("typed", "what"), SEEN)
def test_what_names_somebody_is_seen(typed: str, what: str) -> None:
    assert looks_like(typed) == what


@pytest.mark.parametrize("typed", LEFT_ALONE)
def test_what_names_nobody_is_left_alone(typed: str) -> None:
    assert looks_like(typed) == ""


def test_no_words_of_the_sample_are_asked_about() -> None:
    sample = (ROOT / "sample.beancount").read_text()
    heads = re.findall(r"^\d{4}-\d\d-\d\d \* (.*)$", sample, re.MULTILINE)
    words = {said for head in heads for said in re.findall(r'"([^"]*)"', head)}
    assert len(words) > 100
    assert {said: found for said in words if (found := looks_like(said))} == {}


def test_a_long_text_is_looked_at_in_no_time() -> None:
    assert looks_like("for Aa " * 10_000) == ""
    assert looks_like("a." * 10_000 + "@") == ""


def test_the_browser_looks_for_the_same() -> None:
    for name in LISTS:
        written = re.search(rf"^const {name} = String\.raw`([^`]*)`;$", SCRIPT, re.MULTILINE)
        assert written is not None, name
        assert written[1] == getattr(looks_like_a_person, name)
    part = SCRIPT.split("const SHAPES = [", 1)[1].split("\n];", 1)[0]
    shapes = re.findall(r'^  \["([^"]+)", String\.raw`([^`]*)`\],$', part, re.MULTILINE)
    assert tuple(shapes) == looks_like_a_person.SHAPES


def test_a_name_is_asked_about_once_with_everything_kept(treasurer: Desk) -> None:
    naming = {**SHOPPING, "what_for": "Taxi for Joan Smith"}
    asked = treasurer.send("out", paper=(photo(), "x.jpg"), **naming)
    assert asked.status_code == 422
    assert ASKED in asked.text
    assert "This looks like a person’s name." in asked.text
    assert "Record it all the same" in asked.text
    assert 'value="Taxi for Joan Smith"' in asked.text
    assert len(kept(asked)) == 1

    assert send_back(treasurer, asked, **naming).status_code == 303
    (entry,) = list(treasurer.book().entries.values())[1:]
    assert len(entry.documents) == 1


def test_other_words_are_asked_about_again_and_harmless_ones_are_not(treasurer: Desk) -> None:
    naming = {**SHOPPING, "what_for": "Taxi for Joan Smith"}
    asked = treasurer.send("out", **naming)
    other = send_back(treasurer, asked, **{**naming, "what_for": "Taxi for Peter Smith"})
    assert ASKED in other.text
    assert send_back(treasurer, other, **{**naming, "what_for": "Taxi"}).status_code == 303


def test_what_was_looked_at_stays_so_while_something_else_is_put_right(treasurer: Desk) -> None:
    naming = {**SHOPPING, "what_for": "Taxi for Joan Smith"}
    asked = treasurer.send("out", **naming)
    wrong = send_back(treasurer, asked, **{**naming, "amount": "x"})
    assert ASKED not in wrong.text
    assert send_back(treasurer, wrong, **naming).status_code == 303


def test_a_name_beside_a_refusal_is_asked_about_once_more_when_that_is_put_right(
    treasurer: Desk,
) -> None:
    """Who mends an amount looks at the amount."""
    naming = {**SHOPPING, "what_for": "Taxi for Joan Smith"}
    wrong = treasurer.send("out", **{**naming, "amount": "x"})
    assert "This looks like a person’s name." in wrong.text
    assert "Record it all the same" not in wrong.text
    asked = send_back(treasurer, wrong, **naming)
    assert "Record it all the same" in asked.text
    assert send_back(treasurer, asked, **naming).status_code == 303


def test_a_shop_called_like_a_person_is_asked_about_the_first_time_only(treasurer: Desk) -> None:
    shop = {**SHOPPING, "paid_to": "Alice Green"}
    baker = {**SHOPPING, "paid_to": "Alice Baker"}
    assert send_back(treasurer, treasurer.send("out", **baker), **baker).status_code == 303
    again = treasurer.send("out", **{**baker, "amount": "3.10"})
    assert again.status_code == 303
    assert treasurer.send("out", **shop).status_code == 303


def test_help_given_and_a_shops_refund_are_asked_about_too(treasurer: Desk) -> None:
    given = {"amount": "6", "count": "3", "fund": "general", "paid_from": "Assets:Cash:Tin"}
    help_given = treasurer.send(
        "help-given", day=TODAY.isoformat(), what_for="for Joan Smith", **given
    )
    assert ASKED in help_given.text

    number = treasurer.send("out", **SHOPPING).location.split("/")[-1][:9]
    path = f"entries/{number}/refund"
    back = {
        "amount": "1",
        "share": "general Expenses:Food",
        "paid_into": "Assets:Cash:Tin",
        "day": TODAY.isoformat(),
        "what_for": "ring 07700 900123",
    }
    asked = treasurer.send(path, **back)
    assert "This looks like a phone number." in asked.text
    assert send_back(treasurer, asked, path, **back).status_code == 303


def test_why_something_is_corrected_or_taken_back_is_asked_about_too(treasurer: Desk) -> None:
    number = treasurer.send("out", **SHOPPING).location.split("/")[-1][:9]
    path, why = f"entries/{number}/correct", "Joan Smith rang, 07700 900123"
    before = len(treasurer.book().entries)
    right = {**SHOPPING, "amount": "82.40", "because": why}
    asked = treasurer.send(path, **right)
    assert ASKED in asked.text
    assert "Correct it all the same" in asked.text
    assert len(treasurer.book().entries) == before

    back = {"take-back": "1", "because": why}
    asked = treasurer.send(f"{path}?take-back=1", **back)
    assert ASKED in asked.text
    assert "Take it back all the same" in asked.text
    assert f'value="{why}"' in asked.text
    assert send_back(treasurer, asked, f"{path}?take-back=1", **back).status_code == 303


def test_why_a_paper_is_lost_is_asked_about_too(treasurer: Desk) -> None:
    number = treasurer.send("out", **SHOPPING).location.split("/")[-1][:9]
    path, lost = f"entries/{number}/declare", {"state": "lost", "because": "Joan Smith lost it"}
    shown = treasurer.client.get(treasurer.at(f"entries/{number}"))
    asked = send_back(treasurer, shown, path, **lost)
    assert asked.status_code == 422
    assert ASKED in asked.text
    assert "Keep it all the same" in asked.text
    assert 'value="Joan Smith lost it"' in asked.text
    assert "Paper declared lost" not in asked.text

    other = {**lost, "state": ""}
    refused = send_back(treasurer, asked, path, **other)
    assert refused.status_code == 422
    assert ASKED not in refused.text
    assert send_back(treasurer, refused, path, **lost).status_code == 303
    shown = treasurer.client.get(treasurer.at(f"entries/{number}")).text
    assert "Joan Smith lost it" in shown
