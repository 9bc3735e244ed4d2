"""The report for a funder: written together, looked at, issued, and found again as it went out."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import flask
import pikepdf
import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from ledger.entries.acts import HelpGiven
from ledger.money import Money
from ledger.reading import NOT_YET, fund_terms, issued
from ledger.recording import record
from tests.grant_reports.reading import on_one_line
from tests.webapp.books import hand, let_in, sample_book
from tests.webapp.conftest import Neighbours
from webapp import clock, people
from webapp.people import Role, Store
from webapp.report_words import HELP_PAPERS

GRANT = "council-food-2025"
ABOUT = f"report:{GRANT}"
NOW = date(2026, 4, 2)


class Desk:
    """A browser at the report of one grant."""

    def __init__(self, client: FlaskClient, group: people.Group) -> None:
        self.client = client
        self.group = group
        self.at = f"/g/{group.address}/reports/{GRANT}"

    def page(self) -> str:
        """The page as it is now."""
        return self.client.get(self.at).text

    def form(self, page: str | None = None) -> dict[str, str]:
        """The fields of the words, as the page shows them."""
        shown = page or self.page()
        typed = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', shown))
        texts = re.findall(r'<textarea id="([^"]+)"[^>]*>\n?(.*?)</textarea>', shown, re.DOTALL)
        return typed | dict(texts)

    def write(self, page: str | None = None, **typed: str) -> TestResponse:
        """Send the words of a page that was opened before, or now."""
        return self.client.post(self.at, data=self.form(page) | typed)

    def issue(self, page: str | None = None, **typed: str) -> TestResponse:
        """Send the report out, and wait until it is issued or declined."""
        shown = page or self.page()
        key = re.search(r'name="key" value="([^"]+)"', shown)[1]
        token = re.search(r'name="csrf_token" value="([^"]+)"', shown)[1]
        typed = {"csrf_token": token, "key": key, "papers": "none", "sure": "yes"} | typed
        sent = self.client.post(f"{self.at}/issue", data=typed)
        return self.client.get(sent.location) if sent.status_code == 303 else sent

    def photograph(self, content: bytes) -> TestResponse:
        """Add a photograph."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page())[1]
        sent = {"csrf_token": token, "photograph": (BytesIO(content), "hall.jpg")}
        return self.client.post(f"{self.at}/photographs", data=sent)


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: NOW)


@pytest.fixture
def book(elm: Neighbours) -> Path:
    return sample_book(elm.group)


@pytest.fixture
def at(app: flask.Flask, store: Store, elm: Neighbours, book: Path) -> Callable[[Role], Desk]:
    """Open the report as somebody."""
    del book
    return lambda role: Desk(let_in(app, store, elm, role), elm.group)


@pytest.fixture
def jo(at: Callable[[Role], Desk]) -> Desk:
    return at(Role.TREASURER)


def picture() -> bytes:
    """A small photograph, as a phone sends it."""
    made = BytesIO()
    Image.new("RGB", (640, 480), (90, 120, 60)).save(made, "JPEG")
    return made.getvalue()


def test_the_page_shows_the_terms_and_asks_for_those_that_are_missing(jo: Desk) -> None:
    page = jo.page()
    assert "NC/2025/118" in page
    assert "Not written down yet" not in page
    lunch = jo.client.get(f"/g/{jo.group.address}/reports/street-lunch-2025").text
    assert "Not written down yet: its programme, its reference, when the report is due" in lunch
    assert f"/g/{jo.group.address}/funds/street-lunch-2025/terms" in lunch


def test_the_terms_that_a_report_names_are_written_in_the_browser(jo: Desk, book: Path) -> None:
    at = f"/g/{jo.group.address}/funds/{GRANT}/terms"
    shown = jo.client.get(at).text
    typed = dict(re.findall(r'<input[^>]* id="([a-z_0-9-]+)"[^>]* value="([^"]*)"', shown))
    typed |= {"csrf_token": jo.form()["csrf_token"], "kind": "restricted", "purpose": "Parcels"}
    typed |= {
        "programme": "Community Chest",
        "awarded_on": "2025-03-20",
        "conditions": "Name us on leaflets.",
        "instalment-day-1": "2025-10-01",
        "instalment-amount-1": "2,500.00",
        "instalment-day-2": "2025-04-01",
        "instalment-amount-2": "2500",
    }
    without_day = jo.client.post(at, data=typed | {"instalment-day-1": ""})
    assert without_day.status_code == 422
    assert "The day on which this instalment was promised is missing." in without_day.text
    assert jo.client.post(at, data=typed).status_code == 303
    fund = fund_terms(book, GRANT)
    assert (fund.programme, fund.awarded_on) == ("Community Chest", date(2025, 3, 20))
    assert [(each.day, each.amount) for each in fund.expected] == [
        (date(2025, 4, 1), Money(250000)),
        (date(2025, 10, 1), Money(250000)),
    ]
    page = jo.page()
    assert "£2,500.00 for 1 April 2025; £2,500.00 for 1 October 2025" in page
    assert "Not written down yet" not in page
    assert 'value="2025-04-01"' in jo.client.get(at).text


def test_words_are_kept_and_stand_in_the_draft(jo: Desk) -> None:
    sent = jo.write(did="We packed parcels.\nEvery Friday.", **{"role-1": "Treasurer"})
    assert sent.status_code == 303
    page = jo.page()
    assert "We packed parcels.\nEvery Friday.</textarea>" in page
    assert "Written by Treasurer of Elm Street Mutual Aid" in page
    draft = jo.client.get(f"{jo.at}/draft?papers=none")
    words = on_one_line(draft.data)
    assert "Draft of 2 April 2026: not sent." in words
    assert "What we did We packed parcels." in words
    assert "Every Friday." in words
    assert "Draft, not sent; version of the books" in words
    assert "Treasurer Role" in words


def test_two_treasurers_write_into_different_fields_and_lose_nothing(
    jo: Desk, at: Callable[[Role], Desk]
) -> None:
    opened = jo.page()
    other = at(Role.TREASURER)
    other.write(learned="Ask first.")
    assert jo.write(opened, changed="Fewer hungry children.").status_code == 303
    page = jo.page()
    assert "Ask first." in page
    assert "Fewer hungry children." in page


def test_nobody_writes_over_what_another_wrote_meanwhile(
    jo: Desk, at: Callable[[Role], Desk], store: Store
) -> None:
    opened = jo.page()
    at(Role.TREASURER).write(did="The other wrote this.")
    refused = jo.write(opened, did="I wrote that.")
    assert refused.status_code == 422
    assert "Somebody else wrote here while you did." in refused.text
    assert "The other wrote this." in refused.text
    assert "I wrote that.</textarea>" in refused.text
    assert people.written(store, jo.group.id, ABOUT) == {"did": "The other wrote this."}
    assert jo.write(refused.text, did="Both of us wrote.").status_code == 303
    assert people.written(store, jo.group.id, ABOUT) == {"did": "Both of us wrote."}


def test_a_browser_that_saves_by_itself_is_told_what_is_kept(jo: Desk, store: Store) -> None:
    told = jo.client.post(
        jo.at, data=jo.form() | {"thanks": "Thank you."}, headers={"Accept": "application/json"}
    ).json
    assert people.written(store, jo.group.id, ABOUT) == {"thanks": "Thank you."}
    assert told["marks"]["thanks"] == people.mark_of("Thank you.")
    assert told["wrongs"] == told["theirs"] == {}
    assert told["said"]["thanks"].startswith("Written by ")
    people.write(
        store,
        jo.group.id,
        people.NewWriting(about=ABOUT, field="thanks", text="Theirs"),
        by="P002",
    )
    told = jo.client.post(
        jo.at,
        data=jo.form() | {"thanks": "Mine", "thanks-over": people.mark_of("Thank you.")},
        headers={"Accept": "application/json"},
    ).json
    assert told["theirs"]["thanks"]["text"] == "Theirs"
    assert "Somebody else wrote here" in told["wrongs"]["thanks"]


def test_what_cannot_be_a_setting_is_refused_and_the_words_are_kept(jo: Desk, store: Store) -> None:
    refused = jo.write(did="Kept all the same.", over="a lot", **{"from": "soon"})
    assert refused.status_code == 422
    assert "That is not a number of per cent." in refused.text
    assert "“soon” is not a day." in refused.text
    assert people.written(store, jo.group.id, ABOUT) == {"did": "Kept all the same."}


def test_a_heading_that_is_off_is_explained_beside_it(jo: Desk) -> None:
    page = jo.page()
    assert "“Printing” is more than 25% off, and nothing says why." in page
    name = re.search(r'id="(why-[0-9a-f]+)"[^>]*>[^<]*</textarea>', page.split("Printing", 1)[1])[1]
    jo.write(**{name: "The copy shop gave us half."})
    page = jo.page()
    assert "“Printing” is more than 25% off" not in page
    words = on_one_line(jo.client.get(f"{jo.at}/draft?papers=none").data)
    assert "Printing, 28.0% under: The copy shop gave us half." in words
    jo.write(over="90")
    assert "more than 90% off" in jo.page()
    assert "“Travel” is more than" not in jo.page()


def test_words_are_called_missing_only_until_all_are_written(jo: Desk) -> None:
    asked = "What is missing are your words."
    assert asked in jo.page()
    fields = re.findall(r'<div class="written" id="written-([^"]+)"', jo.page())
    jo.write(**dict.fromkeys(fields, "It is said."))
    assert asked not in jo.page()


def test_what_is_missing_leads_to_where_it_is_mended(jo: Desk) -> None:
    page = jo.page()
    group = jo.group.address
    assert "The paper of entry 2026-0030 is missing" in page
    assert f'href="/g/{group}/entries/2026-0030"' in page
    assert f'href="/g/{group}/bank' in page
    assert "Nothing is written yet under “What we did”, “What came of it, in numbers”" in page
    assert 'href="#did"' in page
    jo.write(learned="We shared a table with Brenda Ainsworth.")
    assert "“What we learned” holds what looks like a person’s name" in jo.page()


def test_a_name_deep_in_a_long_text_is_asked_about(jo: Desk) -> None:
    jo.write(did="word " * 300 + "and for Brenda Ainsworth " + "word " * 100)
    assert "“What we did” holds what looks like a person’s name" in jo.page()


def test_a_sign_that_cannot_be_printed_is_said_before_it_is_sent(jo: Desk) -> None:
    jo.write(did="Parcels for Олена ❤", learned="A song, 𓀀")
    said = "“𓀀” under “What we learned” cannot be printed: the paper will say [egyptian"
    assert said in jo.page()
    assert jo.page().count("cannot be printed") == 1


def test_a_report_with_gaps_is_issued_only_when_somebody_says_so(jo: Desk, book: Path) -> None:
    refused = jo.issue(sure="")
    assert refused.status_code == 422
    assert "missing before it is sent" in refused.text
    assert issued(book, GRANT, "report") == ()
    assert jo.issue().status_code == 303
    (kept,) = issued(book, GRANT, "report")
    assert (kept.day, kept.until, kept.by) == (NOW, NOW, "P001")
    page = jo.page()
    assert f"/issued/{kept.name}" in page
    given = jo.client.get(f"{jo.at}/issued/{kept.name}")
    assert given.data == (book / kept.file).read_bytes()
    assert "Draft" not in on_one_line(given.data)
    assert given.headers["Content-Disposition"] == f'attachment; filename="{kept.name}"'


def test_two_taps_issue_once_and_the_second_version_says_what_is_new(jo: Desk, book: Path) -> None:
    page = jo.page()
    assert jo.issue(page).status_code == jo.issue(page).status_code == 303
    assert len(issued(book, GRANT, "report")) == 1
    refused = jo.issue()
    assert refused.status_code == 422
    assert "what is different now is missing" in refused.text
    # What is new stands beside a field of its own, and never in “What changed”.
    names = re.findall(r' id="([^"]+)"', refused.text)
    assert len(names) == len(set(names))
    told = jo.issue(news="A paper was found", sure="no").text
    assert told.count("A paper was found") == 1
    assert jo.issue(news="A paper was found").status_code == 303
    second, first = issued(book, GRANT, "report")
    assert second.changed == "A paper was found"
    words = on_one_line(jo.client.get(f"{jo.at}/issued/{second.name}").data)
    assert "This takes the place of the report of 2 April 2026: A paper was found" in words
    assert jo.client.get(f"{jo.at}/issued/{first.name}").status_code == 200


def test_a_little_help_is_told_to_a_funder_only_where_the_treasurer_sends_its_papers(
    jo: Desk, book: Path
) -> None:
    """What went to one household is in no figure of the report and in none of its slice."""
    act = HelpGiven(
        day=NOW,
        what_for="Heating",
        fund=GRANT,
        amount=Money(31_17),
        paid_from="Assets:Bank:Current",
        count=1,
    )
    record(book, act, hand(today=NOW))
    assert jo.issue().status_code == 303
    (kept,) = issued(book, GRANT, "report")
    assert "31.17" not in on_one_line((book / kept.file).read_bytes())
    assert NOT_YET in on_one_line((book / kept.file).read_bytes()).replace("’", "'")
    with pikepdf.open(book / kept.file) as opened:
        parts = [each.get_file().read_bytes() for each in opened.attachments.values()]
    assert len(parts) > 1
    assert all(b"31.17" not in each for each in parts)
    jo.write(**{HELP_PAPERS: "yes", f"{HELP_PAPERS}-asked": "yes"})
    assert jo.issue(news="Help is in it").status_code == 303
    newest = issued(book, GRANT, "report")[0]
    assert "31.17" in on_one_line((book / newest.file).read_bytes())


def test_an_examiner_reads_what_was_issued_and_writes_nothing(
    jo: Desk, at: Callable[[Role], Desk], book: Path
) -> None:
    jo.issue()
    (kept,) = issued(book, GRANT, "report")
    ruth = at(Role.AUDITOR)
    assert ruth.client.get(f"{ruth.at}/issued/{kept.name}").status_code == 200
    assert ruth.client.get(ruth.at).status_code == 403
    assert at(Role.MEMBER).client.get(f"{ruth.at}/issued/{kept.name}").status_code == 403


def test_what_was_never_issued_and_what_has_no_funder_is_not_there(jo: Desk) -> None:
    assert jo.client.get(f"{jo.at}/issued/2026-04-02-nothing-00000000.pdf").status_code == 404
    group = jo.group.address
    assert jo.client.get(f"/g/{group}/reports/general").status_code == 404
    assert jo.client.get(f"/g/{group}/reports/nothing").status_code == 404


def test_a_funder_finds_the_reports_that_were_sent(
    jo: Desk, store: Store, book: Path, app: flask.Flask
) -> None:
    secret = people.new_funder_link(store, jo.group.id, GRANT, "the council")
    funder = app.test_client()
    assert "Reports you were sent" not in funder.get(f"/f/{secret}").text
    jo.issue()
    jo.issue(news="A paper was found")
    page = funder.get(f"/f/{secret}").text
    assert "Reports you were sent" in page
    assert "A paper was found" in page
    for kept in issued(book, GRANT, "report"):
        given = funder.get(f"/f/{secret}/reports/{kept.name}")
        assert given.data == (book / kept.file).read_bytes()
    other = people.new_funder_link(store, jo.group.id, "lottery-2026", "the lottery")
    assert funder.get(f"/f/{other}/reports/{kept.name}").status_code == 404


def test_a_photograph_is_printed_when_it_is_described_and_agreed_to(jo: Desk, store: Store) -> None:
    assert jo.photograph(picture()).status_code == 303
    (kept,) = people.photographs_of(store, jo.group.id, ABOUT)
    assert "1 photograph will be left out" in jo.page()
    shown = jo.client.get(f"{jo.at}/photographs/{kept.sha256}")
    assert shown.data == kept.content
    assert "Photographs" not in on_one_line(jo.client.get(f"{jo.at}/draft?papers=none").data)
    token = jo.form()["csrf_token"]
    jo.client.post(
        f"{jo.at}/photographs/{kept.sha256}/words",
        data={"csrf_token": token, "says": "Pots of stew on a long table", "agreed": "yes"},
    )
    words = on_one_line(jo.client.get(f"{jo.at}/draft?papers=none").data)
    assert "Pots of stew on a long table" in words
    jo.client.post(
        f"{jo.at}/photographs/{kept.sha256}/words", data={"csrf_token": token, "away": "yes"}
    )
    assert people.photographs_of(store, jo.group.id, ABOUT) == ()


def test_a_face_on_a_photograph_is_covered_for_good(jo: Desk, store: Store) -> None:
    jo.photograph(picture())
    (before,) = people.photographs_of(store, jo.group.id, ABOUT)
    at = f"{jo.at}/photographs/{before.sha256}/cover"
    assert "Draw a box over" in jo.client.get(at).text
    token = jo.form()["csrf_token"]
    refused = jo.client.post(at, data={"csrf_token": token})
    assert refused.status_code == 422
    assert "Nothing is covered yet." in refused.text
    box = {"box-left": "0", "box-top": "0", "box-width": "50", "box-height": "50"}
    assert jo.client.post(at, data={"csrf_token": token} | box).status_code == 303
    (after,) = people.photographs_of(store, jo.group.id, ABOUT)
    assert after.sha256 != before.sha256
    with Image.open(BytesIO(after.content)) as shown:
        assert max(shown.getpixel((100, 100))) < 10
        assert max(shown.getpixel((600, 400))) > 80
    assert jo.client.get(at).status_code == 404


def test_a_photograph_that_lies_on_its_side_is_turned_and_its_words_stay(
    jo: Desk, store: Store
) -> None:
    jo.photograph(picture())
    (before,) = people.photographs_of(store, jo.group.id, ABOUT)
    token = jo.form()["csrf_token"]
    words = {"csrf_token": token, "says": "Pots of stew", "agreed": "yes"}
    jo.client.post(f"{jo.at}/photographs/{before.sha256}/words", data=words)
    at = f"{jo.at}/photographs/{before.sha256}/cover"
    assert "Only turn it a quarter to the right" in jo.client.get(at).text
    turned = jo.client.post(at, data={"csrf_token": token, "turn": "yes"}, follow_redirects=True)
    assert "The photograph is turned." in turned.text
    (after,) = people.photographs_of(store, jo.group.id, ABOUT)
    with Image.open(BytesIO(before.content)) as lay, Image.open(BytesIO(after.content)) as stands:
        assert stands.size == lay.size[::-1]
    assert (after.says, after.is_agreed) == ("Pots of stew", True)


def test_what_is_no_photograph_is_refused_and_no_pdf_is_offered_instead(jo: Desk) -> None:
    for content, said in (
        (b"", "There is no photograph in what was sent. Take one, or choose a picture."),
        (b"not a picture", "This file is not a picture. Choose a photo (JPEG, PNG, WebP or HEIC)."),
        (b"%PDF-1.7", "There is no photograph in what was sent. Take one, or choose a picture."),
    ):
        refused = jo.photograph(content)
        assert refused.status_code == 422
        assert 'id="photograph-error"' in refused.text
        assert said in refused.text
        assert "or a PDF" not in refused.text


def test_the_days_of_a_report_can_be_chosen(jo: Desk) -> None:
    jo.write(**{"from": "2025-10-01", "until": "2025-12-31"})
    assert "1 October 2025 to 31 December 2025" in jo.page()
    words = on_one_line(jo.client.get(f"{jo.at}/draft?papers=none").data)
    assert "1 October 2025 to 31 December 2025" in words
