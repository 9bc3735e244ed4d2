"""The public page: open to anybody where the group chose it, and never naming anybody."""

import re
from datetime import date
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from ledger.entries.acts import Income, Share
from ledger.money import Money
from ledger.recording import bring_in, record
from tests.webapp.books import SAMPLE, empty_book, hand, sample_book, text_of
from tests.webapp.conftest import Neighbours
from webapp import people
from webapp.blueprints.public import drawing, views
from webapp.clock import today
from webapp.people import Role, Store

PAGE = "/open/elm-street-mutual-aid"
PAYEE = re.compile(r'^[0-9-]{10} \* "([^"]+)" "([^"]*)"', re.MULTILINE)
# Words of the group's own titles and headings, which may be the words of a narration too.
ITS_OWN = {"Sponsorship", "Street kitchen"}


@pytest.fixture
def opened(store: Store, elm: Neighbours, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample's group, with a public page, some months after the last of its entries."""
    monkeypatch.setattr(views, "today", lambda: date(2026, 9, 1))
    people.choose_public(store, elm.group.id, public=True)
    return sample_book(elm.group)


@pytest.fixture
def stranger(app: flask.Flask, opened: Path) -> FlaskClient:
    return app.test_client()


def test_a_group_that_did_not_choose_it_has_no_page(
    app: flask.Flask, elm: Neighbours, oak: Neighbours, store: Store
) -> None:
    empty_book(elm.group)
    for where in (PAGE, f"{PAGE}/poster", "/open/nobody", "/open/oak-road-kitchen"):
        assert app.test_client().get(where).status_code == 404


def test_anybody_sees_what_there_is_and_what_it_is_for(stranger: FlaskClient) -> None:
    page = stranger.get(PAGE).text
    # The books hold £104.00 less: help given lately to six, out of the bank to three of them.
    assert "<b>£3,788.87</b> in the bank and the tin" in page
    assert "<b>£701.61</b> for anything it does" in page
    assert "<b>£50.00</b> that is not its own" in page
    assert "Street kitchen" in page
    assert "only for its purpose" in page


def test_a_fund_that_waits_for_an_instalment_is_not_called_overspent(
    app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    people.choose_public(store, elm.group.id, public=True)
    golden = SAMPLE.parent / "tests/golden/a-deficit-and-an-instalment-in-arrears.beancount"
    bring_in(elm.group.folder, "", golden.read_text(), {}, hand())
    page = app.test_client().get(PAGE).text
    assert "£330.00 ahead of its money" in page
    assert "overspent by £40.00" in page
    assert "overspent by £330.00" not in page
    # Words in the place of a figure may take several lines, or a phone cuts them off.
    assert '<td class="figure in-words">£330.00 ahead of its money</td>' in page


def test_every_picture_has_its_table(stranger: FlaskClient) -> None:
    page = stranger.get(PAGE).text
    assert page.count('<svg class="chart') == page.count("<figcaption>")
    for caption in (
        "What each fund has",
        "Each month in figures",
        "Where it came from",
        "Where it went",
    ):
        assert re.search(rf"<caption[^>]*>{caption}", page)


def test_help_is_a_count_and_a_total_and_the_latest_of_it_waits(stranger: FlaskClient) -> None:
    page = stranger.get(PAGE).text
    assert "35 people or households were helped directly, with £517.90 in all." in page
    for where in (PAGE, f"{PAGE}/poster"):
        assert "Help given lately is not in these figures yet." in stranger.get(where).text


def test_nobody_is_named(stranger: FlaskClient, opened: Path) -> None:
    """Not a payee, not a narration, not a number of a member, of any entry of the sample."""
    said = {word for pair in PAYEE.findall(SAMPLE.read_text()) for word in pair} - ITS_OWN
    assert len(said) > 100
    for where in (PAGE, f"{PAGE}/poster"):
        page = stranger.get(where).text
        assert [words for words in said if len(words) > 3 and words in page] == []
        assert re.findall(r"P0[0-9]{2}", page) == []
        assert re.findall(r"20[0-9]{2}-[0-9]{4}\b", page) == []


def test_names_of_members_and_the_id_of_the_group_stay_inside(
    stranger: FlaskClient, elm: Neighbours
) -> None:
    for where in (PAGE, f"{PAGE}/poster"):
        page = stranger.get(where).text
        assert elm.group.id not in page
        assert elm.members[Role.TREASURER].name not in page


def test_an_amount_has_no_minus_and_a_page_no_inline_style(stranger: FlaskClient) -> None:
    for where in (PAGE, f"{PAGE}/poster"):
        page = stranger.get(where).text
        assert not re.search(r"[-−(]£", page)
        assert " style=" not in page
        assert "<style" not in page
        assert len(page.encode()) < 100_000


def test_the_squares_and_the_address_lead_back_here(stranger: FlaskClient) -> None:
    for where in (PAGE, f"{PAGE}/poster"):
        page = stranger.get(where).text
        assert "http://localhost/open/elm-street-mutual-aid" in page
        assert 'shape-rendering="crispEdges"' in page


def test_a_group_without_an_entry_teaches_what_will_stand_here(
    app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    empty_book(elm.group)
    people.choose_public(store, elm.group.id, public=True)
    page = app.test_client().get(PAGE).text
    assert "Nothing has been recorded yet" in page
    assert app.test_client().get(f"{PAGE}/poster").status_code == 200


def test_of_the_years_the_poster_tells_the_latest_in_which_money_moved_and_nothing_in_a_word(
    app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    people.choose_public(store, elm.group.id, public=True)
    gift = Income(
        day=today(),
        received_from="Lotus Lane Temple",
        what_for="Gift",
        shares=(Share(fund="general", account="Income:Donations", amount=Money(2500)),),
        paid_into="Assets:Bank:Current",
    )
    record(empty_book(elm.group), gift, hand(today=today()))
    words = " ".join(app.test_client().get(f"{PAGE}/poster").text.split())
    assert "£25.00 came in, and nothing went out." in words


def test_what_puts_a_closed_year_right_is_a_line_of_its_own(
    app: flask.Flask, store: Store, elm: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "today", lambda: date(2025, 9, 1))
    people.choose_public(store, elm.group.id, public=True)
    golden = SAMPLE.parent / "tests/golden/corrections.beancount"
    bring_in(elm.group.folder, "", golden.read_text(), {}, hand(today=date(2025, 9, 1)))
    page = text_of(app.test_client().get(PAGE).text)
    assert "Corrections of earlier years made it £5.00 less." in page
    assert "May ’25 – £42.80 £377.20 Corrections of earlier years £5.00 less" in page
    assert "Jun ’25 – – £372.20" in page
    assert "All that went out £42.80" in page
    assert "came back" not in page
    assert "The year from 1 April 2024 to 31 March 2025" in page
    poster = text_of(app.test_client().get(f"{PAGE}/poster").text)
    assert "£42.80 went out, most of it for food and shopping. Corrections" in poster
    assert "Corrections of earlier years made it £5.00 less." in poster


def test_no_line_ends_within_a_day_of_a_heading(stranger: FlaskClient) -> None:
    for where in (PAGE, f"{PAGE}/poster"):
        (heading,) = re.findall(r"<h2[^>]*>(The year from .*2026)</h2>", stranger.get(where).text)
        assert heading.endswith("1\u00a0April\u00a02025 to 31\u00a0March\u00a02026")


def test_only_looking_is_possible(stranger: FlaskClient) -> None:
    assert stranger.post(PAGE).status_code in {400, 405}


@pytest.mark.parametrize(
    ("low", "high"),
    [(0, 0), (0, 1), (0, 99_99), (0, 5014_70), (-40_00, 90_00), (-5, 0), (0, 10**9)],
)
def test_a_grid_is_round_and_holds_every_figure(low: int, high: int) -> None:
    grid = drawing.ticks(low, high)
    sizes = [tick.size for tick in grid]
    assert sizes == sorted(set(sizes))
    assert sizes[0] <= low
    assert sizes[-1] >= high
    assert 2 <= len(sizes) <= 7
    assert all(size % 100 == 0 for size in sizes)
