"""A paper as a browser gets it: harmless whatever it holds, never opened here if it is a PDF."""

import io
import re
from collections.abc import Callable

import flask
import pikepdf
import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from tests.webapp.books import let_in, sample_book
from tests.webapp.conftest import Neighbours
from webapp import people
from webapp.clock import today
from webapp.people import Role, Store

SHOPPING = {
    "amount": "12.50",
    "paid_to": "Aldi",
    "what_for": "Tea",
    "fund": "general",
    "account": "Expenses:Food",
    "paid_from": "Assets:Bank:Current",
}


def a_pdf() -> io.BytesIO:
    out, pdf = io.BytesIO(), pikepdf.new()
    pdf.add_blank_page(page_size=(200, 100))
    pdf.save(out)
    out.seek(0)
    return out


def a_photo() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (90, 120), "white").save(out, "PNG")
    out.seek(0)
    return out


@pytest.fixture
def treasurer(app: flask.Flask, store: Store, elm: Neighbours) -> FlaskClient:
    sample_book(elm.group)
    return let_in(app, store, elm, Role.TREASURER)


def recorded(browser: FlaskClient, elm: Neighbours, paper: io.BytesIO, name: str) -> str:
    """Record an expense with its paper, and give the name that the book keeps it under."""
    address = f"/g/{elm.group.address}/out"
    page = browser.get(address).text
    sent = {
        field: page.split(f'name="{field}" value="')[1].split('"')[0]
        for field in ("csrf_token", "key")
    }
    sent |= SHOPPING | {"day": today().isoformat()}
    answer = browser.post(
        address, data=sent | {"paper": (paper, name)}, content_type="multipart/form-data"
    )
    assert answer.status_code == 303
    found = re.search(
        r"/papers/([\w.-]+)", browser.get(answer.location, follow_redirects=True).text
    )
    assert found
    return found[1]


def is_harmless(answer: TestResponse) -> bool:
    told = answer.headers
    return (
        answer.status_code == 200
        and told["Content-Security-Policy"] == "default-src 'none'; sandbox"
        and told["X-Content-Type-Options"] == "nosniff"
        and told["Cache-Control"] == "no-store"
    )


@pytest.mark.parametrize(
    ("upload", "kind", "is_downloaded"),
    [(a_pdf, "application/pdf", True), (a_photo, "image/jpeg", False)],
)
def test_a_paper_is_served_harmless_and_a_pdf_as_a_download(
    treasurer: FlaskClient,
    elm: Neighbours,
    upload: Callable[[], io.BytesIO],
    kind: str,
    is_downloaded: bool,  # noqa: FBT001 - a case
) -> None:
    name = recorded(treasurer, elm, upload(), "<img src=x>.html")
    whole = treasurer.get(f"/g/{elm.group.address}/papers/{name}")
    assert is_harmless(whole)
    assert whole.mimetype == kind
    placed = whole.headers.get("Content-Disposition", "")
    assert placed == (f'attachment; filename="{name}"' if is_downloaded else "")
    small = treasurer.get(f"/g/{elm.group.address}/papers/{name}/small")
    assert is_harmless(small)
    assert small.mimetype == "image/jpeg"


def test_a_funder_gets_a_paper_just_as_harmless(
    treasurer: FlaskClient, store: Store, elm: Neighbours, app: flask.Flask
) -> None:
    name = recorded(treasurer, elm, a_pdf(), "slip.pdf")
    secret = people.new_funder_link(store, elm.group.id, "general", "the council")
    answer = app.test_client().get(f"/f/{secret}/papers/{name}")
    assert is_harmless(answer)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
