"""Documents are printed once, beside the answers, and kept as long as the book stands so."""

import fcntl
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ledger.errors import Refusal
from tests.webapp.books import let_in, sample_book
from tests.webapp.conftest import Neighbours
from webapp.people import Role, Store
from webapp.prints import Wanted, forget, keeping
from webapp.prints.keeping import folder_of
from webapp.prints.making import begin
from webapp.prints.naming import name_of

pytestmark = pytest.mark.usefixtures("processes")
YEAR = "accounts/2026-03-31/pdf"


@pytest.fixture
def place(elm: Neighbours) -> Path:
    sample_book(elm.group)
    return elm.group.folder


@pytest.fixture
def treasurer(app: flask.Flask, store: Store, elm: Neighbours, place: Path) -> FlaskClient:
    return let_in(app, store, elm, Role.TREASURER)


def until(wanted: Callable[[], TestResponse], code: int) -> TestResponse:
    """Ask again, as a browser does, until there is another answer."""
    for _ in range(200):
        answer = wanted()
        if answer.status_code == code:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"never answered with {code}, but {answer.status_code}: {answer.text}")


def wanted(place: Path, make: Callable[[], bytes], *said: object) -> Wanted:
    return Wanted(kind="test", place=place, said=said, make=make)


def made(one: Wanted) -> None:
    begin(one, one.kept())
    for _ in range(400):
        if one.kept().content() is not None:
            return
        time.sleep(0.01)
    raise AssertionError("was not made")


def test_whoever_asks_first_is_shown_a_page_that_comes_back_and_then_gives_the_pdf(
    app: flask.Flask, treasurer: FlaskClient, elm: Neighbours
) -> None:
    app.config["PRINTS_PATIENCE"] = 0.0
    address = f"/g/{elm.group.address}/{YEAR}"
    sent = treasurer.get(f"{address}?examiner=yes")
    assert (sent.status_code, sent.location) == (303, f"{address}?examiner=yes&waited=yes")
    first = treasurer.get(sent.location)
    assert first.status_code == 202
    assert "The accounts are being made …" in first.text
    assert first.headers["Refresh"] == f"2; url={address}?examiner=yes&waited=yes"
    again = until(lambda: treasurer.get(f"{address}?examiner=yes&waited=yes"), 200)
    assert "The accounts are ready" in again.text
    assert again.headers["Refresh"] == f"0; url={address}?examiner=yes"
    pdf = treasurer.get(f"{address}?examiner=yes")
    assert pdf.data.startswith(b"%PDF-")
    assert "Refresh" not in pdf.headers


def test_what_was_made_once_is_given_again_at_once(
    app: flask.Flask, treasurer: FlaskClient, elm: Neighbours, place: Path
) -> None:
    address = f"/g/{elm.group.address}/{YEAR}"
    first = treasurer.get(address)
    (file,) = folder_of(place).glob("*.pdf")
    assert first.data == file.read_bytes()
    app.config["PRINTS_PATIENCE"] = 0.0
    file.write_bytes(b"%PDF-kept")
    assert treasurer.get(address).data == b"%PDF-kept"


def test_the_page_needs_no_script_to_come_back(
    app: flask.Flask, treasurer: FlaskClient, elm: Neighbours
) -> None:
    app.config["PRINTS_PATIENCE"] = 0.0
    page = treasurer.get(f"/g/{elm.group.address}/{YEAR}", follow_redirects=True).text
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert main is not None
    assert "<script" not in main[0]
    assert 'role="status"' in main[0]


def test_a_document_that_cannot_be_made_says_why_once_and_is_tried_again(
    app: flask.Flask, place: Path
) -> None:
    def never() -> bytes:
        raise Refusal("It is too long.", "Make a shorter one.", field="period")

    one = wanted(place, never)
    begin(one, one.kept())
    for _ in range(400):
        if (why := one.kept().refusal()) is not None:
            break
        time.sleep(0.01)
    assert why is not None
    assert (str(why), why.field) == ("It is too long. Make a shorter one.", "period")
    assert one.kept().refusal() is None


def test_what_breaks_is_told_in_words_and_never_by_its_own(place: Path) -> None:
    def broken() -> bytes:
        raise RuntimeError("secret words")

    one = wanted(place, broken)
    begin(one, one.kept())
    for _ in range(400):
        if (why := one.kept().refusal()) is not None:
            break
        time.sleep(0.01)
    assert str(why).startswith("The document could not be printed.")


def test_while_another_process_makes_it_nobody_else_does(place: Path) -> None:
    made_here: list[int] = []
    one = wanted(place, lambda: made_here.append(1) or b"%PDF-")
    folder_of(place).mkdir(parents=True)
    lock = folder_of(place) / f"{one.kept().name}.making"
    handle = os.open(lock, os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    begin(one, one.kept())
    time.sleep(0.3)
    assert made_here == []
    # The other one is ended: the system lets go, and what it left behind holds nobody up.
    os.close(handle)
    assert lock.exists()
    made(one)
    assert made_here == [1]


def test_everything_that_a_document_is_made_of_is_in_its_name() -> None:
    names = {
        name_of("accounts", "a" * 64, ("2026-03-31", True)),
        name_of("accounts", "a" * 64, ("2026-03-31", False)),
        name_of("accounts", "b" * 64, ("2026-03-31", True)),
        name_of("report", "a" * 64, ("2026-03-31", True)),
    }
    assert len(names) == 4
    assert name_of("report", "a" * 64, ()) == name_of("report", "a" * 64, ())


def test_prints_of_an_older_version_go_when_a_newer_one_is_kept(place: Path) -> None:
    folder_of(place).mkdir(parents=True)
    old = folder_of(place) / f"{'0' * 16}-{'1' * 32}.pdf"
    old.write_bytes(b"%PDF-old")
    one = wanted(place, lambda: b"%PDF-new")
    made(one)
    assert not old.exists()


def test_there_is_a_bound_and_what_was_not_used_for_longest_goes_first(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_BYTES", 250)
    every = [wanted(place, lambda: b"%" * 100, number) for number in range(3)]
    for number, each in enumerate(every):
        made(each)
        file = folder_of(place) / f"{each.kept().name}.pdf"
        os.utime(file, (number, number))
        if number == 1:
            assert every[0].kept().content() is not None
    assert [each.kept().content() is not None for each in every] == [True, False, True]


def test_nothing_that_was_printed_outlives_a_blanking(place: Path) -> None:
    one = wanted(place, lambda: b"%PDF-with a name")
    made(one)
    forget(place)
    assert not folder_of(place).exists()
    assert one.kept().content() is None


def test_a_book_that_lies_elsewhere_loses_nothing(tmp_path: Path) -> None:
    elsewhere = tmp_path / "home" / "elm"
    kept = tmp_path / "printed" / "elm"
    kept.mkdir(parents=True)
    forget(elsewhere)
    assert kept.exists()
