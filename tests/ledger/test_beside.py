"""What is taken side by side, and what is not: the history is given nothing that was declined."""

import errno
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ledger import history
from ledger.book import read
from ledger.errors import Refusal
from ledger.journal import beside, disk, looking
from ledger.journal.steps import RealSteps
from ledger.recording import record
from tests.ledger.histories import tear
from tests.ledger.street import attachment, begun, hand, spent, text_of

WHO = ["-c", "user.name=somebody", "-c", "user.email=somebody@book.invalid"]


class NoRoomForText(RealSteps):
    """A disk that takes papers, and has no room for a month."""

    def write(self, path: Path, content: bytes) -> None:
        if b"Aldi" in content:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(path, content)


class KilledInBetween(BaseException):
    """The writer was killed."""


class KilledBeforeTheText(RealSteps):
    """A disk whose writer is killed when the commit lies beside the history, and no text is."""

    def write(self, path: Path, content: bytes) -> None:
        if path.name == ".being-written.new":
            raise KilledInBetween(path)
        super().write(path, content)

    def unlink(self, path: Path) -> None:
        raise KilledInBetween(path)

    def together(self, steps: Sequence[Callable[[], None]]) -> None:
        for step in steps:
            step()


class CommittingByHand(RealSteps):
    """A disk on which somebody's git keeps a month the moment that it is in its place."""

    def rename(self, old: Path, new: Path) -> None:
        super().rename(old, new)
        if new.suffix == ".beancount":
            (new.parent / "notes.txt").write_text("a note")
            for words in (["add", "-A"], [*WHO, "commit", "-qm", "by hand"]):
                subprocess.run(["git", "-C", str(new.parents[1]), *words], check=True)


class NoRoomForASign(RealSteps):
    """A disk that is full when all of an act is done."""

    def say(self, path: Path, sign: bytes) -> None:
        if sign == b"0":
            raise OSError(errno.ENOSPC, "No space left on device")
        super().say(path, sign)


class Meddling(RealSteps):
    """A disk on which a hand adds a line to a month as soon as a paper is in its place."""

    def __init__(self, month: Path) -> None:
        self._month = month

    def rename(self, old: Path, new: Path) -> None:
        super().rename(old, new)
        if new.suffix == ".jpg":
            self._month.write_text(self._month.read_text() + "\n; a note by hand\n")


def test_of_what_the_disk_declined_nothing_lies_in_the_history(tmp_path: Path) -> None:
    shelf = begun(tmp_path)
    record(shelf, spent(words=("Lidl", "Bread")), hand())
    before = {path for path in (shelf / ".git").rglob("*") if path.is_file()}
    with (
        disk.running(disk.Running(steps=NoRoomForText())),
        pytest.raises(Refusal, match="the disk is full"),
    ):
        record(shelf, spent(), hand(), [attachment()])
    after = {path for path in (shelf / ".git").rglob("*") if path.is_file()}
    assert {path.name for path in after - before} <= {"act-begun"}
    assert not [*shelf.glob("vouchers/**/*.jpg")]


def test_what_a_killed_writer_laid_beside_the_history_is_swept_by_the_next(tmp_path: Path) -> None:
    """Killed after the commit was laid out and before the text was placed: nothing was recorded."""
    shelf = begun(tmp_path)
    record(shelf, spent(words=("Lidl", "Bread")), hand())
    with (
        disk.running(disk.Running(steps=KilledBeforeTheText())),
        pytest.raises(KilledInBetween),
    ):
        record(shelf, spent(), hand(), [attachment()])
    laid = [*shelf.glob(".git/objects/tmp_obj_*")]
    assert laid
    with disk.running(disk.Running()):
        record(shelf, spent(words=("Lidl", "Milk")), hand())
    assert not [*shelf.glob(".git/objects/tmp_obj_*")]


def test_what_a_hand_saves_while_a_paper_is_placed_stays(tmp_path: Path) -> None:
    shelf = begun(tmp_path)
    record(shelf, spent(), hand())
    month = shelf / "journal/2026-03.beancount"
    with disk.running(disk.Running(steps=Meddling(month))):
        made = record(shelf, spent(words=("Lidl", "Bread")), hand(), [attachment()])
    assert "; a note by hand" in text_of(shelf, "2026-03")
    assert made.number in text_of(shelf, "2026-03")
    assert looking.differing(shelf) == {}


def test_what_somebodys_git_keeps_meanwhile_stays_in_the_history(tmp_path: Path) -> None:
    shelf = begun(tmp_path)
    record(shelf, spent(), hand())
    with disk.running(disk.Running(steps=CommittingByHand())):
        record(shelf, spent(words=("Lidl", "Bread")), hand())
    record(shelf, spent(words=("Lidl", "Milk")), hand())
    assert "by hand" in [act.what for act in history.acts(shelf)]
    assert looking.differing(shelf) == {}


def test_an_act_that_stands_is_not_refused_for_a_sign_that_found_no_room(tmp_path: Path) -> None:
    shelf = begun(tmp_path)
    with disk.running(disk.Running(steps=NoRoomForASign())):
        made = record(shelf, spent(), hand())
        assert made.number in read(shelf).entries
        record(shelf, spent(words=("Lidl", "Milk")), hand())
    assert looking.differing(shelf) == {}


@pytest.mark.parametrize("loose", [False, True])
def test_a_torn_commit_of_another_program_stops_nobody(tmp_path: Path, *, loose: bool) -> None:
    """The library would go round for ever in a loose one."""
    shelf = begun(tmp_path)
    record(shelf, spent(), hand())
    with disk.running(disk.Running()):
        record(shelf, spent(words=("Lidl", "Bread")), hand())
    newest = (shelf / ".git/refs/heads/main").read_text().strip()
    tear(shelf, newest, 40, loose=loose)
    made = record(shelf, spent(words=("Lidl", "Milk")), hand())
    assert made.number in read(shelf).entries


def test_who_is_broken_in_on_waits_until_every_step_has_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ctrl-C while a flush is waited for: the book's lock is held until nobody writes any more."""
    ended: list[str] = []
    waited = threading.Event.wait
    broken_in = iter([True])

    def slow() -> None:
        time.sleep(0.2)
        ended.append("slow")

    def wait(event: threading.Event, timeout: float | None = None) -> bool:
        if timeout is None and next(broken_in, False):
            raise KeyboardInterrupt
        return waited(event, timeout)

    beside.side_by_side([lambda: None, lambda: None])
    monkeypatch.setattr(threading.Event, "wait", wait)
    with pytest.raises(KeyboardInterrupt):
        beside.side_by_side([slow, lambda: time.sleep(0.05)])
    assert ended == ["slow"]


def test_steps_have_steps_of_their_own_and_nobody_waits_for_ever() -> None:
    taken: list[int] = []

    def many(count: int) -> None:
        steps = [lambda each=each: taken.append(each) for each in range(count)]
        assert beside.side_by_side(steps) == []

    ways = [lambda: many(12) for _ in range(12)]
    assert beside.side_by_side(ways) == []
    assert len(taken) == 144
