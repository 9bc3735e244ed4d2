"""What accounts need beside the entries: last year's figures, what there is and owed, words."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from ledger import index
from ledger.accounts import BANK
from ledger.entries.acts import Correction, Opening, Share
from ledger.entries.belongings import assets_at, liabilities_at
from ledger.entries.last_year import last_year_in
from ledger.money import Money
from ledger.recording import close_year, record
from tests.grant_reports.reading import on_one_line, words_of
from tests.webapp.books import empty_book, hand, let_in, sample_book
from tests.webapp.conftest import Neighbours
from webapp.people import Role, Store

GROUP = "elm-street-mutual-aid"
EVE = date(2025, 12, 31)
HEADING = re.compile(r'name="heading-((?:in|out)-\d+)" value="([^"]+)"')


@pytest.fixture
def place(elm: Neighbours) -> Path:
    """An empty book that began with £340.00 in the bank."""
    folder = empty_book(elm.group)
    share = Share(fund="general", account=BANK, amount=Money(340_00))
    opening = Opening(day=date(2026, 1, 1), held=(share,))
    record(folder, opening, hand())
    return folder


@pytest.fixture
def treasurer(app: flask.Flask, store: Store, elm: Neighbours) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return let_in(app, store, elm, Role.TREASURER)


@pytest.fixture
def sample(elm: Neighbours) -> Path:
    return sample_book(elm.group)


def at(path: str) -> str:
    return f"/g/{GROUP}/accounts{path}"


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def figures(browser: FlaskClient, **typed: str) -> dict[str, str]:
    """The fields of the form as they stand, with some amounts by their heading."""
    page = browser.get(at("/last-year")).text
    names = dict(HEADING.findall(page))
    fields = {f"heading-{name}": heading for name, heading in names.items()}
    by_heading = {heading: name for name, heading in names.items()}
    return fields | {by_heading.get(key, key): amount for key, amount in typed.items()}


def test_last_year_is_typed_in_under_the_headings_of_the_chart_and_printed(
    place: Path, treasurer: FlaskClient
) -> None:
    page = words(treasurer.get(at("/last-year")).text)
    assert "These books begin on 1 January 2026 with £340.00." in page
    sent = figures(treasurer, Donations="95.00", **{"Food and shopping": "55.00"})
    sent |= {"first": "2025-01-01", "opening": "290.00"}
    sent |= {"heading-in-40": "Jumble sale", "in-40": "10"}
    assert treasurer.post(at("/last-year"), data=sent).status_code == 303
    kept = last_year_in(index.current(place).facts, EVE)
    assert kept
    assert (kept.first, kept.opening) == (date(2025, 1, 1), Money(290_00))
    assert kept.money_in == (("Donations", Money(95_00)), ("Jumble sale", Money(10_00)))
    assert 'value="95.00"' in treasurer.get(at("/last-year")).text
    printed = treasurer.get(at("/2026-03-31/pdf")).get_data()
    page = words_of(printed, page=1)
    assert re.search(r"Donations\s+–\s+–\s+–\s+95\.00", page)
    assert "were typed in from the group’s former accounts" in on_one_line(printed)


def test_where_the_opening_is_put_right_the_home_page_leads_to_last_years_figures(
    place: Path, treasurer: FlaskClient
) -> None:
    sent = figures(treasurer, Donations="95.00") | {"first": "2025-01-01", "opening": "245.00"}
    assert treasurer.post(at("/last-year"), data=sent).status_code == 303
    assert "Last year" not in treasurer.get(f"/g/{GROUP}/").text
    share = Share(fund="general", account=BANK, amount=Money(350_00))
    right = Opening(day=date(2026, 1, 1), held=(share,))
    record(place, Correction(corrects="2026-0001", because="misread", right=right), hand())
    home = treasurer.get(f"/g/{GROUP}/").text
    said = "figures end with £340.00, and the books began with £350.00: £10.00 lies between them."
    assert said in words(home)
    assert f'href="{at("/last-year")}"' in home


def test_figures_that_do_not_end_with_the_opening_are_refused_and_stay_in_the_form(
    place: Path, treasurer: FlaskClient
) -> None:
    sent = figures(treasurer, Donations="95.00") | {"first": "2025-01-01", "opening": "290.00"}
    refused = treasurer.post(at("/last-year"), data=sent)
    assert refused.status_code == 422
    said = words(refused.text)
    assert "end with £385.00, and these books began with £340.00: £45.00 lies between them" in said
    assert 'value="95.00"' in refused.text
    assert last_year_in(index.current(place).facts, EVE) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"opening": "12,50"}, "“12,50” is not an amount."),
        ({"opening": "340", "first": "soon"}, "is not a day"),
        ({"opening": "340", "first": "2026-01-01"}, "for a time that ends on 31 December 2025"),
        ({"opening": "330", "in-40": "10"}, "What £10.00 was for is missing."),
        (
            {"opening": "320", "in-40": "10", "heading-in-40": "Jumble", "in-41": "10"}
            | {"heading-in-41": "Jumble"},
            "“Jumble” is there twice.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(
    place: Path, treasurer: FlaskClient, typed: dict[str, str], said: str
) -> None:
    sent = {"first": "2025-01-01"} | typed
    refused = treasurer.post(at("/last-year"), data=sent)
    assert refused.status_code == 422
    assert said in words(refused.text)
    assert last_year_in(index.current(place).facts, EVE) is None


def test_last_year_stays_as_it_was_signed_once_the_first_year_is_closed(
    sample: Path, treasurer: FlaskClient
) -> None:
    page = treasurer.get(at("/last-year")).text
    assert "The year to 31 March 2025 is closed" in words(page)
    assert "data-began" not in page
    assert "accounts.js" not in page
    refused = treasurer.post(at("/last-year"), data={"first": "2023-10-01", "opening": "1169.65"})
    assert "They stay as they were signed." in words(refused.text)


def test_last_years_figures_are_asked_for_until_the_first_year_is_closed(
    place: Path, treasurer: FlaskClient
) -> None:
    assert at("/last-year") in treasurer.get(at("?year_end=2026-03-31")).text
    close_year(place, date(2026, 3, 31), hand(today=date(2026, 4, 20)))
    page = treasurer.get(at("?year_end=2026-03-31")).text
    assert at("/last-year") not in page
    assert "What we have and owe beside money" in page


def test_a_book_without_entries_has_no_year_before(elm: Neighbours, treasurer: FlaskClient) -> None:
    empty_book(elm.group)
    assert treasurer.get(at("/last-year")).status_code == 303


def test_what_we_have_is_told_valued_anew_and_gone(place: Path, treasurer: FlaskClient) -> None:
    bike = {"name": "Cargo bike", "sort": "own-use", "fund": "general", "cost": "1200"}
    bike |= {"value": "900", "day": "2026-03-31"}
    assert treasurer.post(at("/belongings/owned"), data=bike).status_code == 303
    listed = words(treasurer.get(at("/belongings")).text)
    assert "Cargo bike" in listed
    assert "cost £1,200.00; worth £900.00" in listed
    printed = words_of(treasurer.get(at("/2026-03-31/pdf")).get_data())
    assert re.search(r"Cargo bike\s+For anything we do\s+1,200\.00\s+900\.00", printed)
    off = {"name": "Cargo bike", "what": "owned"}
    assert treasurer.post(at("/belongings/gone"), data=off).status_code == 303
    facts = index.current(place).facts
    assert assets_at(facts, date.max) == ()
    assert len(assets_at(facts, date(2026, 3, 31))) == 1


def test_what_we_owe_is_told_and_paid(place: Path, treasurer: FlaskClient) -> None:
    rent = {"owed-name": "Hall rent for March", "owed-fund": "general", "owed-amount": "54"}
    rent |= {"owed-day": "2026-03-31", "owed-due": "2026-04-30"}
    assert treasurer.post(at("/belongings/owed"), data=rent).status_code == 303
    printed = words_of(treasurer.get(at("/2026-03-31/pdf")).get_data())
    row = r"Hall rent for March\s+For anything we do\s+30 April 2026\s+54\.00"
    assert re.search(row, printed)
    off = {"name": "Hall rent for March", "what": "owed"}
    assert treasurer.post(at("/belongings/gone"), data=off).status_code == 303
    assert liabilities_at(index.current(place).facts, date.max) == ()


def test_a_guarantee_is_told_with_what_would_have_to_happen_and_ends(
    place: Path, treasurer: FlaskClient
) -> None:
    told = {"owed-name": "Guarantee for the hall", "owed-fund": "general", "owed-amount": "500"}
    told |= {"owed-day": "2026-03-31", "owed-only-if": "the trust that runs it cannot pay"}
    assert treasurer.post(at("/belongings/owed"), data=told).status_code == 303
    listed = words(treasurer.get(at("/belongings")).text)
    assert "£500.00, only if the trust that runs it cannot pay; For anything we do" in listed
    printed = words_of(treasurer.get(at("/2026-03-31/pdf")).get_data())
    assert "What the group may come to owe" in printed
    off = {"name": "Guarantee for the hall", "what": "owed"}
    assert treasurer.post(at("/belongings/gone"), data=off).status_code == 303
    assert liabilities_at(index.current(place).facts, date.max) == ()
    too_long = treasurer.post(at("/belongings/owed"), data=told | {"owed-only-if": "x" * 121})
    assert too_long.status_code == 422
    assert 'id="owed-only-if-error"' in too_long.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": " "}, "What it is is missing."),
        ({"sort": "gold"}, "What sort of thing it is is missing."),
        ({"fund": "lottery"}, "The books have no fund called “lottery”."),
        ({"day": "2099-01-01"}, "That day is still to come."),
        ({"value": "a lot"}, "“a lot” is not an amount."),
    ],
)
def test_a_thing_that_cannot_be_told_of_is_refused_beside_its_field(
    place: Path, treasurer: FlaskClient, changed: dict[str, str], said: str
) -> None:
    bike = {"name": "Cargo bike", "sort": "own-use", "fund": "general", "day": "2026-03-31"}
    refused = treasurer.post(at("/belongings/owned"), data=bike | changed)
    assert refused.status_code == 422
    assert said in words(refused.text)
    assert assets_at(index.current(place).facts, date.max) == ()


def test_a_name_among_what_we_owe_is_asked_about_once(place: Path, treasurer: FlaskClient) -> None:
    loan = {"owed-name": "Loan from Joan Smith", "owed-fund": "general", "owed-amount": "54"}
    loan |= {"owed-day": "2026-03-31"}
    wrong = treasurer.post(at("/belongings/owed"), data=loan | {"owed-amount": "x"})
    assert "This looks like a person’s name." in wrong.text
    assert "Add it to what we owe" in wrong.text
    asked = treasurer.post(at("/belongings/owed"), data=loan)
    assert "Does this name somebody?" in asked.text
    assert "Add it all the same" in asked.text
    assert 'value="Loan from Joan Smith"' in asked.text
    assert liabilities_at(index.current(place).facts, date.max) == ()
    (seen,) = re.findall(r'name="words-seen" value="([^"]+)"', asked.text)
    told = treasurer.post(at("/belongings/owed"), data=loan | {"words-seen": seen})
    assert told.status_code == 303
    assert len(liabilities_at(index.current(place).facts, date.max)) == 1


def test_what_a_closed_year_lists_was_signed_with_it(place: Path, treasurer: FlaskClient) -> None:
    close_year(place, date(2026, 3, 31), hand(today=date(2026, 4, 20)))
    rent = {"owed-name": "Rent", "owed-fund": "general", "owed-amount": "54"}
    refused = treasurer.post(at("/belongings/owed"), data=rent | {"owed-day": "2026-03-31"})
    assert "what they list was signed" in words(refused.text)
    assert "Choose a day after 31 March 2026." in words(refused.text)


def test_words_are_kept_and_printed_with_the_accounts(place: Path, treasurer: FlaskClient) -> None:
    assert (
        treasurer.post(
            at("/2026-03-31/words"),
            data={"report": "We met twice.\n\nWe cooked.", "reserves": "Three months of rent."},
        ).status_code
        == 303
    )
    assert "We cooked." in treasurer.get(at("/2026-03-31/words")).text
    assert "Written; read or change them" in treasurer.get(at("?year_end=2026-03-31")).text
    printed = on_one_line(treasurer.get(at("/2026-03-31/pdf")).get_data())
    assert "Committee’s annual report We met twice. We cooked." in printed
    assert "Three months of rent." in printed


def test_nobody_writes_over_anothers_words_without_having_seen_them(
    place: Path, treasurer: FlaskClient
) -> None:
    treasurer.post(at("/2026-03-31/words"), data={"reserves": "Theirs"})
    late = {"reserves": "Mine", "reserves-over": "0" * 16}
    refused = treasurer.post(at("/2026-03-31/words"), data=late)
    assert refused.status_code == 422
    assert "Theirs" in refused.text
    assert "Mine" in refused.text


def test_the_page_of_the_year_leads_to_all_three(place: Path, treasurer: FlaskClient) -> None:
    page = treasurer.get(at("?year_end=2026-03-31")).text
    for path in ("/last-year", "/belongings", "/2026-03-31/words"):
        assert at(path) in page
    assert "Write them" in page
    assert "Written; read" not in page


def test_accounts_come_in_whole_pounds_for_whoever_asks(
    sample: Path, treasurer: FlaskClient
) -> None:
    printed = treasurer.get(at("/2026-03-31/pdf?pounds=yes")).get_data()
    assert "All figures are in whole pounds" in on_one_line(printed)


Enter = Callable[[Role], FlaskClient]


@pytest.fixture
def enter(app: flask.Flask, store: Store, elm: Neighbours) -> Enter:
    return lambda role: let_in(app, store, elm, role)


def test_an_examiner_is_not_offered_what_only_treasurers_do(place: Path, enter: Enter) -> None:
    page = enter(Role.AUDITOR).get(at("?year_end=2026-03-31")).text
    assert "What goes with the figures" not in page


def test_a_charity_tells_its_number_and_adds_a_line_that_it_needs(
    place: Path, treasurer: FlaskClient
) -> None:
    settings = f"/g/{GROUP}/settings"
    assert "A line that a charity’s accounts may need" not in treasurer.get(settings).text
    form = {"legal_form": "charity-england-wales", "charity_number": "1122334"}
    form |= {"year_end_day": "31", "year_end_month": "3"}
    assert treasurer.post(f"{settings}/form", data=form).status_code == 303
    assert 'value="Income:Legacies"' in treasurer.get(settings).text
    treasurer.post(f"{settings}/lines", data={"line": "Income:Legacies"})
    book = index.current(place)
    assert book.accounts["Income:Legacies"].heading == "Legacies"
    assert 'value="Income:Legacies"' not in treasurer.get(settings).text
    printed = words_of(treasurer.get(at("/2026-03-31/pdf")).get_data(), page=1)
    assert "Charity number 1122334" in printed
    wrong = treasurer.post(f"{settings}/form", data=form | {"charity_number": "none"})
    assert "does not look like the number of a charity" in wrong.text
