"""What names somebody, such as a letter of thanks: on no disk, and in memory for minutes only."""

import threading
import time
from pathlib import Path

# Long enough for whoever asked, in seconds, and more than one person asks for at a time.
LONGEST, MOST, MOST_BYTES = 600, 20, 32 * 1024 * 1024

_kept: dict[Path, tuple[float, bytes]] = {}
_alone = threading.RLock()
_sweeping: list[threading.Timer] = []


def keep(file: Path, made: bytes) -> None:
    """Keep a print for some minutes, whether or not somebody asks again.

    Of too many, or too many bytes, the oldest go; the newest stays, however large it is.
    """
    with _alone:
        _kept.pop(file, None)
        _kept[file] = (time.monotonic(), made)
        let_pass()
        if not _sweeping:
            _sweep_later()


def content(file: Path) -> bytes | None:
    """Give a print that was kept, unless its time is over."""
    with _alone:
        let_pass()
        return _kept.get(file, (0.0, None))[1]


def drop(file: Path) -> None:
    """Forget one print, if it is there."""
    with _alone:
        _kept.pop(file, None)


def drop_all(folder: Path) -> None:
    """Forget all prints of a group, known by the folder of those that are on the disk."""
    with _alone:
        for file in [each for each in _kept if each.parent == folder]:
            del _kept[file]


def let_pass() -> None:
    """Forget what was kept long enough, and the oldest of too many."""
    long_ago = time.monotonic() - LONGEST
    with _alone:
        size = sum(len(made) for _, made in _kept.values())
        for file, (when, made) in list(_kept.items()):
            is_too_much = len(_kept) > 1 and (len(_kept) > MOST or size > MOST_BYTES)
            if when < long_ago or is_too_much:
                del _kept[file]
                size -= len(made)


def _sweep_later() -> None:
    later = threading.Timer(LONGEST, _sweep)
    later.daemon = True
    _sweeping[:] = [later]
    later.start()


def _sweep() -> None:
    with _alone:
        _sweeping.clear()
        let_pass()
        if _kept:
            _sweep_later()
