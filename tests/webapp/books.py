"""Books for the tests of pages: a group with the sample's book, and a browser that is let in."""

from datetime import date
from pathlib import Path

import flask
from flask.testing import FlaskClient

from ledger.recording import Hand, bring_in, new_book
from tests.webapp.conftest import Neighbours
from webapp import people
from webapp.people import Role, Store

SAMPLE = Path(__file__).parents[2] / "sample.beancount"
START = date(2026, 1, 1)


def hand(by: str = "P001", today: date | None = None) -> Hand:
    return Hand(by=by, today=today or date(2026, 4, 1))


def sample_book(group: people.Group) -> Path:
    """Give a group the sample's book, without its papers."""
    bring_in(group.folder, group.title, SAMPLE.read_text(), {}, hand())
    return group.folder


def empty_book(group: people.Group) -> Path:
    """Give a group an empty book that begins with the year 2026."""
    new_book(group.folder, group.title, "informal-group", (3, 31), START, hand())
    return group.folder


def let_in(app: flask.Flask, store: Store, somebody: Neighbours, role: Role) -> FlaskClient:
    """Open a browser in which a member is signed in."""
    person_id = somebody.members[role].person_id
    assert person_id is not None
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = people.start_session(store, person_id)
    return browser
