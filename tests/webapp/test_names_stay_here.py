"""Names live in the people database alone; whatever else is kept holds numbers."""

import io
import logging
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from werkzeug.test import TestResponse

from tests.grant_reports.reading import words_of
from tests.webapp.books import sample_book
from tests.webapp.conftest import PASSWORD, Neighbours, post, sign_in
from webapp import people
from webapp.clock import today
from webapp.logs import log_to_folder
from webapp.people import NewPerson, Role, Store

NAME, SIGN_IN = "Zebedee Quillfeather", "zebquill@example.org"
SHOPPING = {
    "amount": "12.50",
    "paid_to": "Aldi",
    "what_for": "Tea",
    "fund": "general",
    "account": "Expenses:Food",
    "paid_from": "Assets:Bank:Current",
}


@pytest.fixture
def zebedee(store: Store, elm: Neighbours) -> people.Member:
    newcomer = NewPerson(name=NAME, sign_in_name=SIGN_IN, password=PASSWORD)
    return people.accept(store, people.invite(store, elm.group.id, Role.TREASURER), newcomer)


@pytest.fixture
def browser(app: flask.Flask, elm: Neighbours, zebedee: people.Member) -> FlaskClient:
    sample_book(elm.group)
    client = app.test_client()
    assert sign_in(client, SIGN_IN).status_code == 303
    return client


def slip() -> io.BytesIO:
    """A photo that says who took it."""
    out, told = io.BytesIO(), PngInfo()
    told.add_text("Author", NAME)
    Image.new("RGB", (90, 120), "white").save(out, "PNG", pnginfo=told)
    out.seek(0)
    return out


def send(client: FlaskClient, address: str, **typed: object) -> TestResponse:
    page = client.get(address).text
    token, key = (
        page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("csrf_token", "key")
    )
    sent = {"csrf_token": token, "key": key, **typed}
    return client.post(address, data=sent, content_type="multipart/form-data")


def kept_elsewhere(folder: Path) -> dict[Path, bytes]:
    """All that lies in a data folder but the people database, history unpacked or not."""
    files = (each for each in folder.rglob("*") if each.is_file())
    return {each: each.read_bytes() for each in files if "people.sqlite" not in each.name}


def test_nobodys_name_leaves_the_people_database(
    browser: FlaskClient, elm: Neighbours, zebedee: people.Member, tmp_path: Path
) -> None:
    log_to_folder(tmp_path)
    group = f"/g/{elm.group.address}"
    day = today().isoformat()
    paper = f"{NAME}.png"
    done = send(browser, f"{group}/out", paper=(slip(), paper), day=day, **SHOPPING)
    assert done.status_code == 303
    assert NAME in browser.get(done.location, follow_redirects=True).text, "here it is shown"
    wrong = {**SHOPPING, "amount": "12,5"}
    refused = send(browser, f"{group}/out", paper=(slip(), paper), day=day, **wrong)
    assert refused.status_code == 422
    post(browser, f"{group}/people/{zebedee.number}", name=NAME)
    logging.getLogger("webapp").info("and the log is written")

    files = kept_elsewhere(tmp_path)
    assert any(each.suffix == ".beancount" for each in files)
    assert any(each.name == "purse.log" for each in files)
    for place, content in files.items():
        assert b"quill" not in content.lower(), place
        assert "quill" not in str(place).lower()
    written = b"".join(files[each] for each in files if each.suffix == ".beancount").decode()
    assert f'recorded-by: "{zebedee.number}"' in written


def test_documents_on_paper_name_nobody(browser: FlaskClient, elm: Neighbours) -> None:
    group = f"/g/{elm.group.address}"
    for address in (
        "accounts/2026-03-31/pdf",
        "funds/council-food-2025/report",
        "month/2026-03/pdf",
        "month/2026-03/pdf?help=all",
    ):
        answer = browser.get(f"{group}/{address}")
        assert answer.mimetype == "application/pdf", address
        words = words_of(answer.get_data())
        for member in elm.members.values():
            assert member.name not in words
        assert "Quill" not in words


def test_nothing_that_was_uploaded_lies_where_a_ledger_is_loaded(
    browser: FlaskClient, elm: Neighbours
) -> None:
    """Only our own text, papers that were written anew, and the history."""
    place = elm.group.folder
    day, group = today().isoformat(), f"/g/{elm.group.address}"
    fakes = {"evil.beancount": b'plugin "os"\n', "evil.py": b"print()", ".git": b"x"}
    for name, content in fakes.items():
        answer = send(
            browser, f"{group}/out", paper=(io.BytesIO(content), name), day=day, **SHOPPING
        )
        assert answer.status_code == 422
    upload = slip().getvalue()
    done = send(browser, f"{group}/out", paper=(slip(), "../x.png"), day=day, **SHOPPING)
    assert done.status_code == 303
    ours = {".git", ".lock"}
    found = [each for each in place.rglob("*") if each.is_file() and not ours & set(each.parts)]
    assert {each.suffix for each in found} == {".beancount", ".jpg"}
    (kept,) = (each for each in found if each.suffix == ".jpg")
    assert kept.is_relative_to(place / "vouchers")
    assert kept.read_bytes()[:3] == b"\xff\xd8\xff"
    assert upload[-200:] not in kept.read_bytes()
    assert not list(place.rglob("evil*"))
