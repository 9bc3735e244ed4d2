"""Checking against the bank: one account, one day, one figure; nothing is lost when it differs."""

import re
from dataclasses import replace
from datetime import date, timedelta

import flask
import pytest
from werkzeug.test import TestResponse

from ledger import index, reading, recording
from ledger.accounts import BANK, TIN
from ledger.book import Agreement
from ledger.entries.acts import Correction, Expense, Income, Share
from ledger.money import Money
from tests.webapp.books import Inside, empty_book, let_in, sample_book, text_of
from tests.webapp.conftest import Neighbours
from webapp import desk as desk_of_house
from webapp.clock import today
from webapp.people import Role, Store
from webapp.show import day as written

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_WORDS_SEEN = re.compile(r'name="words-seen" value="([^"]+)"')
PAYPAL = "Assets:Online:PayPal"
OVER = "2026-03-30"
HAND = recording.Hand(by="P001", today=today())


class Desk(Inside):
    """A treasurer's browser at the group with the sample's book, checking it against the bank."""

    def text(self, path: str = "bank", **asked: str) -> str:
        return super().text(path, **asked)

    def send(self, path: str = "bank", **typed: object) -> TestResponse:
        token = _TOKEN.search(
            self.client.get(self.at("bank"), query_string={"account": BANK, "day": OVER}).text
        )
        data = {**typed, "csrf_token": token[1] if token else ""}
        return self.client.post(self.at(path), data=data)

    def agreed(self, account: str = BANK) -> list[Agreement]:
        found = index.current(self.place).agreements
        return [each for each in found if each.account == account]


@pytest.fixture
def desk(app: flask.Flask, store: Store, elm: Neighbours) -> Desk:
    place = sample_book(elm.group)
    return Desk(
        client=let_in(app, store, elm, Role.TREASURER), group=elm.group.address, place=place
    )


def ours(desk: Desk, account: str, day: str) -> Money:
    until = date.fromisoformat(day)
    return Money.total(
        posting.money
        for made in index.current(desk.place).transactions
        if made.day <= until
        for posting in made.postings
        if posting.account == account
    )


def test_every_place_of_money_stands_there_with_when_it_was_last_right(desk: Desk) -> None:
    text = desk.text()
    assert "last found right on 31 March 2026" in text
    for place in ("Bank", "Tin", "PayPal"):
        assert place in text


def test_our_figure_of_a_day_stands_there_with_what_may_not_be_on_the_statement(
    desk: Desk,
) -> None:
    shown = desk.client.get(
        desk.at("bank"), query_string={"account": BANK, "day": "2026-03-31"}
    ).text
    assert "£3,545.12" in shown
    assert re.search(r'name="not-yet" value="2026-0061" checked', shown)
    assert 'value="2025-0100"' not in shown


def test_what_was_not_on_a_statement_leads_from_its_figure_to_ours(desk: Desk) -> None:
    """By hand: £3,559.32 stood on the statement, and the £14.20 of no. 2026-0061 did not."""
    assert (
        "£3,559.32 on the statement, £14.20 out that it did not show yet: £3,545.12 in our books."
        in desk.text(account=BANK, day="2026-03-31")
    )


def test_where_the_books_go_against_an_agreement_no_second_figure_of_them_is_told(
    desk: Desk,
) -> None:
    """An entry of another day was changed by hand, so that figure and papers do not lead to it."""
    pattern = r"(  Expenses:Food +)(\d+\.\d\d)( GBP\n  Assets:Bank:Current +-)\2( GBP\n)"
    month = desk.place / "journal/2026-03.beancount"
    text, count = re.subn(pattern, r"\g<1>1\2\g<3>1\2\4", month.read_text(), count=1)
    month.write_text(text)
    said = desk.text(account=BANK, day="2026-03-31")
    assert count == 1
    assert "£3,559.32 on the statement" not in said
    assert "£3,545.12" not in said
    assert "Our books say something else of that day now. Look for an entry that was" in said


def test_what_was_not_on_a_statement_can_be_looked_at(desk: Desk) -> None:
    shown = desk.client.get(desk.at("bank"), query_string={"account": BANK, "day": OVER}).text
    assert f'href="{desk.at("entries/2026-0061")}"' in shown


def test_equal_figures_are_an_agreement(desk: Desk) -> None:
    figure = ours(desk, BANK, OVER)
    sent = desk.send(account=BANK, day=OVER, figure=str(figure), statement="online, 30 March")
    assert sent.status_code == 303
    kept = next(each for each in desk.agreed() if each.day == date(2026, 3, 30))
    assert (kept.figure, kept.statement) == (figure, "online, 30 March")
    assert "online, 30 March" in desk.text(account=BANK, day=OVER)


def led_to(desk: Desk, account: str, day: str) -> str:
    figure = ours(desk, account, day)
    sent = desk.send(account=account, day=day, figure=str(abs(figure)))
    assert sent.status_code == 303
    told = desk.client.get(sent.location).text
    return f"{sent.location} {text_of(told)}"


def test_what_agrees_leads_to_the_next_account_that_waits_and_then_home(desk: Desk) -> None:
    day = today().isoformat()
    gave(desk, PAYPAL)
    said = led_to(desk, BANK, day)
    assert f"Bank agrees with our books on {written(today())}" in said
    places = [each.name for each in reading.money_places(desk.place)]
    waiting = [each for each in places if each != BANK and ours(desk, each, day)]
    assert {TIN, PAYPAL} < set(waiting)
    for account in waiting:
        assert f"?account={account}&day={day} " in said
        assert " Next: " in said
        said = led_to(desk, account, day)
    assert said.startswith(f"/g/{desk.group}/ ")
    assert "No other account waits for a check." in said


def test_after_a_statement_the_tin_is_counted_as_it_is_today(desk: Desk) -> None:
    day = (today() - timedelta(days=10)).isoformat()
    gave(desk, PAYPAL, today() - timedelta(days=20))
    now = today().isoformat()
    assert f"?account={TIN}&day={now} " in led_to(desk, BANK, day)
    counted_all_but_the_tin(desk)
    assert f"?account={PAYPAL}&day={day} " in led_to(desk, TIN, now), "the day of the statement"


def test_what_was_found_right_some_days_before_a_count_waits_for_nothing(desk: Desk) -> None:
    day = (today() - timedelta(days=5)).isoformat()
    for account in [each.name for each in reading.money_places(desk.place)]:
        if account != TIN:
            recording.agree(desk.place, counted(desk, account, day), HAND)
    assert "No other account waits for a check." in led_to(desk, TIN, today().isoformat())


def counted_all_but_the_tin(desk: Desk) -> None:
    for account in [each.name for each in reading.money_places(desk.place)]:
        if account.startswith("Assets:Cash:") and account != TIN:
            recording.agree(desk.place, counted(desk, account), HAND)


def end_of_last_month() -> date:
    return today().replace(day=1) - timedelta(days=1)


def test_statements_of_long_ago_wait_for_the_end_of_last_month_after_a_count(desk: Desk) -> None:
    """The sample's are of 31 March 2026; nothing says that they are right since."""
    counted_all_but_the_tin(desk)
    said = led_to(desk, TIN, today().isoformat())
    assert f"?account={BANK}&day={end_of_last_month()} " in said
    assert f"?account={PAYPAL}&day={end_of_last_month()} " in led_to(
        desk, BANK, end_of_last_month().isoformat()
    )


@pytest.fixture
def new_desk(app: flask.Flask, store: Store, elm: Neighbours) -> Desk:
    """The desk of a group that got money into its bank and its tin, and checked nothing yet."""
    place = empty_book(elm.group)
    client = let_in(app, store, elm, Role.TREASURER)
    made = Desk(client=client, group=elm.group.address, place=place)
    for account in (BANK, TIN):
        gave(made, account, end_of_last_month() - timedelta(days=40))
    return made


def test_who_never_checked_a_statement_is_not_asked_for_one_of_today(new_desk: Desk) -> None:
    said = led_to(new_desk, TIN, today().isoformat())
    assert f"?account={BANK}&day={end_of_last_month()} " in said


def test_nothing_leads_to_a_day_that_is_closed(
    new_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gave(new_desk, PAYPAL, date(2026, 3, 20))
    gave(new_desk, BANK, date(2026, 3, 20))
    recording.agree(new_desk.place, counted(new_desk, BANK, "2026-03-31"), HAND)
    monkeypatch.setattr(desk_of_house, "today", lambda: date(2026, 4, 10))
    assert f"?account={PAYPAL}&day=2026-03-31 " in led_to(new_desk, TIN, "2026-04-10")
    recording.close_year(new_desk.place, date(2026, 3, 31), HAND)
    assert "No other account waits for a check." in led_to(new_desk, TIN, "2026-04-10")
    monkeypatch.setattr(desk_of_house, "today", lambda: date(2026, 5, 2))
    assert f"?account={BANK}&day=2026-04-30 " in led_to(new_desk, TIN, "2026-05-02")


def counted(desk: Desk, account: str, day: str = "") -> Agreement:
    on = day or today().isoformat()
    figure = ours(desk, account, on)
    return Agreement(day=date.fromisoformat(on), account=account, figure=figure, statement="")


def gave(desk: Desk, account: str, day: date | None = None) -> None:
    share = Share(fund="general", account="Income:Donations", amount=Money(500))
    on = day or today()
    came = Income(day=on, received_from="", what_for="", shares=(share,), paid_into=account)
    recording.record(desk.place, came, HAND)


def test_the_one_entry_that_two_figures_differ_by_is_named_beside_the_difference(
    desk: Desk,
) -> None:
    number = paid(desk, "Aldi")
    day = today().isoformat()
    asked = {"account": BANK, "day": day}
    without = desk.send(**asked, figure=str(ours(desk, BANK, day) + Money(777))).text
    named_in = re.search(r"The difference is exactly (.*?)</p>", without, re.DOTALL)
    assert named_in is not None
    assert f'href="{desk.at(f"entries/{number}")}"' in named_in[1]
    assert "£7.77 out. If the statement does not show it yet, tick it below." in named_in[1]
    ticked = {**asked, "not-yet": [number]}
    with_it = desk.send(**ticked, figure=str(ours(desk, BANK, day))).text
    assert "If the statement shows it, take the tick away below." in with_it
    assert "The difference is exactly" not in desk.send(**asked, figure="1").text
    paid(desk, "Lidl")
    again = desk.send(**asked, figure=str(ours(desk, BANK, day) + Money(777))).text
    assert "The difference is exactly" not in again, "either of the two may be it"


def test_of_a_tin_the_one_entry_that_a_count_differs_by_is_named_too(desk: Desk) -> None:
    number = paid(desk, "Aldi", paid_from=TIN)
    day = today().isoformat()
    asked = {"account": TIN, "day": day}
    without = desk.send(**asked, figure=str(ours(desk, TIN, day) + Money(777))).text
    named_in = re.search(r"The difference is exactly (.*?)</p>", without, re.DOTALL)
    assert named_in is not None
    assert f'href="{desk.at(f"entries/{number}")}"' in named_in[1]
    assert "£7.77 out. If that was not this money" in named_in[1]
    assert 'name="not-yet"' not in without, "a tin holds all that was put in, or not"
    assert "The difference is exactly" not in desk.send(**asked, figure="1").text
    paid(desk, "Lidl", paid_from=TIN)
    again = desk.send(**asked, figure=str(ours(desk, TIN, day) + Money(777))).text
    assert "The difference is exactly" not in again, "either of the two may be it"


def test_sent_twice_it_is_agreed_once(desk: Desk) -> None:
    typed = {"account": BANK, "day": OVER, "figure": str(ours(desk, BANK, OVER))}
    desk.send(**typed)
    before = len(index.current(desk.place).facts)
    assert desk.send(**typed).status_code == 303
    assert len(index.current(desk.place).facts) == before


def test_what_is_ticked_is_left_out_of_our_figure(desk: Desk) -> None:
    figure = ours(desk, BANK, "2026-03-31") + Money(1_420)
    typed = {"account": BANK, "day": "2026-04-02", "figure": str(figure)}
    assert desk.send(**typed).status_code == 422
    assert desk.send(**typed, **{"not-yet": ["2026-0061"]}).status_code == 303
    assert desk.agreed()[-1].not_yet == ("2026-0061",)


def test_figures_that_differ_are_said_with_the_difference_and_nothing_is_lost(desk: Desk) -> None:
    figure = ours(desk, BANK, OVER)
    before = desk.agreed()
    sent = desk.send(
        **{
            "account": BANK,
            "day": OVER,
            "figure": str(figure + Money(250)),
            "statement": "March, page 2",
            "not-yet": [],
        }
    )
    assert sent.status_code == 422
    assert f"The statement says {figure + Money(250)} and the books say {figure}" in sent.text
    assert "£2.50 more on the statement." in sent.text
    assert 'value="March, page 2"' in sent.text
    assert f'value="{figure + Money(250)}"' in sent.text
    assert desk.agreed() == before


def test_ticks_stay_when_the_figures_differ(desk: Desk) -> None:
    typed = {"account": BANK, "day": "2026-03-31", "figure": "1", "not-yet": ["2026-0060"]}
    shown = desk.send(**typed).text
    assert re.search(r'value="2026-0060" checked', shown)
    assert not re.search(r'value="2026-0061" checked', shown)


def test_what_may_not_be_on_the_statement_lies_open_when_the_figures_differ(desk: Desk) -> None:
    asked = {"account": BANK, "day": OVER}
    ticks = r"<details[^>]*{}>\s*<summary[^>]*>(?:(?!</summary>).)*Something is not on"
    before = desk.client.get(desk.at("bank"), query_string=asked).text
    assert re.search(ticks.format(""), before, re.DOTALL)
    assert not re.search(ticks.format(" open"), before, re.DOTALL)
    assert re.search(ticks.format(" open"), desk.send(**asked, figure="1").text, re.DOTALL)


def test_a_tin_is_counted_and_every_entry_must_be_in_it(desk: Desk) -> None:
    text = desk.text(account=TIN, day=OVER)
    assert text.count("Count the tin") > 0
    assert "What you counted" in text
    assert "not on the statement" not in text
    figure = ours(desk, TIN, OVER)
    short = desk.send(account=TIN, day=OVER, figure=str(figure - Money(100)))
    assert f"You counted {figure - Money(100)} and the books say {figure}" in short.text
    assert "£1.00 less in there than in the books." in short.text
    assert desk.send(account=TIN, day=OVER, figure=str(figure)).status_code == 303


def test_who_counted_the_tin_is_kept_by_number_and_told_by_name(
    desk: Desk, elm: Neighbours
) -> None:
    """Nothing that was typed is kept: the words of a count go with the accounts."""
    jo, sam = (elm.members[each] for each in (Role.TREASURER, Role.MEMBER))
    asked = {"account": TIN, "day": OVER, "figure": str(ours(desk, TIN, OVER))}
    counters = {"counted_by_1": jo.number, "counted_by_2": sam.number}
    short = desk.send(**asked | counters | {"figure": "1"}).text
    assert short.count(" selected>") >= len(counters)
    assert f'<option value="{sam.number}" selected>{sam.name}</option>' in short
    typed = {"statement": "Dana Smith, 07700 900123"}
    assert desk.send(**asked, **counters, **typed).status_code == 303
    (kept,) = [each for each in desk.agreed(TIN) if each.day.isoformat() == OVER]
    assert kept.statement == f"counted by {jo.number} and {sam.number}"
    assert f"counted by {jo.name} and {sam.name}" in desk.text(account=TIN, day=OVER)
    stranger = desk.send(**asked, counted_by_1="Dana Smith, 07700 900123")
    assert stranger.status_code == 422
    assert 'id="counted_by_1-error"' in stranger.text


def test_of_a_count_that_was_told_in_words_the_words_still_stand(desk: Desk) -> None:
    """They do in books of before, or of another program."""
    before = replace(counted(desk, TIN, OVER), statement="counted in the kitchen")
    recording.agree(desk.place, before, HAND)
    assert "counted in the kitchen" in desk.text(account=TIN, day=OVER)


def test_an_empty_account_agrees_at_nothing(desk: Desk) -> None:
    day = next(each.day.isoformat() for each in desk.agreed(PAYPAL) if each.figure == Money(0))
    assert ours(desk, PAYPAL, day) == Money(0)
    assert desk.send(account=PAYPAL, day=day, figure="0.00").status_code == 303


def test_an_overdrawn_figure_is_said_in_words_without_a_sign(desk: Desk) -> None:
    sent = desk.send(account=BANK, day=OVER, figure="12.00", overdrawn="yes")
    assert "The statement says £12.00 overdrawn and the books say" in sent.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"figure": ""}, "The amount is empty."),
        ({"figure": "12,50"}, "is not an amount."),
        ({"day": "yesterday"}, "“yesterday” is not a day."),
        ({"day": (today() + timedelta(days=1)).isoformat()}, "That day is still to come."),
        ({"day": "0026-03-31"}, "“0026-03-31” is too long ago."),
        ({"day": "0001-01-01"}, "“0001-01-01” is too long ago."),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field(
    desk: Desk, wrong: dict[str, str], said: str
) -> None:
    before = desk.agreed()
    sent = desk.send(**({"account": BANK, "day": OVER, "figure": "1"} | wrong))
    assert sent.status_code == 422
    assert said in sent.text
    assert desk.agreed() == before


def test_a_year_of_which_a_part_was_typed_shows_no_figure_and_says_so(desk: Desk) -> None:
    said = desk.text(account=BANK, day="0001-01-01")
    assert "“0001-01-01” is too long ago. Write all four figures of the year" in said


def test_an_account_that_is_no_place_of_money_is_not_there(desk: Desk) -> None:
    for account in ("Expenses:Food", "Assets:Bank:Elsewhere"):
        asked = {"account": account, "day": OVER}
        assert desk.client.get(desk.at("bank"), query_string=asked).status_code == 404
        assert desk.send(**asked, figure="1").status_code == 404


def test_an_agreement_is_withdrawn_with_a_reason_and_not_without(desk: Desk) -> None:
    typed = {"account": BANK, "day": OVER, "withdrawn": "2026-03-31"}
    refused = desk.send("bank/withdraw", **typed, because=" ")
    assert refused.status_code == 422
    assert "Why it is withdrawn is missing." in refused.text
    (field,) = re.findall(r'<input[^>]* id="because"[^>]*>', refused.text)
    assert 'aria-describedby="because-error"' in field
    assert 'href="#because"' in refused.text
    assert desk.agreed()[-1].day == date(2026, 3, 31)
    sent = desk.send("bank/withdraw", **typed, because="a cheque was missed")
    assert sent.status_code == 303
    assert desk.agreed()[-1].day == date(2026, 2, 28)
    months = (path.read_text() for path in (desk.place / "journal").glob("*.beancount"))
    assert "a cheque was missed" in "".join(months)


def test_why_an_agreement_is_withdrawn_may_name_somebody_and_is_asked_about(desk: Desk) -> None:
    typed = {"account": BANK, "day": OVER, "withdrawn": "2026-03-31", "because": "for Joan Smith"}
    asked = desk.send("bank/withdraw", **typed)
    assert asked.status_code == 422
    assert asked.text.count("Does this name somebody?") == 1
    assert "Withdraw it all the same" in asked.text
    assert 'value="for Joan Smith"' in asked.text
    assert desk.agreed()[-1].day == date(2026, 3, 31)

    words = {"words-seen": _WORDS_SEEN.search(asked.text)[1]}
    assert desk.send("bank/withdraw", **typed, **words).status_code == 303
    assert desk.agreed()[-1].day == date(2026, 2, 28)


def test_which_statement_may_name_somebody_and_is_asked_about(desk: Desk) -> None:
    typed = {"account": PAYPAL, "day": today().isoformat(), "statement": "ring 07700 900123"}
    sum_ = str(ours(desk, PAYPAL, typed["day"]))
    asked = desk.send(**typed, figure=sum_)
    assert asked.status_code == 422
    assert asked.text.count("Does this name somebody?") == 1
    assert "They agree all the same" in asked.text
    assert desk.agreed(PAYPAL)[-1].day < today()

    words = {"words-seen": _WORDS_SEEN.search(asked.text)[1]}
    differs = desk.send(**typed, **words, figure="1")
    assert "Does this name somebody?" not in differs.text
    words = {"words-seen": _WORDS_SEEN.search(differs.text)[1]}
    assert desk.send(**typed, **words, figure=sum_).status_code == 303
    assert desk.agreed(PAYPAL)[-1].statement == "ring 07700 900123"


def test_an_agreement_of_a_closed_year_stays(desk: Desk) -> None:
    shown = desk.client.get(desk.at("bank"), query_string={"account": BANK, "day": OVER}).text
    assert 'name="withdrawn" value="2025-04-30"' in shown
    assert 'name="withdrawn" value="2025-03-31"' not in shown
    typed = {"account": BANK, "day": OVER, "withdrawn": "2025-03-31", "because": "x"}
    assert desk.send("bank/withdraw", **typed).status_code == 422


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AUDITOR])
def test_only_treasurers_check(
    desk: Desk, app: flask.Flask, store: Store, elm: Neighbours, role: Role
) -> None:
    assert let_in(app, store, elm, role).get(desk.at("bank")).status_code == 403


def paid(desk: Desk, paid_to: str, what_for: str = "", paid_from: str = BANK) -> str:
    share = Share(fund="general", account="Expenses:Food", amount=Money(777))
    act = Expense(
        day=today(), paid_to=paid_to, what_for=what_for, shares=(share,), paid_from=paid_from
    )
    return recording.record(desk.place, act, HAND).number


def offered(desk: Desk) -> list[str]:
    shown = desk.client.get(
        desk.at("bank"), query_string={"account": BANK, "day": str(today())}
    ).text
    return re.findall(r'name="not-yet" value="([^"]+)"', shown)


def test_what_was_taken_back_is_not_offered_and_neither_is_what_took_it_back(desk: Desk) -> None:
    wrong, right = paid(desk, "Aldi"), paid(desk, "Lidl")
    assert {wrong, right} <= set(offered(desk))
    back = recording.record(desk.place, Correction(corrects=wrong, because="twice"), HAND).number
    assert {wrong, back}.isdisjoint(offered(desk))
    assert right in offered(desk)


def test_what_stands_in_the_place_of_a_wrong_figure_is_still_offered(desk: Desk) -> None:
    wrong = paid(desk, "Aldi")
    share = Share(fund="general", account="Expenses:Food", amount=Money(700))
    right = Expense(day=today(), paid_to="Aldi", what_for="", shares=(share,), paid_from=BANK)
    act = Correction(corrects=wrong, because="7.00", right=right)
    mended = recording.record(desk.place, act, HAND).number
    assert {wrong, mended} <= set(offered(desk))
    recording.record(desk.place, Correction(corrects=mended, because="not ours"), HAND)
    assert {wrong, mended}.isdisjoint(offered(desk))


def test_an_entry_of_which_nothing_was_said_has_a_name_to_tick(desk: Desk) -> None:
    share = Share(fund="general", account="Income:Donations", amount=Money(777))
    came = Income(day=today(), received_from="", what_for="", shares=(share,), paid_into=BANK)
    number = recording.record(desk.place, came, HAND).number
    assert f"Money in {written(today())}, no. {number}" in desk.text(account=BANK, day=str(today()))
