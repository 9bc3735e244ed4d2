"""Real writing processes that are killed at random moments, and a real disk whose power is cut.

Two processes write at once in one book. Whatever they acknowledged over a pipe must be there, once,
when the next one has started. For the power cut the book lies in an image file that is mounted; a
copy of the image, taken mid-write, is mounted in its turn, as a disk is after the power came back.
"""

import contextlib
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.endure_forms import Form, Found, examined, send

_MACHINE = multiprocessing.get_context("fork")
_MEGABYTES = 24
_LONGEST_SECONDS = 30


@dataclass(slots=True)
class Run:
    """One book under fire: the forms sent so far, what was acknowledged, and how long it took."""

    shelf: Path
    chance: random.Random
    sent: list[Form] = field(default_factory=list)
    told: dict[int, str] = field(default_factory=dict)
    slowest: float = 0.0

    def write_until_killed(self, seconds: float) -> None:
        """Let two processes write, and kill both after some time."""
        with writing(self) as pipes:
            time.sleep(seconds)
        for pipe in pipes:
            self.hear(pipe)

    def hear(self, pipe: Connection) -> None:
        """Take down what was acknowledged, until a pipe is empty."""
        with contextlib.suppress(EOFError, OSError):
            while pipe.poll():
                place, number = pipe.recv()
                self.told[place] = number

    def recover(self) -> None:
        """Record one more form, as the next process would, and see how long that takes."""
        form = Form(place=len(self.sent), has_paper=True)
        self.sent.append(form)
        started = time.perf_counter()
        self.told[form.place] = send(self.shelf, form)
        self.slowest = max(self.slowest, time.perf_counter() - started)

    def found(self) -> Found:
        """Look at the book as it is now."""
        return examined(self.shelf, self.sent, self.told)


@contextlib.contextmanager
def writing(run: Run) -> Iterator[list[Connection]]:
    """Let two processes write while the inside runs, and kill them at its end."""
    writers, pipes = [], []
    for _ in range(2):
        forms = [
            Form(place=len(run.sent) + place, has_paper=run.chance.random() < 0.5)  # noqa: PLR2004 - one in two
            for place in range(100)
        ]
        run.sent += forms
        heard, told = _MACHINE.Pipe(duplex=False)
        writer = _MACHINE.Process(target=_write, args=(run.shelf, forms, told))
        writer.start()
        told.close()
        writers.append(writer)
        pipes.append(heard)
    try:
        # Both have started when each has acknowledged something.
        for pipe in pipes:
            pipe.poll(_LONGEST_SECONDS)
        yield pipes
    finally:
        for writer in writers:
            writer.kill()
            writer.join()


def _write(shelf: Path, forms: list[Form], told: Connection) -> None:
    for form in forms:
        told.send((form.place, send(shelf, form)))
    time.sleep(_LONGEST_SECONDS)


def _copied_at_one_moment(
    disk: Path, copy: Path, run: Run, pipes: list[Connection]
) -> dict[int, str]:
    """Copy a disk while nobody writes to it, unflushed as it is; give what was told before."""
    writers = _MACHINE.active_children()
    device = _done("losetup", "-j", str(disk)).partition(":")[0]
    counted = Path("/sys/block", Path(device).name, "stat")
    try:
        for writer in writers:
            os.kill(writer.pid or 0, signal.SIGSTOP)
        while not all(_is_stopped(writer.pid or 0) for writer in writers):
            time.sleep(0.001)
        for pipe in pipes:
            run.hear(pipe)
        before = ""
        while before != counted.read_text():
            before = counted.read_text()
            shutil.copyfile(disk, copy)
    finally:
        for writer in writers:
            os.kill(writer.pid or 0, signal.SIGCONT)
    return dict(run.told)


def _is_stopped(number: int) -> bool:
    return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] in "TZX"


class NoImagesHere(Exception):
    """This machine mounts no images for us; it says why."""


@contextlib.contextmanager
def image(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Make a small disk in a file, and give the file and where it is mounted.

    Raises:
        NoImagesHere: it cannot be mounted.
    """
    disk, place = folder / "disk.img", folder / "disk"
    with disk.open("wb") as out:
        out.truncate(_MEGABYTES * 1024 * 1024)
    _done("mkfs.ext4", "-q", str(disk))
    with mounted(disk, place):
        yield disk, place


@contextlib.contextmanager
def mounted(disk: Path, place: Path) -> Iterator[Path]:
    """Mount an image.

    Raises:
        NoImagesHere: it cannot be mounted.
    """
    place.mkdir(exist_ok=True)
    _done("mount", "-o", "loop", str(disk), str(place))
    try:
        yield place
    finally:
        _done("umount", "-l", str(place))


def cut(disk: Path, run: Run, folder: Path) -> Found:
    """Copy a mounted disk mid-write, as a power cut would leave it, and look at the copy.

    What was acknowledged before the copy began must be on it.
    """
    copy = folder / "after.img"
    with writing(run) as pipes:
        time.sleep(run.chance.uniform(0, 0.15))
        told = _copied_at_one_moment(disk, copy, run, pipes)
    for pipe in pipes:
        run.hear(pipe)
    with mounted(copy, folder / "after") as place:
        after = Run(place / run.shelf.name, run.chance, list(run.sent), told)
        after.recover()
        run.slowest = max(run.slowest, after.slowest)
        found = after.found()
    copy.unlink()
    return found


def _done(*words: str) -> str:
    try:
        done = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    except (OSError, subprocess.CalledProcessError) as fault:
        raise NoImagesHere(getattr(fault, "stderr", "") or str(fault)) from fault
    return done.stdout
