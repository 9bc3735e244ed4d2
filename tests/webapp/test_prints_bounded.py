"""What names somebody is in memory for minutes, and nobody's sheets hold up what another issues."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from tests.webapp.books import let_in, sample_book
from tests.webapp.conftest import Neighbours
from tests.webapp.test_prints import made, wanted
from webapp.people import Role, Store
from webapp.prints import Errand, passing
from webapp.prints.making import begin
from webapp.prints.turns import MOST_WAITING

LETTERS = Path("printed/elm")


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    yield
    passing.drop_all(LETTERS)
    for thread in [each for each in threading.enumerate() if each.name == "print"]:
        thread.join(20)


@pytest.fixture
def place(elm: Neighbours) -> Path:
    return sample_book(elm.group)


def soon(is_so: Callable[[], bool]) -> bool:
    for _ in range(400):
        if is_so():
            return True
        time.sleep(0.01)
    return False


def in_memory() -> list[Path]:
    return [each for each in passing._kept if each.parent == LETTERS]


def test_a_letter_that_nobody_asks_for_again_goes_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passing, "LONGEST", 0.1)
    monkeypatch.setattr(passing, "_sweeping", [])
    passing.keep(LETTERS / "one", b"%PDF-to Ann Hale")
    assert soon(lambda: not in_memory())


def test_a_letter_goes_when_its_time_is_over_whatever_is_asked_for(
    app: flask.Flask,
    store: Store,
    elm: Neighbours,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert place.is_dir()
    passing.keep(LETTERS / "one", b"%PDF-to Ann Hale")
    monkeypatch.setattr(passing, "LONGEST", -1)
    monkeypatch.setattr("webapp.prints.making.printed_apart", lambda *_: b"%PDF-")
    client: FlaskClient = let_in(app, store, elm, Role.TREASURER)
    app.config["PRINTS_PATIENCE"] = 0.0
    client.get(f"/g/{elm.group.address}/month/2026-03/pdf")
    assert in_memory() == []


def test_letters_take_no_more_room_than_there_is_and_the_newest_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passing, "MOST_BYTES", 250)
    for number in range(3):
        passing.keep(LETTERS / str(number), b"%" * 100)
    assert [each.name for each in in_memory()] == ["1", "2"]
    passing.keep(LETTERS / "large", b"%" * 300)
    assert [each.name for each in in_memory()] == ["large"]
    for number in range(30):
        passing.keep(LETTERS / str(number), b"%")
    assert len(in_memory()) == passing.MOST


def test_few_of_one_group_wait_and_what_is_issued_waits_behind_none_of_them(place: Path) -> None:
    order, let_go, lock = list[str](), threading.Semaphore(0), threading.Lock()

    def prints(name: str) -> bytes:
        with lock:
            order.append(name)
        assert let_go.acquire(timeout=20)
        return b"%PDF-"

    sheets = [wanted(place, lambda n=n: prints(f"sheet {n}"), n) for n in range(9)]
    for each in sheets[:2]:
        begin(each, each.kept())
    assert soon(lambda: len(order) == 2)
    for each in (*sheets[2:], *sheets[2:]):
        begin(each, each.kept())
    waiting = [each for each in threading.enumerate() if each.name == "print"]
    assert len(waiting) == 2 + MOST_WAITING
    errand = Errand(place=place, word="a form")
    errand.begin(lambda _: prints("report") and None)
    assert soon(errand.is_under_way)
    time.sleep(0.1)
    let_go.release()
    assert soon(lambda: len(order) == 3)
    assert order[2] == "report"
    for _ in range(20):
        let_go.release()
    for thread in (*waiting, *(t for t in threading.enumerate() if t.name == "errand")):
        thread.join(20)
    # Whoever was not let in asks again, and gets it then.
    made(sheets[8])
    assert len(order) == 1 + 2 + MOST_WAITING + 1
