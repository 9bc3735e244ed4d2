"""`./run` itself: the first start, the second, an empty one, a busy port, and a phone."""

import contextlib
import http.client
import re
import signal
import socket
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READY = "Ctrl-C stops it"
LINK = re.compile(r"^  (\w+) +(https?://\S+)$", re.MULTILINE)


@dataclass
class Running:
    """A `./run` that has said that it is ready."""

    program: subprocess.Popen[str]
    said: str

    @property
    def links(self) -> dict[str, str]:
        return dict(LINK.findall(self.said))

    def stop(self) -> tuple[int, str]:
        """Press Ctrl-C, and hear its last words."""
        self.program.send_signal(signal.SIGINT)
        last, _ = self.program.communicate(timeout=30)
        return self.program.returncode, last.strip()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def run(*words: object) -> Iterator[Running]:
    """Type `./run WORDS` and wait until it is ready; it is ended by its process id."""
    command = [ROOT / "run", *map(str, words)]
    # Tests that were started in the background hear no Ctrl-C, nor would what they start.
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as program:
        signal.signal(signal.SIGINT, heard)
        try:
            said = ""
            for line in program.stdout or ():
                said += line
                if READY in line:
                    break
            yield Running(program, said)
        finally:
            program.kill()


def asked(url: str) -> int:
    """The code that an address answers with."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        return answer.code


def times(data: Path) -> dict[Path, int]:
    """When each file of the books was last written."""
    return {path: path.stat().st_mtime_ns for path in data.glob("books/*/**/*.beancount")}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that the first test makes and the others find."""
    return tmp_path_factory.mktemp("run") / "data"


@pytest.fixture(scope="module")
def first(data: Path) -> Iterator[Running]:
    with run("--data", data, "--port", free_port()) as running:
        assert set(running.links) == {"treasurer", "member", "examiner", "funder", "anybody"}
        yield running


@pytest.mark.parametrize("who", ["treasurer", "member", "examiner", "funder", "anybody"])
def test_the_first_start_prints_a_link_for_each_that_answers(who: str, first: Running) -> None:
    assert "Making the data folder" in first.said
    assert asked(first.links[who]) == 200


def test_a_busy_port_is_one_sentence_with_another_to_take(first: Running, data: Path) -> None:
    port = first.links["treasurer"].split("/")[2].split(":")[1]
    said = subprocess.run(
        [ROOT / "run", "--data", data, "--port", port],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (said.returncode, said.stdout) == (2, "")
    assert len(said.stderr.splitlines()) == 1
    assert f"like --port {int(port) + 1}." in said.stderr


def test_the_second_start_keeps_what_is_there(first: Running, data: Path) -> None:
    before = times(data)
    assert before
    with run("--data", data, "--port", free_port()) as second:
        assert "Making" not in second.said
        assert "Writing" not in second.said
        ends = [link.rsplit("/", 1)[-1] for link in second.links.values()]
    assert ends == [link.rsplit("/", 1)[-1] for link in first.links.values()]
    assert times(data) == before


def test_ctrl_c_ends_it_with_a_word(data: Path, first: Running) -> None:
    with run("--data", data, "--port", free_port()) as running:
        assert running.stop() == (0, "Stopped.")


def test_an_empty_start_makes_no_sample_and_shows_the_first_run(tmp_path: Path) -> None:
    port = free_port()
    with run("--empty", "--data", tmp_path / "ours", "--port", port) as running:
        assert running.links == {}
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        line.request("GET", "/")
        assert line.getresponse().headers["Location"] == "/start"
        assert asked(f"http://127.0.0.1:{port}/start") == 200
    assert not list(tmp_path.glob("ours/books/*"))


def test_an_empty_start_beside_the_sample_says_where_else(first: Running, data: Path) -> None:
    with run("--empty", "--data", data, "--port", free_port()) as running:
        assert "holds the sample group already" in running.said
        assert "./run --empty --data our-books" in running.said
        assert running.program.wait(30) == 2


def on_a_network() -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking, contextlib.suppress(OSError):
        asking.connect(("192.0.2.1", 9))
        return not str(asking.getsockname()[0]).startswith("127.")
    return False


@pytest.mark.skipif(not on_a_network(), reason="this machine is on no network")
def test_a_phone_finds_the_page_that_explains_the_one_warning(first: Running, data: Path) -> None:
    certificate = data / "certificate" / "certificate.pem"
    with run("--phone", "--data", data, "--port", free_port()) as running:
        found = re.search(r"https://([\d.]+):(\d+) for every phone", running.said)
        assert found, running.said
        # As a phone that was told to go on: it knows this certificate, and no other.
        trust = ssl.create_default_context(cafile=str(certificate))
        line = http.client.HTTPSConnection(found[1], int(found[2]), context=trust, timeout=30)
        line.request("GET", "/hello-phone")
        answer = line.getresponse()
        assert (answer.status, b"warned you" in answer.read()) == (200, True)
        # Ready links are for this computer alone.
        assert running.links == {}
        line.request("GET", "/demo/" + first.links["treasurer"].rsplit("/", 1)[-1])
        assert line.getresponse().status == 404
    assert certificate.stat().st_mode & 0o077 == 0
    before = certificate.read_bytes()
    with run("--phone", "--data", data, "--port", free_port()):
        assert certificate.read_bytes() == before


@pytest.mark.skipif(not on_a_network(), reason="this machine is on no network")
def test_over_the_network_nobody_makes_the_first_group(tmp_path: Path) -> None:
    words = ("--phone", "--empty", "--data", tmp_path / "ours", "--port", free_port())
    with run(*words) as running:
        assert "Make it on this computer first" in running.said
        assert running.program.wait(30) == 2
