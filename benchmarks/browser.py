"""A browser as plain as can be: one kept connection, cookies, and forms with their tokens."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from time import perf_counter
from urllib.parse import urlencode

from benchmarks.books import Made
from benchmarks.helpers import helper
from benchmarks.street import BANK, LAST_DAY

_HIDDEN = re.compile(r'name="(csrf_token|key)" value="([^"]+)"')
_FOUND, _BEGUN, _SEE_OTHER = 200, 202, 303


class WrongAnswer(Exception):
    """The pages answered something else than what was to be measured."""


class Browser:
    """One visitor, on one connection."""

    def __init__(self, port: int, cookie: str) -> None:
        """Connect; the cookie lets in."""
        self._line = HTTPConnection("127.0.0.1", port)
        name, _, value = cookie.partition("=")
        self._cookies = {name: value}

    def get(self, address: str) -> str:
        """Get a page, also where another address leads to it.

        Raises:
            WrongAnswer: it is not there.
        """
        status, text, there = self._ask("GET", address)
        if status == _SEE_OTHER:
            status, text, _ = self._ask("GET", there)
        if status not in {_FOUND, _BEGUN}:
            raise WrongAnswer(f"{address}: {status}")
        return text

    def hidden(self, address: str) -> dict[str, str]:
        """Open a form, and give what it hides: its key and its token."""
        return dict(_HIDDEN.findall(self.get(address)))

    def post(self, address: str, fields: Mapping[str, str]) -> str:
        """Send a form, and give the address that it leads to.

        Raises:
            WrongAnswer: it was not accepted.
        """
        status, text, there = self._ask("POST", address, urlencode(fields))
        if status != _SEE_OTHER:
            raise WrongAnswer(f"{address}: {status} {text[:2000]}")
        return there

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _ask(self, method: str, address: str, body: str | None = None) -> tuple[int, str, str]:
        kept = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": kept}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, address, body, headers)
        answer = self._line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self._cookies[name] = value
        content = answer.read()
        text = content.decode(errors="replace")
        return answer.status, text, answer.headers.get("Location", "")


@contextmanager
def served(made: Made, groups: tuple[str, ...]) -> Iterator[dict[str, Browser]]:
    """Serve a data folder, and give a browser for each role that is let in."""
    with helper("serving") as server:
        told = server.ask("start", folder=str(made.folder), groups=list(groups))
        browsers = {role: Browser(told["port"], c) for role, c in told["cookies"].items()}
        browsers["other"] = Browser(told["port"], told["cookies"]["treasurer"])
        try:
            yield browsers
        finally:
            for each in browsers.values():
                each.close()


def record(browser: Browser, group: str, words: str, pence: int) -> float:
    """Record an expense by its form, see the page that shows it, and give how long that took.

    The form is opened before, as it is by whoever fills it in.
    """
    form = f"/g/{group}/out"
    fields = {
        **browser.hidden(form),
        "amount": f"{pence // 100}.{pence % 100:02d}",
        "paid_to": "Aldi",
        "what_for": words,
        "fund": "general",
        "account": "Expenses:Food",
        "paid_from": BANK,
        "day": LAST_DAY.isoformat(),
    }
    began = perf_counter()
    page = browser.get(browser.post(form, fields))
    taken = perf_counter() - began
    if words not in page:
        raise WrongAnswer("the page does not show what was recorded")
    return taken
