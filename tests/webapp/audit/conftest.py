"""A tiny application around the examiner's door, and its guests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, abort, g
from flask.testing import FlaskClient

from tests.webapp.audit.small_books import MARCH, PAPER, Neighbours, write_book
from webapp.audit.child import Limits
from webapp.audit.door import Audit, Books
from webapp.blueprints.audit import Group, audit_blueprint


def papers_of(group: Group, name: str) -> str | None:
    """Know one paper a group."""
    return f"/g/{group.address}/papers/{name}" if name == PAPER else None


def books_at(name: str, place: Path) -> Books:
    """Return what the door needs to know of a book that lies at a place."""
    return Books(
        group=name,
        place=place,
        mount=f"/g/{name}/audit",
        papers=lambda paper: f"/papers/{paper}" if paper == PAPER else None,
    )


def application(audit: Audit, groups: dict[str, Neighbours]) -> Flask:
    """Return a tiny application that knows its groups and whose every guest is an examiner."""
    app = Flask("examiner", root_path=".")

    @app.url_value_preprocessor
    def know_the_group(_: str | None, values: dict[str, str] | None) -> None:
        found = groups.get((values or {}).get("group", ""))
        if found is None:
            abort(404)
        g.group = found

    app.register_blueprint(audit_blueprint(audit, papers_of))
    return app


@pytest.fixture(scope="session")
def audit() -> Iterator[Audit]:
    """A door whose Favas end with the tests; opening one takes a second."""
    opened = Audit(limits=Limits(answer_seconds=20), most=6)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def elm(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """One group's books, for tests that only look."""
    return books_at("elm", write_book(tmp_path_factory.mktemp("books") / "elm"))


@pytest.fixture
def open_books(tmp_path: Path) -> Callable[..., Books]:
    """Write a book and return what the door needs to know of it."""

    def write(name: str = "elm-street", *, journal: str = MARCH, more: str = "") -> Books:
        return books_at(name, write_book(tmp_path / name, journal=journal, more=more))

    return write


@pytest.fixture(scope="session")
def groups(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Neighbours]:
    """Two groups with the same title, one of which has a secret of its own."""
    place = tmp_path_factory.mktemp("groups")
    secret = MARCH.replace("Leaflets", "Oak only")
    return {
        "elm-street": Neighbours(id="g1", address="elm-street", folder=write_book(place / "b1")),
        "oak-lane": Neighbours(
            id="g2", address="oak-lane", folder=write_book(place / "b2", journal=secret)
        ),
    }


@pytest.fixture(scope="session")
def guests(audit: Audit, groups: dict[str, Neighbours]) -> Flask:
    """The tiny application."""
    return application(audit, groups)


@pytest.fixture
def client(guests: Flask) -> FlaskClient:
    """A guest of the application."""
    return guests.test_client()
