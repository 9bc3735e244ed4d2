"""Nobody waits for a PDF, whichever it is: a page says that it is being made, and then gives it."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from tests.webapp.books import let_in, sample_book
from tests.webapp.conftest import Neighbours
from tests.webapp.test_prints import until
from webapp import clock, people
from webapp.people import Role, Store
from webapp.prints import passing
from webapp.prints.keeping import folder_of

FUND = "council-food-2025"
# Each document with the words of its page, whether it opens in the browser, and whether it is kept.
EVERY = {
    "accounts/2026-03-31/pdf": ("The accounts are", False, True),
    "accounts/2026-03-31/checklist": ("The checklist is", False, True),
    f"funds/{FUND}/report": ("The report is", False, True),
    f"reports/{FUND}/draft": ("The draft is", True, True),
    "month/2026-03/pdf": ("The sheet is", False, True),
    "poster": ("The poster is", False, True),
    "gifts/{gift}/letter": ("The letter is", False, False),
}


@pytest.fixture
def let_go() -> Iterator[threading.Event]:
    """What the print waits for."""
    made = threading.Event()
    yield made
    made.set()


@pytest.fixture
def orders(monkeypatch: pytest.MonkeyPatch, let_go: threading.Event) -> list[object]:
    """What is asked of a process of its own, which here answers as soon as it is let go."""
    asked: list[object] = []

    def printed(_place: Path, order: object) -> bytes:
        asked.append(order)
        assert let_go.wait(20)
        return b"%PDF-1.7"

    for room in ("webapp.prints.making", "webapp.reports"):
        monkeypatch.setattr(f"{room}.printed_apart", printed)
    return asked


@pytest.fixture
def treasurer(app: flask.Flask, store: Store, elm: Neighbours) -> FlaskClient:
    sample_book(elm.group)
    people.choose_public(store, elm.group.id, public=True)
    app.config["PRINTS_PATIENCE"] = 0.0
    return let_in(app, store, elm, Role.TREASURER)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Make it another day."""
    tomorrow = clock.today() + timedelta(days=1)
    return lambda: monkeypatch.setattr(clock, "today", lambda: tomorrow)


def gift(client: FlaskClient, group: str) -> str:
    """The number of an entry by which somebody gave."""
    page = client.get(f"/g/{group}/gifts?year_end=2026-03-31").text
    return page.split("/letter")[0].rsplit("/", 1)[1]


@pytest.mark.parametrize("asked", EVERY)
def test_a_page_says_that_it_is_being_made_and_then_gives_it(
    treasurer: FlaskClient,
    elm: Neighbours,
    orders: list[object],
    let_go: threading.Event,
    asked: str,
) -> None:
    words, inline, is_kept = EVERY[asked]
    address = f"/g/{elm.group.address}/" + asked.format(
        gift=gift(treasurer, elm.group.address) if "{gift}" in asked else ""
    )
    begun = treasurer.get(address, follow_redirects=True)
    assert begun.status_code == 202
    assert f"{words} being made …" in begun.text
    assert begun.headers["Refresh"] == f"2; url={address}?waited=yes"
    let_go.set()
    ready = until(lambda: treasurer.get(f"{address}?waited=yes"), 200)
    assert f"{words} ready" in ready.text
    assert ("Open the PDF" if inline else "Download the PDF") in ready.text
    pdf = treasurer.get(address)
    assert pdf.data == b"%PDF-1.7"
    how = "inline" if inline else "attachment"
    assert pdf.headers["Content-Disposition"].startswith(how)
    assert treasurer.get(address).data == b"%PDF-1.7"
    assert len(orders) == 1
    assert any(folder_of(elm.group.folder).glob("*.pdf")) is is_kept


def test_a_letter_is_kept_for_minutes_and_of_many_the_latest(
    treasurer: FlaskClient,
    elm: Neighbours,
    orders: list[object],
    let_go: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    let_go.set()
    address = f"/g/{elm.group.address}/gifts/{gift(treasurer, elm.group.address)}/letter"
    until(lambda: treasurer.get(f"{address}?waited=yes"), 200)
    assert treasurer.get(address).status_code == 200
    let_go.clear()
    monkeypatch.setattr(passing, "LONGEST", -1)
    assert treasurer.get(address).status_code == 303
    assert len(orders) >= 1


def test_what_is_written_for_a_report_makes_another_draft_and_a_day_another_sheet(
    treasurer: FlaskClient,
    elm: Neighbours,
    store: Store,
    orders: list[object],
    let_go: threading.Event,
    later: Callable[[], None],
) -> None:
    let_go.set()
    at = f"/g/{elm.group.address}"
    for address in (f"{at}/reports/{FUND}/draft", f"{at}/month/2026-03/pdf"):
        until(lambda address=address: treasurer.get(f"{address}?waited=yes"), 200)
    let_go.clear()
    new = people.NewWriting(about=f"report:{FUND}", field="did", text="We cooked.")
    people.write(store, elm.group.id, new, by="P001")
    assert treasurer.get(f"{at}/reports/{FUND}/draft").status_code == 303
    later()
    assert treasurer.get(f"{at}/month/2026-03/pdf").status_code == 303
    assert len(orders) >= 2
