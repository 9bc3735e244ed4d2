"""Where prints are kept, and for how long: as long as there is room and the book stands so."""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ledger.errors import Refusal

MOST_BYTES = 256 * 1024 * 1024
FOLDER = "printed"
_MADE, _REFUSED, _LOCK = ".pdf", ".refused", ".making"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The place of one print in the folder of its group."""

    folder: Path
    name: str

    def content(self) -> bytes | None:
        """Give the print, if it is there; it counts as used just now."""
        file = self._file(_MADE)
        try:
            made = file.read_bytes()
            os.utime(file)
        except FileNotFoundError:
            return None
        return made

    def refusal(self) -> Refusal | None:
        """Give why it was not made, once: who asks again wants it to be tried again."""
        file = self._file(_REFUSED)
        try:
            said = json.loads(file.read_bytes())
            file.unlink()
        except (FileNotFoundError, ValueError):
            return None
        return Refusal(said["message"], said["remedy"], field=said["field"])

    def keep(self, made: bytes) -> None:
        """Keep a print whole or not at all; those of other versions of the book go."""
        self._write(_MADE, made)
        for other in self.folder.iterdir():
            if other.suffix == _MADE and other.name[:16] != self.name[:16]:
                other.unlink(missing_ok=True)
        _make_room(self.folder.parent, but=self._file(_MADE))

    def refuse(self, why: Refusal) -> None:
        """Keep why it was not made, for whoever asks next."""
        said = {"message": why.message, "remedy": why.remedy, "field": why.field}
        self._write(_REFUSED, json.dumps(said).encode())

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Tell whether nobody else is making it, in any process; if so, nobody will meanwhile.

        The system lets go of it when a process ends, however it ends.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._file(_LOCK), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield True
            self._file(_LOCK).unlink(missing_ok=True)
        except BlockingIOError:
            yield False
        finally:
            os.close(handle)

    def _file(self, suffix: str) -> Path:
        return self.folder / f"{self.name}{suffix}"

    def _write(self, suffix: str, content: bytes) -> None:
        handle, aside = tempfile.mkstemp(dir=self.folder, prefix=".new-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(aside).replace(self._file(suffix))


def folder_of(place: Path) -> Path:
    """Give the folder of the prints of a book that lies in a data folder."""
    return place.parents[1] / FOLDER / place.name


def forget(place: Path) -> None:
    """Take all prints of a book away, as where words in it were blanked.

    A book that lies in no data folder has none.
    """
    if place.parent.name != "books":
        return
    shutil.rmtree(folder_of(place), ignore_errors=True)


def _make_room(folder: Path, *, but: Path) -> None:
    """Take away what was not used for the longest time, of whichever group, until there is room."""
    found: list[tuple[float, int, Path]] = []
    for file in (*folder.glob(f"*/*{_MADE}"), *folder.glob(f"*/*{_REFUSED}")):
        with suppress(FileNotFoundError):
            known = file.stat()
            found.append((known.st_mtime, known.st_size, file))
    size = sum(each for _, each, _ in found)
    for _, mine, file in sorted(found):
        if size <= MOST_BYTES:
            return
        if file != but:
            file.unlink(missing_ok=True)
            size -= mine
