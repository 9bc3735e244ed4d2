"""The one sentence about all the money: its figures add up to what lies in bank and tin."""

import re
from collections.abc import Callable

import flask
import pytest

from ledger.money import Money, parse_money
from ledger.recording import bring_in
from tests.webapp.books import SAMPLE, hand, let_in
from tests.webapp.conftest import Neighbours
from webapp import people
from webapp.people import Role, Store

GOLDEN = SAMPLE.parent / "tests/golden/a-deficit-and-an-instalment-in-arrears.beancount"
_SENTENCE = re.compile(r'<div class="stat"><p>(.*?)</p></div>')
MORE = """
2025-11-01 custom "fund" "garden" "restricted"
  name: "Garden"
  funder: "Garden Trust"
  award: 415.80 GBP
2025-11-01 custom "fund" "reserve" "designated"
  name: "Reserve"
2025-11-01 open Liabilities:Held-For-Others GBP
2025-11-01 open Equity:Fund-Transfers GBP

2025-11-02 * "Garden Trust" "The whole grant" #garden ^2025-0007
  kind: "income"
  Assets:Bank:Current     415.80 GBP
  Income:Grants          -415.80 GBP

2025-11-03 * "Set aside" #general ^2025-0008
  kind: "fund-transfer"
  Equity:Fund-Transfers   100.00 GBP
  Assets:Bank:Current    -100.00 GBP

2025-11-03 * "Set aside" #reserve ^2025-0008
  kind: "fund-transfer"
  Assets:Bank:Current     100.00 GBP
  Equity:Fund-Transfers  -100.00 GBP

2025-11-04 * "Kept for a neighbour" #general ^2025-0009
  kind: "held-in"
  Assets:Bank:Current             50.00 GBP
  Liabilities:Held-For-Others    -50.00 GBP
"""

Sentences = Callable[[str], tuple[str, str]]


@pytest.fixture
def sentences(app: flask.Flask, store: Store, elm: Neighbours) -> Sentences:
    """What home says of a book, and what the street is told of it."""

    def of(text: str) -> tuple[str, str]:
        people.choose_public(store, elm.group.id, public=True)
        bring_in(elm.group.folder, "", text, {}, hand())
        home = let_in(app, store, elm, Role.TREASURER).get(f"/g/{elm.group.address}/")
        street = app.test_client().get(f"/open/{elm.group.address}")
        return _said(home.text), _said(street.text)

    return of


def _said(page: str) -> str:
    (found,) = _SENTENCE.findall(page)
    return re.sub("<[^>]+>", "", found)


def _adds_up(sentence: str) -> bool:
    """Tell whether what is in hand, less what stands after that word, is the first figure."""
    whole, _, parts = sentence.partition(": ")
    had, _, off = parts.partition(", less ")
    sums = [_total(each) for each in (whole, had, off)]
    return sums[0] == sums[1] - sums[2]


def _total(words: str) -> Money:
    return Money.total(map(parse_money, re.findall(r"£([\d,]+\.\d\d)", words)))


def test_a_grant_in_hand_is_not_netted_with_one_that_is_ahead_of_its_money(
    sentences: Sentences,
) -> None:
    home, street = sentences(GOLDEN.read_text() + MORE)
    assert home == (
        "Lock Keepers has £995.80 in the bank and the tin: £800.00 for anything we do, £100.00 "
        "set aside by us, £415.80 promised to one grant, £50.00 not ours, less £330.00 that "
        "another fund has spent ahead of its money and £40.00 that one fund has overspent."
    )
    assert street == (
        "Lock Keepers has £995.80 in the bank and the tin: £800.00 for anything it does, £100.00 "
        "set aside, £415.80 promised to a purpose, £50.00 that is not its own, less £330.00 that "
        "one fund has spent ahead of its money and £40.00 that one fund has overspent."
    )
    assert _adds_up(home)
    assert _adds_up(street)


def test_where_no_grant_holds_anything_the_sentence_still_adds_up(sentences: Sentences) -> None:
    home, street = sentences(GOLDEN.read_text().replace("340.00", "300.00"))
    assert home == (
        "Lock Keepers has £570.00 in the bank and the tin: £900.00 for anything we do, less "
        "£330.00 that one fund has spent ahead of its money."
    )
    assert _adds_up(home)
    assert _adds_up(street)


AWARD_FOR_ANYTHING = """
2025-11-01 custom "fund" "core" "unrestricted"
  name: "Running costs"
  funder: "Garden Trust"
  award: 500.00 GBP

2025-11-02 * "Copy shop" "Leaflets" #core ^2025-0007
  kind: "expense"
  Expenses:Equipment    {spent} GBP
  Assets:Bank:Current  -{spent} GBP
"""


def test_what_is_too_little_for_anything_says_how_much_was_awarded_and_only_has_to_come(
    sentences: Sentences,
) -> None:
    text = GOLDEN.read_text() + AWARD_FOR_ANYTHING
    home, street = sentences(text.format(spent="1600.00"))
    for said, words in ((home, "anything we do"), (street, "anything it does")):
        assert (
            f"£700.00 too little for {words}, of which £500.00 was awarded and is still to come"
            in said
        )


def test_where_another_fund_for_anything_stands_in_nothing_is_too_little(
    sentences: Sentences,
) -> None:
    for said in sentences((GOLDEN.read_text() + AWARD_FOR_ANYTHING).format(spent="400.00")):
        assert "£500.00 for anything" in said
        assert "still to come" not in said


def test_several_are_counted_in_words(sentences: Sentences) -> None:
    late = GOLDEN.read_text().replace("award: 300.00", "award: 400.00")
    home, _ = sentences(late)
    assert home.endswith("less £370.00 that two funds have spent ahead of their money.")


def test_a_fund_that_is_ahead_of_its_money_and_overspent_as_well_is_named_once(
    sentences: Sentences,
) -> None:
    lesser = GOLDEN.read_text().replace("award: 2000.00", "award: 1030.00")
    for said in sentences(lesser.replace("340.00", "300.00")):
        assert said.endswith(
            "less £230.00 that one fund has spent ahead of its money, and £100.00 that it has "
            "overspent."
        )
        assert _adds_up(said)


def test_several_that_are_both_are_named_once(sentences: Sentences) -> None:
    lesser = GOLDEN.read_text().replace("award: 2000.00", "award: 1030.00")
    for said in sentences(lesser.replace("award: 300.00", "award: 320.00")):
        assert said.endswith(
            "less £250.00 that two funds have spent ahead of their money, and £120.00 that they "
            "have overspent."
        )


def test_several_beside_a_grant_in_hand_are_others(sentences: Sentences) -> None:
    late = GOLDEN.read_text().replace("award: 300.00", "award: 400.00")
    home, _ = sentences(late + MORE)
    assert home.endswith("less £370.00 that two other funds have spent ahead of their money.")


def test_what_is_said_of_a_fund_leads_to_its_page(
    app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    bring_in(elm.group.folder, "", GOLDEN.read_text(), {}, hand())
    home = let_in(app, store, elm, Role.TREASURER).get(f"/g/{elm.group.address}/").text
    _, _, after = home.partition("is overspent by £40.00.")
    link = f'<a class="note-do" href="/g/{elm.group.address}/funds/tools">Look at it</a>'
    assert link in after.partition("</div>")[0]
