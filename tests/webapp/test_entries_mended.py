"""Entries put right: photos that come late, corrections of what is gone, many shares, in kind."""

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ledger import reading, recording
from ledger.accounts import BANK, FEES, HELP, TIN
from ledger.entries.acts import Claim, Expense, Share
from ledger.entries.directives import Kind
from ledger.errors import Refusal
from ledger.money import Money
from tests.webapp.conftest import Neighbours
from tests.webapp.test_entries import (
    _KEY,
    _TOKEN,
    SHOPPING,
    START,
    TODAY,
    Desk,
    a_book,
    desk_of,
    photo,
)
from webapp import photos
from webapp.forms.choice import OWN_MONEY, Choice, Offer
from webapp.forms.offering import offer_with
from webapp.forms.shared import MORE_SHARES
from webapp.people import Role

Browser = Callable[[], FlaskClient]


@pytest.fixture
def treasurer(browser: Browser, elm: Neighbours) -> Desk:
    a_book(elm.group.folder, elm.members[Role.TREASURER].number)
    return desk_of(browser, elm, Role.TREASURER)


def newest(desk: Desk) -> str:
    return next(reversed(desk.book().entries))


def bought(desk: Desk) -> str:
    desk.send("out", **SHOPPING)
    return newest(desk)


# -- Photos ------------------------------------------------------------------------------------


def test_too_many_photos_are_refused_before_any_is_decoded(
    treasurer: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = treasurer.send("out", paper=(photo("red"), "a.jpg"), **{**SHOPPING, "amount": "x"})
    kept = re.search(r'name="paper-kept" value="([0-9a-f]{64})"', first.text)[1]
    looked_at = []
    monkeypatch.setattr(photos, "clean", looked_at.append)
    many = [(io.BytesIO(b"a photo"), f"{n}.jpg") for n in range(20)]
    key = _KEY.search(first.text)[1]
    answer = treasurer.send("out", paper=many, **SHOPPING, **{"paper-kept": kept, "key": key})

    assert answer.status_code == 422
    assert "That is 21 papers, and one entry takes 20." in answer.text
    assert 'id="paper-error"' in answer.text
    assert 'value="Aldi"' in answer.text
    assert kept in answer.text
    assert looked_at == []


def add(desk: Desk, number: str, **typed: object) -> TestResponse:
    page = desk.client.get(desk.at(f"entries/{number}")).text
    sent = {"key": "a-key-of-its-own", "csrf_token": _TOKEN.search(page)[1], **typed}
    return desk.client.post(
        desk.at(f"entries/{number}/paper"), data=sent, content_type="multipart/form-data"
    )


def test_a_photo_that_is_added_twice_is_kept_once_and_the_entry_is_shown(treasurer: Desk) -> None:
    number = bought(treasurer)
    answers = [add(treasurer, number, paper=(photo("blue"), "x.jpg")) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(treasurer.book().documents) == 1


def test_of_two_photos_the_second_is_added_by_trying_again(
    treasurer: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, wholly = bought(treasurer), recording.add_paper

    def full(*told: object) -> object:
        if treasurer.book().documents:
            raise Refusal("The disk is full.", "Make room on it.")
        return wholly(*told)

    two = [(photo("blue"), "x.jpg"), (photo("red"), "y.jpg")]
    with monkeypatch.context() as patched:
        patched.setattr(recording, "add_paper", full)
        stopped = add(treasurer, number, paper=two)
    assert stopped.status_code == 422
    assert 'id="paper-error"' in stopped.text
    kept = re.findall(r'name="paper-kept" value="([0-9a-f]{64})"', stopped.text)
    assert len(kept) == 2
    assert 'value="a-key-of-its-own"' in stopped.text

    assert add(treasurer, number, **{"paper-kept": kept}).status_code == 303
    assert len(treasurer.book().documents) == 2


def test_of_two_photos_the_page_calls_the_used_one_as_its_refusal_does(treasurer: Desk) -> None:
    treasurer.send("out", paper=(photo("white"), "a.jpg"), **SHOPPING)
    two = [(photo("red"), "b.jpg"), (photo("white"), "a.jpg")]
    told = treasurer.send("out", paper=two, **{**SHOPPING, "paid_to": "Lidl"})
    assert told.status_code == 422
    assert f"Photo 2 is with entry no. {newest(treasurer)} already" in told.text
    assert "<span>Photo 2 is kept." in told.text
    assert 'Take this one away<span class="unseen">: photo 2</span>' in told.text


def test_a_photo_beside_one_that_is_none_is_shown_as_kept(treasurer: Desk) -> None:
    number = bought(treasurer)
    sent = [(photo("blue"), "x.jpg"), (io.BytesIO(b"%!PS-Adobe-3.0"), "y.jpg")]
    answer = add(treasurer, number, paper=sent)
    assert answer.status_code == 422
    assert "neither a photo nor a PDF" in answer.text
    assert "Your photo is kept" in answer.text
    picture = re.search(r'src="([^"]+/drafts/[^"]+)"', answer.text)[1]
    assert treasurer.client.get(picture).data[:3] == b"\xff\xd8\xff"


# -- What is gone since ------------------------------------------------------------------------


OWN = Choice(value=OWN_MONEY, text="A volunteer’s own money")
ELSEWHERE = Choice(value="Assets:Cash:Elsewhere", text="Elsewhere")
NOTHING_LEFT = Offer(
    funds=(),
    spending=(),
    income=(),
    places=(),
    paid_from=(ELSEWHERE, OWN),
    people=(),
    payees=(),
    last_fund="general",
    held=Money(0),
)


def was(number: str) -> str:
    return f"was {number}" if number.startswith("P") else number


def test_a_correction_is_offered_what_the_entry_says_though_it_is_gone(treasurer: Desk) -> None:
    hand = recording.Hand(by="P001", today=TODAY)
    share = Share(fund="council", account="Expenses:Food", amount=Money(500))
    claim = Claim(day=TODAY, paid_to="Aldi", what_for="", shares=(share,), claimant="P002")
    number = recording.record(treasurer.place, claim, hand).number
    view = reading.entry(treasurer.place, number, sees_help=True)

    more = offer_with(NOTHING_LEFT, view, was)
    assert [(each.value, each.text) for each in more.funds] == [("council", "Council grant")]
    assert [(each.value, each.text) for each in more.people] == [("P002", "was P002")]
    assert [each.value for each in more.spending] == ["Expenses:Food"]
    assert (more.income, more.places) == ((), ())
    assert offer_with(more, view, was).funds == more.funds


def tab_of(desk: Desk, number: str) -> Callable[..., TestResponse]:
    """Open the form that corrects an entry, and give what sends it later, filled in."""
    path = desk.at(f"entries/{number}/correct")
    page = desk.client.get(path).text
    hidden = {"key": _KEY.search(page)[1], "csrf_token": _TOKEN.search(page)[1]}

    def send(**typed: object) -> TestResponse:
        return desk.client.post(path, data={**hidden, **typed}, content_type="multipart/form-data")

    return send


def test_a_correction_that_comes_after_another_says_so_and_keeps_what_was_typed(
    treasurer: Desk,
) -> None:
    """Two tabs opened the same entry; the second one's words are not lost in silence."""
    number = bought(treasurer)
    first, second, third = (tab_of(treasurer, number) for _ in range(3))
    assert first(**SHOPPING, because="read wrongly").status_code == 303
    newer = newest(treasurer)
    said = f"Entry no. {number} was corrected meanwhile, by no. {newer}. Nothing of this was"
    right = {**SHOPPING, "amount": "81.40", "because": "the paper says 81.40"}
    late = second(**right, paper=(photo(), "a.jpg"))
    assert late.status_code == 422
    assert said in late.text
    assert f"Look at no. {newer}, and if that is wrong too, correct that one." in late.text
    assert 'value="81.40"' in late.text
    assert 'value="the paper says 81.40"' in late.text
    assert 'name="paper-kept"' in late.text
    assert f'href="{treasurer.at(f"entries/{newer}")}"' in late.text
    late = third(because="bought twice", **{"take-back": "1"})
    assert late.status_code == 422
    assert said in late.text
    assert 'value="bought twice"' in late.text
    assert newest(treasurer) == newer


def test_a_correction_that_is_sent_twice_is_one_and_no_question(treasurer: Desk) -> None:
    number = bought(treasurer)
    send, right = tab_of(treasurer, number), {**SHOPPING, "because": "read wrongly"}
    assert send(**right).status_code == 303
    newer = newest(treasurer)
    again = send(**right)
    assert (again.status_code, again.location) == (302, treasurer.at(f"entries/{newer}"))
    assert newest(treasurer) == newer


def test_a_place_that_was_closed_is_offered_once_more_but_not_to_who_pays_nothing_from_it(
    treasurer: Desk,
) -> None:
    number = bought(treasurer)
    view = reading.entry(treasurer.place, number, sees_help=True)
    more = offer_with(NOTHING_LEFT, view, was)
    assert [(each.value, each.text) for each in more.places] == [(BANK, "Bank")]
    assert [each.value for each in more.paid_from] == [BANK, OWN_MONEY]
    member = replace(NOTHING_LEFT, paid_from=(OWN,))
    assert offer_with(member, view, was).paid_from == (OWN,)


# -- Shares ------------------------------------------------------------------------------------


def shared(desk: Desk, parts: int) -> str:
    kinds = [
        name
        for name in desk.book().accounts
        if name.startswith("Expenses:") and name not in {FEES, HELP} and "In-Kind" not in name
    ]
    shares = tuple(
        Share(fund=fund, account=account, amount=Money(100))
        for fund in ("general", "council")
        for account in kinds
    )[:parts]
    hand = recording.Hand(by="P001", today=TODAY)
    act = Expense(day=TODAY, paid_to="Lidl", what_for="", shares=shares, paid_from=BANK)
    return recording.record(desk.place, act, hand).number


def test_an_entry_of_five_parts_keeps_them_all_when_it_is_corrected(treasurer: Desk) -> None:
    number = shared(treasurer, 5)
    page = treasurer.client.get(treasurer.at(f"entries/{number}/correct")).text
    typed = dict(re.findall(r'name="(share-amount-\d)" value="([^"]*)"', page))
    assert typed == {f"share-amount-{at}": "1.00" for at in range(1, 5)}


def test_a_form_of_shares_has_three_rows_at_first(treasurer: Desk) -> None:
    page = treasurer.client.get(treasurer.at("out")).text
    assert re.findall(r'name="share-amount-(\d)"', page) == ["1", "2", "3"]


def test_an_entry_of_more_parts_than_rows_is_not_opened_to_lose_some(treasurer: Desk) -> None:
    number = shared(treasurer, len(MORE_SHARES) + 2)
    answer = treasurer.client.get(treasurer.at(f"entries/{number}/correct"))
    assert answer.status_code == 422
    assert "This entry has 10 parts, and a form has room for 9." in answer.text
    assert f"Take entry no. {number} back" in answer.text


# -- In kind -----------------------------------------------------------------------------------

TIME = {"hours": "12.5", "what_for": "Sorting", "fund": "council", "day": TODAY.isoformat()}


def test_time_is_recorded_and_never_counted_as_money(treasurer: Desk) -> None:
    before = {each.name: each.holds for each in reading.money_places(treasurer.place)}
    answer = treasurer.send("in-kind", follow=True, **TIME)
    assert "Recorded: 12.5 hours, given in kind." in answer.text
    assert "£0.00" not in answer.text
    made = treasurer.book().entries[newest(treasurer)]
    assert (made.kind, made.funds) == (Kind.IN_KIND, ("council",))
    assert {each.name: each.holds for each in reading.money_places(treasurer.place)} == before
    assert "Given in kind" in treasurer.client.get(treasurer.at("")).text


def test_goods_are_recorded_and_put_right(treasurer: Desk) -> None:
    treasurer.send("in-kind", **{**TIME, "hours": "", "goods": "30"})
    wrong = newest(treasurer)
    page = treasurer.client.get(treasurer.at(f"entries/{wrong}/correct")).text
    assert 'value="30.00"' in page
    right = {**TIME, "hours": "", "goods": "25", "because": "counted twice"}
    answer = treasurer.send(f"entries/{wrong}/correct", follow=True, **right)
    assert "goods worth £25.00" in answer.text


@pytest.mark.parametrize(
    ("typed", "said", "field"),
    [
        ({"hours": ""}, "What was given is missing.", "hours"),
        ({"hours": "two"}, "“two” is not a number of hours.", "hours"),
        ({"hours": "0"}, "“0” is not a number of hours.", "hours"),
        ({"hours": "１２"}, "is not a number of hours.", "hours"),
        ({"goods": "30"}, "Time and goods are counted apart.", "goods"),
        ({"fund": "nobody"}, "The fund is missing.", "fund"),
    ],
)
def test_what_was_given_in_kind_has_to_be_clear(
    treasurer: Desk, typed: dict[str, str], said: str, field: str
) -> None:
    answer = treasurer.send("in-kind", **{**TIME, **typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert f'id="{field}-error"' in answer.text
    assert 'value="Sorting"' in answer.text


def test_only_treasurers_record_what_was_given_in_kind(
    browser: Browser, treasurer: Desk, elm: Neighbours
) -> None:
    member = desk_of(browser, elm, Role.MEMBER)
    assert member.client.get(member.at("in-kind")).status_code == 403


# -- Where we started --------------------------------------------------------------------------


def beginning(desk: Desk) -> str:
    return next(each.number for each in desk.book().entries.values() if each.kind == Kind.OPENING)


def test_where_the_group_started_is_put_right(treasurer: Desk, elm: Neighbours) -> None:
    number = beginning(treasurer)
    page = treasurer.client.get(treasurer.at(f"entries/{number}/correct")).text
    assert 'name="held-1" value="500.00"' in page
    assert 'name="held-2" value="20.00"' in page

    somebody = elm.members[Role.MEMBER].number
    right = {
        "day": START.isoformat(),
        "held-1": "480",
        "held-fund-1": "general",
        "held-account-1": BANK,
        "held-2": "20",
        "held-fund-2": "general",
        "held-account-2": TIN,
        "held-3": "100",
        "held-fund-3": "council",
        "held-account-3": BANK,
        "owed-1": "5",
        "owed-to-1": somebody,
        "owed-fund-1": "general",
        "owed-2": "7",
        "owed-to-2": "not-ours",
        "owed-fund-2": "general",
        "because": "the statement says 580",
    }
    answer = treasurer.send(f"entries/{number}/correct", follow=True, **right)
    assert "This entry corrects an earlier one" in answer.text
    places = {each.name: each.holds for each in reading.money_places(treasurer.place)}
    assert (places[BANK], places[TIN]) == (Money(58_000), Money(2_000))
    assert [(each.claimant, each.owed) for each in reading.owed_claims(treasurer.place)] == [
        (somebody, Money(500))
    ]
    again = treasurer.client.get(treasurer.at(f"entries/{beginning_now(treasurer)}/correct")).text
    assert re.search(rf'<option value="{somebody}" selected>', again)
    assert '<option value="not-ours" selected>' in again


def beginning_now(desk: Desk) -> str:
    return next(
        each.number
        for each in desk.book().entries.values()
        if each.kind == Kind.OPENING and each.stands
    )


def test_a_beginning_that_is_refused_keeps_every_line(treasurer: Desk) -> None:
    number = beginning(treasurer)
    wrong = {
        "day": START.isoformat(),
        "held-1": "12,5",
        "held-fund-1": "general",
        "held-account-1": BANK,
        "held-2": "20",
        "held-fund-2": "nobody",
        "held-account-2": TIN,
        "because": "x",
    }
    answer = treasurer.send(f"entries/{number}/correct", **wrong)
    assert answer.status_code == 422
    assert 'id="held-1-error"' in answer.text
    assert 'id="held-fund-2-error"' in answer.text
    assert 'value="12,5"' in answer.text


def test_nobody_begins_twice(treasurer: Desk) -> None:
    assert treasurer.client.get(treasurer.at("opening")).status_code == 404
    number = beginning(treasurer)
    with treasurer.client.session_transaction() as kept:
        kept["recorded"] = [number]
    answer = treasurer.client.get(treasurer.at(f"entries/{number}"))
    assert answer.status_code == 200
    assert "Record another" not in answer.text
