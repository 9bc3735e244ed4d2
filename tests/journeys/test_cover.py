"""A name on the paper: covered with a finger before the photo is kept, or written in numbers."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.journeys.conftest import PHONE, ROOT, House, Visitor

pytestmark = pytest.mark.browser
PAPERS = ROOT / "docs" / "sample-papers" / "2026"
PAPER = next(PAPERS.glob("2026-0057-*.jpg"))
OTHER_PAPER = next(PAPERS.glob("2026-0053-*.jpg"))
BLACK = 40


def at(house: House, path: str) -> str:
    return f"{house.url}/g/{house.group}/{path}"


def drag(visitor: Visitor, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw from one point of the photo to another, both as fractions of it."""
    sheet = visitor.page.locator(".cover svg").bounding_box()
    assert sheet is not None
    points = [
        (sheet["x"] + across * sheet["width"], sheet["y"] + down * sheet["height"])
        for across, down in (start, end)
    ]
    visitor.page.mouse.move(*points[0])
    visitor.page.mouse.down()
    visitor.page.mouse.move(*points[1], steps=5)
    visitor.page.mouse.up()


def grey(picture: Path, across: float, down: float) -> int:
    """How light a kept paper is at a point, from 0 to 255."""
    with Image.open(BytesIO(picture.read_bytes())) as opened:
        found = opened.convert("L").getpixel(
            (int(across * opened.width), int(down * opened.height))
        )
    assert isinstance(found, int)
    return found


def kept_as(visitor: Visitor, house: House) -> Path:
    """The paper in the book of the entry that this page shows."""
    number = visitor.page.url.split("?")[0].rsplit("/", 1)[-1]
    return next((house.book / "vouchers" / number[:4]).glob(f"{number}-*.jpg"))


def test_a_name_is_covered_by_drawing_over_it_and_what_was_typed_stays(
    visitor: Visitor, house: House
) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.go(at(house, "out"))
    page = visitor.page
    page.set_input_files("#paper", PAPER)
    page.fill("#paid_to", "Lidl")
    page.fill("#what_for", "Food parcels for 5 households")
    visitor.look("photo-chosen")
    visitor.press("Cover a part")
    visitor.sees("No box is drawn yet.")

    drag(visitor, (0.1, 0.1), (0.6, 0.3))
    drag(visitor, (0.2, 0.6), (0.9, 0.9))
    visitor.sees("2 boxes are drawn.")
    page.get_by_role("button", name="Take the last box away").click()
    visitor.sees("One box is drawn.")
    drag(visitor, (0.9, 0.9), (0.5, 0.8))
    page.mouse.click(20, 500)
    visitor.look("cover")
    assert page.locator(".cover rect").count() == 2

    visitor.press("Cover it and go on")
    visitor.sees("No need to take it again")
    assert page.input_value("#paid_to") == "Lidl"
    assert page.input_value("#what_for") == "Food parcels for 5 households"
    visitor.look("photo-covered")
    page.fill("#amount", "12.30")
    visitor.press("Record £12.30 out")
    visitor.sees("on the paper")
    paper = kept_as(visitor, house)
    assert grey(paper, 0.3, 0.2) < BLACK
    assert grey(paper, 0.7, 0.85) < BLACK
    with Image.open(PAPER) as before, Image.open(paper) as after:
        assert before.size == after.size


def test_a_photo_of_several_is_taken_away_before_it_is_sent_and_after(
    visitor: Visitor, house: House
) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.go(at(house, "out"))
    page = visitor.page
    page.set_input_files("#paper", [PAPER, OTHER_PAPER])
    page.locator(".photo-shown .photo-kept").nth(1).wait_for()
    page.get_by_role("button", name="Take this one away").first.click()
    assert page.evaluate("document.querySelector('#paper').files.length") == 1
    page.fill("#amount", "1,1")
    page.fill("#paid_to", "Aldi")
    # Return presses the button that records, never one beside a photo.
    page.locator("#paid_to").press("Enter")
    page.wait_for_load_state()
    visitor.sees("One thing to put right")
    page.get_by_role("button", name="Take this one away").click()
    page.wait_for_load_state()
    assert page.locator("input[name=paper-kept]").count() == 0
    assert page.input_value("#paid_to") == "Aldi"


def test_a_photo_that_lies_on_its_side_is_turned_before_it_is_recorded(
    visitor: Visitor, house: House, tmp_path: Path
) -> None:
    lying = tmp_path / "lying.jpg"
    with Image.open(PAPER) as upright:
        upright.transpose(Image.Transpose.ROTATE_90).save(lying)
    visitor.enter(house.links["treasurer"])
    visitor.go(at(house, "out"))
    page = visitor.page
    page.set_input_files("#paper", lying)
    page.fill("#paid_to", "Lidl")
    visitor.press("Turn it")
    visitor.sees("No need to take it again")
    assert page.input_value("#paid_to") == "Lidl"
    visitor.look("photo-turned")
    page.fill("#amount", "7.45")
    visitor.press("Record £7.45 out")
    visitor.sees("on the paper")
    with Image.open(PAPER) as upright, Image.open(kept_as(visitor, house)) as kept:
        assert kept.size == upright.size


def test_without_scripts_a_part_is_covered_in_numbers(chromium: Browser, house: House) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False, locale="en-GB")  # type: ignore[arg-type]  # a plain dict
    visitor = Visitor(context)
    visitor.enter(house.links["treasurer"])
    visitor.go(at(house, "out"))
    page = visitor.page
    page.set_input_files("#paper", OTHER_PAPER)
    page.fill("#amount", "14.20")
    page.fill("#paid_to", "Aldi")
    page.get_by_text("More: share").click()
    visitor.press("Cover a part of the photo")
    page.get_by_text("Or write it in numbers").click()
    for label, number in (
        ("From the left", "0"),
        ("From the top", "0"),
        ("How wide", "100"),
        ("How high", "50"),
    ):
        page.get_by_label(label).fill(number)
    visitor.press("Cover it and go on")
    visitor.press("Record money out")
    visitor.sees("on the paper")
    paper = kept_as(visitor, house)
    assert grey(paper, 0.5, 0.25) < BLACK
    assert grey(paper, 0.02, 0.98) > BLACK
    context.close()


def test_a_name_in_the_words_is_asked_about_once(visitor: Visitor, house: House) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.go(at(house, "out"))
    page = visitor.page
    page.fill("#amount", "6.10")
    page.fill("#paid_to", "Northgate Minicabs")
    page.fill("#what_for", "Taxi for Joan Smith")
    visitor.press("Record £6.10 out")
    visitor.sees("Does this name somebody?")
    assert page.locator(".kindly:visible").count() == 1
    visitor.look("kindly")
    visitor.press("Record it all the same")
    visitor.sees("on the paper")


def test_the_first_press_after_a_name_was_typed_counts(visitor: Visitor, house: House) -> None:
    """What is said beside the field would push the button away while it is pressed."""
    visitor.enter(house.links["treasurer"])
    visitor.go(at(house, "out"))
    page = visitor.page
    page.fill("#amount", "3.20")
    page.fill("#paid_to", "Corner Shop")
    visitor.press("Record £3.20 out")
    page.get_by_text("There is no paper").click()
    page.get_by_label("It is lost").check()
    page.fill("#because", "Joan Smith lost it")
    page.get_by_role("button", name="Keep this reason").click()
    visitor.sees("Does this name somebody?")
    visitor.press("Keep it all the same")
    visitor.sees("Joan Smith lost it")
