"""The text of a book as it stood at a version that was printed on paper: found, and laid out."""

import re
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pygit2

from ledger.book import read
from ledger.errors import Refusal
from ledger.history.acts import Done, acts_about, done
from ledger.history.commits import Commit, Fault, files_at, repository_of, version_at
from ledger.history.log import Log, asked, changing

_MARK = re.compile(r"[0-9a-f]{8,64}")
_QUOTED = 70
# How long a search goes on before it writes down what it has worked out so far.
_SECONDS = 1.0

Say = Callable[[str], None]


class NoHistory(Refusal):
    """There is no history to look in."""

    def __init__(self) -> None:
        """Say where there is one."""
        super().__init__(
            "These books have no history that can be read.",
            "Name a group's own folder, with the .git that Common Purse keeps in it.",
        )


class VersionUnclear(Refusal):
    """What was typed cannot be a version that we printed."""

    def __init__(self, typed: str) -> None:
        """Quote it, and say what one looks like."""
        super().__init__(
            f"“{typed[:_QUOTED]}” is not a version of the books.",
            "Type all of it as it is printed: figures, and letters from a to f.",
        )


class VersionUnknown(Refusal):
    """The text never stood so."""

    def __init__(self, typed: str) -> None:
        """Quote it, and say what may be the matter."""
        super().__init__(
            f"These books never stood at version {typed[:_QUOTED]}.",
            "Compare it with the paper once more, and see that it is this group's.",
        )


class VersionForgotten(Refusal):
    """The text never stood so as its history is told now, and it was told anew since."""

    def __init__(self, typed: str, day: str) -> None:
        """Quote it, and say when words were blanked."""
        super().__init__(
            f"These books never stood at version {typed[:_QUOTED]}, as they are told now: words "
            f"that named somebody were blanked on {day}, and versions printed before can no "
            "longer be looked up.",
            "Keep the paper; its figures are those of the books on its day.",
        )


class VersionAmbiguous(Refusal):
    """More than one version begins like that."""

    def __init__(self, typed: str) -> None:
        """Ask for more of it."""
        super().__init__(
            f"More than one version of these books begins with {typed[:_QUOTED]}.",
            "Type more of it.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A version of the text: the act that brought it about, and the next one, if there is one.

    `last` is the latest act after which the text still stood so; between them, only papers came.
    """

    version: str
    since: Done
    last: Done
    until: Done | None


def stood(place: Path, typed: str, say: Say) -> Stood:
    """Find when the text of a book had a version, by its beginning as it is printed.

    If it stood so more than once, the latest time is told. `say` hears how far the search is; it
    is worked out once for each commit.

    Raises:
        NoHistory, VersionUnclear, VersionUnknown, VersionAmbiguous: see each.
        VersionForgotten: words were blanked since, if it ever stood so.
    """
    mark = "".join(typed.split()).casefold()
    if not _MARK.fullmatch(mark):
        raise VersionUnclear(typed)
    repository = repository_of(place)
    if repository is None:
        raise NoHistory
    try:
        found = asked(place, repository, lambda log: _found(log, repository, mark, say), whole=True)
    except Fault as fault:
        raise NoHistory from fault
    if found is None:
        anew = [act for act in acts_about(place, ("blanked", "covered"), 50) if _is_anew(act)]
        raise VersionForgotten(typed, _shown(anew[0].when)) if anew else VersionUnknown(typed)
    return found


def lay(place: Path, found: Stood, folder: Path) -> None:
    """Lay the text and the papers as they stood into an empty folder, and prove the version.

    Raises:
        NoHistory: a part of the history is damaged, so that the text would not be the same.
    """
    repository = repository_of(place)
    if repository is None:
        raise NoHistory
    try:
        for name, content in files_at(repository, found.last.version):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    except (pygit2.GitError, KeyError, ValueError, zlib.error) as fault:
        raise NoHistory from fault
    if read(folder).version != found.version:
        raise NoHistory


def _found(log: Log, repository: pygit2.Repository, mark: str, say: Say) -> Stood | None:
    place = _known(log, mark) or _searched(log, repository, mark, say)
    if not place:
        return None
    version, first = _version(log, place) or "", place
    for each, other in _worked_out(log, repository, place - 1):
        if other != version:
            break
        first = each
    return Stood(
        version=version,
        since=done(_commit(log, first)),
        last=done(_commit(log, place)),
        until=done(_commit(log, place + 1)) if place < _newest(log) else None,
    )


def _known(log: Log, mark: str) -> int:
    """Give the latest place at which a version is known already, or nought."""
    found = log.rows.execute(
        "SELECT version, max(place) FROM acts WHERE version >= ? AND version < ? GROUP BY version",
        (mark, f"{mark}g"),
    ).fetchall()
    if len(found) > 1:
        raise VersionAmbiguous(mark)
    return int(found[0][1]) if found else 0


def _searched(log: Log, repository: pygit2.Repository, mark: str, say: Say) -> int:
    """Work versions out from the newest to the oldest until one begins like the mark."""
    for place, version in _worked_out(log, repository, _newest(log)):
        say(f"Looking at the books as they stood on {_day(_commit(log, place))} …")
        if version.startswith(mark):
            return place
    return 0


def _worked_out(log: Log, repository: pygit2.Repository, newest: int) -> Iterator[tuple[int, str]]:
    """Give the version at each place, from one backwards; what is worked out is written down."""
    hashes: dict[pygit2.Oid, str] = {}
    fresh: list[tuple[str, str]] = []
    written = time.monotonic()
    try:
        for place in range(newest, 0, -1):
            version = _version(log, place)
            if version is None:
                commit = _commit(log, place).id
                version, hashes = version_at(repository, commit, hashes)
                fresh.append((version, commit))
            if time.monotonic() - written > _SECONDS:
                _keep(log, fresh)
                written = time.monotonic()
            yield place, version
    finally:
        _keep(log, fresh)


def _keep(log: Log, fresh: list[tuple[str, str]]) -> None:
    if fresh:
        with changing(log.rows):
            log.rows.executemany("UPDATE acts SET version = ? WHERE id = ?", fresh)
        fresh.clear()


def _newest(log: Log) -> int:
    return int(log.rows.execute("SELECT coalesce(max(place), 0) FROM acts").fetchone()[0])


def _version(log: Log, place: int) -> str | None:
    row = log.rows.execute("SELECT version FROM acts WHERE place = ?", (place,)).fetchone()
    return str(row[0]) if row and row[0] is not None else None


def _commit(log: Log, place: int) -> Commit:
    query = "SELECT id, at, by, said FROM acts WHERE place = ?"
    row = log.rows.execute(query, (place,)).fetchone()
    if row is None:
        # Somebody rewrote the history in this moment.
        raise KeyError(place)
    return Commit(id=row[0], when=row[1], by=row[2], said=row[3])


def _is_anew(act: Done) -> bool:
    return act.what.startswith(("blanked words of ", "covered a paper of "))


def _day(commit: Commit) -> str:
    return _shown(datetime.fromtimestamp(commit.when, UTC))


def _shown(when: datetime) -> str:
    day = when.astimezone()
    return f"{day.day} {day:%B %Y}"
