"""An entry that settles another leads to it, and the other one back: for who follows the money."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from ledger import recording
from ledger.accounts import BANK, HELD, claims_of
from ledger.entries.acts import Correction, Opening, Share
from ledger.money import Money
from tests.webapp.conftest import Neighbours
from tests.webapp.test_entries import SHOPPING, START, TODAY, Desk, a_book, desk_of
from tests.webapp.test_entries_told import newest, words
from webapp.people import Role

Browser = Callable[[], FlaskClient]


@pytest.fixture
def treasurer(browser: Browser, elm: Neighbours) -> Desk:
    a_book(elm.group.folder, elm.members[Role.TREASURER].number)
    return desk_of(browser, elm, Role.TREASURER)


def slip_of(desk: Desk, number: str) -> str:
    return desk.client.get(desk.at(f"entries/{number}")).text


def claimed_and_paid(desk: Desk, member: str) -> tuple[str, str]:
    desk.send("out", **{**SHOPPING, "paid_from": "own", "claimant": member})
    claim = newest(desk)
    part = {f"part-{claim}-general": "84.20", "paid_from": BANK, "person": member}
    desk.send(f"pay-back?person={member}", day=TODAY.isoformat(), **part)
    return claim, newest(desk)


def test_a_claim_and_what_paid_it_back_lead_to_each_other(treasurer: Desk, elm: Neighbours) -> None:
    claim, paid = claimed_and_paid(treasurer, elm.members[Role.MEMBER].number)
    slip = slip_of(treasurer, claim)
    assert f"Paid back in no. {paid}" in words(slip)
    assert treasurer.at(f"entries/{paid}") in slip
    back = slip_of(treasurer, paid)
    assert f"Claimed in no. {claim}" in words(back)
    assert treasurer.at(f"entries/{claim}") in back


def test_in_a_list_a_claim_and_what_paid_it_back_are_one_sum(
    treasurer: Desk, elm: Neighbours
) -> None:
    claim, paid = claimed_and_paid(treasurer, elm.members[Role.MEMBER].number)
    for listed in ("entries", "funds/general", "entries?q=84.20", ""):
        said = words(treasurer.client.get(treasurer.at(listed)).text)
        assert "Aldi £84.20 paid by Member of Elm Street Mutual Aid" in said
        assert f"Paid back: Member of Elm Street Mutual Aid £84.20 out Claim {claim}" in said
        assert said.count("£84.20 out") == (2 if "entries" in listed else 1), "the sum of the list"
    own = treasurer.client.get(treasurer.at("entries?way=own")).text
    assert claim in own
    assert paid not in own
    assert claim not in treasurer.client.get(treasurer.at("entries?way=out&q=aldi")).text


def test_a_list_says_what_is_still_owed_for_a_claim_until_it_is_paid_back(
    treasurer: Desk, elm: Neighbours
) -> None:
    member = elm.members[Role.MEMBER].number
    treasurer.send("out", **{**SHOPPING, "paid_from": "own", "claimant": member})
    claim = newest(treasurer)
    lists = ("entries", "funds/general", "entries?way=own", "")
    for owed, paid in (("£84.20", "60.00"), ("£24.20", "24.20")):
        for listed in lists:
            said = words(treasurer.client.get(treasurer.at(listed)).text)
            assert said.count(f"{owed} still owed") == 1, listed
        part = {f"part-{claim}-general": paid, "paid_from": BANK, "person": member}
        treasurer.send(f"pay-back?person={member}", day=TODAY.isoformat(), **part)
    for listed in lists:
        assert "still owed" not in words(treasurer.client.get(treasurer.at(listed)).text), listed


def test_in_a_list_what_is_given_up_did_not_move(treasurer: Desk, elm: Neighbours) -> None:
    number = elm.members[Role.MEMBER].number
    treasurer.send("out", **{**SHOPPING, "paid_from": "own", "claimant": number})
    claim = newest(treasurer)
    given = {f"part-{claim}-general": "84.20", "person": number, "what_for": "said so in June"}
    treasurer.send(f"give-up?person={number}", day=TODAY.isoformat(), **given)
    said = words(treasurer.client.get(treasurer.at("entries")).text)
    assert "£84.20 given up" in said
    assert "£84.20 moved" not in said


def test_what_was_taken_back_settled_nothing(treasurer: Desk, elm: Neighbours) -> None:
    claim, paid = claimed_and_paid(treasurer, elm.members[Role.MEMBER].number)
    wrong = Correction(corrects=paid, because="it never left the bank")
    recording.record(treasurer.place, wrong, recording.Hand(by="P001", today=TODAY))
    assert "Paid back in" not in words(slip_of(treasurer, claim))


def test_what_a_shop_gave_back_and_what_was_bought_lead_to_each_other(treasurer: Desk) -> None:
    treasurer.send("out", **SHOPPING)
    bought = newest(treasurer)
    back = {"amount": "4.20", "share": "general Expenses:Food", "paid_into": BANK}
    treasurer.send(f"entries/{bought}/refund", day=TODAY.isoformat(), **back)
    came = newest(treasurer)
    assert f"Money came back in no. {came}" in words(slip_of(treasurer, bought))
    assert f"Was bought in no. {bought}" in words(slip_of(treasurer, came))


def test_what_the_books_began_with_names_what_was_not_ours_and_whom_it_owed(
    browser: Browser, elm: Neighbours
) -> None:
    hand = recording.Hand(by=elm.members[Role.TREASURER].number, today=TODAY)
    where = elm.group.folder
    recording.new_book(where, "Elm Street Mutual Aid", "informal-group", (3, 31), START, hand)
    held = (Share(fund="general", account=BANK, amount=Money(500_00)),)
    claims = claims_of(elm.members[Role.MEMBER].number)
    owed = (
        Share(fund="general", account=HELD, amount=Money(50_00)),
        Share(fund="general", account=claims, amount=Money(12_50)),
    )
    recording.record(where, Opening(day=START, held=held, owed=owed), hand)
    desk = desk_of(browser, elm, Role.TREASURER)
    said = words(slip_of(desk, newest(desk)))
    assert "Of that not ours £50.00" in said
    assert "Owed to Member of Elm Street Mutual Aid" in said
    assert "Paid to" not in said


def test_an_entry_that_stands_by_itself_leads_to_no_other(treasurer: Desk) -> None:
    treasurer.send("out", **SHOPPING)
    assert " in no. " not in words(slip_of(treasurer, newest(treasurer)))
