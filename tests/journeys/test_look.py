"""Anybody in the street, with no login: is the balance honest?"""

import pytest

from tests.journeys.conftest import House, Visitor

pytestmark = pytest.mark.browser
NAMES = ("Priya", "Amara", "Sam", "Ruth", "Jo ", "P003", "P004", "P005", "P007", "P009")


def test_anybody_sees_the_balance_and_nobodys_name(visitor: Visitor, house: House) -> None:
    visitor.go(house.public)
    visitor.sees("Elm Street Mutual Aid")
    visitor.sees("£3,788.87")
    visitor.look("public")
    source = visitor.page.content()
    assert [name for name in NAMES if name in source] == []
    assert "Lidl" not in source
    assert visitor.page.context.cookies() == []


def test_a_month_and_its_three_sums_stand_on_one_line_of_a_phone(
    visitor: Visitor, house: House
) -> None:
    visitor.page.set_viewport_size({"width": 360, "height": 800})
    visitor.go(house.public)
    months = visitor.page.get_by_role("region", name="Each month in figures")
    heights = {row.bounding_box()["height"] for row in months.locator("tbody tr").all()}
    assert max(heights) < 1.5 * min(heights)
    assert months.evaluate("it => it.scrollWidth <= it.clientWidth")


def test_the_poster_is_one_sheet_of_paper(visitor: Visitor, house: House) -> None:
    visitor.go(f"{house.public}/poster")
    visitor.look("poster")
    printed = visitor.page.pdf(format="A4", prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 1


def test_a_printed_page_holds_nothing_that_can_only_be_pressed(
    visitor: Visitor, house: House
) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.page.emulate_media(media="print")
    for path, kept, gone in (
        ("bank?account=Assets:Bank:Current&day=2026-04-30", "31 March 2026", "Withdraw this"),
        ("people/P003", "Number in the books", "What they may do"),
        ("", "What’s left, fund by fund", "See which"),
    ):
        visitor.go(f"{house.url}/g/{house.group}/{path}")
        shown = visitor.page.inner_text("body")
        assert kept in shown
        assert not [words for words in (gone, "Money out", "Sign out") if words in shown]


def test_a_group_that_chose_not_to_be_public_is_not_there(visitor: Visitor, house: House) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.go(f"{house.url}/g/{house.group}/settings")
    visitor.look("settings")
    visitor.page.get_by_text("Only our members").click()
    visitor.press("Keep this choice")
    assert visitor.page.request.get(house.public).status == 404
    visitor.go(f"{house.url}/g/{house.group}/settings")
    visitor.page.get_by_text("Anybody may see").click()
    visitor.press("Keep this choice")
    assert visitor.page.request.get(house.public).status == 200
