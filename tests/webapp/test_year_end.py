"""A year's end by its pages: what is left, closing it, and what is refused or put right after."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ledger import index, reading, recording
from ledger.accounts import BANK, TIN
from ledger.entries.acts import (
    Claim,
    Expense,
    HeldForOthers,
    HelpGiven,
    Income,
    Opening,
    Share,
)
from ledger.funds import Fund, FundClass
from ledger.money import Money
from ledger.recording import Agreement, Hand
from tests.grant_reports.reading import on_one_line
from tests.webapp.books import copied
from tests.webapp.conftest import Neighbours
from tests.webapp.test_entries import Desk, desk_of, photo
from webapp import people
from webapp.people import Role, Store

START, END, TODAY = date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 20)
BEHIND = "2026-03-30"
CLOSE = "accounts/2026-03-31/close"
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_GRANT = Fund(
    name="council",
    kind=FundClass.RESTRICTED,
    opened=START,
    title="Council grant",
    funder="Northgate Council",
    award=Money(300_00),
    spend_by=END,
    report_due=date(2026, 4, 30),
)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is April, and last year is over."""
    monkeypatch.setattr("webapp.clock.today", lambda: TODAY)


@pytest.fixture
def treasurer(browser: Callable[[], FlaskClient], elm: Neighbours) -> Desk:
    """A group in its second year, with a grant, a claim owed and money that is not its own."""
    numbers = (elm.members[role].number for role in (Role.TREASURER, Role.MEMBER))
    copied(elm.group.folder, _second_year, *numbers)
    return desk_of(browser, elm, Role.TREASURER)


def _second_year(place: Path, me: str, member: str) -> None:
    hand = Hand(by=me, today=date(2026, 3, 28))
    recording.new_book(place, "Elm Street Mutual Aid", "informal-group", (3, 31), START, hand)
    recording.open_fund(place, _GRANT, hand)
    held = (_share(500_00, BANK), _share(20_00, TIN))
    food = _share(84_20, "Expenses:Food")
    for act in (
        Opening(day=START, held=held),
        Income(
            day=date(2025, 6, 2),
            received_from="Northgate Council",
            what_for="Grant",
            shares=(_share(300_00, "Income:Grants", "council"),),
            paid_into=BANK,
        ),
        Expense(day=hand.today, paid_to="Aldi", what_for="Food", shares=(food,), paid_from=BANK),
        Claim(
            day=hand.today,
            paid_to="Lidl",
            what_for="Bread",
            shares=(_share(6_50, "Expenses:Food"),),
            claimant=member,
        ),
        HeldForOthers(
            day=hand.today, amount=Money(5_00), account=TIN, what_for="", is_coming_in=True
        ),
    ):
        recording.record(place, act, hand)


def _share(pence: int, account: str, fund: str = "general") -> Share:
    return Share(fund=fund, account=account, amount=Money(pence))


def _helped(fund: str = "general") -> HelpGiven:
    day, amount = date(2026, 3, 20), Money(30_00)
    return HelpGiven(day=day, what_for="Heating", fund=fund, amount=amount, paid_from=BANK, count=2)


def text_of(desk: Desk, path: str) -> str:
    shown = desk.client.get(desk.at(path), follow_redirects=True).text
    return " ".join(re.sub(r"<[^>]+>", " ", shown).replace(" .", ".").split())


def close(desk: Desk, **instead: str) -> tuple[int, str]:
    """Send the closing page as it stands, ticked."""
    fields = dict(_HIDDEN.findall(desk.client.get(desk.at(CLOSE)).text))
    answer = desk.client.post(
        desk.at(CLOSE), data={**fields, "sure": "yes", **instead}, follow_redirects=True
    )
    return answer.status_code, " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_the_closing_page_says_what_is_left_what_it_means_and_what_is_written(
    treasurer: Desk,
) -> None:
    said = text_of(treasurer, CLOSE)
    for sentence in (
        "Bank was not checked after the year’s end",
        "Council grant was to be spent by then",
        "£300.00 was left in it on 31 March 2026",
        "Two photos of receipts are missing",
        "£6.50 was owed to volunteers on 31 March 2026",
        "paid in the new year",
        "Council grant: report due on 30 April 2026",
        "Nothing dated up to 31 March 2026 can be recorded any more.",
        "A mistake found later is put right in the new year, on a line of its own.",
        "It cannot be undone.",
        "Bank £715.80",
        "Tin £25.00",
        "In the bank and the tin £740.80",
        "Council grant £300.00",
        "Not ours £5.00",
        "The same in all £740.80",
    ):
        assert sentence in said, sentence
    shown = treasurer.client.get(treasurer.at(CLOSE)).text
    for link in ("bank?account=Assets:Bank:Current", "funds/council", "entries/2026-0001"):
        assert treasurer.at(link) in shown


def test_a_report_that_went_out_is_said_with_its_day_and_the_days_it_was_for(
    treasurer: Desk,
) -> None:
    waits = "Northgate Council waits for it, if you have not sent it yet."
    assert waits in text_of(treasurer, CLOSE)
    _send_report(treasurer, until=date(2026, 2, 28))
    said = text_of(treasurer, CLOSE)
    assert waits not in said
    assert (
        "It last went out on 20 April 2026, for the days to 28 February 2026. "
        "The grant ran to 31 March 2026: Northgate Council may wait for the rest."
    ) in said
    _send_report(treasurer, until=END)
    said = text_of(treasurer, CLOSE)
    assert "It last went out on 20 April 2026, for the days to 31 March 2026. Report for" in said
    assert "may wait for the rest" not in said


def _send_report(desk: Desk, until: date) -> None:
    document = recording.ToIssue(
        about="council",
        sort="report",
        until=until,
        version=index.current(desk.place).version,
        content=f"%PDF-1.7 until {until}".encode(),
        changed="the days",
    )
    recording.issue(desk.place, document, Hand(by="P001", today=TODAY))


def test_who_keeps_the_books_alone_is_told_so_kindly(
    treasurer: Desk, store: Store, elm: Neighbours
) -> None:
    assert "Nobody but you" not in text_of(treasurer, CLOSE)
    people.remove_member(store, elm.group.id, elm.members[Role.AUDITOR].number)
    assert "Nobody but you can read these books whole" in text_of(treasurer, CLOSE)


def test_a_treasurer_is_told_where_the_accounts_would_tell_what_help_came_to(
    treasurer: Desk,
) -> None:
    hand = Hand(by="P001", today=date(2026, 3, 28))
    assert "what help given came to" not in text_of(treasurer, CLOSE)
    recording.record(treasurer.place, _helped("council"), hand)
    said = text_of(treasurer, CLOSE)
    assert "The accounts tell what help given came to" in said
    assert "“Council grant” paid for nothing else that it could be added to" in said


def test_a_treasurer_is_told_before_and_after_closing_what_other_pages_leave_out(
    treasurer: Desk, store: Store, elm: Neighbours
) -> None:
    """Who may see the group's money decides who could work out what was left out."""
    title = "Other pages leave out help that the accounts count"
    members, street = "Members and funders are told", "The street, members and funders are told"
    assert title not in text_of(treasurer, CLOSE)
    recording.record(treasurer.place, _helped(), Hand(by="P001", today=date(2026, 3, 28)))
    said = text_of(treasurer, CLOSE)
    assert f"{title} {members} of it once it went to five" in said
    assert "whoever has the accounts as well could work out what it came to." in said
    assert "Read the accounts out at your meeting" in said
    assert "£30.00" not in said
    people.choose_public(store, elm.group.id, public=True)
    said = text_of(treasurer, CLOSE)
    assert street in said
    assert "Close the public page before you hand the accounts out" in said
    assert members not in said
    assert f'"{treasurer.at("settings")}#who"' in treasurer.client.get(treasurer.at(CLOSE)).text
    _, said = close(treasurer)
    assert street in said


def test_before_a_year_is_over_a_treasurer_is_told_what_still_helps(
    treasurer: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.clock.today", lambda: date(2026, 3, 28))
    recording.record(treasurer.place, _helped("council"), Hand(by="P001", today=date(2026, 3, 28)))
    more = "What else is paid from there by 31 March 2026 keeps it company."
    assert more in text_of(treasurer, CLOSE)
    monkeypatch.setattr("webapp.clock.today", lambda: TODAY)
    said = text_of(treasurer, CLOSE)
    assert more not in said
    assert "Think of who will read them." in said


def test_a_treasurer_is_told_of_a_claim_for_help_that_stands_by_itself(
    treasurer: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No form takes such a claim, so somebody wrote it into the text."""
    title = "A claim for help given stands by itself"
    assert title not in text_of(treasurer, CLOSE)
    month = treasurer.place / "journal/2026-03.beancount"
    before = month.read_text()
    owed = re.search(r"Liabilities:Claims:P[0-9]+", before)
    assert owed is not None
    claim = f"""
2026-03-28 * "Corner shop" "Heating" #general ^2026-0004
  kind: "claim"
  recorded-by: "P001"
  count: 2
  Expenses:Help-Given  30.00 GBP
  {owed[0]}  -30.00 GBP
"""
    month.write_text(before + claim)
    said = text_of(treasurer, CLOSE)
    assert title in said
    assert "so tells what the help in entry 2026-0004 came to. Hand the accounts out" in said
    monkeypatch.setattr("webapp.clock.today", lambda: date(2026, 3, 28))
    assert "Pay it back by 31 March 2026, or hand the accounts out" in text_of(treasurer, CLOSE)


def test_a_second_treasurer_is_told_what_nobody_else_agreed_to(
    treasurer: Desk, store: Store, elm: Neighbours
) -> None:
    assert "second pair of eyes" not in text_of(treasurer, CLOSE)
    people.change_role(store, elm.group.id, elm.members[Role.MEMBER].number, Role.TREASURER)
    assert "2 of 2 payments have no second pair of eyes" in text_of(treasurer, CLOSE)
    recording.approve(
        treasurer.place, "2026-0001", Hand(by=elm.members[Role.MEMBER].number, today=TODAY)
    )
    assert "1 of 2 payments has no second pair of eyes" in text_of(treasurer, CLOSE)


def test_a_year_is_closed_only_by_whoever_says_that_it_was_agreed(treasurer: Desk) -> None:
    status, said = close(treasurer, sure="")
    assert status == 422
    assert "Tick this once your group has agreed to the accounts." in said
    assert index.current(treasurer.place).closed_until is None


@pytest.mark.parametrize("seen", ["999999", "-71580"])
def test_a_year_is_not_closed_with_figures_that_nobody_saw(treasurer: Desk, seen: str) -> None:
    status, said = close(treasurer, **{f"seen {BANK}": seen})
    assert status == 422
    assert "Bank holds £715.80 at the end of that year" in said
    assert index.current(treasurer.place).closed_until is None


def test_after_closing_the_page_says_what_comes_next_and_what_carries_over(
    treasurer: Desk,
) -> None:
    status, said = close(treasurer)
    assert status == 200
    for sentence in (
        "The year from 1 April 2025 to 31 March 2026 is closed",
        "By Treasurer of Elm Street Mutual Aid on 20 April 2026",
        "Print the accounts, and have two of you sign",
        "Give them to your examiner",
        "Hand over, if somebody else goes on",
        "The new year is open already",
        "£740.80 in the bank and the tin carries over to 1 April 2026",
    ):
        assert sentence in said, sentence
    assert said == text_of(treasurer, CLOSE)
    at_hand = {each.name: each.holds for each in reading.money_places(treasurer.place)}
    assert at_hand[BANK] == Money(715_80)


def test_what_comes_after_is_not_there_before(treasurer: Desk) -> None:
    answer = treasurer.client.get(treasurer.at("accounts/2026-03-31/closed"))
    assert answer.status_code == 303
    assert answer.location == treasurer.at("accounts?year_end=2026-03-31")


def test_an_examiner_sees_the_closed_year_and_no_way_to_the_treasurers_pages(
    treasurer: Desk, browser: Callable[[], FlaskClient], elm: Neighbours
) -> None:
    close(treasurer)
    examiner = desk_of(browser, elm, Role.AUDITOR)
    shown = examiner.client.get(examiner.at("accounts/2026-03-31/closed")).text
    assert "The new year is open already" in shown
    for path in ("people", "settings", "pay-back"):
        assert f'"{examiner.at(path)}"' not in shown
    assert examiner.client.get(examiner.at("accounts/2026-03-31/checklist")).status_code == 200


def test_home_tells_a_treasurer_once_and_nobody_else(
    treasurer: Desk, browser: Callable[[], FlaskClient], elm: Neighbours
) -> None:
    over = "The year to 31 March 2026 is over. See what is left to do"
    assert text_of(treasurer, "").count(over) == 1
    assert over not in text_of(desk_of(browser, elm, Role.MEMBER), "")
    close(treasurer)
    assert over not in text_of(treasurer, "")


def test_the_checklist_is_one_page_with_numbers_and_no_names(
    treasurer: Desk, elm: Neighbours
) -> None:
    where = treasurer.at("accounts/2026-03-31/checklist")
    before = on_one_line(treasurer.client.get(where).get_data())
    assert "page 1 of 1" in before
    assert "Missing: 2026-0001, 2026-0002" in before
    close(treasurer)
    after = on_one_line(treasurer.client.get(where).get_data())
    me = elm.members[Role.TREASURER]
    assert f"20 April 2026, {me.number}" in after
    assert me.name not in after


SHOPPING = {"amount": "84.20", "what_for": "Kept words", "fund": "general"}
FORMS = {
    "out": {**SHOPPING, "paid_to": "Aldi", "account": "Expenses:Food", "paid_from": BANK},
    "in": {**SHOPPING, "paid_to": "Ann", "account": "Income:Donations", "paid_into": BANK},
    "help-given": {**SHOPPING, "amount": "6", "count": "3", "paid_from": TIN},
    "move": {"amount": "40", "what_for": "Kept words", "source": BANK, "target": TIN},
    "between-funds": {
        "amount": "30",
        "what_for": "Kept words",
        "source": "general",
        "target": "council",
        "account": BANK,
    },
    "not-ours": {"way": "in", "amount": "5", "account": TIN, "what_for": "Kept words"},
    "in-kind": {"hours": "2", "what_for": "Kept words", "fund": "general"},
}
CHANGES = {
    "out": "Bank ended with £715.80, and this would make it £631.60.",
    "in": "Bank ended with £715.80, and this would make it £800.00.",
    "help-given": "Tin ended with £25.00, and this would make it £19.00.",
    "move": "Bank ended with £715.80, and this would make it £675.80.",
    "not-ours": "Tin ended with £25.00, and this would make it £30.00.",
}


@pytest.mark.parametrize("form", FORMS)
def test_behind_a_closed_year_every_form_is_refused_and_keeps_what_was_typed(
    treasurer: Desk, form: str
) -> None:
    close(treasurer)
    before = len(index.current(treasurer.place).entries)
    answer = treasurer.send(form, day=BEHIND, **FORMS[form])
    assert answer.status_code == 422
    assert "30 March 2026 lies in a year that is closed up to 31 March 2026." in answer.text
    assert CHANGES.get(form, "") in answer.text
    assert 'id="day-error"' in answer.text
    assert 'value="Kept words"' in answer.text
    assert f'value="{BEHIND}"' in answer.text
    assert len(index.current(treasurer.place).entries) == before


@pytest.mark.parametrize("form", CHANGES)
def test_behind_an_agreement_every_form_that_would_change_it_is_refused(
    treasurer: Desk, form: str, elm: Neighbours
) -> None:
    hand = Hand(by=elm.members[Role.TREASURER].number, today=TODAY)
    for account, pence in ((BANK, 715_80), (TIN, 25_00)):
        agreement = Agreement(day=END, account=account, figure=Money(pence), statement="")
        recording.agree(treasurer.place, agreement, hand)
    answer = treasurer.send(form, day=BEHIND, **FORMS[form])
    assert answer.status_code == 422
    assert "On 31 March 2026 the books and the bank agreed on £" in answer.text
    assert 'value="Kept words"' in answer.text


def test_a_claim_pay_back_and_refund_behind_a_closed_year_are_refused_too(
    treasurer: Desk, elm: Neighbours
) -> None:
    close(treasurer)
    closed = "lies in a year that is closed up to 31 March 2026."
    own = {**FORMS["out"], "paid_from": "own", "claimant": elm.members[Role.MEMBER].number}
    assert closed in treasurer.send("out", day=BEHIND, **own).text
    refund = {"amount": "4", "share": "general Expenses:Food", "paid_into": BANK}
    assert closed in treasurer.send("entries/2026-0001/refund", day=BEHIND, **refund).text
    who = elm.members[Role.MEMBER].number
    owed = {"person": who, "paid_from": BANK, "part-2026-0002-general": "6.50"}
    paid = treasurer.send(f"pay-back?person={who}", day=BEHIND, **owed)
    assert closed in paid.text


def test_a_claim_of_the_year_that_was_settled_since_asks_for_nothing(
    treasurer: Desk, elm: Neighbours
) -> None:
    who = elm.members[Role.MEMBER].number
    owed = {"person": who, "paid_from": BANK, "part-2026-0002-general": "6.50"}
    treasurer.send(f"pay-back?person={who}", day=TODAY.isoformat(), **owed)
    said = text_of(treasurer, CLOSE)
    assert "£6.50 was owed to volunteers on 31 March 2026" in said
    assert "the accounts say it, and it was settled since. " in said
    assert "settled since. Pay back" not in said


def test_a_refused_form_keeps_the_photo_and_records_it_on_an_open_day(treasurer: Desk) -> None:
    close(treasurer)
    refused = treasurer.send("out", day=BEHIND, paper=(photo(), "slip.jpg"), **FORMS["out"])
    kept = re.search(r'name="paper-kept" value="([^"]+)"', refused.text)
    assert kept
    key = re.search(r'name="key" value="([^"]+)"', refused.text)
    again = {**FORMS["out"], "day": TODAY.isoformat(), "key": key[1], "paper-kept": kept[1]}
    assert treasurer.send("out", **again).status_code == 303
    assert len(index.current(treasurer.place).documents) == 1


@pytest.mark.parametrize("way", ["", "?take-back=1"])
def test_who_corrects_an_entry_of_a_closed_year_is_told_before(treasurer: Desk, way: str) -> None:
    path = f"entries/2026-0001/correct{way}"
    assert "Its day is settled" not in text_of(treasurer, path)
    close(treasurer)
    said = text_of(treasurer, path)
    assert "Its day is settled" in said
    assert "£84.20 stays in its accounts." in said
    assert "recorded on 20 April 2026, today" in said


def test_a_correction_of_a_closed_year_is_a_line_of_its_own_in_the_next_accounts(
    treasurer: Desk,
) -> None:
    close(treasurer)
    signed = reading.annual_accounts(treasurer.place, END)
    right = {**FORMS["out"], "amount": "80.00", "day": BEHIND, "because": "read wrongly"}
    assert treasurer.send("entries/2026-0001/correct", **right).status_code == 303
    book = index.current(treasurer.place)
    entry = book.entries[next(reversed(book.entries))]
    assert {made.day for made in entry.transactions} == {TODAY}
    after = reading.annual_accounts(treasurer.place, END)
    assert (after.cash, after.assets) == (signed.cash, signed.assets)
    told = reading.annual_accounts(treasurer.place, date(2027, 3, 31))
    assert told.cash.corrections.total == Money(4_20)
    assert told.cash.opening.amounts == signed.cash.closing.amounts
    pdf = on_one_line(treasurer.client.get(treasurer.at("accounts/2027-03-31/pdf")).get_data())
    assert "Corrections of earlier years" in pdf


def test_a_first_year_says_that_it_began_with_the_books(treasurer: Desk) -> None:
    recording.change_year_end(treasurer.place, (12, 31), Hand(by="P001", today=TODAY))
    said = text_of(treasurer, "accounts/2025-12-31/close")
    assert "The year from 1 April 2025 is over." in said
    assert "Bank £800.00" in said
    assert "The year to 31 December 2025 is over." in text_of(treasurer, "")
