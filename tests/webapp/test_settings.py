"""The settings of a group: each change small, kept or refused with everything that was typed."""

import io
import re
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import flask
import pytest
from beancount import loader
from fava.core import FavaLedger
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ledger.accounts import BANK
from ledger.entries.acts import Expense, HelpGiven, Share
from ledger.money import Money
from ledger.reading import about, annual_accounts, choices
from ledger.recording import change_year_end, close_year, record
from tests.webapp.books import empty_book, hand, let_in, sample_book
from tests.webapp.conftest import Neighbours
from webapp import people
from webapp.account_words import about_accounts
from webapp.people import NewWriting, Role, Store

PAGE = "/g/elm-street-mutual-aid/settings"
_CHOSEN = re.compile(r'name="(\w+)" value="([^"]+)" checked')
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def book(elm: Neighbours) -> Path:
    return empty_book(elm.group)


@pytest.fixture
def treasurer(app: flask.Flask, store: Store, elm: Neighbours, book: Path) -> FlaskClient:
    return let_in(app, store, elm, Role.TREASURER)


def send(browser: FlaskClient, where: str, page: str = PAGE, **typed: str) -> TestResponse:
    """Send one of the small forms, with the token that stands on the page."""
    token = _TOKEN.search(browser.get(page).text)
    assert token is not None
    return browser.post(f"{page}{where}", data={"csrf_token": token[1]} | typed)


def loads_clean(book: Path) -> None:
    """The book loads in stock Beancount with no error."""
    _, errors, _ = loader.load_file(str(book / "book.beancount"))
    assert errors == []


def test_the_page_shows_what_is_set(treasurer: FlaskClient) -> None:
    page = treasurer.get(PAGE).text
    assert 'value="Elm Street Mutual Aid"' in page
    assert 'value="informal-group" checked' in page
    assert '<option value="3" selected>March' in page
    assert "community interest company" in page.lower()


def test_only_treasurers_come_here(
    app: flask.Flask, store: Store, elm: Neighbours, book: Path
) -> None:
    for role in (Role.MEMBER, Role.AUDITOR):
        browser = let_in(app, store, elm, role)
        assert browser.get(PAGE).status_code == 403
        assert browser.get(f"{PAGE}/books.zip").status_code == 403


@pytest.mark.parametrize("title", ["Elm & Ash", 'The "Elm" \\ Street', "Ulice Jilmová", "a}b{c"])
def test_a_new_name_is_in_the_book_and_here(
    treasurer: FlaskClient, store: Store, elm: Neighbours, book: Path, title: str
) -> None:
    before = (book / "book.beancount").read_text().splitlines()
    answer = send(treasurer, "/name", title=title, address="elm-and-ash")
    assert answer.location == "/g/elm-and-ash/settings"
    assert about(book).title == title
    group = people.group_by_id(store, elm.group.id)
    assert group is not None
    assert (group.title, group.address) == (title, "elm-and-ash")
    after = (book / "book.beancount").read_text().splitlines()
    assert [line for line in before if "title" not in line] == [
        line for line in after if not line.startswith('option "title"')
    ]
    loads_clean(book)
    history = subprocess.run(
        ["git", "log", "-1", "--format=%an %s"],
        cwd=book,
        capture_output=True,
        text=True,
        check=True,
    )
    assert history.stdout.strip() == "P001 named the group"


def test_a_name_that_is_refused_changes_nothing(
    treasurer: FlaskClient, store: Store, elm: Neighbours, book: Path
) -> None:
    for typed in (
        {"title": " ", "address": "elm"},
        {"title": "Elm", "address": "Elm Street!"},
    ):
        answer = send(treasurer, "/name", **typed)
        assert answer.status_code == 422
        assert f'value="{typed["address"]}"' in answer.text
    assert people.group_by_id(store, elm.group.id) == elm.group
    assert about(book).title == "Elm Street Mutual Aid"


def test_an_address_that_is_taken_gets_a_figure_and_tells_of_no_other_group(
    treasurer: FlaskClient, store: Store, oak: Neighbours
) -> None:
    answer = send(treasurer, "/name", title="Elm", address=oak.group.address)
    assert answer.location == "/g/oak-road-kitchen-2/settings"
    page = treasurer.get(answer.location).text
    assert "The group is called Elm now, and its address is oak-road-kitchen-2." in page
    assert oak.group.title not in page
    assert people.group_at(store, "oak-road-kitchen") == oak.group


def test_where_the_book_refuses_the_name_the_group_keeps_its_old_one(
    treasurer: FlaskClient, store: Store, elm: Neighbours, book: Path
) -> None:
    main = book / "book.beancount"
    main.write_text(main.read_text() + 'option "title" "Written by hand"\n')
    answer = send(treasurer, "/name", title="Elm", address="elm")
    assert answer.status_code == 422
    assert "Change it there by hand" in answer.text
    assert people.group_by_id(store, elm.group.id) == elm.group


def test_form_and_year_end_are_kept_and_fava_reads_the_same_year(
    treasurer: FlaskClient, book: Path
) -> None:
    typed = {"legal_form": "charity-scotland", "year_end_day": "30", "year_end_month": "9"}
    assert send(treasurer, "/form", **typed, first_year="short").status_code == 303
    known = about(book)
    assert (known.legal_form, known.year_end) == ("charity-scotland", (9, 30))
    fava = FavaLedger(str(book / "book.beancount"))
    assert (fava.fava_options.fiscal_year_end.month, fava.fava_options.fiscal_year_end.day) == (
        9,
        30,
    )
    assert fava.errors == []


def test_words_beside_the_accounts_go_along_when_the_year_ends_elsewhere(
    treasurer: FlaskClient, book: Path, store: Store, elm: Neighbours
) -> None:
    was = about(book).open_year[1]
    text = NewWriting(about=about_accounts(was), field="report", text="A hard winter.")
    people.write(store, elm.group.id, text, by="P001")
    typed = {"legal_form": "informal-group", "year_end_day": "30", "year_end_month": "9"}
    assert send(treasurer, "/form", **typed, first_year="short").status_code == 303
    now = about(book).open_year[1]
    assert now != was
    assert people.written(store, elm.group.id, about_accounts(was)) == {}
    kept = people.writings_of(store, elm.group.id, about_accounts(now))["report"]
    assert (kept.text, kept.by) == ("A hard winter.", "P001")


def test_a_day_that_is_none_is_refused(treasurer: FlaskClient, book: Path) -> None:
    typed = {"legal_form": "informal-group", "year_end_day": "31", "year_end_month": "4"}
    answer = send(treasurer, "/form", **typed)
    assert answer.status_code == 422
    assert "The calendar has no such day" in answer.text
    assert about(book).year_end == (3, 31)


def test_where_the_number_of_a_charity_is_refused_the_year_ends_as_before(
    treasurer: FlaskClient, book: Path
) -> None:
    before = about(book)
    typed = {"legal_form": "charity-scotland", "year_end_day": "31", "year_end_month": "12"}
    answer = send(treasurer, "/form", **typed, first_year="short", charity_number="none yet")
    assert answer.status_code == 422
    assert "does not look like the number of a charity" in answer.text
    assert about(book) == before


def test_a_closed_year_keeps_its_end_and_the_next_one_can_be_short_or_long(
    treasurer: FlaskClient, book: Path
) -> None:
    share = Share(fund="general", account="Expenses:Food", amount=Money(5_00))
    spent = Expense(
        day=date(2026, 2, 1), paid_to="Aldi", what_for="Tea", shares=(share,), paid_from=BANK
    )
    record(book, spent, hand())
    close_year(book, date(2026, 3, 31), hand(today=date(2026, 5, 1)))
    closed = date(2026, 3, 31)
    assert "What is closed, to 31 March 2026, stays as it was signed" in treasurer.get(PAGE).text
    typed = {"legal_form": "charity-scotland", "year_end_day": "30", "year_end_month": "9"}
    answer = send(treasurer, "/form", **typed, first_year="short")
    assert answer.status_code == 303
    told = "Kept. The year from 1 April 2026 ends on 30 September 2026."
    assert told in treasurer.get(PAGE).text
    assert about(book).year_end == (9, 30)
    assert annual_accounts(book, closed).period.last == closed

    assert send(treasurer, "/form", **typed, first_year="long").status_code == 303
    assert about(book).open_year == (date(2026, 4, 1), date(2027, 9, 30))
    page = treasurer.get(PAGE).text
    assert "The year that began on 1 April 2026 ends on 30 September 2027." in page
    too_long = send(treasurer, "/form", **{**typed, "year_end_month": "11"}, first_year="long")
    assert too_long.status_code == 422
    assert "is longer than eighteen months" in too_long.text
    assert 'value="long" checked' in too_long.text
    assert '<option value="11" selected>' in too_long.text
    assert about(book).open_year == (date(2026, 4, 1), date(2027, 9, 30))


@pytest.mark.parametrize(
    ("year_end", "until", "ends"),
    [
        ((3, 31), None, date(2026, 3, 31)),
        ((12, 31), None, date(2026, 12, 31)),
        ((3, 31), date(2027, 3, 31), date(2027, 3, 31)),
    ],
    ids=["a plain year", "another end", "a long first year"],
)
def test_a_form_that_is_sent_as_it_stands_says_nothing_of_the_year(
    treasurer: FlaskClient,
    book: Path,
    year_end: tuple[int, int],
    until: date | None,
    ends: date,
) -> None:
    record(book, bought(date(2026, 2, 1)), hand())
    change_year_end(book, year_end, hand(today=date(2026, 5, 1)), until)
    assert_says_nothing_of_the_year(treasurer, book)
    assert about(book).open_year == (date(2026, 2, 1), ends)


def test_a_long_year_stays_as_it_is_where_older_entries_were_written_in(
    treasurer: FlaskClient, book: Path
) -> None:
    """Its first such day is then another one, and so would be the one a year after that."""
    record(book, bought(date(2026, 2, 1)), hand())
    today = hand(today=date(2026, 5, 1))
    change_year_end(book, (3, 31), today, date(2027, 3, 31))
    for each in book.rglob("*.beancount"):
        each.write_text(each.read_text().replace("2026-01-01", "2025-01-01"))
    record(book, bought(date(2025, 2, 1)), today)
    assert about(book).is_long
    assert_says_nothing_of_the_year(treasurer, book)
    told = "The year from 1 February 2025 to 31 March 2027 is longer than eighteen months."
    home = treasurer.get(PAGE.removesuffix("settings")).text
    assert told in home
    assert f'href="{PAGE}">' in home.partition(told)[2]


def test_a_closed_years_short_successor_stays_short(treasurer: FlaskClient, book: Path) -> None:
    record(book, bought(date(2026, 2, 1)), hand())
    today = hand(today=date(2026, 5, 1))
    close_year(book, date(2026, 3, 31), today)
    change_year_end(book, (9, 30), today)
    assert_says_nothing_of_the_year(treasurer, book)
    assert about(book).open_year == (date(2026, 4, 1), date(2026, 9, 30))


def assert_says_nothing_of_the_year(browser: FlaskClient, book: Path) -> None:
    """What the form holds is sent back, but for what has nothing to do with the year."""
    before, main = about(book), book / "book.beancount"
    lines = main.read_text().count("fiscal_year_end")
    page = browser.get(PAGE).text.partition('id="sort"')[2].partition("</form>")[0]
    chosen = dict(re.findall(_CHOSEN, page))
    day = re.search(r'name="year_end_day"[^>]* value="(\d+)"', page)
    month = re.search(r'<option value="(\d+)" selected>', page)
    assert day is not None
    assert month is not None
    chosen |= {"year_end_day": day[1], "year_end_month": month[1], "charity_number": "SC012345"}
    chosen |= {"legal_form": "charity-scotland"}
    assert chosen["first_year"] == ("long" if before.is_long else "short")
    assert send(browser, "/form", **chosen).status_code == 303
    after = about(book)
    assert after.number == "SC012345"
    assert (after.year_end, after.open_year) == (before.year_end, before.open_year)
    written = "".join(each.read_text() for each in book.rglob("*.beancount"))
    assert written.count("fiscal_year_end") == lines


def bought(day: date) -> Expense:
    share = Share(fund="general", account="Expenses:Food", amount=Money(5_00))
    return Expense(day=day, paid_to="Aldi", what_for="Tea", shares=(share,), paid_from=BANK)


def test_a_group_opens_itself_to_the_public_and_closes_again(
    treasurer: FlaskClient, app: flask.Flask
) -> None:
    stranger = app.test_client()
    assert stranger.get("/open/elm-street-mutual-aid").status_code == 404
    assert send(treasurer, "/public", public="yes").status_code == 303
    assert stranger.get("/open/elm-street-mutual-aid").status_code == 200
    assert "http://localhost/open/elm-street-mutual-aid" in treasurer.get(PAGE).text
    send(treasurer, "/public", public="no")
    assert stranger.get("/open/elm-street-mutual-aid").status_code == 404


def test_a_treasurer_is_told_where_a_public_page_would_tell_what_help_came_to(
    treasurer: FlaskClient, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is opened and while it is open, but only of years whose accounts there can be."""
    given = HelpGiven(
        day=date(2026, 3, 20),
        what_for="Heating",
        fund="general",
        amount=Money(30_00),
        paid_from=BANK,
        count=2,
    )
    record(book, given, hand(today=date(2026, 3, 28)))
    monkeypatch.setattr("webapp.clock.today", lambda: date(2026, 3, 31))
    assert "could work out" not in treasurer.get(PAGE).text
    monkeypatch.setattr("webapp.clock.today", lambda: date(2026, 4, 20))
    said = (
        "But the accounts to 31 March 2026 count help that went to too few to be told on a public "
        "page: whoever has them as well could work out what it came to."
    )
    page = treasurer.get(PAGE).text
    assert f"{said} Before you open a public page, see that they are given only to those" in page
    send(treasurer, "/public", public="yes")
    page = treasurer.get(PAGE).text
    assert f"{said} Give them only to those who must have them." in page
    assert "30.00" not in page


def test_the_new_code_is_shown_once_and_works(treasurer: FlaskClient, store: Store) -> None:
    answer = send(treasurer, "/code")
    assert answer.status_code == 303
    shown, again = (treasurer.get(answer.location).text for _ in range(2))
    code = re.search(r'class="stamp">([a-z0-9-]{29})<', shown)
    assert code is not None
    assert code[1] in again
    assert code[1] not in treasurer.get(PAGE).text
    found = people.use_recovery_code(store, code[1], "another four good words")
    assert found.person.sign_in_name == "treasurer@elm-street-mutual-aid.example"


def test_a_kind_of_spending_is_added_from_the_first_day_on(
    treasurer: FlaskClient, book: Path
) -> None:
    assert send(treasurer, "/kinds", kind="Football kit", heading="Equipment").status_code == 303
    offered = {each.name: each.shown for each in choices(book, date(2026, 1, 1)).spending}
    assert offered["Expenses:Football-Kit"] == "Football kit"
    known = {each.shown: each.heading for each in about(book).kinds}
    assert known["Football kit"] == "Equipment"
    loads_clean(book)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("", "The name is missing"),
        ("☺", "no plain letter in “☺”"),
        ("food", "There is a “food” already"),
    ],
)
def test_a_kind_that_cannot_be_is_refused_beside_its_field(
    treasurer: FlaskClient, kind: str, said: str
) -> None:
    answer = send(treasurer, "/kinds", kind=kind, heading="My own words")
    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="kind-error"' in answer.text
    assert 'value="My own words"' in answer.text


def test_a_float_is_named_by_its_holders_number(
    treasurer: FlaskClient, elm: Neighbours, book: Path
) -> None:
    number = elm.members[Role.MEMBER].number
    assert send(treasurer, "/floats", holder=number).status_code == 303
    assert f"Assets:Cash:Float-{number}" in about(book).accounts
    assert elm.members[Role.MEMBER].name not in (book / "accounts.beancount").read_text()
    page, name = treasurer.get(PAGE).text, elm.members[Role.MEMBER].name
    assert f'<option value="{number}"' not in page
    assert f"{name} can hold cash for the group now." in page
    assert re.search(rf"Now: [^<]*\bFloat held by {name}[,.]", page)
    assert send(treasurer, "/floats", holder="P099").status_code == 422


def test_another_bank_account_is_a_place_of_money(treasurer: FlaskClient, book: Path) -> None:
    assert send(treasurer, "/banks", bank="Savings").status_code == 303
    assert "Savings" in about(book).places
    assert "Savings" in treasurer.get(PAGE).text
    again = send(treasurer, "/banks", bank="Tin")
    assert "There is a “Tin” already." in again.text
    assert 'id="bank-error"' in again.text


def test_a_place_and_a_kind_of_spending_may_bear_one_name(
    treasurer: FlaskClient, book: Path
) -> None:
    """Nobody chooses from both at once."""
    assert send(treasurer, "/kinds", kind="Tin", heading="").status_code == 303
    assert send(treasurer, "/banks", bank="Food").status_code == 303
    assert "Tin" in {each.shown for each in about(book).kinds}
    assert "Food" in about(book).places
    loads_clean(book)


def test_everything_can_be_taken_away_and_loads_elsewhere(
    app: flask.Flask, store: Store, oak: Neighbours, tmp_path: Path
) -> None:
    book = sample_book(oak.group)
    browser = let_in(app, store, oak, Role.TREASURER)
    answer = browser.get("/g/oak-road-kitchen/settings/books.zip")
    assert answer.mimetype == "application/zip"
    assert "oak-road-kitchen-" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        names = packed.namelist()
        packed.extractall(tmp_path / "elsewhere")
    assert not any("/." in name for name in names)
    for path in book.rglob("*.beancount"):
        copy = tmp_path / "elsewhere" / "books" / path.relative_to(book)
        assert copy.read_bytes() == path.read_bytes()
    _, errors, _ = loader.load_file(str(tmp_path / "elsewhere" / "books" / "book.beancount"))
    assert all("File does not exist" in error.message for error in errors)


def test_the_book_of_another_group_is_not_there(treasurer: FlaskClient, oak: Neighbours) -> None:
    empty_book(oak.group)
    assert treasurer.get("/g/oak-road-kitchen/settings").status_code == 404
    assert treasurer.get("/g/oak-road-kitchen/settings/books.zip").status_code == 404
