"""Where the parts of a history lie, and how to have them lie loose, as git itself writes them."""

import zlib
from pathlib import Path

import pygit2

_KINDS = {1: "commit", 2: "tree", 3: "blob"}


def pack_of(shelf: Path, number: str) -> Path:
    """Give the pack that an act wrote, by the number of its commit."""
    return shelf / f".git/objects/pack/pack-{number}.pack"


def loose_of(shelf: Path, number: str) -> Path:
    """Give the loose file of an object, which need not be there."""
    return shelf / ".git/objects" / number[:2] / number[2:]


def take_away(shelf: Path, number: str) -> None:
    """Take away a commit, with all else that its act packed with it."""
    pack, loose = pack_of(shelf, number), loose_of(shelf, number)
    for each in (pack, pack.with_suffix(".idx")) if pack.exists() else (loose,):
        each.unlink()


def lay_loose(shelf: Path) -> None:
    """Have every object lie loose, as an earlier version or somebody's git left them."""
    repository = pygit2.Repository(str(shelf))
    for each in list(repository.odb):
        kind, content = repository.odb.read(each)
        loose = loose_of(shelf, str(each))
        loose.parent.mkdir(exist_ok=True)
        loose.write_bytes(zlib.compress(f"{_KINDS[kind]} {len(content)}\0".encode() + content))
    for each in (shelf / ".git/objects/pack").iterdir():
        each.unlink()


def tear(shelf: Path, number: str, length: int, *, loose: bool) -> None:
    """Leave only the beginning of the newest commit, as a disk that loses bytes may."""
    if loose:
        lay_loose(shelf)
    torn = (loose_of if loose else pack_of)(shelf, number)
    content = torn.read_bytes()
    torn.unlink()
    torn.write_bytes(content[:length])
