"""The acts in a book, told from the newest to the oldest."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ledger.history.commits import Commit, Fault, repository_of
from ledger.history.log import asked

_log = logging.getLogger(__name__)
_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One act in the history: `what` is such as "recorded 2026-0042", `by` a person's number.

    `version` is the act's own place in the history, and not the version of the text.
    """

    when: datetime
    by: str
    what: str
    version: str


def acts(place: Path, about: str = "", most: int = _MOST) -> tuple[Done, ...]:
    """Give the latest acts, or those that name one entry, fund or account.

    A book that has no history of its own, such as a single file, has none to tell.
    """
    return acts_about(place, (about,) if about else (), most)


def acts_about(place: Path, words: Collection[str], most: int = _MOST) -> tuple[Done, ...]:
    """Give the latest acts that name one of some words; no words mean any act."""
    repository = repository_of(place)
    if repository is None:
        return ()
    try:
        found = asked(place, repository, lambda log: log.latest(words, most))
    except Fault:
        _log.exception("the history could not be read")
        return ()
    return tuple(map(done, found))


def done(commit: Commit) -> Done:
    """Give a commit as the act that it tells of."""
    return Done(
        when=datetime.fromtimestamp(commit.when, UTC),
        by=commit.by,
        what=commit.said,
        version=commit.id,
    )
