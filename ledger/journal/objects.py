"""Objects of a history, written so that a power cut finds them whole: flushed, then named.

They are git's own loose objects. A library could write them, but it would not do so through the
steps of `ledger.journal.steps`, packs what a photo has packed already, and takes eight times as
long over a folder of ten thousand papers, which every entry changes.
"""

import contextlib
import re
import zlib
from collections.abc import Mapping
from functools import partial
from hashlib import sha1
from pathlib import Path

import pygit2

from ledger.journal import disk

_BESIDE = "tmp_obj_purse"
_ENTRY = re.compile(rb"([0-7]+) ([^\0]+)\0(.{20})", re.DOTALL)
_FILE, _FOLDER = b"100644", b"40000"
_TREES_KEPT = 24
# So many at most are written at once, and held in memory until then.
_WAITING = 8
_LEFT = f"objects/{_BESIDE}-*"
Entries = dict[bytes, bytes]


class Objects:
    """The objects of one history; what was put there is there, and kept, when `settle` returned."""

    def __init__(self, repository: pygit2.Repository) -> None:
        """Take the history that they belong to."""
        self._repository = repository
        self._home = Path(repository.path, "objects")
        self._unsettled: set[Path] = set()
        self._waiting: dict[Path, bytes] = {}
        self._beside: dict[Path, Path] = {}

    def put(self, kind: str, content: bytes, *, small: bool = False) -> str:
        """Have an object written, and give its number; made small where that pays."""
        whole = f"{kind} {len(content)}\0".encode() + content
        number = sha1(whole, usedforsecurity=False).hexdigest()
        place = self._home / number[:2] / number[2:]
        if place not in self._beside and not place.exists():
            self._waiting[place] = zlib.compress(whole, 1 if small else 0)
            if len(self._waiting) >= _WAITING:
                self.write_waiting()
        # One that was there may be a killed writer's, who had not flushed its name.
        self._unsettled.add(place.parent)
        return number

    def read(self, number: str) -> bytes:
        """Give an object's content.

        A loose one is not read by the library, which goes round for ever in one that is torn.

        Raises:
            ValueError: it is not what its number says.
            KeyError: the history does not hold it.
        """
        try:
            whole = zlib.decompress((self._home / number[:2] / number[2:]).read_bytes())
        except FileNotFoundError:
            return self._repository.odb.read(pygit2.Oid(hex=number))[1]
        except zlib.error as fault:
            raise ValueError(number) from fault
        if sha1(whole, usedforsecurity=False).hexdigest() != number:
            raise ValueError(number)
        return whole.partition(b"\0")[2]

    def settle(self) -> None:
        """Write what still waits, give all of it its names, and flush those."""
        self.write_waiting()
        self.name_all()
        steps, flushed = disk.here().steps, disk.here().flushed
        folders = sorted(self._unsettled)
        # A folder's own name is flushed once in each program: whoever made it may have been killed.
        above = [] if flushed.issuperset(folders) else [self._home]
        steps.together([partial(steps.flush, each) for each in (*folders, *above)])
        flushed.update(folders)
        self._unsettled.clear()

    def write_waiting(self) -> None:
        """Write what waits beside, and flush it; it has no names yet, and nobody finds it."""
        steps, at = disk.here().steps, len(self._beside)
        beside = {
            place: self._home / f"{_BESIDE}-{count}"
            for count, place in enumerate(self._waiting, start=at)
        }
        self._beside |= beside
        ready = [partial(steps.write, beside[place], raw) for place, raw in self._waiting.items()]
        self._waiting.clear()
        try:
            steps.together(ready)
        except OSError:
            self.discard()
            raise

    def name_all(self) -> None:
        """Give what lies beside its names, which are not flushed yet."""
        steps, flushed = disk.here().steps, disk.here().flushed
        for folder in dict.fromkeys(place.parent for place in self._beside):
            if not folder.is_dir():
                steps.make_folder(folder)
                flushed.discard(folder)
        for place, path in self._beside.items():
            steps.rename(path, place)
        self._beside.clear()

    def discard(self) -> None:
        """Take away what was written beside and has no name yet."""
        for path in self._beside.values():
            with contextlib.suppress(OSError):
                disk.here().steps.unlink(path)
        self._beside.clear()
        self._waiting.clear()

    def changed(self, tree: str, files: Mapping[str, str]) -> str:
        """Give the number of a folder after changes to files by their paths; "" takes one out.

        An empty number stands for an empty folder, on both sides.
        """
        entries = self._entries(tree)
        below: dict[str, dict[str, str]] = {}
        for name, number in files.items():
            first, _, rest = name.partition("/")
            if rest:
                below.setdefault(first, {})[rest] = number
            else:
                _put_in(entries, first.encode(), _FILE, number)
        for first, inside in below.items():
            old = entries.get(first.encode() + b"/", b"")
            number = self.changed(old[-20:].hex() if old else "", inside)
            _put_in(entries, first.encode() + b"/", _FOLDER, number)
        if not entries:
            return ""
        new = self.put("tree", b"".join(entries[name] for name in sorted(entries)))
        self._keep(new, entries)
        return new

    def files(self, tree: str, under: str = "") -> dict[str, str]:
        """Give the numbers of all files in a folder and those below, by their paths."""
        found: dict[str, str] = {}
        for name, entry in self._peek(tree).items():
            path = f"{under}{name.decode(errors='surrogateescape')}"
            if name.endswith(b"/"):
                found |= self.files(entry[-20:].hex(), path)
            else:
                found[path] = entry[-20:].hex()
        return found

    def number_in(self, tree: str, path: str) -> str:
        """Give the number of one file; nothing where the folder does not hold it."""
        first, _, rest = path.partition("/")
        entry = self._peek(tree).get(first.encode() + (b"/" if rest else b""), b"")
        if rest and entry:
            return self.number_in(entry[-20:].hex(), rest)
        return entry[-20:].hex()

    def _peek(self, tree: str) -> Entries:
        entries = self._entries(tree)
        if tree:
            self._keep(tree, entries)
        return entries

    def _entries(self, tree: str) -> Entries:
        """Give what a folder holds, for the asker to change: a folder is known by name and “/”."""
        known = disk.here().trees.pop(tree, None)
        if known is not None or not tree:
            return known or {}
        found = _ENTRY.findall(self.read(tree))
        return {
            (name + b"/" if mode == _FOLDER else name): mode + b" " + name + b"\0" + number
            for mode, name, number in found
        }

    def _keep(self, tree: str, entries: Entries) -> None:
        trees = disk.here().trees
        trees[tree] = entries
        for oldest in list(trees)[:-_TREES_KEPT]:
            trees.pop(oldest, None)


def sweep_beside(home: Path) -> None:
    """Take away what a killed writer left beside, by the folder of a history."""
    for path in home.glob(_LEFT):
        disk.here().steps.unlink(path)


def number_of(content: bytes) -> str:
    """Give the number that a file of this content has in a history."""
    whole = f"blob {len(content)}\0".encode() + content
    return sha1(whole, usedforsecurity=False).hexdigest()


def _put_in(entries: Entries, name: bytes, mode: bytes, number: str) -> None:
    if number:
        entries[name] = mode + b" " + name.rstrip(b"/") + b"\0" + bytes.fromhex(number)
    else:
        entries.pop(name, None)
