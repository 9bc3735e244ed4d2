"""The commits of a book, read from its own history; nothing here writes."""

import hashlib
import logging
import os
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pygit2
from pygit2.enums import ConfigLevel, FileMode

from ledger.book import shelf_of
from ledger.book.files import MAIN
from ledger.history import packs
from ledger.kept import Kept

_log = logging.getLogger(__name__)
_BY = re.compile(r"(.*) <.*> [0-9]+ [-+][0-9]+")
_FILES = {FileMode.BLOB, FileMode.BLOB_EXECUTABLE}
_SUFFIX = ".beancount"
# A book that was moved here from another machine belongs to another number there. No program of
# its history is ever run by this library, so whose it is does not matter.
pygit2.settings.owner_validation = False
# Nor does what somebody set for their own git bear on a book, wherever it is opened: which files
# it passes over, say.
for _level in (ConfigLevel.SYSTEM, ConfigLevel.XDG, ConfigLevel.GLOBAL):
    pygit2.settings.search_path[_level] = ""

# A history may hold a hundred packs and more, and each that was read stays open otherwise.
pygit2.settings.mwindow_file_limit = 16

Fault = (pygit2.GitError, KeyError, ValueError, OSError, zlib.error)
"""What a damaged history answers with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One act as its commit tells it; `when` is in seconds since 1970, in UTC."""

    id: str
    when: int
    by: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The commits that came after one that was known, the oldest first; `known` may be empty."""

    commits: tuple[Commit, ...]
    known: str


# A commit with the numbers of those before it.
_Read = tuple[Commit, tuple[str, ...]]
_newest: Kept[_Read] = Kept(1024)


def repository_of(place: Path) -> pygit2.Repository | None:
    """Open the history of a book; a single file and a book without one have none.

    A history that was damaged tells nothing; the text says who recorded what, too.
    """
    shelf = shelf_of(place)
    if place.is_file() or not (shelf / ".git").is_dir():
        return None
    try:
        repository = pygit2.Repository(str(shelf))
        is_empty = repository.head_is_unborn
    except Fault:
        _log.exception("the history could not be read")
        return None
    return None if is_empty else repository


def since(repository: pygit2.Repository, known: str) -> Since:
    """Follow the history back from its end to the commit that is known, by its number.

    Where it does not lead there, all of it is told, and nothing counts as known.

    Where somebody joined two lines of history by hand, all of it is told, in the order in which
    git puts it, and nothing counts as known.
    """
    found: list[Commit] = []
    at = str(repository.head.target)
    while at != known:
        told, before = _read(repository, at)
        if len(before) > 1:
            return _all(repository)
        found.append(told)
        if not before:
            return Since(commits=tuple(reversed(found)), known="")
        at = before[0]
    return Since(commits=tuple(reversed(found)), known=at)


def _read(repository: pygit2.Repository, number: str) -> _Read:
    """Read a commit and the numbers of those before it; a file that is as it was is not unpacked.

    So the few newest of a book, which each page of an entry asks for, cost a look at their times.
    """
    find = partial(_found, repository, number)
    for file, read in (
        (_act(repository, number), partial(_act_of, repository, number)),
        (_loose(repository, number), find),
    ):
        with suppress(FileNotFoundError):
            known = os.stat(file)  # noqa: PTH116 - asked very often
            made_of = (repository.path, number, known.st_ino, known.st_size, known.st_mtime_ns)
            return _newest.found(made_of, read)
    return find()


def _found(repository: pygit2.Repository, number: str) -> _Read:
    commit = _commit_at(repository, number)
    return _told(commit), tuple(map(str, commit.parent_ids))


def _act(repository: pygit2.Repository, number: str) -> str:
    """Give the pack that an act wrote, by the number of its commit."""
    return f"{repository.path}objects/pack/pack-{number}.pack"


def _act_of(repository: pygit2.Repository, number: str) -> _Read:
    """Read the commit of an act from its own pack.

    Raises:
        ValueError: it is torn.
    """
    kind, content = packs.leading(Path(_act(repository, number)))
    if packs.number_of(kind, content).hex() != number:
        raise ValueError(number)
    lines, message = packs.said_in(content)
    first = dict(reversed(lines))
    by, when = _BY.fullmatch(first["author"]), first["committer"].split()[-2]
    told = Commit(id=number, when=int(when), by=by[1] if by else "", said=message.strip())
    return told, tuple(rest for name, rest in lines if name == "parent")


def _loose(repository: pygit2.Repository, number: str) -> str:
    return f"{repository.path}objects/{number[:2]}/{number[2:]}"


def version_at(
    repository: pygit2.Repository, commit: str, known: dict[pygit2.Oid, str]
) -> tuple[str, dict[pygit2.Oid, str]]:
    """Work out the version of the text as it stood at a commit, as docs/book.md describes it.

    `known` holds the hashes of files that were worked out at a neighbour; the second answer holds
    those of this one. Where there was no main file, the version is empty.
    """
    at = _commit_at(repository, pygit2.Oid(hex=commit))
    tree = _object(repository, at.tree_id).peel(pygit2.Tree)
    names = dict(_text_files(repository, tree))
    if MAIN not in names:
        return "", known
    hashes = {blob: known.get(blob) or _hash_of(repository, blob) for blob in names.values()}
    whole = hashlib.sha256()
    for name in sorted(names, key=lambda each: (each != MAIN, each)):
        whole.update(f"{name} {hashes[names[name]]}\n".encode())
    return whole.hexdigest(), hashes


def texts_of(repository: pygit2.Repository, commit: str) -> dict[str, pygit2.Oid]:
    """Give the text files of a commit by their paths; of the one before it, where `^` follows.

    The first of all commits has none before it, and that has no files.
    """
    at = _commit_at(repository, pygit2.Oid(hex=commit.removesuffix("^")))
    if commit.endswith("^"):
        if not at.parent_ids:
            return {}
        at = _commit_at(repository, at.parent_ids[0])
    return dict(_text_files(repository, _object(repository, at.tree_id).peel(pygit2.Tree)))


def content_of(repository: pygit2.Repository, file: pygit2.Oid) -> bytes:
    """Give the bytes of a file in the history."""
    return _object(repository, file).peel(pygit2.Blob).data


def files_at(repository: pygit2.Repository, commit: str) -> Iterator[tuple[str, bytes]]:
    """Give every file of a book as it stood at a commit, by its path: text and papers.

    What is hidden, and what is no plain file, is left out; so no path leads out of the folder.
    """
    tree = _commit_at(repository, pygit2.Oid(hex=commit)).tree_id
    yield from _files(repository, tree, "")


def _all(repository: pygit2.Repository) -> Since:
    walk = repository.walk(repository.head.target, pygit2.enums.SortMode.TOPOLOGICAL)
    return Since(commits=tuple(reversed([_told(each) for each in walk])), known="")


def _told(commit: pygit2.Commit) -> Commit:
    return Commit(
        id=str(commit.id),
        when=commit.commit_time,
        by=commit.author.name,
        said=commit.message.strip(),
    )


def _commit_at(repository: pygit2.Repository, at: pygit2.Oid | str) -> pygit2.Commit:
    return _object(repository, at).peel(pygit2.Commit)


def _object(repository: pygit2.Repository, at: pygit2.Oid | str) -> pygit2.Object:
    """Give an object by its number; one that is torn is a fault.

    The library would go round for ever in one, so a loose one is unpacked here before.
    """
    number = str(at)
    with suppress(FileNotFoundError):
        zlib.decompress(Path(_loose(repository, number)).read_bytes())
    return repository[at]


def _text_files(
    repository: pygit2.Repository, tree: pygit2.Tree
) -> Iterator[tuple[str, pygit2.Oid]]:
    """Name the files that are the text, exactly those that a folder's reading takes."""
    for each in tree:
        name = each.name or ""
        if name == "journal" and isinstance(each, pygit2.Tree):
            months = _object(repository, each.id).peel(pygit2.Tree)
            yield from ((f"journal/{file.name}", file.id) for file in months if _is_text(file))
        elif _is_text(each):
            yield name, each.id


def _is_text(each: pygit2.Object) -> bool:
    name = each.name or ""
    return each.filemode in _FILES and name.endswith(_SUFFIX) and not name.startswith(".")


def _files(
    repository: pygit2.Repository, tree: pygit2.Oid, above: str
) -> Iterator[tuple[str, bytes]]:
    for each in _object(repository, tree).peel(pygit2.Tree):
        name = each.name or "."
        if name.startswith(".") or "/" in name or "\\" in name:
            continue
        if isinstance(each, pygit2.Tree):
            yield from _files(repository, each.id, f"{above}{name}/")
        elif each.filemode in _FILES:
            yield f"{above}{name}", content_of(repository, each.id)


def _hash_of(repository: pygit2.Repository, blob: pygit2.Oid) -> str:
    return hashlib.sha256(content_of(repository, blob)).hexdigest()
