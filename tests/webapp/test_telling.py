"""What a page says once something was done: once, in sums that add up, and in amber when short."""

import re
from datetime import timedelta

import flask
import pytest

from grant_reports.from_book import last_day
from ledger import recording
from ledger.accounts import BANK, TIN
from ledger.entries.acts import HeldForOthers, Move
from ledger.funds import Fund, FundClass
from ledger.money import Money
from tests.webapp.books import Inside, let_in, sample_book, text_of
from tests.webapp.conftest import Neighbours
from webapp.clock import today
from webapp.people import Role, Store

TODAY = today()
HAND = recording.Hand(by="P001", today=TODAY)
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
GIFT = {
    "amount": "20",
    "account": "Income:Donations",
    "fund": "general",
    "paid_into": "Assets:Online:PayPal",
    "day": TODAY.isoformat(),
}


class Desk(Inside):
    """A treasurer's browser at the group with the sample's book, following where it is sent."""

    def send(self, path: str, **typed: object) -> str:
        """Send a form, and give the address that the browser is sent to."""
        token = _TOKEN.search(self.client.get(self.at("in")).text)
        data = {**typed, "csrf_token": token[1] if token else ""}
        answer = self.client.post(self.at(path), data=data)
        assert answer.status_code == 303, answer.text
        return str(answer.location)

    def look(self, path: str) -> str:
        """Open a page, and give its words."""
        return text_of(self.client.get(path, follow_redirects=True).text)


@pytest.fixture
def desk(app: flask.Flask, store: Store, elm: Neighbours) -> Desk:
    place = sample_book(elm.group)
    client = let_in(app, store, elm, Role.TREASURER)
    return Desk(client=client, group=elm.group.address, place=place)


def test_what_was_recorded_is_told_once_and_a_reload_does_not_tell_it_again(desk: Desk) -> None:
    there = desk.send("in", **GIFT)
    assert "Recorded: £20.00 in" in desk.look(there)
    number = re.findall(r"[0-9]{4}-[0-9]{4}", there)[0]
    assert "Recorded: £20.00 in" not in desk.look(desk.at(f"entries/{number}"))


def test_two_tabs_are_each_told_of_their_own(desk: Desk) -> None:
    one, other = desk.send("in", **GIFT), desk.send("in", **(GIFT | {"amount": "30"}))
    assert "Recorded: £20.00 in" in desk.look(one)
    assert "Recorded: £30.00 in" in desk.look(other)
    assert "Recorded:" not in desk.look(one)


def test_a_fee_is_a_small_sum_from_the_whole_gift_to_what_arrived(desk: Desk) -> None:
    said = desk.look(desk.send("in", **GIFT, fee="0.70"))
    assert "Money in £20.00 Less the fee that was taken £0.70 Reached PayPal £19.30" in said
    assert "Fee on an online gift" not in said


def test_money_in_begins_with_nothing_chosen(desk: Desk) -> None:
    form = desk.client.get(desk.at("in")).text
    chosen = re.search(r'id="account".*?</select>', form, re.DOTALL)
    assert chosen is not None
    assert '<option value="" selected>Choose</option>' in chosen[0]
    assert chosen[0].count("selected") == 1


def test_a_fund_and_a_place_that_end_below_nothing_are_said_in_amber(desk: Desk) -> None:
    spent = {
        "amount": "9000",
        "paid_to": "Aldi",
        "account": "Expenses:Food",
        "fund": "general",
        "paid_from": TIN,
        "anyway": "yes",
        "day": TODAY.isoformat(),
    }
    token = _TOKEN.search(desk.client.get(desk.at("out")).text)
    sent = {**spent, "csrf_token": token[1] if token else ""}
    shown = desk.client.post(desk.at("out"), data=sent, follow_redirects=True).text
    assert 'class="said said-short"' in shown
    assert re.search(r"“For anything we do” is £[0-9,.]+ short\.", shown)
    assert re.search(r"Tin is overdrawn by £[0-9,.]+\.", shown)


def test_a_list_of_moves_says_nothing_of_in_and_out(desk: Desk) -> None:
    said = desk.look(desk.at("entries?way=moved"))
    assert re.search(r"[0-9]+ entries\. Show all", said)
    assert "£0.00" not in said


def test_a_move_of_which_nothing_was_said_has_words_of_its_own(desk: Desk) -> None:
    act = Move(day=TODAY, what_for="", amount=Money(500), source=BANK, target=TIN)
    number = recording.record(desk.place, act, HAND).number
    assert "From the bank to the tin" in desk.look(desk.at(f"entries/{number}"))


def test_a_paper_is_called_what_it_is_and_not_by_its_file(desk: Desk) -> None:
    said = desk.client.get(desk.at("entries/2026-0057")).text
    assert "<figcaption>Photo of the receipt</figcaption>" in said
    assert not re.search(r"<figcaption>[^<]*\.jpg", said)


def mark(page: str) -> list[str]:
    """Give the colour that stands beside “Not ours”."""
    beside = r'class="(fund-[a-z0-9]+)"[^>]*/>(?:(?!class="fund-).)*?<span>Not ours'
    return re.findall(beside, page, re.DOTALL)


def test_what_is_not_ours_keeps_its_colour_when_a_fund_is_added(desk: Desk) -> None:
    held = HeldForOthers(
        day=TODAY, what_for="Shopping", amount=Money(500), account=TIN, is_coming_in=True
    )
    recording.record(desk.place, held, HAND)
    before = desk.client.get(desk.at("")).text
    fund = Fund(name="hall", kind=FundClass.RESTRICTED, opened=TODAY, title="Hall")
    recording.new_fund(desk.place, fund, HAND)
    after = desk.client.get(desk.at("")).text
    assert mark(before) == mark(after) == ["fund-none"]


def test_the_report_of_a_closed_fund_ends_on_the_day_on_which_it_was_closed(desk: Desk) -> None:
    closed = recording.new_fund(
        desk.place,
        Fund(name="trip", kind=FundClass.RESTRICTED, opened=TODAY - timedelta(days=30)),
        HAND,
    )
    assert last_day(desk.place, closed.name, TODAY) == TODAY
    yesterday = TODAY - timedelta(days=1)
    recording.close_fund(desk.place, closed.name, yesterday, HAND)
    assert last_day(desk.place, closed.name, TODAY) == yesterday
