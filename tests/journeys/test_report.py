"""A treasurer writes the report for a funder, looks at it, sends it, and the funder has it."""

import io
import re

import pikepdf
import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import PHONE, House, Visitor

pytestmark = pytest.mark.browser
GRANT = "council-food-2025"
FOUND = 200


def report(house: House) -> str:
    """Where the report of the council's grant is written."""
    return f"{house.url}/g/{house.group}/reports/{GRANT}"


def test_a_report_is_written_looked_at_issued_and_found_by_its_funder(
    visitor: Visitor, house: House
) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.go(f"{house.url}/g/{house.group}/funds/{GRANT}")
    visitor.press("Report for the funder")
    visitor.look("report")
    page = visitor.page
    page.fill("#did", "Parcels were packed each Friday.")
    expect(page.locator("[data-kept]")).to_have_text("Kept as you type.", timeout=15_000)
    page.reload()
    assert page.input_value("#did") == "Parcels were packed each Friday."

    visitor.press("Keep them, and see the report")
    page.wait_for_url(re.compile(r"/draft$"), timeout=90_000)
    draft = page.request.get(page.url)
    assert draft.headers["content-type"] == "application/pdf"
    assert draft.headers["content-disposition"].startswith("inline")
    page.go_back()
    assert page.url == report(house)
    # Beside a PDF, a browser asks for an icon of the whole address, which there is none of.
    visitor.faults.clear()
    page.get_by_label("Without the papers").check()
    page.get_by_label("It goes out as it is").check()
    visitor.press("Issue this report")
    page.wait_for_url(re.compile("#issued$"), timeout=90_000)
    visitor.sees("This very PDF stays with the books")
    visitor.look("report-issued")
    (kept,) = (house.book / "issued").iterdir()

    visitor.go(house.links["funder"])
    visitor.sees("Reports you were sent")
    visitor.look("funder-reports")
    address = page.locator(f"a[href$='{kept.name}']").get_attribute("href")
    assert address is not None
    given = page.request.get(f"{house.url}{address}")
    assert (given.status, given.body()) == (FOUND, kept.read_bytes())
    with pikepdf.open(io.BytesIO(given.body())) as pdf:
        assert "/StructTreeRoot" in pdf.Root


def test_two_who_write_at_once_see_both_texts_and_lose_none(
    chromium: Browser, visitor: Visitor, house: House
) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.go(report(house))
    other = chromium.new_context(viewport=PHONE)
    second = Visitor(other)
    second.enter(house.links["treasurer"])
    second.go(report(house))
    second.page.fill("#learned", "Ask first, then shop.")
    expect(second.page.locator("[data-kept]")).to_have_text("Kept as you type.", timeout=15_000)
    visitor.page.fill("#learned", "Shop on Thursdays.")
    expect(visitor.page.locator("#written-learned .note")).to_contain_text(
        "Ask first, then shop.", timeout=15_000
    )
    assert visitor.page.input_value("#learned") == "Shop on Thursdays."
    visitor.look("report-two-at-once")
    visitor.page.fill("#learned", "Ask first, then shop, on Thursdays.")
    visitor.press("Keep these words")
    second.page.reload()
    assert second.page.input_value("#learned") == "Ask first, then shop, on Thursdays."
    assert second.faults == []
    other.close()


def test_a_report_is_written_without_scripts(chromium: Browser, house: House) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(house.links["treasurer"])
    page.get_by_role("button", name=re.compile("Go in as")).click()
    page.goto(report(house))
    page.fill("#thanks", "Thank you from all of us.")
    page.get_by_role("button", name="Keep these words").click()
    assert "Your words are kept." in page.inner_text("body")
    assert page.input_value("#thanks") == "Thank you from all of us."
    context.close()
