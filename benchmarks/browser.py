"""A browser as plain as can be: one kept connection, cookies, and forms with their tokens."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from socket import socket
from time import perf_counter
from urllib.parse import urlencode

from benchmarks.books import Made
from benchmarks.helpers import helper
from benchmarks.street import BANK, LAST_DAY

_HIDDEN = re.compile(r'name="(csrf_token|key)" value="([^"]+)"')
_COOKIE = re.compile(rb"(?mi)^Set-Cookie: ([^=\s]+)=([^;\r\n]*)")
_THERE = re.compile(rb"(?mi)^Location: (\S+)")
_LENGTH = re.compile(rb"(?mi)^Content-Length: (\d+)")
_FORM = "application/x-www-form-urlencoded"
_FOUND, _BEGUN, _SEE_OTHER = 200, 202, 303
_CHUNK = 65_536


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

    def ready(self, method: str, address: str, body: str = "") -> bytes:
        """Give all bytes of a question, to be sent at once."""
        lines = [f"{method} {address} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {self._kept()}"]
        if body:
            lines += [f"Content-Type: {_FORM}", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", body]).encode()

    def exchange(self, asked: bytes) -> tuple[bytes, bytes]:
        """Send a question that is ready, and give the head of its answer and what it holds.

        Raises:
            WrongAnswer: the line was closed, or the answer does not say how long it is.
        """
        line: socket = self._line.sock
        line.sendall(asked)
        taken = bytearray()
        while (end := taken.find(b"\r\n\r\n")) < 0 or len(taken) < end + 4 + _length(taken[:end]):
            if not (more := line.recv(_CHUNK)):
                raise WrongAnswer("the line was closed")
            taken += more
        head = bytes(taken[:end])
        for name, value in _COOKIE.findall(head):
            self._cookies[name.decode()] = value.decode()
        return head, bytes(taken[end + 4 :])

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _kept(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def _ask(self, method: str, address: str, body: str | None = None) -> tuple[int, str, str]:
        headers = {"Cookie": self._kept()}
        if body is not None:
            headers["Content-Type"] = _FORM
        self._line.request(method, address, body, headers)
        answer = self._line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self._cookies[name] = value
        content = answer.read()
        text = content.decode(errors="replace")
        return answer.status, text, answer.headers.get("Location", "")


def there_of(head: bytes) -> str:
    """Give the address that an answer leads to, by its head.

    Raises:
        WrongAnswer: it leads nowhere, such as that of a form that was not accepted.
    """
    there = _THERE.search(head)
    if there is None:
        raise WrongAnswer(head.decode())
    return there[1].decode()


def _length(head: bytearray) -> int:
    said = _LENGTH.search(head)
    if said is None:
        raise WrongAnswer(head.decode())
    return int(said[1])


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

    The form is opened before, as it is by whoever fills it in. What this program itself does to
    send and to take an answer apart is kept as short as can be: it is no part of what is measured.
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
    sending = browser.ready("POST", form, urlencode(fields))
    began = perf_counter()
    head, _ = browser.exchange(sending)
    head, page = browser.exchange(browser.ready("GET", there_of(head)))
    taken = perf_counter() - began
    if words not in page.decode():
        raise WrongAnswer("the page does not show what was recorded")
    return taken
