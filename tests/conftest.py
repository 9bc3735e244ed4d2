"""What every test shares: no cache beside the books, and how hard hypothesis tries."""

import gc
import os
import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Before anything imports Beancount: its cache is a pickle that it keeps beside a ledger.
os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

from hypothesis import HealthCheck, settings

from grant_reports import checking
from ledger import children
from ledger.beans import outside
from ledger.checks import proving
from tests import press

# Where a child is started: two rooms know the verb by a name of their own.
STARTED = (children, outside, proving)

# Until all tests are collected, everything is imported, and nothing of that is ever garbage.
gc.disable()

# `HYPOTHESIS_PROFILE=deep ./test tests/ledger` before a release; the other one is for every day.
settings.register_profile(
    "ci", max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", settings.get_profile("ci"), max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-GB",
    # A page lives for seconds: to compile its scripts thoroughly costs more than it saves.
    "--js-flags=--no-opt --no-maglev",
]


def pytest_collection_finish() -> None:
    """Let Python look for garbage from here on, in what the tests themselves leave behind."""
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def _documents_start_no_programs() -> Iterator[None]:
    """Have children's work done as tests/press.py says, unless a test asks for `processes`."""
    with pytest.MonkeyPatch.context() as patched:
        for room in STARTED:
            patched.setattr(room, "run", press.run)
        # A document is read and changed by many tests, and its slice is always the same.
        patched.setattr(checking, "recomputed", lru_cache(maxsize=64)(checking.recomputed))
        yield


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start a process for whatever wants one, as the program does."""
    for room in STARTED:
        monkeypatch.setattr(room, "run", press.in_a_process)


@pytest.fixture(scope="session")
def shots() -> Path | None:
    """Where pictures of the screens go, for a person to judge: LOOK_SHOTS, or else there are none.

    To draw a picture takes longer than all else that a test does with a page.
    """
    named = os.environ.get("LOOK_SHOTS")
    if not named:
        return None
    Path(named).mkdir(parents=True, exist_ok=True)
    return Path(named)


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """The system's browser, one for all tests of a run, since Playwright allows but one."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - few tests want a browser

    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("there is no Chromium on this machine; ./test installs it")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
