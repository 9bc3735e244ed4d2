"""Photos before they are recorded: a part covered for good, one turned, or one taken away."""

import io
import re
import sqlite3
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from werkzeug.test import TestResponse

from tests.webapp.conftest import Neighbours
from tests.webapp.test_entries import _KEY, _TOKEN, SHOPPING, Browser, Desk, a_book, desk_of, photo
from webapp.people import Role

_KEPT = re.compile(r'name="paper-kept" value="([0-9a-f]{64})"')
HALF = {"box-left": "0", "box-top": "0", "box-width": "100", "box-height": "50"}


@pytest.fixture
def treasurer(browser: Browser, elm: Neighbours) -> Desk:
    a_book(elm.group.folder, elm.members[Role.TREASURER].number)
    return desk_of(browser, elm, Role.TREASURER)


def a_slip() -> io.BytesIO:
    """A white slip with a mark of its own, so that its bytes are found if they are anywhere."""
    slip = Image.effect_noise((300, 500), 60).convert("RGB")
    ImageDraw.Draw(slip).rectangle((40, 40, 260, 90), fill="red")
    out = io.BytesIO()
    slip.save(out, "JPEG")
    out.seek(0)
    return out


def a_pdf() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (200, 300), "white").save(out, "PDF")
    out.seek(0)
    return out


def on(page: TestResponse) -> dict[str, object]:
    """The hidden fields that a browser would send back."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    sent: dict[str, list[str]] = {}
    for name, value in hidden:
        sent.setdefault(name, []).append(value.replace("&amp;", "&"))
    return dict(sent)


def send_back(desk: Desk, page: TestResponse, path: str = "out", **typed: object) -> TestResponse:
    return desk.client.post(desk.at(path), data={**on(page), **typed})


def kept(page: TestResponse) -> list[str]:
    return _KEPT.findall(page.text)


def draft(desk: Desk, page: TestResponse) -> bytes:
    """The kept photo as its page shows it large."""
    key = _KEY.search(page.text)[1]
    return desk.client.get(desk.at(f"drafts/{key}/{kept(page)[0]}/large")).data


def grey(content: bytes, across: float, down: float) -> int:
    with Image.open(io.BytesIO(content)) as opened:
        at = (int(across * opened.width), int(down * opened.height))
        return opened.convert("L").getpixel(at)


def in_the_store(folder: Path, content: bytes) -> bool:
    """Whether these bytes stand in any file of the people database, deleted or not."""
    piece = content[len(content) // 2 :][:200]
    return any(piece in path.read_bytes() for path in folder.glob("people.sqlite*"))


def test_a_part_is_covered_for_good_and_the_form_comes_back_with_all_that_was_typed(
    treasurer: Desk, tmp_path: Path
) -> None:
    half_typed = {**SHOPPING, "amount": "8", "what_for": "Bread & milk"}
    asked = treasurer.send("out", paper=(a_slip(), "x.jpg"), **half_typed, **{"photo-cover": "new"})
    assert asked.status_code == 200
    assert "Cover a part of the photo</h1>" in asked.text
    before = draft(treasurer, asked)
    assert grey(before, 0.5, 0.2) > 40
    with sqlite3.connect(tmp_path / "people.sqlite") as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert in_the_store(tmp_path, before)

    back = send_back(treasurer, asked, **HALF)
    assert back.status_code == 200
    assert 'value="Bread &amp; milk"' in back.text
    assert 'id="amount" name="amount" value="8"' in back.text
    assert "Your photo is kept" in back.text
    after = draft(treasurer, back)
    assert grey(after, 0.5, 0.2) < 20
    assert grey(after, 0.5, 0.8) > 40
    assert not in_the_store(tmp_path, before)

    done = treasurer.client.post(
        treasurer.at("out"), data={**half_typed, **on(back)}, follow_redirects=True
    )
    assert "Recorded: £8.00 out" in done.text
    (paper,) = treasurer.place.glob("vouchers/**/*.jpg")
    assert paper.read_bytes() == after


def test_several_boxes_are_covered_at_once_and_end_at_the_edge(treasurer: Desk) -> None:
    asked = treasurer.send("out", paper=(photo(), "x.jpg"), **SHOPPING, **{"photo-cover": "new"})
    boxes = {
        "box-left": ["0", "90", ""],
        "box-top": ["0", "90 %", ""],
        "box-width": ["10", "50", ""],
        "box-height": ["10", "50", ""],
    }
    covered = draft(treasurer, send_back(treasurer, asked, **boxes))
    assert grey(covered, 0.05, 0.05) < 20
    assert grey(covered, 0.98, 0.98) < 20
    assert grey(covered, 0.5, 0.5) > 200


@pytest.mark.parametrize(
    ("box", "sentence"),
    [
        ({}, "Nothing is covered yet."),
        ({**HALF, "box-left": "ten"}, "These numbers are no part of the photo."),
        ({**HALF, "box-width": "0"}, "These numbers are no part of the photo."),
        ({**HALF, "box-left": "120"}, "These numbers are no part of the photo."),
        ({**HALF, "box-top": "-5"}, "These numbers are no part of the photo."),
    ],
)
def test_a_box_that_is_none_is_refused_and_nothing_is_lost(
    treasurer: Desk, box: dict[str, str], sentence: str
) -> None:
    asked = treasurer.send("out", paper=(photo(), "x.jpg"), **SHOPPING, **{"photo-cover": "new"})
    again = send_back(treasurer, asked, **box)
    assert again.status_code == 422
    assert sentence in again.text
    assert kept(again) == kept(asked)
    assert all(f'value="{typed}"' in again.text for typed in box.values())
    back = send_back(treasurer, again, **{"photo-leave": "yes"})
    assert 'value="Aldi"' in back.text
    assert kept(back) == kept(asked)


def test_a_pdf_is_not_covered_and_the_remedy_is_said(treasurer: Desk) -> None:
    answer = treasurer.send("out", paper=(a_pdf(), "x.pdf"), **SHOPPING, **{"photo-cover": "new"})
    assert answer.status_code == 422
    assert "A part of a PDF cannot be covered. Take a photo of the page" in answer.text
    assert len(kept(answer)) == 1
    assert f'name="photo-cover" value="{kept(answer)[0]}"' not in answer.text
    assert f'name="photo-away" value="{kept(answer)[0]}"' in answer.text


def test_a_photo_that_lies_on_its_side_is_turned_and_kept_so(treasurer: Desk) -> None:
    marked = a_slip()
    lying = treasurer.send("out", paper=(marked, "x.jpg"), **SHOPPING, **{"photo-turn": "new"})
    assert lying.status_code == 200
    assert 'value="Aldi"' in lying.text
    once = draft(treasurer, lying)
    with Image.open(io.BytesIO(once)) as opened:
        assert opened.size == (500, 300)
        # What was red across the top is now down the right side.
        red, green, _ = opened.getpixel((435, 150))
    assert red - green > 100
    twice = send_back(treasurer, lying, **SHOPPING, **{"photo-turn": kept(lying)[0]})
    assert "Your photo is kept" in twice.text
    assert kept(twice) != kept(lying)
    after = draft(treasurer, twice)

    assert send_back(treasurer, twice, **SHOPPING).status_code == 303
    (paper,) = treasurer.place.glob("vouchers/**/*.jpg")
    assert paper.read_bytes() == after


def test_a_pdf_is_not_turned_and_which_photo_is_meant_is_asked(treasurer: Desk) -> None:
    answer = treasurer.send("out", paper=(a_pdf(), "x.pdf"), **SHOPPING, **{"photo-turn": "new"})
    assert answer.status_code == 422
    assert "A PDF cannot be turned here. Turn it where it was made" in answer.text
    assert len(kept(answer)) == 1
    two = [(photo("red"), "x.jpg"), (photo("blue"), "y.jpg")]
    asked = treasurer.send("out", paper=two, **SHOPPING, **{"photo-turn": "new"})
    assert "There are two photos. Press “Turn it” beside the one that you mean." in asked.text
    back = send_back(treasurer, asked, **SHOPPING, **{"photo-turn": kept(asked)[1]})
    assert kept(back)[0] == kept(asked)[0]
    assert kept(back)[1] not in kept(asked)


def test_which_of_several_photos_is_meant_is_asked(treasurer: Desk) -> None:
    two = [(photo("red"), "x.jpg"), (photo("blue"), "y.jpg")]
    answer = treasurer.send("out", paper=two, **SHOPPING, **{"photo-cover": "new"})
    assert "There are two photos." in answer.text
    blue = kept(answer)[1]
    asked = send_back(treasurer, answer, **SHOPPING, **{"photo-cover": blue})
    back = send_back(treasurer, asked, **HALF)
    assert kept(back)[0] == kept(answer)[0]
    assert kept(back)[1] not in kept(answer)

    none = treasurer.send("out", **SHOPPING, **{"photo-cover": "new"})
    assert "There is no photo yet." in none.text


def test_one_photo_is_taken_away_and_the_others_and_the_words_stay(treasurer: Desk) -> None:
    two = [(photo("red"), "x.jpg"), (photo("blue"), "y.jpg")]
    wrong = {**SHOPPING, "amount": "x"}
    refused = treasurer.send("out", paper=two, **wrong)
    red, blue = kept(refused)

    back = send_back(treasurer, refused, **wrong, **{"photo-away": red})
    assert back.status_code == 200
    assert kept(back) == [blue]
    assert 'value="Aldi"' in back.text
    key = _KEY.search(back.text)[1]
    assert treasurer.client.get(treasurer.at(f"drafts/{key}/{red}")).status_code == 404

    done = treasurer.client.post(
        treasurer.at("out"), data={**SHOPPING, **on(back)}, follow_redirects=True
    )
    assert "Recorded: £84.20 out" in done.text
    assert len(list(treasurer.place.glob("vouchers/**/*.jpg"))) == 1


def test_a_form_from_before_the_photo_changed_is_asked_about_and_not_recorded_without_it(
    treasurer: Desk,
) -> None:
    refused = treasurer.send("out", paper=(photo(), "x.jpg"), **{**SHOPPING, "amount": "x"})
    asked = send_back(treasurer, refused, **SHOPPING, **{"photo-cover": kept(refused)[0]})
    covered = send_back(treasurer, asked, **HALF)

    stale = send_back(treasurer, refused, **SHOPPING)
    assert stale.status_code == 422
    assert "A photo that was kept here has changed, or was taken away." in stale.text
    assert kept(stale) == kept(covered)


def test_the_same_form_twice_with_a_kept_photo_is_recorded_once(treasurer: Desk) -> None:
    refused = treasurer.send("out", paper=(photo(), "x.jpg"), **{**SHOPPING, "amount": "x"})
    first = send_back(treasurer, refused, **SHOPPING)
    second = send_back(treasurer, refused, **SHOPPING)
    assert first.status_code == 303
    assert "A photo that was kept here has changed" not in second.text
    assert len(treasurer.book().entries) == 2


def test_a_photo_that_comes_later_is_covered_too(treasurer: Desk) -> None:
    number = treasurer.send("out", **SHOPPING).location.split("/")[-1][:9]
    path = f"entries/{number}/paper"
    shown = treasurer.client.get(treasurer.at(f"entries/{number}")).text
    first = {"key": _KEY.search(shown)[1], "csrf_token": _TOKEN.search(shown)[1]}
    asked = treasurer.client.post(
        treasurer.at(path), data={**first, "paper": (photo(), "x.jpg"), "photo-cover": "new"}
    )
    back = send_back(treasurer, asked, path, **HALF)
    assert "Your photo is kept" in back.text
    assert send_back(treasurer, back, path).status_code == 303
    (paper,) = treasurer.place.glob("vouchers/**/*.jpg")
    assert grey(paper.read_bytes(), 0.5, 0.2) < 20


def test_a_kept_photo_is_nobody_elses_to_cover_or_to_see(
    browser: Browser, treasurer: Desk, elm: Neighbours
) -> None:
    asked = treasurer.send("out", paper=(photo(), "x.jpg"), **SHOPPING, **{"photo-cover": "new"})
    member = desk_of(browser, elm, Role.MEMBER)
    key = _KEY.search(asked.text)[1]
    address = f"drafts/{key}/{kept(asked)[0]}/large"
    assert member.client.get(member.at(address)).status_code == 404
    shown = treasurer.client.get(treasurer.at(address))
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert shown.headers["Cache-Control"] == "no-store"


def test_the_button_under_a_photo_just_chosen_means_that_one(treasurer: Desk) -> None:
    first = treasurer.send("out", paper=(a_slip(), "x.jpg"), **SHOPPING, **{"photo-turn": "new"})
    new = {"paper": (photo(), "y.jpg"), "photo-turn": "new"}
    both = send_back(treasurer, first, **SHOPPING, **new)
    assert both.status_code == 200
    assert len(kept(both)) == 2
    assert kept(both)[0] == kept(first)[0]
