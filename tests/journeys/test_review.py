"""A funder sees what their grant was spent on, with the evidence, and takes the report along."""

import io
import time

import pikepdf
import pytest
from playwright.sync_api import APIResponse

from tests.journeys.conftest import House, Visitor

pytestmark = pytest.mark.browser
MOST_TEXT_PAGES = 5
FOUND, BEGUN, GONE = 200, 202, 404


def printed(visitor: Visitor, address: str) -> APIResponse:
    """Ask for a document until it is there, as the page that says that it is being made does."""
    for _ in range(90):
        answer = visitor.page.request.get(address, timeout=90_000)
        if answer.status != BEGUN:
            return answer
        time.sleep(1)
    raise AssertionError(f"{address} was never made")


def at(house: House, path: str) -> str:
    return f"{house.url}/g/{house.group}/{path}"


def test_a_funder_reads_the_letter_opens_a_paper_and_asks(visitor: Visitor, house: House) -> None:
    visitor.go(house.links["funder"])
    visitor.sees("Council food grant 2025")
    visitor.look("funder-letter")
    source = visitor.page.content()
    others = ("Street kitchen", "lottery", "Winter warmth", "Priya", "Amara", "P004", "P007")
    assert [word for word in others if word in source] == []

    picture = visitor.page.locator("a[href*='/paper/'], a[href*='/papers/']").first
    address = picture.get_attribute("href")
    assert address is not None
    paper = visitor.page.request.get(f"{house.url}{address}")
    assert (paper.status, paper.headers["content-type"]) == (200, "image/jpeg")


def test_the_report_is_a_pdf_with_the_papers(visitor: Visitor, house: House) -> None:
    visitor.go(house.links["funder"])
    answer = printed(visitor, f"{house.links['funder']}/report")
    assert answer.headers["content-type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.body())) as report:
        assert len(report.pages) > MOST_TEXT_PAGES
        assert "/StructTreeRoot" in report.Root


def test_a_question_of_the_funder_is_answered(visitor: Visitor, house: House) -> None:
    visitor.go(house.links["funder"])
    visitor.press("Ask a question")
    visitor.page.fill("#text", "Were the parcels delivered?")
    visitor.look("funder-question")
    visitor.press("Send the question")
    visitor.sees("Not answered yet.")

    visitor.enter(house.links["treasurer"])
    visitor.go(at(house, "funds/council-food-2025"))
    visitor.sees("Were the parcels delivered?")
    visitor.look("fund-with-question")
    visitor.page.locator("textarea").first.fill("Yes, on foot, to three doors.")
    visitor.press("Send the answer")
    visitor.go(house.links["funder"])
    visitor.sees("Yes, on foot, to three doors.")


def test_a_link_for_a_funder_works_until_it_is_revoked(visitor: Visitor, house: House) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.go(at(house, "funds/lottery-kitchen"))
    visitor.page.fill("#label", "Lottery")
    visitor.press("Make a link")
    visitor.look("funder-link")
    link = visitor.page.locator(".secret input").first.input_value()
    assert visitor.page.request.get(link).status == FOUND
    visitor.go(at(house, "funds/lottery-kitchen"))
    visitor.press("Make this link stop working")
    assert visitor.page.request.get(link).status == GONE


def test_a_grant_is_opened_with_its_budget_and_seen_against_it(
    visitor: Visitor, house: House
) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.go(at(house, "new-fund"))
    page = visitor.page
    page.fill("#title", "Garden grant 2026")
    page.locator("input[type=radio][value=restricted]").check()
    page.fill("#funder", "Northgate Council")
    page.fill("#award", "800")
    page.get_by_text("budget").filter(visible=True).first.click()
    visitor.look("new-fund")
    visitor.press("Open")
    visitor.sees("Garden grant 2026")
    visitor.look("fund-new")


def test_the_bank_is_checked_and_the_difference_said(visitor: Visitor, house: House) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.go(at(house, "bank"))
    visitor.look("bank")
    visitor.press("Show our figure")
    visitor.page.fill("#figure", "1.00")
    visitor.press("They agree")
    visitor.sees("The statement says £1.00 and the books say")
    visitor.look("bank-differs")


def test_a_year_is_closed_after_its_accounts_are_made(visitor: Visitor, house: House) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.go(at(house, "accounts"))
    visitor.look("accounts")
    accounts = printed(visitor, at(house, "accounts/2026-03-31/pdf"))
    assert accounts.headers["content-type"] == "application/pdf"
    visitor.press("Close this year")
    visitor.look("close-year")
    visitor.page.check("#sure")
    visitor.press("Close the year to 31 March 2026")
    visitor.sees("The year from 1 April 2025 to 31 March 2026 is closed")
    visitor.look("year-closed")
    visitor.go(at(house, "out"))
    visitor.page.fill("#amount", "1")
    visitor.page.fill("#paid_to", "Aldi")
    visitor.page.fill("#day", "2026-03-30")
    visitor.press("Record £1.00 out")
    visitor.sees("lies in a year that is closed up to 31 March 2026")


def test_the_other_pages_of_a_treasurer(visitor: Visitor, house: House) -> None:
    visitor.enter(house.links["treasurer"])
    for path, name in (("funds", "funds"), ("funds/general", "fund-general"), ("people", "people")):
        visitor.go(at(house, path))
        visitor.look(name)
