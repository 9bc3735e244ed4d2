"""A book whose figures may be wrong shows none of them to outsiders, and says so calmly."""

from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from ledger import recording
from ledger.funds import Fund, FundClass
from tests.webapp.books import empty_book, hand, let_in, sample_book
from tests.webapp.conftest import Neighbours
from webapp import people
from webapp.people import Role, Store

PAGE = "/open/elm-street-mutual-aid"
CALM = "These books are being put right"
BROKEN = {
    "a month that cannot be read": "2026-03-30 nonsense\n",
    "money that does not add up": (
        '2026-03-30 * "x" "y" #general ^2026-9999\n  kind: "expense"\n'
        "  Expenses:Food  1.00 GBP\n  Assets:Bank:Current  -2.00 GBP\n"
    ),
    "a number that is missing": (
        '2026-03-30 * "x" "y" #general ^2026-9999\n  kind: "expense"\n'
        "  Expenses:Food  1.00 GBP\n  Assets:Bank:Current  -1.00 GBP\n"
    ),
}


@pytest.fixture
def place(store: Store, elm: Neighbours) -> Path:
    people.choose_public(store, elm.group.id, public=True)
    return sample_book(elm.group)


def bend(place: Path, name: str) -> None:
    with (place / "journal/2026-03.beancount").open("a") as month:
        month.write(f"\n{BROKEN[name]}")


@pytest.mark.parametrize("name", BROKEN)
def test_the_street_is_shown_no_figure_of_a_broken_book(
    app: flask.Flask, place: Path, name: str
) -> None:
    stranger = app.test_client()
    assert stranger.get(PAGE).status_code == 200
    bend(place, name)
    for where in (PAGE, f"{PAGE}/poster"):
        answer = stranger.get(where)
        assert answer.status_code == 503
        assert CALM in answer.text
        assert "£" not in answer.text
        assert "no-store" in answer.headers["Cache-Control"]


def test_a_paper_that_is_gone_keeps_no_figure_back(app: flask.Flask, place: Path) -> None:
    """The sample came here without its papers, which is said to the treasurer."""
    assert app.test_client().get(PAGE).status_code == 200
    assert not list(place.glob("vouchers/*/*.jpg"))


def test_a_funder_is_shown_no_figure_of_a_broken_book(
    app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    place = empty_book(elm.group)
    grant = Fund(name="council", kind=FundClass.RESTRICTED, opened=hand().today, title="Council")
    recording.open_fund(place, grant, hand())
    secret = people.new_funder_link(store, elm.group.id, "council", "Northgate Council")
    visitor: FlaskClient = app.test_client()
    letter = f"/f/{secret}"
    assert visitor.get(letter).status_code == 200
    (place / "journal/2026-03.beancount").write_text(BROKEN["a month that cannot be read"])
    for where in (letter, f"{letter}/report", f"{letter}/ask"):
        answer = visitor.get(where)
        assert (answer.status_code, CALM in answer.text) == (503, True)
        assert "£" not in answer.text
    (place / "journal/2026-03.beancount").unlink()
    assert visitor.get(letter).status_code == 200


def test_the_examiner_reads_a_sentence_on_a_page(
    app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    place = empty_book(elm.group)
    examiner = let_in(app, store, elm, Role.AUDITOR)
    with (place / "book.beancount").open("a") as main:
        main.write('\nplugin "evil"\n')
    answer = examiner.get("/g/elm-street-mutual-aid/audit/")
    assert answer.status_code == 503
    assert "<h1>These books cannot be opened just now</h1>" in answer.text
    assert "These books cannot be shown in Fava." in answer.text
    assert answer.mimetype == "text/html"
