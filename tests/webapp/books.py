"""Books for the tests of pages: a group with the sample's book, and a browser that is let in."""

import atexit
import re
import shutil
import sqlite3
from collections.abc import Callable, Hashable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar, cast

import flask
from flask.testing import FlaskClient

from ledger import index
from ledger.index.marks import marks_of, sealed
from ledger.recording import Hand, bring_in, new_book
from tests.webapp.conftest import Neighbours
from webapp import people
from webapp.people import Role, Store

SAMPLE = Path(__file__).parents[2] / "sample.beancount"
_MARKUP = re.compile(r"<[^>]+>")
START = date(2026, 1, 1)
Made = TypeVar("Made")


@dataclass
class Inside:
    """A browser that is signed in at a group, and the folder of the group's book."""

    client: FlaskClient
    group: str
    place: Path

    def at(self, path: str) -> str:
        return f"/g/{self.group}/{path}"

    def text(self, path: str, **asked: str) -> str:
        """The words of a page of the group."""
        return text_of(self.client.get(self.at(path), query_string=asked or None).text)


def text_of(page: str) -> str:
    """The words of a page, with single spaces between them."""
    return " ".join(_MARKUP.sub(" ", page).split())


def hand(by: str = "P001", today: date | None = None) -> Hand:
    return Hand(by=by, today=today or date(2026, 4, 1))


def copied(place: Path, make: Callable[..., Made], *about: Hashable) -> Made:
    """Lay a book where there is none, as `make` makes it at a place, and give what it gave.

    It is made once in a run, with its index; each place gets a copy of both.
    """
    pattern, read, made = _made_once(make, *about)
    shutil.copytree(pattern, place)
    where = index.index_of(place)
    assert where is not None
    where.parent.mkdir(exist_ok=True)
    shutil.copy(read, where)
    _have_it_know(where, place)
    return cast("Made", made)


def _have_it_know(where: Path, place: Path) -> None:
    """Have a copied index take the copied files for those that it has read, by their times."""
    marks = marks_of(place)
    with closing(sqlite3.connect(where)) as ask, ask:
        ask.executemany(
            "UPDATE files SET size = ?, mtime = ?, ctime = ?, inode = ? WHERE name = ?",
            [(*mark, name) for name, mark in marks.items()],
        )
        ask.execute("UPDATE said SET value = ? WHERE name = 'seal'", (sealed(marks),))


@cache
def _made_once(make: Callable[..., object], *about: Hashable) -> tuple[Path, Path, object]:
    home = mkdtemp(prefix="books-")
    atexit.register(shutil.rmtree, home)
    place = Path(home, "books", "pattern")
    made = make(place, *about)
    index.current(place)
    read = index.index_of(place)
    assert read is not None
    with closing(sqlite3.connect(read)) as ask:
        # Out of the log of changes and into the file that is copied.
        ask.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return place, read, made


def sample_book(group: people.Group) -> Path:
    """Give a group the sample's book, without its papers."""
    copied(group.folder, _bring_in, group.title)
    return group.folder


def _bring_in(place: Path, title: str) -> None:
    bring_in(place, title, SAMPLE.read_text(), {}, hand())


def empty_book(group: people.Group) -> Path:
    """Give a group an empty book that begins with the year 2026."""
    copied(group.folder, _begin, group.title)
    return group.folder


def _begin(place: Path, title: str) -> None:
    new_book(place, title, "informal-group", (3, 31), START, hand())


def let_in(app: flask.Flask, store: Store, somebody: Neighbours, role: Role) -> FlaskClient:
    """Open a browser in which a member is signed in."""
    person_id = somebody.members[role].person_id
    assert person_id is not None
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = people.start_session(store, person_id)
    return browser
