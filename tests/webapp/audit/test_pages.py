"""Stock Fava's own pages in a real browser, under the mount's policy and with a hostile book."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Request
from werkzeug.serving import make_server

from tests.webapp.audit.small_books import PAPER
from webapp.audit.guard import NOT_HERE, ONLY_LOOKING

pytestmark = pytest.mark.browser

PAGES = [
    "income_statement/",
    "balance_sheet/",
    "trial_balance/",
    "journal/",
    "commodities/",
    "events/",
    "errors/",
    "documents/",
    "account/Expenses:Food/",
    "account/Expenses:Food/?r=changes",
]


@pytest.fixture(scope="module")
def address(guests: Flask) -> Iterator[str]:
    """The tiny application, on a real port."""
    served = make_server("127.0.0.1", 0, guests, threaded=True)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}/g/elm-street/audit/"
    served.shutdown()
    thread.join()


class Watched:
    """A page, and all that went wrong on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.alerts: list[str] = []
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        page.on("dialog", lambda dialog: (self.alerts.append(dialog.message), dialog.dismiss()))
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._follow)

    def _listen(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.complaints.append(str(getattr(message, "text", "")))

    def _follow(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.elsewhere.append(request.url)


@pytest.fixture(scope="module")
def desk(chromium: Browser) -> Iterator[BrowserContext]:
    """An examiner's browser, which fetches Fava's own scripts once."""
    context = chromium.new_context(viewport={"width": 1200, "height": 800})
    yield context
    context.close()


@pytest.fixture
def watched(desk: BrowserContext) -> Iterator[Watched]:
    page = desk.new_page()
    yield Watched(page)
    page.close()


def settled(watched: Watched, url: str) -> str:
    """The visible words of a page when Fava has drawn it."""
    watched.page.goto(url, wait_until="networkidle")
    return watched.page.locator("article").inner_text()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_drawn_and_no_text_of_the_book_runs(
    watched: Watched, address: str, path: str
) -> None:
    assert settled(watched, f"{address}book/{path}") != ""
    assert watched.page.locator("img[src=x]").count() == 0
    assert (watched.alerts, watched.complaints, watched.elsewhere) == ([], [], [])


def test_the_statements_show_the_figures(watched: Watched, address: str) -> None:
    assert "5,000.00" in settled(watched, address).replace("5000.00", "5,000.00")
    assert "4905.80" in settled(watched, f"{address}book/balance_sheet/").replace(",", "")


def test_one_fund_is_one_filter(watched: Watched, address: str) -> None:
    found = settled(watched, f"{address}book/journal/?filter=%23general")
    assert "Leaflets" in found
    assert "Northgate" not in found
    assert "84.20" in settled(
        watched, f"{address}book/income_statement/?filter=%23council-food-2026"
    )


def test_a_hostile_payee_is_read_as_text(watched: Watched, address: str) -> None:
    assert "<img src=x onerror=alert(1)>" in settled(watched, f"{address}book/journal/")
    watched.page.locator(".description .payee").first.click()
    assert watched.alerts == []


def test_the_pages_lead_to_each_other(watched: Watched, address: str) -> None:
    settled(watched, address)
    for name in ("Balance Sheet", "Journal", "Documents", "Trial Balance"):
        watched.page.get_by_role("link", name=name, exact=True).first.click()
        watched.page.wait_for_url(f"{address}book/{name.lower().replace(' ', '_')}/*")
        watched.page.wait_for_load_state("networkidle")
    assert watched.complaints == []


def test_no_link_leads_to_what_is_not_let_through(watched: Watched, address: str) -> None:
    settled(watched, address)
    seen = watched.page.locator("aside li a:visible").all_inner_texts()
    assert [text.strip() for text in seen] == [
        "← Back to Elm Street Mutual Aid",
        "Income Statement",
        "Balance Sheet",
        "Trial Balance",
        "Journal",
        "Commodities",
        "Documents",
        "Events",
    ]


def test_an_entry_opens_with_its_source(watched: Watched, address: str) -> None:
    settled(watched, f"{address}book/journal/?filter=%23general")
    watched.page.locator("li.transaction .datecell a").first.click()
    watched.page.wait_for_load_state("networkidle")
    shown = watched.page.locator(".cm-content").last
    assert 'recorded-by: "P003"' in shown.inner_text()
    assert "/book/journal/2026-03.beancount" in watched.page.locator("body").inner_text()
    assert watched.page.get_by_role("button", name="Save").count() == 0
    assert watched.page.get_by_role("button", name="Delete").count() == 0
    assert (watched.alerts, watched.complaints) == ([], [])


def test_a_change_that_is_tried_in_the_page_is_declined(watched: Watched, address: str) -> None:
    settled(watched, f"{address}book/journal/?filter=%23general")
    watched.page.locator("li.transaction .datecell a").first.click()
    watched.page.locator(".cm-content").last.press_sequentially("; mine")
    watched.page.keyboard.press("Control+s")
    watched.page.get_by_text(ONLY_LOOKING).first.wait_for()
    assert "405" in " ".join(watched.complaints)


def test_the_statistics_stay_empty_because_they_would_need_a_query(
    watched: Watched, address: str
) -> None:
    """Fava's page asks for a query before it draws anything, and no query is ever let through."""
    assert NOT_HERE in settled(watched, f"{address}book/statistics/")
    assert watched.alerts == []


def test_a_paper_opens_from_the_journal_at_the_applications_own_address(
    watched: Watched, address: str
) -> None:
    settled(watched, f"{address}book/documents/")
    got = watched.page.request.get(
        f"{address}book/document/?filename=/book/vouchers/2026/{PAPER}", max_redirects=0
    )
    assert got.headers["location"] == f"/g/elm-street/papers/{PAPER}"
