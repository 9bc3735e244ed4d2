"""A history told anew: every commit as it was, but for what is blanked, in one new pack.

Nothing of the old history is touched here. The new one is made on a bench of its own, and packed;
whoever carries it out moves the pack and the names (`ledger.journal.finishing`).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pygit2
from pygit2.enums import FileMode, SortMode

from ledger.beans.blanking import BLANKED
from ledger.journal import tidying
from ledger.journal.objects import Objects

_TEXT = ".beancount"
_OURS = b"@book.invalid>"
_SIGNED = re.compile(rb"^gpgsig(?:-sha256)? [^\n]*\n(?: [^\n]*\n)*", re.MULTILINE)
_LINKS = re.compile(rb"^(tree|parent) ([0-9a-f]{40})$", re.MULTILINE)
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of what a history holds.

    `text` gives any version of a text file as it becomes, and `words` a message that somebody wrote
    by hand. `names` gives papers by file name as they are called from now on, "" for one that goes;
    `contents` the content of each by its new name.
    """

    text: Callable[[str], str]
    words: Callable[[str], str]
    names: Mapping[str, str]
    contents: Mapping[str, bytes]


class Retelling:
    """A history that is told anew; `kept` are the numbers of all that belongs to the new one."""

    def __init__(self, old: pygit2.Repository, bench: Path, change: Change) -> None:
        """Begin with an empty bench that can see the old history."""
        self._old = Objects(Path(old.path))
        self._repository = old
        self.bench = pygit2.init_repository(str(bench), bare=True, initial_head="main")
        self.bench.odb.add_disk_alternate(str(Path(old.path, "objects")))
        self._change = change
        self._known: dict[str, str] = {}
        self._papers = {name: self._put("blob", raw) for name, raw in change.contents.items()}
        self.kept: set[str] = set()

    def told(self, say: Say) -> dict[str, str]:
        """Tell all of it, and give each name of the old history with the new commit it points to.

        Raises:
            GitError, KeyError, ValueError: the history is damaged.
        """
        names = dict(_names(self._repository))
        walk = self._repository.walk(None, SortMode.TOPOLOGICAL | SortMode.REVERSE)
        for tip in set(names.values()):
            walk.push(pygit2.Oid(hex=tip))
        for count, commit in enumerate(walk, start=1):
            if count % 100 == 0:
                say(f"Going through the history, {count:,} acts so far …")
            self._commit(str(commit.id))
        return {name: self._known[tip] for name, tip in names.items()}

    def ends_with(self, head: str, files: Mapping[str, bytes], message: str, who: str) -> str:
        """Add a commit of some files by their paths in the book, and give its number."""
        objects = Objects(Path(self.bench.path), self.bench)
        tree = _LINKS.findall(objects.read(head))[0][1].decode()
        numbers = {name: objects.put("blob", content) for name, content in files.items()}
        whole = objects.changed(tree, numbers)
        lines = [f"tree {whole}", f"parent {head}", f"author {who}", f"committer {who}", ""]
        number = objects.put("commit", "\n".join([*lines, message]).encode())
        objects.settle()
        self.kept |= {number, whole, *objects.files(whole).values()}
        self.kept |= set(_folders(self.bench, whole))
        return number

    def pack(self, say: Say) -> tuple[Path, ...]:
        """Put all of the new history into one pack, see that it gives it back, its list last."""
        say("Packing the history …")
        folder = Path(self.bench.path, "purse/pack")
        folder.mkdir(parents=True)
        builder = pygit2.PackBuilder(self.bench)
        builder.set_threads(1)
        for number in sorted(self.kept):
            builder.add(pygit2.Oid(hex=number))
        builder.write(folder)
        tidying.see_that_all_is_there(folder.parent, self.kept)
        return tuple(sorted(folder.iterdir(), key=lambda path: path.suffix == ".idx"))

    def _commit(self, number: str) -> None:
        raw = _SIGNED.sub(b"", self._old.read(number))
        head, gap, said = raw.partition(b"\n\n")

        def linked(found: re.Match[bytes]) -> bytes:
            to = found[2].decode()
            new = self._tree(to) if found[1] == b"tree" else self._known[to]
            return found[1] + b" " + new.encode()

        if _OURS not in head.partition(b"\ncommitter ")[0]:
            words = said.decode(errors="surrogateescape")
            said = self._change.words(words).encode(errors="surrogateescape")
        self._known[number] = self._put("commit", _LINKS.sub(linked, head) + gap + said)
        self.kept.add(self._known[number])

    def _tree(self, number: str) -> str:
        if number not in self._known:
            old = self._repository[pygit2.Oid(hex=number)].peel(pygit2.Tree)
            new = self.bench.TreeBuilder()
            for each in old:
                name = self._change.names.get(each.name or "", each.name or "")
                if name:
                    new.insert(name, pygit2.Oid(hex=self._member(each, name)), each.filemode)
            self._known[number] = str(new.write())
            self.kept.add(self._known[number])
        return self._known[number]

    def _member(self, each: pygit2.Object, name: str) -> str:
        number = str(each.id)
        if each.filemode == FileMode.COMMIT:
            return number
        if each.filemode == FileMode.TREE:
            # Read by us first: the library goes round for ever in a folder that is torn.
            self._old.read(number)
            return self._tree(number)
        if number not in self._known:
            self._known[number] = self._blob(number, name)
        self.kept.add(self._known[number])
        return self._known[number]

    def _blob(self, number: str, name: str) -> str:
        raw = self._old.read(number)
        if name in self._papers:
            return self._papers[name]
        if not name.endswith(_TEXT):
            return number
        old = raw.decode(errors="surrogateescape")
        new = self._change.text(old)
        return number if new == old else self._put("blob", new.encode(errors="surrogateescape"))

    def _put(self, kind: str, content: bytes) -> str:
        return str(self.bench.odb.write(_KINDS[kind], content))


_KINDS = {
    "blob": pygit2.enums.ObjectType.BLOB,
    "tree": pygit2.enums.ObjectType.TREE,
    "commit": pygit2.enums.ObjectType.COMMIT,
}


def blanked_message(words: Callable[[str], str]) -> Callable[[str], str]:
    """Give what becomes of a message that a person typed: all of it is blank if it names one."""
    return lambda said: said if words(said) == said else f"{BLANKED}\n"


def _names(repository: pygit2.Repository) -> Iterator[tuple[str, str]]:
    """Give what has a name in a history with its commit; what is none is passed over."""
    for name in repository.references:
        try:
            yield name, str(repository.references[name].peel(pygit2.Commit).id)
        except (pygit2.GitError, KeyError):
            continue
    if repository.head_is_detached:
        yield "HEAD", str(repository.head.target)


def _folders(repository: pygit2.Repository, tree: str) -> Iterator[str]:
    yield tree
    for each in repository[pygit2.Oid(hex=tree)].peel(pygit2.Tree):
        if each.filemode == FileMode.TREE:
            yield from _folders(repository, str(each.id))
