"""The history of a book: a commit for every act, its author the number of a person."""

import time
from pathlib import Path

import pygit2

NOBODY = "P000"
_EXCLUDED = ".lock\n.*.new\n"
_GONE = pygit2.enums.FileStatus.WT_DELETED | pygit2.enums.FileStatus.INDEX_DELETED


def begin(shelf: Path) -> None:
    """Begin the history of a new book."""
    repository = pygit2.init_repository(str(shelf), initial_head="main")
    exclude = Path(repository.path, "info", "exclude")
    exclude.parent.mkdir(exist_ok=True)
    exclude.write_text(_EXCLUDED)


def commit(shelf: Path, message: str, by: str) -> None:
    """Keep everything as it stands now; nothing is kept where nothing changed."""
    repository = pygit2.Repository(str(shelf))
    changed = repository.status()
    if not changed:
        return
    index = repository.index
    for path, status in changed.items():
        if status & _GONE:
            index.remove(path)
        elif not status & pygit2.enums.FileStatus.IGNORED:
            index.add(path)
    index.write()
    tree = index.write_tree()
    parents = [] if repository.head_is_unborn else [repository.head.target]
    who = pygit2.Signature(by, f"{by}@book.invalid", int(time.time()), 0)
    repository.create_commit("refs/heads/main", who, who, message, tree, parents)


def uncommitted(shelf: Path) -> bool:
    """Tell whether the folder differs from its history, as after a change by hand or a crash."""
    if not (shelf / ".git").is_dir():
        begin(shelf)
    return bool(pygit2.Repository(str(shelf)).status())
