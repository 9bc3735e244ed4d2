"""What is said of an entry is true of it: its paper, its day, whose money, what is missing."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from ledger import recording
from ledger.accounts import BANK
from ledger.money import Money
from tests.webapp.conftest import Neighbours
from tests.webapp.test_entries import SHOPPING, TODAY, Desk, a_book, desk_of
from webapp import people
from webapp.blueprints.entries.pages import OwedPerson
from webapp.people import SOMEBODY_WHO_LEFT, Role, Store
from webapp.show import day

Browser = Callable[[], FlaskClient]


@pytest.fixture
def treasurer(browser: Browser, elm: Neighbours) -> Desk:
    a_book(elm.group.folder, elm.members[Role.TREASURER].number)
    return desk_of(browser, elm, Role.TREASURER)


def newest(desk: Desk) -> str:
    return next(reversed(desk.book().entries))


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_where_no_paper_is_needed_there_is_none_to_write_on(treasurer: Desk) -> None:
    gift = {"amount": "20", "account": "Income:Donations", "fund": "general"}
    told = treasurer.send(
        "in", follow=True, paid_into=BANK, day=TODAY.isoformat(), received_from="", **gift
    ).text
    assert "Recorded: £20.00 in" in words(told)
    assert "on the paper" not in told
    assert "on the paper" in treasurer.send("out", follow=True, **SHOPPING).text


def test_somebody_who_was_not_offered_cannot_be_who_paid(treasurer: Desk) -> None:
    before = list(treasurer.book().entries)
    for forged in ("P999", "", "P007:X", "Assets:Bank:Current"):
        sent = {**SHOPPING, "paid_from": "own", "claimant": forged}
        refused = treasurer.send("out", **sent)
        assert refused.status_code == 422
        assert "Whose money it was is missing. Choose one of those that are offered." in words(
            refused.text
        )
    assert list(treasurer.book().entries) == before


@pytest.mark.parametrize(
    ("name", "said"),
    [("bell hooks", "bell hooks"), (SOMEBODY_WHO_LEFT, SOMEBODY_WHO_LEFT.capitalize())],
)
def test_a_name_of_a_person_is_written_as_they_write_it(name: str, said: str) -> None:
    owed = OwedPerson(number="P007", name=name, owed=Money(1), claims=1, href="")
    assert owed.at_the_start == said


def test_each_page_of_what_is_owed_writes_a_name_as_they_write_it(
    treasurer: Desk, store: Store, elm: Neighbours
) -> None:
    member = elm.members[Role.MEMBER]
    people.rename_member(store, elm.group.id, member.number, "de Souza")
    treasurer.send("out", **{**SHOPPING, "paid_from": "own", "claimant": member.number})
    chosen = f"?person={member.number}"
    for page in ("pay-back", f"pay-back{chosen}", f"give-up{chosen}"):
        told = words(treasurer.client.get(treasurer.at(page)).text)
        assert re.search(r"de Souza (is owed )?£84\.20", told), page


def test_who_is_owed_nothing_cannot_be_paid_back(treasurer: Desk) -> None:
    before = list(treasurer.book().entries)
    forged = {"person": "P999", "part-2026-0001-general": "5", "paid_from": BANK}
    refused = treasurer.send("pay-back", day=TODAY.isoformat(), **forged)
    assert refused.status_code == 422
    assert list(treasurer.book().entries) == before


def test_what_shops_gave_back_is_not_added_to_what_was_paid(treasurer: Desk) -> None:
    treasurer.send("out", **SHOPPING)
    number = newest(treasurer)
    back = {"amount": "4.20", "share": "general Expenses:Food", "paid_into": BANK}
    treasurer.send(f"entries/{number}/refund", day=TODAY.isoformat(), **back)
    page = words(treasurer.client.get(treasurer.at("missing-papers")).text)
    assert "Two entries have" in page
    assert "£84.20 that was spent, and £4.20 that came back." in page


def test_a_missing_photo_of_what_a_volunteer_paid_is_counted_too(
    treasurer: Desk, elm: Neighbours
) -> None:
    own = {"paid_from": "own", "claimant": elm.members[Role.MEMBER].number}
    treasurer.send("out", **{**SHOPPING, **own})
    page = words(treasurer.client.get(treasurer.at("missing-papers")).text)
    assert "£84.20 that was spent." in page


def test_a_correction_of_a_settled_day_says_that_it_stands_on_today(treasurer: Desk) -> None:
    earlier = TODAY - timedelta(days=9)
    treasurer.send("out", **{**SHOPPING, "day": earlier.isoformat()})
    number = newest(treasurer)
    agreed = recording.Agreement(
        day=earlier + timedelta(days=1), account=BANK, figure=Money(415_80), statement="page 1"
    )
    recording.agree(treasurer.place, agreed, recording.Hand(by="P001", today=TODAY))
    right = {**SHOPPING, "amount": "80", "day": earlier.isoformat(), "because": "misread"}
    told = words(treasurer.send(f"entries/{number}/correct", follow=True, **right).text)
    moved = f"{day(earlier)} is settled already, so all of it stands on {day(TODAY)}."
    assert f"Corrected: £80.00, Aldi stands now. {moved}" in told
    page = treasurer.client.get(treasurer.at(f"entries/{newest(treasurer)}")).text
    assert f"It says: misread. {moved}" in words(page)


def test_a_correction_on_its_own_day_says_nothing_of_days(treasurer: Desk) -> None:
    treasurer.send("out", **SHOPPING)
    right = {**SHOPPING, "amount": "80", "because": "misread"}
    told = treasurer.send(f"entries/{newest(treasurer)}/correct", follow=True, **right).text
    assert "Corrected: £80.00" in words(told)
    assert "is settled already" not in told
