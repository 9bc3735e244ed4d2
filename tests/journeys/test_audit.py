"""An examiner reads the books themselves, in stock Fava, and can change nothing."""

import re

import pytest

from tests.journeys.conftest import House, Visitor

pytestmark = pytest.mark.browser


def at(house: House, path: str) -> str:
    return f"{house.url}/g/{house.group}/audit/{path}"


def test_an_examiner_reads_the_journal_and_opens_a_paper(visitor: Visitor, house: House) -> None:
    visitor.enter(house.links["auditor"])
    visitor.sees("in the bank and the tin")
    visitor.look("examiner-home")
    visitor.page.set_viewport_size({"width": 1280, "height": 900})
    visitor.press("The examiner’s view")
    page = visitor.page
    page.wait_for_selector("text=Income Statement")
    visitor.picture("fava-1280")

    visitor.go(at(house, "book/journal/?filter=%23council-food-2025&time=2026-03"))
    page.wait_for_selector("text=Northgate Minicabs >> visible=true", timeout=30_000)
    visitor.picture("fava-journal-1280")
    address = page.locator("a[href*='document/?filename=']").first.get_attribute("href")
    assert address is not None
    paper = page.request.get(house.url + address if address.startswith("/") else address)
    assert paper.headers["content-type"] == "image/jpeg"
    assert paper.body()[:3] == b"\xff\xd8\xff"
    assert visitor.faults == []


def test_an_examiner_can_change_nothing(visitor: Visitor, house: House) -> None:
    visitor.enter(house.links["auditor"])
    request = visitor.page.request
    before = (house.book / "book.beancount").read_bytes()
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = request.fetch(at(house, "book/api/source"), method=method, data="{}")
        assert answer.status == 405, f"{method} answered {answer.status}"
    for path in ("book/editor/", "book/query/", "book/import/", "book/options/", "book/api/query"):
        assert request.get(at(house, path)).status == 404, path
    for path in ("out", "in", "bank", "people", "settings"):
        answer = request.get(f"{house.url}/g/{house.group}/{path}")
        assert answer.status == 403, f"{path} answered {answer.status}"
    assert (house.book / "book.beancount").read_bytes() == before


def test_nothing_in_fava_offers_what_an_examiner_may_not_do(visitor: Visitor, house: House) -> None:
    """What cannot be hidden, as what a key opens, says so in a sentence and can be closed."""
    visitor.enter(house.links["auditor"])
    page = visitor.page
    visitor.go(at(house, "book/income_statement/"))
    nothing_more = page.get_by_text("Net Profit").last
    nothing_more.wait_for()
    assert page.locator("a[href='#add-transaction'] >> visible=true").count() == 0
    box = nothing_more.locator("..").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.url.endswith("/income_statement/")
    page.keyboard.press("n")
    page.wait_for_selector("dialog[open]")
    assert page.locator("dialog input >> visible=true").count() == 0
    page.locator("dialog button.close").click()
    assert page.locator("dialog[open]").count() == 0
    visitor.go(at(house, "book/journal/?time=2026-03"))
    page.locator("a[href*='#context-']").first.click()
    page.wait_for_selector("dialog .editor")
    named = page.locator("dialog a[href*='/book/editor/']")
    assert named.inner_text().startswith("/book/journal/2026-03.beancount:")
    assert named.evaluate("it => getComputedStyle(it).pointerEvents") == "none"


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)])
def test_from_each_page_of_fava_one_link_leads_back_to_the_group(
    visitor: Visitor, house: House, width: int, height: int
) -> None:
    visitor.enter(house.links["auditor"])
    page = visitor.page
    page.set_viewport_size({"width": width, "height": height})
    visitor.go(at(house, "book/journal/"))
    back = page.get_by_role("link", name="← Back to Elm Street Mutual Aid")
    back.wait_for(state="attached")
    if width == 390:
        page.locator(".aside-buttons button").click()
    page.get_by_role("link", name="Trial Balance").click()
    page.wait_for_url("**/trial_balance/*")
    back.click()
    page.wait_for_url(f"{house.url}/g/{house.group}/")
    visitor.sees("in the bank and the tin")


def test_nobody_else_reads_the_books_in_fava(visitor: Visitor, house: House) -> None:
    stranger = visitor.page.request.get(at(house, ""), max_redirects=0)
    assert stranger.status == 302
    assert re.search(r"/sign-in", stranger.headers["location"])
    visitor.enter(house.links["member"])
    assert visitor.page.request.get(at(house, "book/journal/")).status == 403
