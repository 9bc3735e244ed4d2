"""Planted bugs: ways of writing that look right, and that the simulation must catch.

Each changes one thing, on the disk or in the writer, and leaves all the rest as it is. A suite that
lets one of them through would let the same mistake through in earnest.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

from benchmarks.endure_disk import SimulatedDisk
from benchmarks.endure_simulation import Bug
from ledger import index
from ledger.index.marks import marks_of
from ledger.journal import disk, looking, objects, writer
from ledger.recording import entries


class BytesNotFlushed(SimulatedDisk):
    """A file is renamed into place, and its bytes were never flushed."""

    def _flush_file(self, path: Path) -> None:
        """Answer at once, and do nothing."""


class NamesNotFlushed(SimulatedDisk):
    """A file is flushed, and the folder that holds its name never is."""

    def _flush_names(self, folder: Path) -> None:
        """Answer at once, and do nothing."""


class RenamedBeforeFlush(SimulatedDisk):
    """A file is given its name first, and flushed only then."""

    def write(self, path: Path, content: bytes) -> None:
        """Write, and leave the flush for later."""
        with patch.object(self, "_flush_file", lambda _: None):
            super().write(path, content)

    def rename(self, old: Path, new: Path) -> None:
        """Rename, and flush then."""
        super().rename(old, new)
        self.flush(new)


def _in_place(shelf: Path, name: str, text: str) -> bytes:
    """Write a month where it stands, as a plain append would."""
    path, whole = shelf / name, disk.longer(shelf, name, text)
    with disk.stops_on_failed_flush(shelf):
        disk.make_folder(shelf, path.parent)
        disk.here().steps.write(path, whole)
        disk.here().steps.flush(path.parent)
    return whole


_write = writer._write  # noqa: SLF001 - the real one, to plant a bug beside
_place_whole, _make_folder = disk.place_whole, disk.make_folder


def _text_first(
    shelf: Path, texts: list[tuple[str, str]], files: tuple[tuple[str, bytes], ...]
) -> dict[str, bytes]:
    """Place the text, and then the papers that it names."""
    return _write(shelf, texts, ()) | _write(shelf, [], files)


def _only_if_new(shelf: Path, name: str, content: bytes) -> None:
    """Trust bytes that are there already to stay there."""
    if not (shelf / name).exists() or (shelf / name).read_bytes() != content:
        _place_whole(shelf, name, content)


@contextmanager
def _changed(where: object, name: str, other: Callable[..., object]) -> Iterator[None]:
    with patch.object(where, name, other):
        yield


@contextmanager
def _stale() -> Iterator[None]:
    """Plan on the first reading of each book, as if nobody else could write."""
    known: dict[Path, writer.Before] = {}

    def remembered(shelf: Path) -> writer.Before:
        if shelf not in known:
            book, marks = index.current(shelf), marks_of(shelf)
            known[shelf] = writer.Before(book=book, marks=marks, is_kept=True)
        return known[shelf]

    with patch.object(writer, "caught_up", remembered):
        yield


def _swept_whole(shelf: Path, _book: object, names: list[str]) -> list[str]:
    """Sweep every new paper, whatever the text names."""
    swept = [name for name in names if name.startswith("vouchers/")]
    for name in swept:
        disk.here().steps.unlink(shelf / name)
    return swept


def _made_before(shelf: Path, folder: Path) -> None:
    """Trust a folder that is there already to stay there."""
    if not folder.is_dir():
        _make_folder(shelf, folder)


def planted() -> tuple[Bug, ...]:
    """Give all of them."""
    return (*_of_the_disk(), *_of_the_writer())


def _of_the_disk() -> tuple[Bug, ...]:
    return (
        Bug(name="the bytes of a file are not flushed", disk=BytesNotFlushed),
        Bug(name="the name of a file is not flushed", disk=NamesNotFlushed),
        Bug(name="a file is renamed before it is flushed", disk=RenamedBeforeFlush),
    )


def _of_the_writer() -> tuple[Bug, ...]:
    plain = partial(Bug, disk=SimulatedDisk)
    return (
        plain(
            name="a month is appended to in place",
            inside=partial(_changed, disk, "append", _in_place),
        ),
        plain(
            name="the text is placed before its paper",
            inside=partial(_changed, writer, "_write", _text_first),
        ),
        plain(
            name="the key of a form is not looked up",
            inside=partial(_changed, entries, "recorded_before", lambda *_: None),
        ),
        plain(
            name="an act that was broken off leaves no mark",
            inside=partial(_changed, looking, "begin_act", lambda _: None),
        ),
        plain(
            name="nobody catches up", inside=partial(_changed, looking, "unkept", lambda _, __: {})
        ),
        plain(
            name="text that a killed writer left is trusted to stay",
            inside=partial(_changed, disk, "place_whole", _only_if_new),
        ),
        plain(
            name="a folder that a killed writer made is trusted to stay",
            inside=partial(_changed, disk, "make_folder", _made_before),
        ),
        plain(
            name="papers are swept unread", inside=partial(_changed, writer, "_sweep", _swept_whole)
        ),
        plain(
            name="a commit is named before its objects are",
            inside=partial(_changed, objects.Objects, "settle", objects.Objects.name_all),
        ),
        plain(name="numbers are given out from an old reading", inside=_stale),
    )
