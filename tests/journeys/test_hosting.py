"""A small server, tried on loopback: Caddy and gunicorn as docs/hosting.md sets them up."""

import contextlib
import http.client
import http.cookiejar
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "hosting.md").read_text()
NAME, BEHIND = "books.example.org", "127.0.0.1:8000"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

pytestmark = pytest.mark.skipif(
    shutil.which("caddy") is None, reason="Caddy is not installed on this machine"
)


@dataclass(frozen=True)
class Site:
    """A server that answers: by HTTPS at `secure`, by HTTP at `plain`, by gunicorn at `behind`."""

    data: Path
    plain: int
    secure: int
    behind: int
    trust: ssl.SSLContext
    invitation: str

    @property
    def url(self) -> str:
        return f"https://localhost:{self.secure}"

    def ask(self, path: str, **headers: str) -> http.client.HTTPResponse:
        line = http.client.HTTPSConnection("localhost", self.secure, context=self.trust, timeout=30)
        line.request("GET", path, headers=headers)
        return line.getresponse()


def block(kind: str, word: str) -> str:
    """A block of the page of one kind that holds a word."""
    found = re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    return next(each for each in found if word in each)


def purse(*words: str) -> subprocess.CompletedProcess[str]:
    """Say words to the command line."""
    command = [sys.executable, "-m", "webapp", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as held:
        taken = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in taken:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in taken]


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str], port: int) -> Iterator[None]:
    """A program that answers at a port, until the block ends."""
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL
    ) as program:
        try:
            wait_for(port, program)
            yield
        finally:
            program.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(15)
            program.kill()


def wait_for(port: int, program: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if program.poll() is not None:
            pytest.fail(f"{program.args} ended with {program.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
            return
        time.sleep(0.1)
    pytest.fail(f"nothing answered at {port}")


def caddyfile(folder: Path, plain: int, secure: int, behind: int) -> Path:
    """The page's own Caddyfile, under another name, with a certificate of Caddy's own making."""
    ours = block("caddyfile", "reverse_proxy").replace(NAME, "localhost")
    site = ours.replace(BEHIND, f"127.0.0.1:{behind}")
    ports = f"http_port {plain}\n\thttps_port {secure}"
    own = f"admin off\n\tlocal_certs\n\tskip_install_trust\n\tstorage file_system {folder}/caddy"
    file = folder / "Caddyfile"
    file.write_text(f"{{\n\t{ports}\n\t{own}\n}}\n{site}")
    return file


def trust_in(folder: Path) -> ssl.SSLContext:
    """Trust in the certificates of this Caddy, once it has made them."""
    root = folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
    until = time.monotonic() + 30
    while not root.exists() and time.monotonic() < until:
        time.sleep(0.1)
    return ssl.create_default_context(cafile=str(root))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("server")
    data = folder / "common-purse"
    plain, secure, behind = free_ports(3)
    words = ["--data", str(data), "--title", "Elm Street", "--url", f"https://localhost:{secure}"]
    made = purse("new-group", *words)
    assert made.returncode == 0, made.stderr
    unit = block("ini", "ExecStart")
    started = re.search(r"^ExecStart=\S+ -P (.*)$", unit, re.MULTILINE)
    assert started
    gunicorn = [sys.executable, *started[1].replace(BEHIND, f"127.0.0.1:{behind}").split()]
    told = {"PURSE_DATA": str(data), "PURSE_HOSTS": "localhost", "HOME": str(folder)}
    caddy = ["caddy", "run", "--adapter", "caddyfile"]
    caddy += ["--config", str(caddyfile(folder, plain, secure, behind))]
    with running(gunicorn, told, behind), running(caddy, {"HOME": str(folder)}, secure):
        yield Site(
            data=data,
            plain=plain,
            secure=secure,
            behind=behind,
            trust=trust_in(folder),
            invitation=made.stdout.strip(),
        )


def test_plain_http_is_sent_over_to_https(site: Site) -> None:
    line = http.client.HTTPConnection("127.0.0.1", site.plain, timeout=30)
    line.request("GET", "/sign-in", headers={"Host": "localhost"})
    answer = line.getresponse()
    assert answer.status in {301, 308}
    assert answer.headers["Location"].startswith("https://localhost")


def test_pages_say_that_they_come_by_https_only(site: Site) -> None:
    answer = site.ask("/sign-in")
    assert answer.status == 200
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_cookie_belongs_to_this_name_and_https_only(site: Site) -> None:
    cookie = site.ask("/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("__Host-purse=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


def test_under_another_name_nothing_is_answered(site: Site) -> None:
    line = http.client.HTTPConnection("127.0.0.1", site.behind, timeout=30)
    line.request("GET", "/sign-in", headers={"Host": "books.attacker.example"})
    assert line.getresponse().status == 400


def test_nobody_makes_the_first_group_over_the_network(site: Site) -> None:
    assert site.ask("/start").status == 404


def test_a_treasurer_comes_in_by_the_printed_invitation(site: Site) -> None:
    """The whole way: certificate, proxy, token, cookie, and back to the group's home."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=site.trust), urllib.request.HTTPCookieProcessor(jar)
    )
    assert site.invitation.startswith(f"{site.url}/invitation/")
    token = TOKEN.search(browser.open(site.invitation, timeout=30).read().decode())
    assert token
    typed = {
        "csrf_token": token[1],
        "name": "Priya",
        "sign_in_name": "priya@elm.example",
        "password": "four words in a row",
    }
    came = browser.open(site.invitation, urllib.parse.urlencode(typed).encode(), timeout=60)
    assert came.url == f"{site.url}/g/elm-street/"
    assert "Elm Street" in came.read().decode()


def test_the_nightly_back_up_of_a_running_server_comes_back_sound(
    site: Site, tmp_path: Path
) -> None:
    """The timer's own words, while the pages are served; then the page's way back."""
    started = re.search(r"^ExecStart=\S+ -P -m webapp (.*)$", block("ini", "oneshot"), re.MULTILINE)
    assert started
    verb, _, data, kept = started[1].split()
    assert (verb, data) == ("backup", "/var/lib/common-purse")
    assert kept in block("ini", "oneshot").split("ReadWritePaths=")[1]
    said = purse(verb, "--data", str(site.data), str(tmp_path))
    assert said.returncode == 0, said.stderr
    (file,) = tmp_path.glob("common-purse-*.zip")
    restored = tmp_path / "restored"
    back = purse("restore", str(file), str(restored), "--erased-in", str(site.data))
    assert back.returncode == 0, back.stderr
    (book,) = (restored / "books").glob("*/")
    checked = purse("check", str(book))
    assert checked.returncode == 0, checked.stderr
    # On a busy machine it tells what it is doing, and nothing else.
    assert all(line.endswith(" …") for line in checked.stderr.splitlines())
