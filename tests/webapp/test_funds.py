"""Funds and grants: opened by a form, shown with what is left, agreed about, shared, closed."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import flask
import pytest
from werkzeug.test import TestResponse

from ledger import index, recording
from ledger.accounts import BANK
from ledger.entries.acts import Expense, Income, Share
from ledger.funds import Fund, FundClass
from ledger.money import Money
from tests.webapp.books import Inside, copied, let_in, sample_book
from tests.webapp.conftest import Neighbours
from webapp import people
from webapp.clock import today
from webapp.people import Role, Store

TODAY = today()
START = TODAY - timedelta(days=60)
GRANT = "council-food-2025"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
Enter = Callable[[Role], "Desk"]


class Desk(Inside):
    """A browser that is signed in at a group, and looks after its funds."""

    def send(self, path: str, *, shown_at: str = "funds/general", **typed: object) -> TestResponse:
        """Send what was typed with the token of a page that was opened before."""
        token = _TOKEN.search(self.client.get(self.at(shown_at)).text)
        data = {**typed, "csrf_token": token[1] if token else ""}
        return self.client.post(self.at(path), data=data)

    def fund(self, name: str) -> Fund:
        return index.current(self.place).funds[name]


@pytest.fixture
def enter(app: flask.Flask, store: Store, elm: Neighbours) -> Enter:
    return lambda role: Desk(
        client=let_in(app, store, elm, role), group=elm.group.address, place=elm.group.folder
    )


@pytest.fixture
def sample(enter: Enter, elm: Neighbours) -> Desk:
    sample_book(elm.group)
    return enter(Role.TREASURER)


@pytest.fixture
def young(enter: Enter, elm: Neighbours) -> Desk:
    """A group whose books began two months ago, with £100 for anything."""
    copied(elm.group.folder, _young, elm.group.title)
    return enter(Role.TREASURER)


def _young(place: Path, title: str) -> None:
    hand = recording.Hand(by="P001", today=TODAY)
    recording.new_book(place, title, "informal-group", (3, 31), START, hand)
    given = Income(
        day=START,
        received_from="A friend",
        what_for="",
        shares=(Share(fund="general", account="Income:Donations", amount=Money(10_000)),),
        paid_into=BANK,
    )
    recording.record(place, given, hand)


TERMS = {
    "title": "Council food grant 2027",
    "kind": "restricted",
    "funder": "Northgate Council",
    "purpose": "Food parcels",
    "reference": "NC/27",
    "award": "1,000.00",
    "spend_from": START.isoformat(),
    "spend_by": (TODAY + timedelta(days=10)).isoformat(),
    "heading-1": "Food",
    "amount-1": "800",
    "kinds-1": ["Expenses:Food", "Expenses:Travel"],
}


def opened(desk: Desk, **changed: object) -> TestResponse:
    return desk.send("new-fund", shown_at="new-fund", **(TERMS | changed))


def test_every_fund_stands_in_the_list_and_those_that_are_closed_apart(sample: Desk) -> None:
    text = sample.text("funds")
    assert "£597.61 left, for anything we do." in text
    assert "£128.70 left, set aside by us." in text
    assert "£4,808.42 of £5,000.00" in text
    assert text.index("Closed") < text.index("Street lunch 2025")


def test_what_a_fund_began_with_did_not_move_in_from_another(sample: Desk) -> None:
    text = _figures_first(sample.text("funds/general"))
    assert _figures_first("£849.65 in hand at first") in text
    assert _figures_first("£210.00 moved elsewhere") in text
    assert "moved in" not in text


def test_a_fund_that_nobody_awarded_has_no_funder_who_asks_for_its_papers(sample: Desk) -> None:
    text = sample.text("funds/general")
    assert "Whoever checks the books will ask for the paper." in text
    assert "The funder will ask" not in text


def test_a_grant_is_a_promise_and_its_keeping(sample: Desk) -> None:
    text = sample.text(f"funds/{GRANT}")
    for said in (
        "£5,000.00 awarded",
        "£120.00 moved elsewhere",
        "£71.58 left",
        "Food £4,336.32 of £4,300.00",
        "£36.32 more than was agreed",
        "Food, £200.00 more: agreed by e-mail, 19 September 2025",
        "£120.00 may go to other work: letter from the council, 28 November 2025",
        "All 58 entries",
    ):
        assert _figures_first(said) in _figures_first(text), said


def test_our_own_money_leads_to_the_accounts_and_a_grant_to_its_report(
    sample: Desk, enter: Enter
) -> None:
    said = "What it came to in a year stands in the accounts"
    for fund, stands in (("general", True), ("winter-warmth", True), (GRANT, False)):
        assert (said in sample.text(f"funds/{fund}")) is stands
    assert "Report for the funder" in sample.text(f"funds/{GRANT}")
    assert said not in enter(Role.MEMBER).text("funds/general"), "who may not see them"


def _figures_first(text: str) -> str:
    """In the page a figure's name stands before it; people read it the other way round."""
    return re.sub(r"(awarded|in hand at first|moved elsewhere|left) (£[0-9,.]+)", r"\2 \1", text)


def test_days_left_become_days_over_and_the_page_says_what_to_do(young: Desk) -> None:
    opened(young)
    assert "days left 10" in young.text("funds/council-food-grant-2027")
    late = Fund(
        name="late",
        kind=FundClass.RESTRICTED,
        opened=START,
        title="Late",
        spend_by=TODAY - timedelta(days=3),
    )
    hand = recording.Hand(by="P001", today=TODAY)
    recording.new_fund(young.place, late, hand)
    share = Share(fund="late", account="Income:Grants", amount=Money(500))
    came = Income(day=START, received_from="Fund", what_for="", shares=(share,), paid_into=BANK)
    recording.record(young.place, came, hand)
    text = young.text("funds/late")
    assert "days over 3" in text
    assert "£5.00 is left Ask the funder whether you may spend it later" in text
    assert "Over by 3 days." in young.text("funds")


def test_spent_before_the_money_came_is_ahead_and_beyond_the_award_is_overspent(
    young: Desk,
) -> None:
    opened(young)
    hand = recording.Hand(by="P001", today=TODAY)

    def spend(pounds: int) -> None:
        share = Share(
            fund="council-food-grant-2027", account="Expenses:Food", amount=Money(pounds * 100)
        )
        act = Expense(day=TODAY, paid_to="Aldi", what_for="Food", shares=(share,), paid_from=BANK)
        recording.record(young.place, act, hand)

    spend(60)
    ahead = young.text("funds/council-food-grant-2027")
    assert "Ahead of the money: £60.00 to come" in ahead
    assert "Northgate Council promised it, so it only has to come." in ahead
    spend(1_000)
    text = young.text("funds/council-food-grant-2027")
    assert "Ahead of the money: £1,000.00 to come" in text
    assert "Overspent by £60.00" in text


def test_what_is_to_come_of_a_fund_that_nobody_is_named_for_reads_well(young: Desk) -> None:
    opened(young, funder="")
    share = Share(fund="council-food-grant-2027", account="Expenses:Food", amount=Money(6000))
    act = Expense(day=TODAY, paid_to="Aldi", what_for="Food", shares=(share,), paid_from=BANK)
    recording.record(young.place, act, recording.Hand(by="P001", today=TODAY))
    text = young.text("funds/council-food-grant-2027")
    assert "The rest is promised, so it only has to come." in text


def test_a_grant_is_opened_with_its_budget(young: Desk) -> None:
    answer = opened(young)
    assert answer.status_code == 303
    assert answer.location.endswith("/funds/council-food-grant-2027")
    kept = young.fund("council-food-grant-2027")
    assert (kept.title, kept.kind) == ("Council food grant 2027", FundClass.RESTRICTED)
    assert kept.award == Money(100_000)
    assert kept.opened <= START
    (line,) = kept.budget
    assert (line.heading, line.amount) == ("Food", Money(80_000))
    assert line.accounts == ("Expenses:Food", "Expenses:Travel")


def test_a_second_grant_of_the_same_name_gets_a_number_and_the_same_one_twice_does_not(
    young: Desk,
) -> None:
    opened(young)
    assert opened(young).location.endswith("/funds/council-food-grant-2027")
    other = opened(young, purpose="Something else")
    assert other.location.endswith("/funds/council-food-grant-2027-2")
    assert young.fund("council-food-grant-2027").purpose == "Food parcels"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "The name is missing."),
        ({"award": "lots"}, "“lots” is not an amount."),
        ({"spend_by": "2020-01-01"}, "would have to be spent before its first day."),
        ({"heading-1": ""}, "The name of this heading is missing."),
        ({"kinds-1": []}, "Nothing counts towards “Food” yet. Tick at least one kind of spending"),
        ({"kinds-1": ["Income:Grants"]}, "Nothing counts towards “Food” yet."),
        ({"first_day": "1999-01-01"}, "Nothing can be recorded before"),
        ({"kind": "mine"}, "What the money is for is missing."),
        (
            {"heading-2": "food", "amount-2": "5", "kinds-2": ["Expenses:Food"]},
            "“food” is a heading already.",
        ),
    ],
)
def test_a_form_that_is_refused_keeps_everything(
    young: Desk, wrong: dict[str, object], said: str
) -> None:
    answer = opened(young, **wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Food parcels" in answer.text
    assert 'value="NC/27"' in answer.text
    assert set(index.current(young.place).funds) == {"general"}


def test_terms_are_written_anew_and_the_budget_keeps_what_was_agreed(sample: Desk) -> None:
    before = sample.fund(GRANT)
    form = sample.client.get(sample.at(f"funds/{GRANT}/terms")).text
    assert 'value="Northgate Council"' in form
    typed = {
        "title": "Council food grant",
        "kind": "restricted",
        "funder": "Northgate Council",
        "award": "5000",
        "heading-1": "Postage",
        "amount-1": "0.01",
        "kinds-1": ["Expenses:Other"],
    }
    where = f"funds/{GRANT}/terms"
    assert sample.send(where, shown_at=where, **typed).status_code == 303
    after = sample.fund(GRANT)
    assert after.title == "Council food grant"
    assert after.spend_by is None
    assert after.opened == before.opened
    assert after.budget[: len(before.budget)] == before.budget
    assert after.budget[-1].heading == "Postage"


@pytest.mark.parametrize(
    ("award", "said"),
    [
        ("1000", "The headings add up to £800.00 of the £1,000.00 award."),
        ("500", "The headings add up to £800.00, which is more than the £500.00 award."),
        ("800", ""),
        ("", ""),
    ],
)
def test_the_fund_says_how_its_headings_compare_with_the_award(
    young: Desk, award: str, said: str
) -> None:
    opened(young, award=award)
    text = young.text("funds/council-food-grant-2027")
    assert (said in text) if said else ("The headings add up" not in text)


def test_a_grant_whose_money_came_before_it_was_written_down_begins_earlier(young: Desk) -> None:
    name, late = "council-food-grant-2027", START + timedelta(days=30)
    opened(young, first_day=late.isoformat(), spend_from="")
    assert young.fund(name).opened == late
    where = f"funds/{name}/terms"
    typed = {
        **TERMS,
        "first_day": START.isoformat(),
        "heading-1": "",
        "amount-1": "",
        "kinds-1": [],
    }
    assert young.send(where, shown_at=where, **typed).status_code == 303
    assert young.fund(name).opened == START
    share = Share(fund=name, account="Income:Grants", amount=Money(500))
    came = Income(day=START, received_from="Fund", what_for="", shares=(share,), paid_into=BANK)
    recording.record(young.place, came, recording.Hand(by="P001", today=TODAY))
    again = young.send(where, shown_at=where, **(typed | {"first_day": late.isoformat()}))
    assert again.status_code == 422
    assert "can only begin earlier than that" in again.text


def test_the_first_day_stays_when_the_terms_are_written_anew_and_the_fund_is_closed(
    young: Desk,
) -> None:
    name, late = "council-food-grant-2027", START + timedelta(days=30)
    opened(young, first_day=late.isoformat(), spend_from="")
    where = f"funds/{name}/terms"
    typed = {
        **TERMS,
        "first_day": START.isoformat(),
        "heading-1": "",
        "amount-1": "",
        "kinds-1": [],
    }
    young.send(where, shown_at=where, **typed)
    young.send(where, shown_at=where, **(typed | {"first_day": "", "purpose": "Parcels"}))
    recording.close_fund(young.place, name, TODAY, recording.Hand(by="P001", today=TODAY))
    kept = young.fund(name)
    assert (kept.opened, kept.purpose, kept.closed_on) == (START, "Parcels", TODAY)


def test_a_change_of_the_budget_is_kept_with_how_they_agreed(sample: Desk) -> None:
    where = f"funds/{GRANT}/budget"
    typed = {"heading": "Printing", "way": "less", "amount": "50", "evidence": "e-mail of 3 May"}
    assert sample.send(where, **(typed | {"evidence": ""})).status_code == 422
    assert sample.send(where, **(typed | {"heading": "Rockets"})).status_code == 422
    assert sample.send(where, **typed).status_code == 303
    printing = next(each for each in sample.fund(GRANT).budget if each.heading == "Printing")
    assert printing.agreed == Money(30_000)
    assert "Printing, £50.00 less: e-mail of 3 May" in sample.text(f"funds/{GRANT}")


def test_consent_is_kept_with_how_it_was_given(sample: Desk) -> None:
    where = f"funds/{GRANT}/consent"
    missing = sample.send(where, moved="71.58", words="")
    assert missing.status_code == 422
    assert 'value="71.58"' in missing.text
    assert sample.send(where, moved="71.58", words="letter of 2 May").status_code == 303
    assert "£71.58 may go to other work: letter of 2 May" in sample.text(f"funds/{GRANT}")


def test_in_books_that_began_within_their_year_the_day_that_is_offered_is_taken(
    young: Desk,
) -> None:
    page = young.client.get(young.at("new-fund")).text
    offered = re.search(r'name="first_day" value="([^"]*)"', page)
    assert offered is not None
    assert offered[1] >= START.isoformat()
    assert opened(young, first_day=offered[1]).status_code == 303


def test_a_fund_is_closed_when_it_is_empty_and_can_be_opened_again(young: Desk) -> None:
    opened(young)
    where = "funds/council-food-grant-2027"
    assert young.send(f"{where}/close", close_on=TODAY.isoformat()).status_code == 303
    assert young.fund("council-food-grant-2027").closed_on == TODAY
    assert "Closed on" in young.text(where)
    assert young.send(f"{where}/reopen").status_code == 303
    assert young.fund("council-food-grant-2027").closed_on is None
    assert young.fund("council-food-grant-2027").budget


def test_a_fund_that_a_later_line_closed_is_open_again_too(sample: Desk) -> None:
    assert sample.fund("street-lunch-2025").closed_on is not None
    assert sample.send("funds/street-lunch-2025/reopen").status_code == 303
    assert sample.fund("street-lunch-2025").closed_on is None


def test_a_fund_with_money_in_it_is_not_closed_and_the_general_one_never(sample: Desk) -> None:
    full = sample.send(f"funds/{GRANT}/close", close_on=TODAY.isoformat())
    assert full.status_code == 422
    assert "still has £71.58 left, so it cannot be closed." in full.text
    general = sample.send("funds/general/close", close_on=TODAY.isoformat())
    assert general.status_code == 422
    assert sample.fund(GRANT).closed_on is None


def test_a_link_is_shown_once_and_works_until_it_is_revoked(
    sample: Desk, store: Store, elm: Neighbours, app: flask.Flask
) -> None:
    nameless = sample.send(f"funds/{GRANT}/links", label=" ")
    assert nameless.status_code == 422
    made = sample.send(f"funds/{GRANT}/links", label="Grants team")
    assert made.status_code == 303
    shown, again = (sample.client.get(made.location).text for _ in range(2))
    secret = re.search(r"/f/([A-Za-z0-9_-]+)", shown)
    assert secret
    assert secret[1] in again
    assert app.test_client().get(f"/f/{secret[1]}").status_code == 200
    page = sample.client.get(sample.at(f"funds/{GRANT}")).text
    assert "Grants team" in page
    assert secret[1] not in page
    (link,) = people.funder_links_of(store, elm.group.id)
    other = sample.send(f"funds/lottery-kitchen/links/{link.id}/revoke")
    assert other.status_code == 404
    assert sample.send(f"funds/{GRANT}/links/{link.id}/revoke").status_code == 303
    assert app.test_client().get(f"/f/{secret[1]}").status_code == 404


def test_the_groups_own_money_has_no_funder_to_show_it_to(sample: Desk, store: Store) -> None:
    assert sample.send("funds/general/links", label="somebody").status_code == 422
    assert "Show it to the funder" not in sample.text("funds/general")


def test_an_answer_is_kept_on_the_page_when_it_is_refused(
    sample: Desk, store: Store, elm: Neighbours
) -> None:
    people.new_funder_link(store, elm.group.id, GRANT, "x")
    (link,) = people.funder_links_of(store, elm.group.id)
    asked = people.ask_question(store, link.id, "", "Why?")
    where = f"funds/{GRANT}/questions/{asked.id}"
    long = "word " * 300
    refused = sample.send(where, **{f"answer-{asked.id}": long})
    assert refused.status_code == 422
    assert long.strip() in refused.text
    elsewhere = sample.send(f"funds/lottery-kitchen/questions/{asked.id}", answer="x")
    assert elsewhere.status_code == 404


def test_a_member_looks_and_changes_nothing(sample: Desk, enter: Enter) -> None:
    member = enter(Role.MEMBER)
    page = member.client.get(member.at(f"funds/{GRANT}")).text
    assert "Report for the funder" not in page
    assert "Make a link" not in page
    assert "It is finished" not in page
    for path in ("new-fund", f"funds/{GRANT}/terms", f"funds/{GRANT}/report"):
        assert member.client.get(member.at(path)).status_code == 403
    for path in ("budget", "consent", "close", "reopen", "links"):
        assert member.send(f"funds/{GRANT}/{path}").status_code in {400, 403}


def test_help_given_is_no_line_on_a_members_page(sample: Desk, enter: Enter) -> None:
    assert "Energy vouchers" in sample.text("funds/winter-warmth").replace(
        "Energy vouchers, blankets", ""
    )
    seen = enter(Role.MEMBER).text("funds/winter-warmth").replace("Energy vouchers, blankets", "")
    assert "Energy vouchers" not in seen
    assert "Help given" not in seen


def test_a_member_reads_figures_before_help_to_a_few_and_is_told_so(
    sample: Desk, enter: Enter
) -> None:
    untold = "Help given lately is not in these figures yet."
    member = enter(Role.MEMBER)
    for path in ("", "funds", "funds/general"):
        assert untold in member.text(path)
        assert "£701.61" in member.text(path)
        assert untold not in sample.text(path)
        assert "£597.61" in sample.text(path)
    assert untold not in member.text("funds/winter-warmth")


def test_an_examiner_prints_the_report_and_changes_nothing(sample: Desk, enter: Enter) -> None:
    examiner = enter(Role.AUDITOR)
    printed = examiner.client.get(examiner.at(f"funds/{GRANT}/report"))
    assert printed.mimetype == "application/pdf"
    assert printed.get_data().startswith(b"%PDF-")
    assert "Make a link" not in examiner.text(f"funds/{GRANT}")


@pytest.mark.parametrize("path", ["", "/terms", "/report", "/close", "/links", "/budget"])
def test_a_fund_that_is_not_there_is_not_found(sample: Desk, path: str) -> None:
    where = f"funds/no-such-fund{path}"
    posts = path in {"/close", "/links", "/budget"}
    answer = sample.send(where) if posts else sample.client.get(sample.at(where))
    assert answer.status_code == 404


def test_a_group_without_a_grant_is_told_what_would_stand_there(young: Desk) -> None:
    assert "A grant has its own place here" in young.text("funds")
    assert "days" not in young.text("funds/general")
