"""The whole thing, as people meet it: a served sample group and a real browser.

Every page that a journey stops at is looked at by axe, must not be wider than a phone, must not
break its content security policy, and leaves its picture where LOOK_SHOTS says, if it says so.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "tests" / "vendor" / "axe.min.js").read_text()
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
_LONGEST_START = 60
_NOBODYS_PORT = 1


@dataclass(frozen=True)
class House:
    """A served installation: where it is, its data folder, and the ready links of the sample."""

    url: str
    data: Path
    links: dict[str, str] = field(default_factory=dict)
    group: str = ""
    public: str = ""

    @property
    def book(self) -> Path:
        """The folder of the first group's book."""
        return next(path.parent for path in self.data.glob("books/*/book.beancount"))


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def purse(*words: str) -> subprocess.CompletedProcess[str]:
    """Say words to the command line, as `./run WORDS` does once it is set up."""
    return subprocess.run(
        [sys.executable, "-m", "webapp", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@contextlib.contextmanager
def served(*words: str, port: int) -> Iterator[str]:
    """Serve until the block ends; ended by its process id."""
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "webapp", "serve", "--port", str(port), *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_for(url, server)
            yield url
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(server.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(10)
            if server.poll() is None:
                server.kill()


def _place(url: str) -> tuple[str, int]:
    found = urlsplit(url)
    return str(found.hostname), int(found.port or 80)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _LONGEST_START
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"the server ended with {server.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(_place(url), timeout=5):
            return
        time.sleep(0.1)
    pytest.fail("the server did not answer")


@pytest.fixture(scope="session")
def sample_house(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with the sample group, to begin with a copy of it, and what is told of it."""
    data = tmp_path_factory.mktemp("sample")
    made = purse("demo", str(data), "--json", "--port", str(_NOBODYS_PORT))
    assert made.returncode == 0, made.stderr
    return data, made.stdout


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory, sample_house: tuple[Path, str]
) -> Iterator[House]:
    """The sample group, served."""
    data, port = tmp_path_factory.mktemp("house") / "data", free_port()
    made, words = sample_house
    shutil.copytree(made, data)
    told = json.loads(words.replace(f":{_NOBODYS_PORT}/", f":{port}/"))
    with served("--data", str(data), port=port) as url:
        yield House(
            url=url, data=data, links=told["links"], group=told["group"], public=told["public"]
        )


class Visitor:
    """Somebody at a browser, whose every page is looked at."""

    def __init__(self, context: BrowserContext, shots: Path | None = None) -> None:
        self.context = context
        self.shots = shots
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))

    def _heard(self, message: object) -> None:
        text = getattr(message, "text", "")
        # A refused form is answered as 422, which the browser reports as if it were a fault.
        if getattr(message, "type", "") == "error" and "422" not in text:
            self.faults.append(text)

    def go(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.ok, f"{address} answered {answer.status}"

    def enter(self, link: str) -> None:
        """Go in by a ready link, which wants one more press."""
        self.go(link)
        self.press("Go in as")

    def press(self, name: str) -> None:
        """Press a button or a link by its words, and wait for the page after it."""
        named = re.compile(re.escape(name))
        found = self.page.get_by_role("button", name=named).or_(
            self.page.get_by_role("link", name=named)
        )
        found.filter(visible=True).first.click()
        self.page.wait_for_load_state()

    def sees(self, text: str) -> None:
        shown = self.page.inner_text("body")
        assert text in shown, f"“{text}” is not on {self.page.url}:\n{shown}"

    def look(self, name: str) -> None:
        """Look at this page at both widths: nothing broken, too wide or unreadable."""
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            width = self.page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], f"{self.page.url} is {width} pixels wide"
            self.picture(f"{name}-{size['width']}", whole=True)
        self._axe(name)
        assert self.faults == [], f"{self.page.url}: {self.faults}"

    def picture(self, name: str, *, whole: bool = False) -> None:
        """Draw what is seen, or the whole page, for whoever wants pictures."""
        if self.shots:
            self.page.screenshot(path=self.shots / f"{name}.png", full_page=whole)

    def _axe(self, name: str) -> None:
        # As tall as the page, so that the button at the thumb covers nothing that axe measures.
        tall = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": PHONE["width"], "height": tall})
        self.page.evaluate(AXE)
        found = self.page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})"
            ".then(told => told.violations.map(v => v.id + ': ' + v.nodes[0].html))"
        )
        self.page.set_viewport_size(PHONE)
        assert found == [], f"{name}: {found}"


@pytest.fixture
def visitor(chromium: Browser, shots: Path | None) -> Iterator[Visitor]:
    """Somebody who was never here, on a phone, in Britain."""
    context = chromium.new_context(
        viewport=PHONE, locale="en-GB", has_touch=True, ignore_https_errors=True
    )
    context.set_default_timeout(20_000)
    yield Visitor(context, shots)
    context.close()
