"""The text as the history has it, where a hand has written over it since."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pygit2

from ledger.book import shelf_of
from ledger.history.acts import acts_about
from ledger.history.commits import Fault, content_of, repository_of, texts_of

_log = logging.getLogger(__name__)
_EVERY = 10_000_000
_CAUGHT_UP = "caught up"


def replaced_by_hand(place: Path) -> Iterator[tuple[str, bytes]]:
    """Give each file that a hand changed or took away, as it was before: by its path, oldest first.

    What was changed by hand is kept as an act of its own when somebody records next; before that,
    the folder differs from the history. A book without a history has nothing to compare with.
    """
    repository = repository_of(place)
    if repository is None:
        return
    acts = acts_about(place, _CAUGHT_UP.split(), _EVERY)
    try:
        for act in reversed(acts):
            if act.what == _CAUGHT_UP:
                yield from _before(repository, act.version)
        yield from _not_kept(repository, shelf_of(place))
    except Fault:
        _log.exception("the history could not be compared with the text")


def _before(repository: pygit2.Repository, commit: str) -> Iterator[tuple[str, bytes]]:
    """Give what stood before an act in the files that it wrote over."""
    now, before = texts_of(repository, commit), texts_of(repository, f"{commit}^")
    for name, number in before.items():
        if now.get(name) != number:
            yield name, content_of(repository, number)


def _not_kept(repository: pygit2.Repository, shelf: Path) -> Iterator[tuple[str, bytes]]:
    """Give what the newest act left of files that are otherwise, or gone, by now."""
    for name, number in texts_of(repository, str(repository.head.target)).items():
        content = content_of(repository, number)
        file = shelf / name
        if not file.is_file() or file.read_bytes() != content:
            yield name, content
