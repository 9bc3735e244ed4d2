"""From an empty start, as a new user would: a group with money in the bank, and its first paper."""

from collections.abc import Iterator

import pytest

from tests.journeys.conftest import House, Visitor, free_port, served
from tests.journeys.test_record import PAPER

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An installation without any group."""
    data, port = tmp_path_factory.mktemp("empty"), free_port()
    with served("--data", str(data), "--empty", port=port) as url:
        yield House(url=url, data=data)


def test_a_group_with_money_in_the_bank_begins_and_records_its_first_expense(
    visitor: Visitor, empty: House
) -> None:
    page = visitor.page
    visitor.go(empty.url)
    visitor.look("start-1-group")
    page.fill("#title", "Oak Road Tenants")
    page.locator("input[name=legal_form]").first.check()
    visitor.press("Go on: where we start")

    page.fill("#bank", "1204.60")
    page.fill("#tin", "35.20")
    page.get_by_text("Money for one purpose only").click()
    page.fill("#fund-1", "Council garden grant")
    page.fill("#bank-1", "350")
    page.fill("#funder-1", "Northgate Council")
    page.get_by_text("Do we owe a volunteer anything?").click()
    page.fill("#owed-to-1", "Mo")
    page.fill("#owed-1", "12.50")
    visitor.look("start-2-money")
    visitor.press("Go on: who keeps the books")

    visitor.sees("You start with £1,554.60 in the bank and £35.20 in the tin")
    page.fill("#name", "Dana")
    page.fill("#sign_in_name", "dana")
    page.fill("#password", "short")
    page.fill("#other-1", "Lee")
    visitor.press("Open the books")
    visitor.sees("One thing to put right")
    assert page.input_value("#sign_in_name") == "dana"
    page.fill("#password", "three kind green hedgehogs")
    visitor.look("start-3-people")
    visitor.press("Open the books")

    visitor.sees("A code to print")
    visitor.sees("Links to send")
    visitor.look("start-4-ready")
    invitation = page.locator(".secret input").first.input_value()
    visitor.press("Record your first expense")

    page.set_input_files("#paper", PAPER)
    page.fill("#amount", "91.84")
    page.fill("#paid_to", "Lidl")
    visitor.press("Record £91.84 out")
    visitor.sees("on the paper")
    visitor.press("Home")
    visitor.sees("Oak Road Tenants has £1,497.96 in the bank and the tin")
    visitor.sees("We owe £12.50 to volunteers")
    visitor.look("start-5-home")

    phone = {each["name"]: each["value"] for each in page.context.cookies()}
    page.context.clear_cookies()
    lee_joins(visitor, invitation)

    page.context.clear_cookies()
    what_was_owed_before_the_books_began_can_be_paid_back(visitor, empty, phone)


def lee_joins(visitor: Visitor, invitation: str) -> None:
    visitor.go(invitation)
    visitor.look("invitation")
    visitor.page.fill("#sign_in_name", "lee")
    visitor.page.fill("#password", "another four kind words")
    visitor.press("Join Oak Road Tenants")
    visitor.sees("in the bank and the tin")


def what_was_owed_before_the_books_began_can_be_paid_back(
    visitor: Visitor, empty: House, phone: dict[str, str]
) -> None:
    """With what Dana's phone keeps: that it is known, not who is in."""
    known = {"name": "purse-device", "value": phone["purse-device"], "url": empty.url}
    visitor.context.add_cookies([known])
    visitor.go(f"{empty.url}/sign-in")
    visitor.page.fill("#sign_in_name", "dana")
    visitor.page.fill("#password", "three kind green hedgehogs")
    visitor.press("Sign in")
    visitor.go(visitor.page.url + "pay-back")
    visitor.page.get_by_role("link", name="Mo", exact=True).click()
    visitor.press("Record £12.50 paid back")
    visitor.sees("Recorded: £12.50 paid back to Mo")
