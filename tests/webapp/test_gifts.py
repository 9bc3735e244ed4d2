"""Thanking those who gave: who is listed, whose name is printed, and the group's own words."""

import re
from datetime import date, timedelta
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ledger.book import read
from ledger.entries.acts import Income, Share
from ledger.money import Money
from ledger.reading import givers
from ledger.recording import record
from tests.grant_reports.reading import on_one_line
from tests.webapp.books import empty_book, hand, let_in, sample_book, text_of
from tests.webapp.conftest import PASSWORD, Neighbours
from webapp import desk as desk_of_house
from webapp import people
from webapp.clock import today
from webapp.people import Role, Store

YEAR = "?year_end=2026-03-31"


@pytest.fixture
def desk(app: flask.Flask, store: Store, elm: Neighbours) -> tuple[FlaskClient, str]:
    sample_book(elm.group)
    return let_in(app, store, elm, Role.TREASURER), f"/g/{elm.group.address}/gifts"


def test_everybody_who_gave_in_a_year_has_a_letter(desk: tuple[FlaskClient, str]) -> None:
    client, base = desk
    page = client.get(base + YEAR).text
    assert "£856.00 came from 11 givers." in text_of(page)
    letters = re.findall(r'href="([^"]+/letter)"', page)
    assert len(letters) == 11
    assert text_of(page).count("Letter to ") == 11
    assert all(re.search(r"/\d{4}-\d{4}/letter$", each) for each in letters)
    assert client.get(letters[0]).mimetype == "application/pdf"


def test_what_many_gave_is_told_beside_the_letters_with_why_there_is_none(
    desk: tuple[FlaskClient, str],
) -> None:
    client, base = desk
    page = client.get(base + YEAR).text
    words = text_of(page).partition("Nobody to write to")[2].partition("Another year")[0]
    assert "£495.40 came from many at once, or from somebody that the books do not know" in words
    assert "A letter lists what one giver gave, so there is none for these." in words
    for line in ("Online giving 17 times: £255.00", "Collections Four times: £215.90"):
        assert line in words
    assert "Letter to Online giving" not in text_of(page)


def test_where_nobody_is_known_there_is_no_letter_and_what_came_is_told(
    app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    _given_by("Anonymous", today(), empty_book(elm.group))
    page = let_in(app, store, elm, Role.TREASURER).get(f"/g/{elm.group.address}/gifts").text
    assert "£25.00 came from many at once" in text_of(page)
    assert "/letter" not in page
    assert "A letter for everybody who gave" not in page


def test_a_year_of_gifts_that_nobody_signed_is_shown_until_there_is_a_letter(
    app: flask.Flask, store: Store, elm: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is shown in each year that follows, too: that nothing came yet would not be true."""
    place, later = empty_book(elm.group), today() + timedelta(days=3 * 365)
    monkeypatch.setattr(desk_of_house, "today", lambda: later)
    client = let_in(app, store, elm, Role.TREASURER)
    base = f"/g/{elm.group.address}/gifts"
    _given_by("Anonymous", today(), place)
    page = text_of(client.get(base).text)
    assert "£25.00 came from many at once" in page
    assert "Once money came in from somebody" not in page
    _given_by("Lotus Lane Temple", later - timedelta(days=365), place)
    _given_by("Anonymous", later, place)
    assert "Letter to Lotus Lane Temple" in text_of(client.get(base).text)


def test_who_gave_under_a_word_that_is_no_name_is_told_to_write_more_of_it(
    app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    place = empty_book(elm.group)
    _given_by("Page", today(), place)
    client = let_in(app, store, elm, Role.TREASURER)
    page = text_of(client.get(f"/g/{elm.group.address}/gifts").text)
    assert "Where that name is a word like “Page” or “Card”, write more of it." in page
    _given_by("Page and Daughters", today(), place)
    page = text_of(client.get(f"/g/{elm.group.address}/gifts").text)
    assert "Letter to Page and Daughters" in page


def _given_by(who: str, day: date, place: Path) -> None:
    gift = Income(
        day=day,
        received_from=who,
        what_for="Gift",
        shares=(Share(fund="general", account="Income:Donations", amount=Money(2500)),),
        paid_into="Assets:Bank:Current",
    )
    record(place, gift, hand(today=day))


def test_without_a_year_the_latest_in_which_somebody_gave_is_shown(
    desk: tuple[FlaskClient, str],
) -> None:
    client, base = desk
    assert "1 April 2025 to 31 March 2026" in client.get(base).text


def test_a_name_is_printed_from_the_people_database_and_written_nowhere(
    desk: tuple[FlaskClient, str], store: Store, elm: Neighbours
) -> None:
    client, base = desk
    place, last = elm.group.folder, date(2026, 3, 31)
    before = read(place).version
    giver = next(each for each in givers(place, last) if each.payee.startswith("P"))
    nameless = on_one_line(client.get(f"{base}/{giver.entry}/letter").data)
    assert giver.payee not in nameless
    while (newest := _newcomer(store, elm)) != giver.payee:
        assert int(newest[1:]) < int(giver.payee[1:])
    people.rename_member(store, elm.group.id, giver.payee, "Helen Marsh")
    assert "Letter to Helen Marsh" in text_of(client.get(base + YEAR).text)
    words = on_one_line(client.get(f"{base}/{giver.entry}/letter").data)
    assert "Dear Helen Marsh," in words
    assert read(place).version == before
    assert client.get(f"{base}/{giver.entry}/letter").data.startswith(b"%PDF-")
    every = (each for each in place.parents[1].rglob("*") if each.is_file())
    written = [each for each in every if not each.name.startswith("people.sqlite")]
    assert not any(b"Helen" in each.read_bytes() for each in written)
    assert not any(each.suffix == ".pdf" for each in written)


def _newcomer(store: Store, elm: Neighbours) -> str:
    """The number of one more member, the next that is free."""
    invited = people.invite(store, elm.group.id, Role.MEMBER)
    name = f"n{len(people.members_of(store, elm.group.id))}@elm.example"
    newcomer = people.NewPerson(name="Newcomer", sign_in_name=name, password=PASSWORD)
    return people.accept(store, invited, newcomer).number


def test_the_groups_own_words_are_kept_and_printed(desk: tuple[FlaskClient, str]) -> None:
    client, base = desk
    answer = _write(client, base, "Thank you, dear neighbour.")
    assert answer.status_code == 303
    page = client.get(base + YEAR).text
    assert "Thank you, dear neighbour." in page
    letter = re.findall(r'href="([^"]+/letter)"', page)[0]
    assert "Thank you, dear neighbour." in on_one_line(client.get(letter).data)


def test_words_that_somebody_else_wrote_meanwhile_are_not_written_over(
    desk: tuple[FlaskClient, str],
) -> None:
    client, base = desk
    _write(client, base, "First words.")
    late = client.post(
        f"{base}/thanks",
        data={"thanks": "Mine.", "over": "0" * 16, "csrf_token": _token(client, base)},
    )
    assert late.status_code == 422
    assert "Somebody else wrote here while you did." in late.text
    assert "Mine." in late.text
    assert "First words." in client.get(base + YEAR).text


@pytest.mark.parametrize("entry", ["2025-0048", "2025-0052", "2025-0084", "2099-0001", "P011"])
def test_an_entry_that_is_no_gift_has_no_letter(desk: tuple[FlaskClient, str], entry: str) -> None:
    client, base = desk
    assert client.get(f"{base}/{entry}/letter").status_code == 404


def test_a_year_that_is_none_of_ours_is_not_there(desk: tuple[FlaskClient, str]) -> None:
    client, base = desk
    assert client.get(f"{base}?year_end=2026-03-30").status_code == 404


def _write(client: FlaskClient, base: str, words: str) -> TestResponse:
    shown = re.search(r'name="over" value="([^"]*)"', client.get(base + YEAR).text)
    assert shown is not None
    sent = {"thanks": words, "over": shown[1], "csrf_token": _token(client, base)}
    return client.post(f"{base}/thanks", data=sent)


def _token(client: FlaskClient, base: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(base + YEAR).text)
    assert found is not None
    return found[1]
