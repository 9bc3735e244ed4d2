"""Every screen of the gallery, as a person meets it: seen, measured, touched and heard."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.webapp.gallery.wall import SCREENS
from tests.webapp.test_kindly import LEFT_ALONE, SEEN
from webapp.forms.looks_like_a_person import looks_like

pytestmark = pytest.mark.browser

AXE = (Path(__file__).resolve().parents[2] / "vendor/axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async () => {
  const found = await axe.run(document, {
    rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
  });
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((n) => n.html).join(' | ')}`);
}"""
# A link inside a sentence is as tall as the sentence (WCAG 2.2, 2.5.8, inline).
TOO_SMALL = """() => [...document.querySelectorAll('a, button, summary, select, input, .choice')]
  .filter((one) => one.offsetParent && !one.closest('p:not(.row), .skip, .named, .choice input'))
  .filter((one) => !['radio', 'checkbox', 'hidden'].includes(one.type))
  .filter((one) => !one.matches('.skip, [aria-hidden]'))
  .filter((one) => !one.matches('.till-who') && one.getBoundingClientRect().height < 47.5)
  .map((one) => `${one.outerHTML.slice(0, 90)} ${one.getBoundingClientRect().height}`)"""
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Visit:
    """Somebody's first visit to one screen: the page, what it took, and what was complained of."""

    screen: str
    page: Page
    answers: list[Response]
    complaints: list[str]


@pytest.fixture(scope="module", params=SCREENS)
def visit(request: pytest.FixtureRequest, chromium: Browser, gallery: str) -> Iterator[Visit]:
    """A screen opened once, on a phone, by a browser that was never here; all look at it there."""
    context = chromium.new_context(viewport=PHONE, locale="en-GB", reduced_motion="reduce")  # type: ignore[arg-type]  # a plain dict
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it must be a function
    opened = Visit(screen=request.param, page=page, answers=answers, complaints=complaints_of(page))
    page.goto(f"{gallery}/look/{request.param}", wait_until="networkidle")
    page.evaluate(AXE)
    yield opened
    context.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=PHONE, locale="en-GB")  # type: ignore[arg-type]  # a plain dict
    yield context.new_page()
    context.close()


def complaints_of(page: Page) -> list[str]:
    """What the browser complains of, the policy's refusals among it."""
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def seen(visit: Visit, size: dict[str, int], scheme: str = "light") -> Page:
    """The screen as it is on a phone or a desk, by day or by night."""
    visit.page.set_viewport_size(size)  # type: ignore[arg-type]  # a plain dict
    visit.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
    return visit.page


@pytest.mark.parametrize("kind", ["phone light", "desk light", "phone dark"])
def test_axe_finds_nothing_and_the_browser_complains_of_nothing(
    visit: Visit, kind: str, shots: Path | None
) -> None:
    where, _, scheme = kind.partition(" ")
    page = seen(visit, PHONE if where == "phone" else DESK, scheme)
    if shots:
        page.screenshot(path=shots / f"{visit.screen}-{where}-{scheme}.png", full_page=True)
    assert page.evaluate(RUN_AXE) == []
    assert visit.complaints == []


def test_everything_to_touch_is_as_tall_as_a_thumb(visit: Visit) -> None:
    assert seen(visit, PHONE).evaluate(TOO_SMALL) == []


def test_no_page_scrolls_sideways_on_the_smallest_phone(visit: Visit) -> None:
    page = seen(visit, {"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_words_in_the_place_of_a_figure_are_not_cut_off_on_a_phone(visit: Visit) -> None:
    beyond = """() => [...document.querySelectorAll('.figure.in-words')].map((one) =>
      one.getBoundingClientRect().right - one.closest('.table-wide').getBoundingClientRect().right
    )"""
    found = seen(visit, PHONE).evaluate(beyond)
    assert len(found) == (visit.screen == "home")
    assert [each for each in found if each > 0] == []


def test_a_first_visit_is_under_100_kb_and_10_requests(visit: Visit) -> None:
    ours = [answer for answer in visit.answers if "/paper/" not in answer.url]
    assert ours
    assert sum(len(answer.body()) for answer in ours) < 100_000
    assert len(ours) < 10


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_largest_amount_stands_on_one_line(phone: Page, gallery: str, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 844})
    phone.goto(f"{gallery}/look/fund", wait_until="networkidle")
    sums = phone.locator(".figures dd")
    assert sums.filter(has_text="£9,999,999.99").count() == 1
    tall = sums.evaluate_all(
        """all => all.filter((one) => one.scrollWidth > one.clientWidth
            || one.offsetHeight > 1.5 * parseFloat(getComputedStyle(one).lineHeight))
            .map((one) => one.textContent)"""
    )
    assert tall == []


def test_the_menu_opens_and_closes_without_scripts(chromium: Browser, gallery: str) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]  # a plain dict
    page = context.new_page()
    page.goto(f"{gallery}/look/home")
    page.get_by_role("link", name="More").click()
    assert page.get_by_role("link", name="Check against the bank").is_visible()
    page.get_by_role("link", name="Close").click()
    assert not page.get_by_role("link", name="Check against the bank").is_visible()
    context.close()


def test_the_button_says_the_figure_while_it_is_typed(phone: Page, gallery: str) -> None:
    phone.goto(f"{gallery}/look/money-out")
    phone.get_by_label("How much").fill("1,284.2")
    assert phone.get_by_role("button", name="Record £1,284.20 out").is_visible()
    for unclear in ("12.345", "0", "0.00", "1 2", "1234,567", "12,50"):
        phone.get_by_label("How much").fill(unclear)
        assert phone.get_by_role("button", name="Record money out").is_visible(), unclear
    phone.get_by_label("How much").fill("£ 1,234,567")
    assert phone.get_by_role("button", name="Record £1,234,567.00 out").is_visible()


def test_what_is_left_to_share_is_told_while_typing(phone: Page, gallery: str) -> None:
    phone.goto(f"{gallery}/look/money-out")
    phone.get_by_label("How much").fill("94.20")
    phone.get_by_text("More: share between funds").click()
    phone.locator("#share-council").fill("84.20")
    assert phone.get_by_text("£10.00 of £94.20 still to share.").is_visible()
    phone.locator("#share-general").fill("10")
    assert phone.get_by_text("That is all of £94.20.").is_visible()


NAMING = (
    "Shopping for Mrs Okafor",
    "Call 07700 900123",
    "Parcel to N7 6AB",
    "joan@example.org",
    "Lift for Joan Smith",
)
NAMING_NOBODY = ("Food parcels for 12 households", "Rent for March 2026")


def warned(page: Page, typed: str) -> bool:
    page.get_by_label("What for").fill(typed)
    page.get_by_label("What for").blur()
    return page.get_by_text("leave out who was helped").is_visible()


def test_what_may_name_somebody_is_warned_of_kindly(phone: Page, gallery: str) -> None:
    phone.goto(f"{gallery}/look/money-out")
    assert [typed for typed in NAMING if not warned(phone, typed)] == []


def test_what_names_nobody_is_not_warned_of(phone: Page, gallery: str) -> None:
    phone.goto(f"{gallery}/look/money-out")
    assert [typed for typed in NAMING_NOBODY if warned(phone, typed)] == []


def test_the_browser_and_the_server_take_the_same_words_for_a_person(
    phone: Page, gallery: str
) -> None:
    phone.goto(f"{gallery}/look/money-out")
    typed = [*(words for words, _ in SEEN), *LEFT_ALONE]
    found = phone.evaluate("(typed) => typed.map(looksLike)", typed)
    assert dict(zip(typed, found, strict=True)) == {words: looks_like(words) for words in typed}


def test_a_large_photo_is_made_smaller_before_it_is_sent(phone: Page, gallery: str) -> None:
    phone.goto(f"{gallery}/look/money-out")
    small: dict[str, Any] = phone.evaluate(
        """async () => {
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [3600, 2400];
          canvas.getContext('2d').fillRect(0, 0, 1800, 1200);
          const blob = await new Promise((kept) => canvas.toBlob(kept, 'image/png'));
          const parts = [blob, new Uint8Array(900000)];
          const file = await smaller(new File(parts, 'a.png', {type: 'image/png'}));
          const picture = await createImageBitmap(file);
          return {name: file.name, width: picture.width, height: picture.height};
        }"""
    )
    assert small == {"name": "a.jpg", "width": 2400, "height": 1600}


def test_two_taps_send_a_form_once(phone: Page, gallery: str) -> None:
    phone.goto(f"{gallery}/look/money-out")
    sent: int = phone.evaluate(
        """() => {
          const form = document.querySelector('form.act');
          form.noValidate = true;
          let sent = 0;
          window.addEventListener('submit', (event) => {
            if (!event.defaultPrevented) sent += 1;
            event.preventDefault();
          });
          const button = form.querySelector('[type=submit]');
          button.click();
          button.click();
          return sent;
        }"""
    )
    assert sent == 1


def test_a_refused_form_keeps_what_was_typed_and_goes_to_the_refusal(
    phone: Page, gallery: str
) -> None:
    phone.goto(f"{gallery}/look/refused")
    assert phone.get_by_label("How much").input_value() == "84.2O"
    assert phone.locator("input[name=paper-kept]").input_value() == "9f2c41d7"
    assert phone.evaluate("document.activeElement.matches('.refusal')")


def test_what_is_short_by_millions_takes_two_lines_of_the_smallest_phone(
    phone: Page, gallery: str
) -> None:
    phone.set_viewport_size({"width": 320, "height": 640})
    phone.goto(f"{gallery}/look/home", wait_until="networkidle")
    wide = """() => [...document.querySelectorAll('table')].map((one) => {
      one.querySelectorAll('td.figure').forEach((sum) => {
        sum.textContent = 'short by £9,999,999.99';
      });
      return one.offsetWidth - one.parentElement.clientWidth;
    })"""
    assert phone.evaluate(wide) == [0]
