"""Objects of a history, written so that a power cut finds them whole: flushed, then named.

What an act writes goes into one pack of its own (`ledger.history.packs`). A library could write
objects, but it would not do so through the steps of `ledger.journal.steps`, packs what a photo has
packed already, and takes eight times as long over a folder of ten thousand papers, which every
entry changes. Loose objects are read, too: earlier versions wrote them, and so does somebody's git.
"""

import contextlib
import re
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pygit2

from ledger.history import packs
from ledger.journal import disk

_BESIDE = "tmp_obj_purse"
_ENTRY = re.compile(rb"([0-7]+) ([^\0]+)\0(.{20})", re.DOTALL)
_FILE, _FOLDER = b"100644", b"40000"
_TREES_KEPT = 24
# So many bytes at most wait to be written, and go into one pack; a longer paper goes alone.
_WAITING = 8_000_000
_LEFT = f"objects/{_BESIDE}-*"
Entries = dict[bytes, bytes]


class Objects:
    """The objects of one history; what was put there is there, and kept, when `settle` returned."""

    def __init__(self, home: Path, library: pygit2.Repository | None = None) -> None:
        """Take the folder of the history that they belong to, such as `.git`.

        `library` is that history, where it is open already and may see objects of others, too.
        """
        self._home = home
        self._packs = home / "objects/pack"
        self._library = library
        self._waiting: dict[bytes, packs.Packed] = {}
        self._put: set[bytes] = set()
        self._bytes = 0
        self._beside: dict[Path, Path] = {}
        self._is_unsettled = False

    def put(self, kind: str, content: bytes, *, small: bool = False) -> str:
        """Have an object written, and give its number; made small where that pays."""
        made = packs.packed(kind, content, 1 if small else 0)
        if made.number in self._put:
            return made.number.hex()
        self._put.add(made.number)
        if self._bytes + len(made.raw) > _WAITING:
            self.write_waiting()
        self._waiting[made.number] = made
        self._bytes += len(made.raw)
        return made.number.hex()

    def read(self, number: str) -> bytes:
        """Give an object's content.

        A loose one is not read by the library, which goes round for ever in one that is torn.

        Raises:
            ValueError: it is not what its number says.
            KeyError: the history does not hold it.
        """
        for read in (self._leading, self._loose):
            with contextlib.suppress(FileNotFoundError):
                kind, content = read(number)
                if packs.number_of(kind, content).hex() != number:
                    raise ValueError(number)
                return content
        if self._library is None:
            self._library = pygit2.Repository(str(self._home))
        found: bytes = self._library.odb.read(pygit2.Oid(hex=number))[1]
        return found

    def settle(self) -> None:
        """Write what still waits, give all of it its names, and flush those."""
        self.write_waiting()
        self.name_all()
        if self._is_unsettled:
            disk.here().steps.flush(self._packs)
            self._is_unsettled = False

    def write_waiting(self, also: tuple[Callable[[], None], ...] = ()) -> None:
        """Write what waits beside, as one pack, and flush it; it has no names yet.

        `also` is what may be written meanwhile. The last object lies first, and names the pack if
        it is a commit; any other is named for its bytes, so that none takes another's place.
        """
        steps, ready = disk.here().steps, list(also)
        if self._waiting:
            last, made = self._waiting.popitem()
            whole, listed = packs.pack_of({last: made} | self._waiting)
            name = (last if made.is_commit else packs.seal_of(whole)).hex()
            for suffix, raw in ((".pack", whole), (".idx", listed)):
                beside = self._home / f"objects/{_BESIDE}-{len(self._beside)}"
                self._beside[self._packs / f"pack-{name}{suffix}"] = beside
                ready.append(partial(steps.write, beside, raw))
            self._waiting.clear()
            self._bytes = 0
        try:
            steps.together(ready)
        except OSError:
            self.discard()
            raise

    def name_all(self) -> None:
        """Give what lies beside its names, the list of a pack last, which are not flushed yet."""
        steps = disk.here().steps
        if self._beside and self._packs not in disk.here().flushed:
            # Whoever made it may have been killed before it was flushed.
            steps.make_folder(self._packs)
            steps.flush(self._packs.parent)
            disk.here().flushed.add(self._packs)
        for place, path in self._beside.items():
            steps.rename(path, place)
            self._is_unsettled = True
        self._beside.clear()

    def discard(self) -> None:
        """Take away what was written beside and has no name yet."""
        for path in self._beside.values():
            with contextlib.suppress(OSError):
                disk.here().steps.unlink(path)
        self._beside.clear()
        self._waiting.clear()
        self._put.clear()

    def _leading(self, number: str) -> tuple[str, bytes]:
        return packs.leading(self._packs / f"pack-{number}.pack")

    def _loose(self, number: str) -> tuple[str, bytes]:
        raw = (self._home / "objects" / number[:2] / number[2:]).read_bytes()
        try:
            head, _, content = zlib.decompress(raw).partition(b"\0")
        except zlib.error as fault:
            raise ValueError(number) from fault
        return head.partition(b" ")[0].decode(errors="replace"), content

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
    return packs.number_of("blob", content).hex()


def _put_in(entries: Entries, name: bytes, mode: bytes, number: str) -> None:
    if number:
        entries[name] = mode + b" " + name.rstrip(b"/") + b"\0" + bytes.fromhex(number)
    else:
        entries.pop(name, None)
