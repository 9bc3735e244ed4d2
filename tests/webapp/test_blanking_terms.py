"""A name in the terms of a fund is blanked out by two people, and stands nowhere after."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from ledger import index, recording
from ledger.beans.blanking import BLANKED
from ledger.funds import Fund, FundClass
from ledger.money import Money
from tests.ledger.test_redacting import found_in
from tests.webapp.conftest import Neighbours
from tests.webapp.test_blanking import second, ticks
from tests.webapp.test_entries import _TOKEN, TODAY, Desk, a_book, desk_of
from webapp import people
from webapp.people import Role, Store

Browser = Callable[[], FlaskClient]
WHY, FUND = "a neighbour’s name stood there", "bench-2026"
NAME = ("Zebulon", "Quirke")


@pytest.fixture
def treasurer(browser: Browser, elm: Neighbours) -> Desk:
    """A group with a fund whose terms name somebody, now and before they were changed."""
    number, place = elm.members[Role.TREASURER].number, elm.group.folder
    a_book(place, number)
    hand = recording.Hand(by=number, today=TODAY)
    fund = Fund(
        name=FUND,
        kind=FundClass.RESTRICTED,
        opened=TODAY,
        title="A bench",
        funder="Friends of Zebulon Quirke",
        purpose="A bench for Zebulon Quirke",
        award=Money(300_00),
    )
    recording.new_fund(place, fund, hand)
    recording.open_fund(place, replace(fund, purpose="A bench"), hand)
    return desk_of(browser, elm, Role.TREASURER)


def propose(desk: Desk, because: str = WHY) -> str:
    page = desk.client.get(desk.at(f"funds/{FUND}/blank")).text
    words = ticks(page, *NAME)
    assert len(words) == 4, "who gives it, and what it was for at first"
    answer = desk.send(f"funds/{FUND}/blank", follow=True, word=words, because=because)
    return answer.text


def press(desk: Desk, act: str) -> tuple[int, str]:
    """Press one of the buttons on the page of a proposal."""
    token = _TOKEN.search(desk.client.get(desk.at(f"funds/{FUND}/blanking")).text)
    typed = {"csrf_token": token[1] if token else ""}
    answer = desk.client.post(desk.at(f"funds/{FUND}/blanking/{act}"), data=typed)
    return answer.status_code, answer.text


def test_one_proposes_another_agrees_and_the_words_are_nowhere(
    treasurer: Desk, browser: Browser, store: Store, elm: Neighbours
) -> None:
    assert f"/funds/{FUND}/blank" in treasurer.client.get(treasurer.at(f"funds/{FUND}")).text
    page = propose(treasurer)
    assert f"Friends of {BLANKED}" in page
    assert f"A bench for {BLANKED}" in page
    assert "thirty days for" in page
    other = second(browser, store, elm)
    shown = other.client.get(other.at(f"funds/{FUND}")).text
    assert "waits for a second person" in " ".join(shown.split())
    assert press(other, "agree")[0] == 303
    fund = index.current(elm.group.folder).funds[FUND]
    assert (fund.funder, fund.purpose) == (f"Friends of {BLANKED}", "A bench")
    assert found_in(elm.group.folder.parent.parent, (b"zebulon", b"quirke")) == []
    assert people.blanking_of(store, elm.group.id, f"fund:{FUND}") is None


def test_nobody_agrees_alone_and_what_is_withdrawn_is_not_done(
    treasurer: Desk, store: Store, elm: Neighbours
) -> None:
    assert "Agree, and blank it out" not in propose(treasurer)
    code, answer = press(treasurer, "agree")
    assert code == 422
    assert "two people" in answer
    files = elm.group.folder.parent.parent.glob("people.sqlite*")
    assert [each for each in files if b"quirke" in each.read_bytes().lower()] == []
    assert press(treasurer, "withdraw")[0] == 303
    assert people.blanking_of(store, elm.group.id, f"fund:{FUND}") is None
    assert "Quirke" in index.current(elm.group.folder).funds[FUND].funder


def test_who_is_a_treasurer_no_longer_is_offered_no_way_that_is_shut(
    treasurer: Desk, browser: Browser, store: Store, elm: Neighbours
) -> None:
    propose(treasurer)
    other = second(browser, store, elm)
    people.change_role(store, elm.group.id, elm.members[Role.TREASURER].number, Role.MEMBER)
    page = treasurer.client.get(treasurer.at(f"funds/{FUND}/blanking")).text
    assert "It needs a second person" in page
    assert "/blanking/withdraw" not in page
    shown = other.client.get(other.at(f"funds/{FUND}/blanking")).text
    assert f"/funds/{FUND}/blanking/withdraw" in shown


def test_terms_that_changed_meanwhile_are_proposed_once_more(
    treasurer: Desk, browser: Browser, store: Store, elm: Neighbours
) -> None:
    propose(treasurer)
    fund = index.current(elm.group.folder).funds[FUND]
    hand = recording.Hand(by="P001", today=TODAY)
    recording.open_fund(elm.group.folder, replace(fund, conditions="Name us."), hand)
    code, answer = press(second(browser, store, elm), "agree")
    assert code == 422
    assert "propose it once more" in answer


@pytest.mark.parametrize(
    ("because", "said"), [("", "Why the words"), ("Zebulon Quirke", "very words")]
)
def test_a_reason_is_asked_for_that_names_nobody(treasurer: Desk, because: str, said: str) -> None:
    page = propose(treasurer, because)
    assert said in page
    assert page.count(" checked>") == 4, "what was ticked stays"


def test_a_fund_that_is_not_there_has_no_such_page(treasurer: Desk) -> None:
    for path in ("blank", "blanking"):
        assert treasurer.client.get(treasurer.at(f"funds/nothing/{path}")).status_code == 404
