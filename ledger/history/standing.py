"""Whether the history of a book can be read, and the next act can be kept in it."""

from pathlib import Path

from ledger.book import shelf_of
from ledger.history.acts import acts
from ledger.history.commits import Fault, content_of, repository_of, texts_of

_MAIN = "refs/heads/main"


def is_in_order(place: Path) -> bool:
    """Tell whether a history leads to its newest act, and that one holds a text that can be read.

    A single file and a book without a history have none that could be out of order: with the next
    act one begins.
    """
    home = shelf_of(place) / ".git"
    if place.is_file() or not home.exists():
        return True
    repository = repository_of(place)
    if repository is None:
        # One that has just begun, and holds nothing yet.
        return home.is_dir() and not any((home / "refs/heads").glob("*")) and _begins(home)
    try:
        newest = str(repository.references[_MAIN].target)
        for file in texts_of(repository, newest).values():
            content_of(repository, file)
        leads_there = str(repository.head.target) == newest
    except Fault:
        return False
    return leads_there and bool(acts(place, most=1))


def _begins(home: Path) -> bool:
    try:
        held = (each for under in ("??/*", "pack/*") for each in (home / "objects").glob(under))
        return (home / "HEAD").read_text().strip() == f"ref: {_MAIN}" and not any(held)
    except (OSError, ValueError):
        return False
