"""The examiner's door: a question about one group's books in, a guarded answer of Fava's out."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from threading import Lock

from webapp.audit import guard
from webapp.audit.answers import QUIET, STYLES, Answer, said, with_headers
from webapp.audit.child import BookNotShown, FavaChild, Limits, NoAnswer

Papers = Callable[[str], str | None]

BUSY = "Several people are reading their books just now. Wait a minute and open this again."
NO_PAPER = "No paper of that name belongs to these books."
_SECRET_PLACE = "Something here names a place on the server, so it is not shown."  # noqa: S105 - no secret
_FILE_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,200}")


class WrongFavaVersion(RuntimeError):
    """Another Fava is installed than the one that the guard was written for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """One group's books: the group's id, where they lie, where they are mounted, their papers.

    `mount` is the path of the mount without a slash at its end; `papers` returns the application's
    own authorised address of a paper by its file name, or nothing.
    """

    group: str
    place: Path
    mount: str
    papers: Papers


class _Busy(Exception):
    """No process is free for this question."""


class Audit:
    """The Fava processes of one application: one for a group's book, at most `most` alive."""

    def __init__(self, *, limits: Limits | None = None, most: int = 4) -> None:
        """Prepare, and start nothing.

        Raises:
            WrongFavaVersion: Fava's version is not the one that the guard knows.
        """
        if version("fava") != guard.FAVA_VERSION:
            raise WrongFavaVersion(f"Fava {guard.FAVA_VERSION} is needed for the examiner's books.")
        self._limits = limits or Limits()
        self._most = most
        self._children: dict[tuple[str, Path], FavaChild] = {}
        self._lock = Lock()

    def answer(
        self,
        books: Books,
        method: str,
        path: str,
        query: Sequence[tuple[str, str]],
        host: str = "",
    ) -> Answer:
        """Answer one question of a person who is already known to be these books' examiner.

        `path` is what follows the mount and `host` is the application's own name in the address,
        for the content security policy.
        """
        verdict = guard.judge(method, path, query)
        try:
            plain = self._answer(books, verdict, path)
        except BookNotShown as why:
            sentence = f"These books cannot be shown in Fava. {why}"
            plain = said(path, 503, sentence)
        except NoAnswer as why:
            plain = said(path, 503, why.sentence)
        except _Busy:
            plain = said(path, 503, BUSY)
        return with_headers(plain, path, books.mount, host)

    def close(self) -> None:
        """End every process."""
        with self._lock:
            children, self._children = list(self._children.values()), {}
        for child in children:
            with child.lock:
                child.end()

    def alive_as(self, books: Books) -> int | None:
        """Return the number of the process that has a group's book open, or nothing."""
        child = self._children.get((books.group, books.place))
        return None if child is None else child.alive_as

    def _answer(self, books: Books, verdict: guard.Verdict, path: str) -> Answer:
        match verdict:
            case guard.Declined(status=status, sentence=sentence):
                return said(path, status, sentence)
            case guard.Paper(name=name):
                return _paper(books, name)
            case guard.Statement(entry_hash=entry, key=key):
                return _paper(books, self._named_in(books, entry, key))
            case guard.Allowed():
                return self._from_fava(books, verdict)

    def _from_fava(self, books: Books, allowed: guard.Allowed) -> Answer:
        with self._child(books) as child:
            got = child.ask(allowed.path, allowed.query, books.mount)
        status, location = got.number("status"), got.text("location")
        if not allowed.path.startswith("static/") and _names_place(got.body, books.place):
            return said(allowed.path, 500, _SECRET_PLACE)
        if location and not location.startswith(f"{books.mount}/"):
            return said(allowed.path, 404, guard.NOT_HERE)
        body = got.body + QUIET if allowed.path == STYLES else got.body
        return Answer(status=status, body=body, content_type=got.text("type"), location=location)

    def _named_in(self, books: Books, entry_hash: str, key: str) -> str:
        """Return the file that an entry's metadata names, or nothing."""
        asked = guard.Allowed(path=f"{guard.SLUG}/api/context", query=(("entry_hash", entry_hash),))
        got = self._from_fava(books, asked)
        if got.status != 200:  # noqa: PLR2004 - found
            return ""
        named = json.loads(got.body)["data"]["entry"]["meta"].get(key, "")
        return named if isinstance(named, str) else ""

    @contextmanager
    def _child(self, books: Books) -> Iterator[FavaChild]:
        """Lend the one process of a group, making room for it where too many live."""
        with self._lock:
            key = (books.group, books.place)
            if key not in self._children:
                self._make_room()
                self._children[key] = FavaChild(books.place, self._limits)
            child = self._children[key]
        if not child.lock.acquire(timeout=self._limits.answer_seconds):
            raise _Busy
        try:
            # While we waited, it may have been ended to make room, and nobody would end it again.
            if self._children.get(key) is not child:
                raise _Busy
            yield child
        finally:
            child.lock.release()

    def _make_room(self) -> None:
        """End the process that was asked longest ago, if the most are alive; forget the dead."""
        resting = sorted(self._children.items(), key=lambda pair: pair[1].last_asked)
        for key, child in resting:
            alive = len(self._children) >= self._most
            if (alive or child.alive_as is None) and child.lock.acquire(blocking=False):
                child.end()
                del self._children[key]
                child.lock.release()
        if len(self._children) >= self._most:
            raise _Busy


def _paper(books: Books, shown: str) -> Answer:
    """Send the browser to the application's own address of a paper, or say that there is none."""
    name = PurePosixPath(shown).name
    address = books.papers(name) if _FILE_NAME.fullmatch(name) else None
    if address is None or not address.startswith("/") or address.startswith(("//", "/\\")):
        return said("", 404, NO_PAPER)
    return Answer(status=302, location=address)


def _names_place(body: bytes, place: Path) -> bool:
    """Whether an answer still holds the book's real place: the last net under the neutral path."""
    folder = str(place.absolute() if place.is_dir() else place.absolute().parent)
    return not guard.NEUTRAL.startswith(folder) and folder.encode() in body
