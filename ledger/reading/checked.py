"""When a book was last looked at as a whole, what came of it, and looking at it anew.

The outcome lies beside the index, as disposable as that. At most one book of a machine is looked at
at any time, whoever asks; of two who ask about one book, one looks.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from ledger import index
from ledger.checks.taken_out import TAKEN_OUT
from ledger.errors import Problem, Refusal
from ledger.index.marks import mark_of
from ledger.kept import Kept
from ledger.reading.soundness import Say, soundness

_OUTCOME, _LOCK = ".checked.json", ".checking"
_MOST = 50
_PAUSE = 0.05
_A_MOMENT, _AN_HOUR = 10, 72_000


# Every home asks. A file of the same mark is the same file.
_outcomes: "Kept[Checked | None]" = Kept(64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The outcome of a look at the whole book: `when` is a moment, with its zone.

    `mend` are sentences that say what must be mended, each with its remedy, at most fifty of
    `to_mend`; `taken_out` the same of what was taken out of the text by hand, at most fifty, which
    only this look finds. `made_anew` tells that the index was wrong. `failed` says why it could not
    be looked at, and is empty else.
    """

    when: datetime
    version: str = ""
    to_mend: int = 0
    mend: tuple[tuple[str, str], ...] = ()
    to_look_at: int = 0
    taken_out: tuple[tuple[str, str], ...] = ()
    made_anew: bool = False
    failed: str = ""

    @property
    def is_sound(self) -> bool:
        """Tell whether it was looked at, and nothing must be mended."""
        return not self.failed and not self.to_mend


def last_checked(place: Path) -> Checked | None:
    """Give the last outcome for a book; none where it was never looked at."""
    file = _beside(place, _OUTCOME)
    try:
        mark = mark_of(file.stat()) if file else None
    except OSError:
        return None
    return _outcomes.found((file, mark), lambda: _told(file)) if file else None


def _told(file: Path) -> Checked | None:
    """Read an outcome; what cannot be read is none."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        told |= {
            "when": datetime.fromisoformat(told["when"]),
            "mend": tuple(map(tuple, told["mend"])),
            "taken_out": tuple(map(tuple, told.get("taken_out", ()))),
        }
        return Checked(**told)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_being_checked(place: Path) -> bool:
    """Tell whether somebody looks at a book now, or waits to."""
    file = _beside(place, _LOCK)
    if file is None or not file.exists():
        return False
    # Where nothing can be written, nobody looks either.
    with suppress(OSError), _held(file) as is_mine:
        return not is_mine
    return False


def is_doubted(place: Path) -> bool:
    """Tell whether something broke while a book was read, and nobody looked at it since."""
    return index.is_doubted(place)


def is_changed_by_hand(place: Path) -> bool:
    """Tell whether somebody changed the text by hand after it was last looked at."""
    last = last_checked(place)
    kept = _beside(place, _OUTCOME)
    # So that a thousand books in which nothing happens are not opened every minute.
    edited = index.edited_at(place, kept.stat().st_mtime if last and kept else 0.0)
    return edited is not None and (last is None or edited >= last.when.replace(microsecond=0))


def check_now(place: Path, say: Say) -> Checked | None:
    """Look at a whole book, gently, and keep what came of it.

    None where somebody else looks at it already, or for an hour at others, or where it lies in no
    installation's folder.

    Raises:
        OSError: nothing can be written beside the index, so that what came of it cannot be kept.
    """
    mine = _beside(place, _LOCK)
    if mine is None:
        return None
    # Whoever only asks whether it is held, holds it for a moment.
    with _held(mine, tries=_A_MOMENT) as is_mine:
        if not is_mine:
            return None
        with _held(mine.with_name(_LOCK), tries=_AN_HOUR) as is_my_turn:
            if not is_my_turn:
                return None
            outcome = _looked(place, say)
        _keep(place, outcome)
        return outcome


def _looked(place: Path, say: Say) -> Checked:
    # What is changed meanwhile is later than this.
    when = datetime.now(tz=UTC)
    index.no_more_doubted(place)
    try:
        found = soundness(place, say, gently=True)
    except Refusal as refusal:
        return Checked(when=when, failed=str(refusal))
    taken_out = [each for each in found.to_look_at if each.rule == TAKEN_OUT]
    return Checked(
        when=when,
        version=found.version,
        to_mend=len(found.grave),
        mend=_sentences(found.grave),
        to_look_at=len(found.to_look_at) - len(taken_out),
        taken_out=_sentences(taken_out),
        made_anew=bool(found.made_anew),
    )


def _sentences(found: Sequence[Problem]) -> tuple[tuple[str, str], ...]:
    return tuple((each.sentence, each.remedy) for each in found[:_MOST])


def _keep(place: Path, outcome: Checked) -> None:
    file = _beside(place, _OUTCOME)
    with suppress(OSError):
        if file:
            fresh = file.with_name(f"{file.name}.{os.getpid()}")
            fresh.write_text(json.dumps(asdict(outcome) | {"when": outcome.when.isoformat()}))
            fresh.replace(file)


@contextmanager
def _held(file: Path, tries: int = 1) -> Iterator[bool]:
    """Hold a lock for as long as it is looked; it is let go of even if the process is ended."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab") as opened:
        yield any(_locked(opened, last=each == tries - 1) for each in range(tries))


def _locked(opened: IO[bytes], *, last: bool) -> bool:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if not last:
            time.sleep(_PAUSE)
        return False
    return True


def _beside(place: Path, ending: str) -> Path | None:
    """Give a file beside the index of a book; none for a book in no installation's folder."""
    where = index.index_of(place)
    return where.with_name(f"{place.name}{ending}") if where else None
