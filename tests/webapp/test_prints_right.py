"""What is printed is kept only where it is right, and nothing that was taken away stays in it."""

import errno
import fcntl
import os
import re
import threading
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from time import monotonic, sleep

import flask
import pytest
from flask.testing import FlaskClient
from PIL import Image

from ledger.journal import finishing
from ledger.recording import Blanks, redact, rename_book
from tests.webapp.books import hand, let_in, sample_book
from tests.webapp.conftest import Neighbours
from tests.webapp.test_prints import made, until, wanted
from webapp import people
from webapp.aside import sweep
from webapp.people import Photograph, Role, Store
from webapp.prints import Wanted, forget, none_left
from webapp.prints.keeping import Kept, folder_of
from webapp.prints.making import begin
from webapp.reports import Written

FUND = "council-food-2025"
ABOUT = f"report:{FUND}"


@pytest.fixture
def place(elm: Neighbours) -> Path:
    return sample_book(elm.group)


@pytest.fixture
def treasurer(app: flask.Flask, store: Store, elm: Neighbours, place: Path) -> FlaskClient:
    assert place.is_dir()
    return let_in(app, store, elm, Role.TREASURER)


def edited(place: Path) -> None:
    """Change the book by hand, so that it is another version."""
    file = next(place.glob("*.beancount"))
    file.write_text(f"{file.read_text()}\n; looked through\n")


def ended(one: Wanted, kept: Kept) -> None:
    """Make it, and wait until its thread is through."""
    before = set(threading.enumerate())
    begin(one, kept)
    for thread in set(threading.enumerate()) - before:
        thread.join(10)


def prints_of(place: Path) -> list[str]:
    return sorted(file.name for file in folder_of(place).parent.rglob("*.pdf"))


def declined(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_print_is_not_kept_where_the_book_moved_on_while_it_was_made(place: Path) -> None:
    one = wanted(place, lambda: edited(place) or b"%PDF-of two versions")
    ended(one, one.kept())
    assert prints_of(place) == []


def test_a_print_is_not_begun_under_the_name_of_a_version_that_is_gone(place: Path) -> None:
    begun: list[int] = []
    one = wanted(place, lambda: begun.append(1) or b"%PDF-")
    before = one.kept()
    edited(place)
    ended(one, before)
    assert (begun, prints_of(place)) == ([], [])
    made(one)
    assert begun == [1]


def test_a_print_that_was_being_made_while_all_were_taken_away_is_not_kept(place: Path) -> None:
    one = wanted(place, lambda: forget(place) or b"%PDF-with a name")
    ended(one, one.kept())
    assert prints_of(place) == []
    assert one.kept().refusal() is None
    assert not list(folder_of(place).parent.glob(".gone-*"))


def test_a_print_that_is_made_while_words_wait_to_be_blanked_is_on_no_disk(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails in the middle of a blanking; the next thing recorded finishes it."""
    made(wanted(place, lambda: b"%PDF-with a name"))
    with monkeypatch.context() as broken, none_left(place):
        broken.setattr(finishing, "_carry_out", declined)
        blanks, hands = Blanks(words=("January",)), (hand("P001"), hand("P002"))
        with pytest.raises(finishing.BlankingUnfinished):
            redact(place, "2026-0001", blanks, "a name", hands)
    one = wanted(place, lambda: b"%PDF-with the name still in it")
    made(one)
    assert prints_of(place) == []
    rename_book(place, "Elm Street", hand("P001"))
    assert not finishing.is_waiting(place)
    assert prints_of(place) == []
    assert one.kept().content() is None


def test_when_a_blanking_is_finished_at_the_next_start_what_was_printed_goes(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(wanted(place, lambda: b"%PDF-with a name"))
    with monkeypatch.context() as broken:
        broken.setattr(finishing, "_carry_out", declined)
        blanks, hands = Blanks(words=("January",)), (hand("P001"), hand("P002"))
        with pytest.raises(finishing.BlankingUnfinished):
            redact(place, "2026-0001", blanks, "a name", hands)
    assert len(prints_of(place)) == 1
    sweep(place.parent)
    assert not finishing.is_waiting(place)
    assert prints_of(place) == []


def picture(colour: tuple[int, int, int]) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (640, 480), colour).save(drawn, "JPEG")
    return drawn.getvalue()


def photograph(content: bytes) -> Photograph:
    return Photograph(
        content=content,
        sha256=sha256(content).hexdigest(),
        says="Pots of stew",
        is_agreed=True,
        kept_by="P001",
    )


@pytest.mark.parametrize(
    ("act", "sent"),
    [
        ("words", {"away": "yes"}),
        ("words", {"says": "Pots of stew"}),
        ("words", {"says": "", "agreed": "yes"}),
        ("cover", dict.fromkeys(("box-left", "box-top", "box-width", "box-height"), "20")),
    ],
)
def test_no_print_shows_a_photograph_that_was_taken_away_covered_or_no_longer_agreed_to(
    treasurer: FlaskClient, store: Store, elm: Neighbours, act: str, sent: dict[str, str]
) -> None:
    kept = photograph(picture((90, 120, 60)))
    people.keep_photograph(store, elm.group.id, ABOUT, kept)
    made(wanted(elm.group.folder, lambda: b"%PDF-with a face"))
    at = f"/g/{elm.group.address}/reports/{FUND}"
    token = re.search(r'name="csrf_token" value="([^"]+)"', treasurer.get(at).text)
    assert token is not None
    typed = sent | {"csrf_token": token[1]}
    answer = treasurer.post(f"{at}/photographs/{kept.sha256}/{act}", data=typed)
    assert answer.status_code == 303
    assert prints_of(elm.group.folder) == []


def test_a_photograph_is_covered_whole_or_not_at_all(store: Store, elm: Neighbours) -> None:
    every = [photograph(b"a photograph %d" % number) for number in range(people.MOST_PHOTOGRAPHS)]
    for each in every:
        people.keep_photograph(store, elm.group.id, ABOUT, each)
    covered = photograph(b"a black box")
    people.cover_photograph(store, elm.group.id, ABOUT, every[3].sha256, covered)
    after = people.photographs_of(store, elm.group.id, ABOUT)
    assert after == (*every[:3], covered, *every[4:])
    # One that was taken away meanwhile stays away.
    people.cover_photograph(store, elm.group.id, ABOUT, every[3].sha256, photograph(b"another"))
    assert people.photographs_of(store, elm.group.id, ABOUT) == after
    files = (file for file in store.folder.glob("people.sqlite*"))
    assert not any(b"a photograph 3" in file.read_bytes() for file in files)


@pytest.mark.parametrize(("part", "name"), [(Kept, "_write"), (Path, "mkdir")])
def test_a_full_disk_is_told_in_a_sentence_once_and_it_is_tried_again(
    place: Path, monkeypatch: pytest.MonkeyPatch, part: type, name: str
) -> None:
    one = wanted(place, lambda: b"%PDF-")
    kept = one.kept()
    with monkeypatch.context() as full:
        full.setattr(part, name, declined)
        ended(one, kept)
    why = kept.refusal()
    assert str(why).startswith("The document could not be kept: the computer's disk")
    assert kept.refusal() is None
    made(one)


def test_whoever_waits_for_what_the_disk_does_not_take_is_told_so(
    app: flask.Flask, treasurer: FlaskClient, elm: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["PRINTS_PATIENCE"] = 0.0
    monkeypatch.setattr(Kept, "_write", declined)
    address = f"/g/{elm.group.address}/accounts/2026-03-31/pdf?waited=yes"
    told = until(lambda: treasurer.get(address), 422)
    assert "Ask whoever keeps the computer to make room" in told.text


def test_what_a_process_left_behind_that_was_ended_is_swept(place: Path) -> None:
    folder = folder_of(place)
    folder.mkdir(parents=True)
    half, new, lock = folder / ".new-half", folder / ".new-now", folder / "other.making"
    for file in (half, new, lock):
        file.write_bytes(b"%PDF-half")
    held = folder / "held.making"
    handle = os.open(held, os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    gone = folder.parent / ".gone-half"
    gone.mkdir()
    os.utime(half, (1, 1))
    made(wanted(place, lambda: b"%PDF-"))
    # The print is there a moment before the sweeping has ended, whose last are the locks.
    give_up = monotonic() + 10
    while lock.exists() and monotonic() < give_up:
        sleep(0.01)
    assert [file.exists() for file in (half, new, lock, held, gone)] == [
        False,
        True,
        False,
        True,
        False,
    ]
    os.close(handle)


def test_a_draft_is_known_by_its_photographs_hashes_and_printed_with_their_pictures(
    store: Store, elm: Neighbours
) -> None:
    kept = photograph(picture((90, 120, 60)))
    people.keep_photograph(store, elm.group.id, ABOUT, kept)
    captions = people.captions_of(store, elm.group.id, ABOUT)
    assert captions == (replace(kept, content=b""),)
    draft = Written(
        store=store, group=elm.group.id, about=ABOUT, said={}, photographs=captions, note="Not sent"
    )
    mark = repr(draft.marks())
    assert kept.sha256 in mark
    assert len(mark) < 1000
    assert [each.content for each in draft.words().photographs] == [kept.content]
    people.drop_photograph(store, elm.group.id, ABOUT, kept.sha256)
    assert draft.words().photographs == ()
