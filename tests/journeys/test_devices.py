"""A password alone opens no new device: beside it a passkey does, or a device that is in."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, StorageState

from tests.journeys.conftest import PHONE, House, Visitor, free_port, purse, served

pytestmark = pytest.mark.browser

PASSWORD = "four kind green hedgehogs"
# What a phone that knows its owner's finger is to a browser.
FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass(frozen=True, kw_only=True)
class Priya:
    """A treasurer, and the cookies of the laptop on which she opened her invitation."""

    house: House
    laptop: StorageState

    @property
    def home(self) -> str:
        return f"{self.house.url}/g/elm-street/"


@pytest.fixture(scope="module")
def priya(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Priya]:
    """Her group, served under a name: browsers know no passkeys at a bare address."""
    data, port = tmp_path_factory.mktemp("elm"), free_port()
    url = f"http://localhost:{port}"
    made = purse("new-group", "--data", str(data), "--title", "Elm Street", "--url", url)
    assert made.returncode == 0, made.stderr
    with served("--data", str(data), port=port):
        laptop = chromium.new_context(locale="en-GB")
        page = laptop.new_page()
        page.goto(made.stdout.strip())
        page.fill("#name", "Priya")
        page.fill("#sign_in_name", "priya")
        page.get_by_role("button", name="Show the password").click()
        page.fill("#password", PASSWORD)
        assert page.get_attribute("#password", "type") == "text"
        page.get_by_role("button", name="Join Elm Street").click()
        page.wait_for_url("**/g/elm-street/")
        kept = laptop.storage_state()
        laptop.close()
        yield Priya(house=House(url=url, data=data), laptop=kept)


def at_the_laptop(visitor: Visitor, priya: Priya) -> None:
    visitor.context.add_cookies(priya.laptop["cookies"])  # type: ignore[arg-type]  # a plain dict
    visitor.go(f"{priya.home}devices")
    assert "Chrome" in visitor.page.input_value("#label")


def sign_in(visitor: Visitor, priya: Priya) -> None:
    visitor.go(f"{priya.house.url}/sign-in")
    visitor.page.fill("#sign_in_name", "priya")
    visitor.page.fill("#password", PASSWORD)
    visitor.press("Sign in")


def test_a_passkey_lets_a_new_device_in(visitor: Visitor, priya: Priya) -> None:
    page = visitor.page
    asked = page.context.new_cdp_session(page)
    asked.send("WebAuthn.enable")
    asked.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})

    at_the_laptop(visitor, priya)
    visitor.press("Add a passkey")
    visitor.look("passkey")
    visitor.press("Make a passkey")
    page.wait_for_url("**/devices")
    visitor.sees("Your passkey is kept")
    visitor.look("devices-with-passkey")

    visitor.context.clear_cookies()
    sign_in(visitor, priya)
    visitor.sees("This device is new to us")
    visitor.look("new-device-with-passkey")
    visitor.press("Use my passkey")
    page.wait_for_url("**/g/elm-street/")
    visitor.sees("Elm Street")


def test_a_device_that_is_in_lets_another_in_and_can_shut_it_out(
    visitor: Visitor, priya: Priya, chromium: Browser
) -> None:
    at_the_laptop(visitor, priya)
    visitor.look("devices")
    visitor.press("Let another device in")
    visitor.look("let-another-in")
    link = visitor.page.locator(".secret input").input_value()

    phone = Visitor(chromium.new_context(viewport=PHONE, locale="en-GB"))
    sign_in(phone, priya)
    phone.look("new-device")
    phone.go(link)
    phone.page.fill("#password", "not her password")
    phone.press("Let this device in")
    phone.sees("That is not the password that goes with this link")
    phone.look("device-link-refused")
    phone.page.fill("#password", PASSWORD)
    phone.press("Let this device in")
    phone.page.wait_for_url("**/g/elm-street/")

    visitor.press("Back to your devices")
    visitor.press("Sign out and forget")
    visitor.sees("is signed out, and not known any more")
    phone.go(priya.home)
    phone.sees("Your sign-in name")
    phone.context.close()
