"""What was done in a book, when and by whom: its commits, told from the newest to the oldest."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pygit2

from ledger.book import shelf_of

_log = logging.getLogger(__name__)
# A book that was moved here from another machine belongs to another number there. No program of
# its history is ever run by this library, so whose it is does not matter.
pygit2.settings.owner_validation = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One act in the history: `what` is such as "recorded 2026-0042", `by` a person's number."""

    when: datetime
    by: str
    what: str
    version: str


def acts(place: Path, about: str = "", most: int = 500) -> tuple[Done, ...]:
    """Give the latest acts, or those that name one entry, fund or account.

    A book that has no history of its own, such as a single file, has none to tell.
    """
    found: list[Done] = []
    for commit in _commits(place):
        if about and about not in commit.message.split():
            continue
        found.append(
            Done(
                when=datetime.fromtimestamp(commit.commit_time, UTC),
                by=commit.author.name,
                what=commit.message.strip(),
                version=str(commit.id),
            )
        )
        if len(found) == most:
            break
    return tuple(found)


def _commits(place: Path) -> "list[pygit2.Commit]":
    shelf = shelf_of(place)
    if place.is_file() or not (shelf / ".git").is_dir():
        return []
    try:
        repository = pygit2.Repository(str(shelf))
        if repository.head_is_unborn:
            return []
        return list(repository.walk(repository.head.target, pygit2.enums.SortMode.TOPOLOGICAL))
    except pygit2.GitError:
        # A history that was damaged tells nothing; the text says who recorded what, too.
        _log.exception("the history could not be read")
        return []
