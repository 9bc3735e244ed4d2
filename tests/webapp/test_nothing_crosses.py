"""With the real pages and real books: no word of one group is ever answered to another.

Elm's book holds a word that is nowhere else. Every page is asked by everybody who does not belong
to Elm, under Elm's address and under their own with Elm's numbers, papers, funds and secrets.
"""

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from ledger import index, recording
from ledger.accounts import BANK
from ledger.entries.acts import Expense, Opening, Share
from ledger.funds import Fund, FundClass
from ledger.money import Money
from ledger.papers import clean
from tests.webapp.conftest import Neighbours, neighbours
from webapp import people
from webapp.app import create_app
from webapp.people import Role
from webapp.settings import settings_for

CANARY = "zyzzogeton"
TODAY = date.today()  # noqa: DTZ011 - the same calendar as the app’s
START = TODAY - timedelta(days=40)


def a_book(group: Neighbours, word: str, folder: Path) -> None:
    """Make a book in which every text that a person could have typed holds a word."""
    place = group.group.folder
    hand = recording.Hand(by=group.members[Role.TREASURER].number, today=TODAY)
    recording.new_book(place, f"Group {word}", "informal-group", (3, 31), START, hand)
    fund = Fund(name=f"fund-{word}", kind=FundClass.RESTRICTED, opened=START, title=f"For {word}")
    recording.open_fund(place, fund, hand)
    share = Share(fund=fund.name, account=BANK, amount=Money(9_913 if word == CANARY else 8_800))
    recording.record(place, Opening(day=START, held=(share,)), hand)
    spent = Share(
        fund=fund.name, account="Expenses:Food", amount=Money(1_337 if word == CANARY else 1_200)
    )
    shopping = Expense(
        day=TODAY, paid_to=f"Shop {word}", what_for=f"Food {word}", shares=(spent,), paid_from=BANK
    )
    picture = folder / f"{word}.jpg"
    Image.new("RGB", (200, 300), "white" if word == CANARY else "black").save(picture)
    paper = recording.Attachment(paper=clean(picture.read_bytes()))
    recording.record(place, shopping, hand, [paper])


class Street:
    """Elm, with its secrets, and everybody else who could come by."""

    def __init__(self, folder: Path) -> None:
        self.app = create_app(settings_for(folder, allow_first_run=True))
        store = people.open_store(folder)
        self.elm, self.oak = neighbours(store, f"Elm {CANARY}"), neighbours(store, "Oak Road")
        a_book(self.elm, CANARY, folder)
        a_book(self.oak, "quince", folder)
        self.paper = index.current(self.elm.group.folder).documents[0].name
        self.number = next(reversed(index.current(self.elm.group.folder).entries))
        self.secret = people.new_funder_link(store, self.oak.group.id, "fund-quince", "Oak's")
        self.strangers: dict[str, FlaskClient] = {"nobody": self.app.test_client()}
        for role, member in self.oak.members.items():
            assert member.person_id is not None
            browser = self.app.test_client()
            with browser.session_transaction() as cookie:
                cookie["_user_id"] = people.start_session(store, member.person_id)
            self.strangers[f"{role.value} of Oak"] = browser

    def asked(self) -> Iterator[tuple[str, str]]:
        """Every route under Elm's address, and under Oak's with what belongs to Elm."""
        known = {
            "number": self.number,
            "entry": self.number,
            "name": self.paper,
            "fund": f"fund-{CANARY}",
            "filename": "purse.css",
            "rest": "book/journal/",
            "key": "key",
            "form": "xlsx",
            "month": "2026-03",
            "sha256": "0" * 64,
            "secret": self.secret,
        }
        adapter = self.app.url_map.bind("localhost")
        for route, group in itertools.product(
            self.app.url_map.iter_rules(), (self.elm.group, self.oak.group)
        ):
            parts = {name: known.get(name, "1") for name in route.arguments}
            parts |= {"group": group.address} if "group" in route.arguments else {}
            for method in (route.methods or set()) & {"GET", "POST"}:
                if route.endpoint != "sign_in.leave":
                    yield method, adapter.build(route.endpoint, parts, method=method)


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Street:
    return Street(tmp_path_factory.mktemp("street"))


def test_no_word_of_a_group_is_answered_to_anybody_else(street: Street) -> None:
    told = []
    for (method, address), (who, browser) in itertools.product(
        list(street.asked()), street.strangers.items()
    ):
        answer = browser.open(address, method=method, data={"amount": "1"})
        body = answer.get_data()
        # What was asked for is in the address itself, which a sign-in page gives back.
        said = body.replace(address.encode(), b"").replace(
            address.replace("/", "%2F").encode(), b""
        )
        if b"13.37" in said or b"99.13" in said or f"Shop {CANARY}".encode() in said:
            told.append(f"{who}: {method} {address} answered {answer.status}")
        if CANARY.encode() in said.replace(street.elm.group.address.encode(), b"").replace(
            f"fund-{CANARY}".encode(), b""
        ):
            told.append(f"{who}: {method} {address} told a word of Elm")
    assert told == []


def test_the_same_pages_do_tell_it_to_elm_itself(street: Street) -> None:
    """Without this, the test above would pass where pages tell nobody anything."""
    member = street.elm.members[Role.TREASURER]
    browser = street.app.test_client()
    assert member.person_id is not None
    with browser.session_transaction() as cookie:
        store = people.open_store(street.elm.group.folder.parents[1])
        cookie["_user_id"] = people.start_session(store, member.person_id)
    group = street.elm.group.address
    shown = [
        browser.get(f"/g/{group}/{path}").text
        for path in ("", "entries", f"entries/{street.number}")
    ]
    assert all(CANARY in page for page in shown)
    assert browser.get(f"/g/{group}/papers/{street.paper}").status_code == 200
