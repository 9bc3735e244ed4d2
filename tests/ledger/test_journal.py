"""One writer at a time, whole or not at all: two at once, killed at any moment, on bad disks."""

import errno
import multiprocessing
import os
import random
import resource
import signal
import stat
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pygit2
import pytest

from ledger import history, index
from ledger.book import read
from ledger.checks import equal_to_beancount, problems
from ledger.errors import Refusal
from ledger.journal import beside, disk, listing, looking, tidying
from ledger.recording import new_book, record
from tests.ledger.street import (
    START,
    attachment,
    begun,
    every_byte,
    hand,
    share,
    spent,
    stock_errors,
    text_of,
)

MACHINE = multiprocessing.get_context("fork")
EACH, KILLS = 15, 25


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return begun(tmp_path)


def assert_sound(shelf: Path) -> None:
    """See that the text is whole and reads afresh as the index has it."""
    book = read(shelf)
    assert book == index.current(shelf)
    assert [str(each) for each in problems(book) if each.is_grave] == []
    assert [*equal_to_beancount(book)] == []
    assert not list(shelf.rglob("*.new"))


def numbers_of(shelf: Path) -> list[str]:
    return [number for number in read(shelf).entries if number.startswith("2026")]


def run_of(count: int) -> list[str]:
    return [f"2026-{place:04d}" for place in range(1, count + 1)]


def write_many(shelf: Path, who: str, start: Barrier, told: Connection) -> None:
    start.wait()
    for count in range(EACH):
        paper = attachment(f"{who} {count}".encode())
        told.send(record(shelf, spent(share(count + 1)), hand(by=who), [paper]).number)


def write_one(shelf: Path, _who: str, start: Barrier, told: Connection) -> None:
    start.wait()
    told.send(record(shelf, spent(), hand(key="the same form")).number)


def both(shelf: Path, work: object) -> list[str]:
    """Let two processes do the same at once, and give all that they acknowledged."""
    heard, told = MACHINE.Pipe(duplex=False)
    start = MACHINE.Barrier(2)
    writers = [
        MACHINE.Process(target=work, args=(shelf, who, start, told)) for who in ("P003", "P005")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    numbers = []
    while heard.poll():
        numbers.append(heard.recv())
    return numbers


def test_two_who_record_at_once_lose_nothing_and_double_nothing(shelf: Path) -> None:
    told = both(shelf, write_many)
    assert sorted(told) == run_of(2 * EACH)
    assert numbers_of(shelf) == run_of(2 * EACH)
    entries = read(shelf).entries.values()
    for who in ("P003", "P005"):
        pence = [each.total.pence for each in entries if each.by == who and each.key == ""]
        assert [p for p in pence if p <= EACH] == list(range(1, EACH + 1))
    assert len(list(shelf.glob("vouchers/2026/*"))) == 2 * EACH
    assert_sound(shelf)
    assert len([act for act in history.acts(shelf) if act.what.startswith("recorded 2026")]) == 30


def test_the_same_form_sent_to_two_at_once_is_recorded_once(shelf: Path) -> None:
    assert both(shelf, write_one) == ["2026-0001", "2026-0001"]
    assert numbers_of(shelf) == ["2026-0001"]
    assert_sound(shelf)


def write_until_killed(shelf: Path, seed: int, told: Connection) -> None:
    for count in range(1_000):
        paper = attachment(f"{seed} {count}".encode() * 2_000)
        told.send(record(shelf, spent(share(count + 1)), hand(), [paper]).number)


def test_what_was_acknowledged_survives_a_kill_at_any_moment(shelf: Path) -> None:
    """A writer is killed again and again; each time the next act works and nothing is torn."""
    chance = random.Random(20260320)  # noqa: S311 - moments, not secrets
    told: list[str] = []
    for kill in range(KILLS):
        heard, mouth = MACHINE.Pipe(duplex=False)
        writer = MACHINE.Process(target=write_until_killed, args=(shelf, kill, mouth))
        writer.start()
        mouth.close()
        told.append(heard.recv())
        time.sleep(chance.uniform(0, 0.06))
        writer.kill()
        writer.join()
        told += heard_from(heard)
        kept = numbers_of(shelf)
        assert kept == run_of(len(kept)), "no gap, and none twice"
        assert set(told) <= set(kept)
        assert len(kept) - len(told) <= kill + 1, "at most one in flight at each kill"
        assert not read(shelf).problems
    assert len(told) >= KILLS
    record(shelf, spent(), hand())
    named = {paper.name for paper in read(shelf).documents}
    assert {path.name for path in shelf.glob("vouchers/*/*.jpg")} == named
    assert_sound(shelf)


def heard_from(heard: Connection) -> list[str]:
    numbers = []
    while True:
        try:
            numbers.append(heard.recv())
        except (EOFError, OSError):
            return numbers


def test_a_paper_without_an_entry_is_swept_and_a_paper_of_an_entry_is_not(shelf: Path) -> None:
    kept = record(shelf, spent(), hand(), [attachment()]).documents[0].name
    orphan = shelf / "vouchers/2026/2026-0002-0123abcd.jpg"
    orphan.write_bytes(b"\xff\xd8\xff")
    page = shelf / "vouchers/2026/2026-0002-0123abcd-p1.jpg"
    page.write_bytes(b"\xff\xd8\xff")
    own = shelf / "vouchers/2026/letter from the council.jpg"
    own.write_bytes(b"put here by hand")
    record(shelf, spent(), hand())
    assert {path.name for path in (shelf / "vouchers/2026").iterdir()} == {kept, own.name}


def test_no_paper_is_swept_while_a_part_of_the_text_cannot_be_read(shelf: Path) -> None:
    """A line broken by hand hides the entries of its file, and with them whose papers these are."""
    record(shelf, spent(), hand(), [attachment()])
    file = shelf / "journal/2026-03.beancount"
    whole = file.read_bytes()
    for broken in (b'2026-03-01 custom "x" 1/0\n', b"\xff\xfe", b"2026-03-01 * unclosed\n"):
        file.write_bytes(whole + broken)
        before = every_byte(shelf)
        with pytest.raises(Refusal) as refused:
            record(shelf, spent(day=START), hand())
        assert "journal/2026-03.beancount" in refused.value.message
        assert every_byte(shelf) == before
    file.write_bytes(whole)
    assert record(shelf, spent(), hand()).number == "2026-0002"
    assert_sound(shelf)


def test_a_paper_that_was_kept_once_is_never_swept(shelf: Path) -> None:
    paper = record(shelf, spent(), hand(), [attachment()]).documents[0].name
    file = shelf / "journal/2026-03.beancount"
    whole = file.read_bytes()
    file.unlink()
    (shelf / "vouchers/2026" / paper).write_bytes(b"changed by hand, and still not an orphan")
    record(shelf, spent(day=START), hand())
    assert (shelf / "vouchers/2026" / paper).is_file()
    (shelf / "vouchers/2026" / paper).write_bytes(attachment().paper.content)
    file.write_bytes(whole)
    assert_sound(shelf)


def test_a_commit_that_is_missing_is_made_with_the_next_act(shelf: Path) -> None:
    lock = shelf / ".git/index.lock"
    lock.touch()
    record(shelf, spent(), hand(by="P004"))
    assert "recorded 2026-0001" not in [act.what for act in history.acts(shelf)]
    lock.unlink()
    record(shelf, spent(), hand(by="P005"))
    done = [(act.what, act.by) for act in history.acts(shelf)][:2]
    assert done == [("recorded 2026-0002", "P005"), ("caught up", "P000")]
    assert pygit2.Repository(str(shelf)).status() == {}


def test_a_lock_that_a_killed_writer_left_in_the_history_is_broken(shelf: Path) -> None:
    lock = shelf / ".git/index.lock"
    lock.touch()
    os.utime(lock, (1, 1))
    record(shelf, spent(), hand())
    assert history.acts(shelf)[0].what == "recorded 2026-0001"
    assert not lock.exists()


def test_a_writer_killed_over_gits_list_leaves_nothing_that_looks_like_a_git_at_work(
    shelf: Path,
) -> None:
    """As the library writes a list, a lock would stay, and no commit be made for ten seconds."""

    def killed() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, ((shelf / ".git/index").stat().st_size,) * 2)
        listing.keep_in_step(shelf / ".git", {f"notes/{number}": "1" * 40 for number in range(90)})

    dying = MACHINE.Process(target=killed)
    dying.start()
    dying.join()
    assert dying.exitcode == -signal.SIGXFSZ
    record(shelf, spent(), hand())
    assert history.acts(shelf)[0].what == "recorded 2026-0001"
    assert pygit2.Repository(str(shelf)).status() == {}


def test_gits_list_waits_for_somebodys_git(shelf: Path) -> None:
    lock, before = shelf / ".git/index.lock", (shelf / ".git/index").read_bytes()
    lock.touch()
    listing.keep_in_step(shelf / ".git", {"notes/1": "1" * 40})
    assert (shelf / ".git/index").read_bytes() == before
    assert lock.exists()


def test_a_book_without_its_history_begins_another(shelf: Path) -> None:
    subprocess.run(["rm", "-r", str(shelf / ".git")], check=True)
    assert history.acts(shelf) == ()
    record(shelf, spent(), hand())
    assert [act.what for act in history.acts(shelf)] == ["recorded 2026-0001", "caught up"]


@pytest.mark.parametrize("harm", [("rm", "-r", ".git"), ("git", "reset", "-q", "--soft", "HEAD~2")])
def test_what_somebody_takes_out_of_a_history_is_kept_again_by_the_next_act(
    shelf: Path, harm: Sequence[str]
) -> None:
    """In a program that goes on, and had seen all of it there."""
    record(shelf, spent(), hand(), [attachment()])
    record(shelf, spent(words=("Lidl", "Bread")), hand())
    subprocess.run(harm, cwd=shelf, check=True)
    record(shelf, spent(words=("Lidl", "Milk")), hand())
    assert looking.differing(shelf) == {}


def test_a_failed_flush_stops_writing_until_a_restart(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = every_byte(shelf)
    with disk.running(disk.Running()):
        with monkeypatch.context() as broken:
            broken.setattr(os, "fsync", _failing)
            with pytest.raises(Refusal, match=r"^Nothing was recorded: the disk did not take it\."):
                record(shelf, spent(), hand(), [attachment()])
        with pytest.raises(Refusal, match="writing has stopped") as refused:
            record(shelf, spent(), hand())
    assert "again" in refused.value.remedy
    assert every_byte(shelf) == before
    assert record(shelf, spent(), hand()).number == "2026-0001"


def test_where_the_system_gives_no_thread_the_history_is_written_one_by_one(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[threading.Thread] = []

    def declined(thread: threading.Thread) -> None:
        asked.append(thread)
        raise RuntimeError

    beside.anew()
    monkeypatch.setattr(threading.Thread, "start", declined)
    every = tuple(f"{number:02x}" for number in range(256))
    monkeypatch.setattr(tidying, "_ASKED_AT", every)
    assert record(shelf, spent(), hand()).number == "2026-0001"
    assert asked
    assert history.acts(shelf)[0].what == "recorded 2026-0001"
    assert pygit2.Repository(str(shelf)).status() == {}


def _failing(_descriptor: int) -> None:
    raise OSError(errno.EIO, "Input/output error")


def test_a_folder_that_cannot_be_flushed_is_not_said_to_hold_nothing(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text is in its place already; sent again after a restart, it is recorded once."""
    flush = os.fsync

    def fail_for_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            _failing(descriptor)
        flush(descriptor)

    with disk.running(disk.Running()), monkeypatch.context() as broken:
        record(shelf, spent(), hand())
        broken.setattr(os, "fsync", fail_for_folders)
        with pytest.raises(Refusal) as refused:
            record(shelf, spent(), hand(key="abc"))
    assert "Nothing was recorded" not in refused.value.message
    assert record(shelf, spent(), hand(key="abc")).number == "2026-0002"
    assert numbers_of(shelf) == ["2026-0001", "2026-0002"]
    assert_sound(shelf)


def _mount(*words: str) -> None:
    done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this machine mounts nothing for us: {done.stderr.strip()}")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    _mount("-t", "tmpfs", "-o", "size=2m", "none", str(place))
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def _fill(disk_: Path, but_for: int = 0) -> Path:
    """Fill a disk to the last byte, then give some bytes back."""
    filler = disk_ / "filler"
    with filler.open("wb", buffering=0) as out:
        written = 0
        while True:
            try:
                written += out.write(b"x" * 4096)
            except OSError:
                break
        out.truncate(written - but_for)
    return filler


@pytest.mark.parametrize("room", [0, 4096, 8192])
def test_on_a_full_disk_nothing_is_written_and_it_says_so(small_disk: Path, room: int) -> None:
    """With no room, with room for the paper alone, and with room for a little more."""
    shelf = begun(small_disk)
    before = every_byte(shelf)
    filler = _fill(small_disk, room)
    content = b"x" * (room // 2) if room < 8192 else b"x" * 9_000
    with pytest.raises(Refusal, match=r"^Nothing was recorded: the disk is full\.") as refused:
        record(shelf, spent(), hand(), [attachment(content)])
    assert "still here" in refused.value.remedy
    assert every_byte(shelf) == before
    filler.unlink()
    assert record(shelf, spent(), hand()).number == "2026-0001"
    assert history.acts(shelf)[0].what == "recorded 2026-0001"
    assert_sound(shelf)


def test_on_a_disk_that_can_only_be_read_nothing_is_written(tmp_path: Path) -> None:
    shelf = begun(tmp_path)
    before = every_byte(shelf)
    _mount("--bind", str(shelf), str(shelf))
    try:
        _mount("-o", "remount,bind,ro", str(shelf))
        with pytest.raises(Refusal, match="the disk can only be read"):
            record(shelf, spent(), hand(), [attachment()])
        with pytest.raises(Refusal, match="the disk can only be read"):
            new_book(shelf / "other", "Oak", "informal-group", (3, 31), START, hand())
        assert every_byte(shelf) == before
        assert index.current(shelf).title == "Elm Street"
    finally:
        subprocess.run(["umount", "-l", str(shelf)], check=True)
    assert record(shelf, spent(), hand()).number == "2026-0001"


def test_a_month_is_written_anew_beside_itself_and_its_old_bytes_stay(shelf: Path) -> None:
    record(shelf, spent(), hand())
    before = text_of(shelf, "2026-03")
    (shelf / ".being-written.new").write_text("half of what a killed writer wro")
    record(shelf, spent(), hand())
    assert text_of(shelf, "2026-03").startswith(before)
    assert stock_errors(shelf) == []
    assert_sound(shelf)


def test_a_file_that_was_ended_without_a_line_break_is_gone_on_with(shelf: Path) -> None:
    """As editors on other systems leave it: with other line ends, and none at its end."""
    record(shelf, spent(), hand())
    file = shelf / "journal/2026-03.beancount"
    file.write_bytes(file.read_bytes().rstrip().replace(b"\n", b"\r\n"))
    assert record(shelf, spent(), hand()).number == "2026-0002"
    assert_sound(shelf)
