"""Fava's way to a book's text: checked before anything in it can run, and at a neutral path.

Fava is told that its book lies in `/book`. The text is read from where it really lies, and every
path that stock Beancount writes into what it read is replaced before Fava sees it, so that not even
a filter on `filename` can find out where the server keeps its books.
"""

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

import fava.core
import fava.json_api

from ledger.beans.feeding import STOCK_OPTIONS, Eyes, Feed
from webapp.audit import standing
from webapp.audit.guard import NEUTRAL

# Whatever Fava calls by name is replaced where Fava looks for it.
_core: Any = fava.core
_api: Any = fava.json_api
_ledger: Any = fava.core.FavaLedger
_OPTIONS = frozenset({"title", "operating_currency", "documents", "filename", "include"})
# What the parser itself writes into the options while it reads.
_COMPUTED = frozenset({"plugin", "dcontext", "commodities", "input_hash", "pythonpath"})
_HARMLESS_CUSTOM = ("fava-option", "fiscal_year_end")


class BookDeclined(Exception):
    """The book holds something that could run code or read elsewhere, so it is not opened."""


class RealBook:
    """Where a book really lies: a folder, or one file in it, and the names that hide it."""

    def __init__(self, place: Path) -> None:
        """Take a book's folder, or the single file that is the book."""
        self.file = place / "book.beancount" if place.is_dir() else place
        self.folder = self.file.parent
        names = {str(self.folder), str(self.folder.absolute()), os.path.realpath(self.folder)}
        self._names = sorted(names - {"", ".", "/"}, key=len, reverse=True)

    @property
    def shown(self) -> str:
        """The path of the book's main file as Fava is told it."""
        return f"{NEUTRAL}/{self.file.name}"

    def hide(self, text: str) -> str:
        """Replace the real folder by the neutral one, wherever it stands in a text."""
        for name in self._names:
            text = text.replace(name, NEUTRAL)
        return text

    def find(self, shown: str) -> str:
        """Return the real path of a file that Fava knows under its neutral path."""
        return str(self.folder) + shown.removeprefix(NEUTRAL)

    def holds(self, path: str) -> bool:
        """Whether a path stays within the book's folder, links followed."""
        return PurePath(os.path.realpath(path)).is_relative_to(os.path.realpath(self.folder))

    def version(self) -> tuple[tuple[str, int, int], ...]:
        """Names, sizes and times of the book's text; another value means it must be read again."""
        texts = [*self.folder.glob("*.beancount"), *self.folder.glob("journal/*.beancount")]
        return tuple(sorted((str(text), *_size_and_time(text)) for text in texts))


def _size_and_time(text: Path) -> tuple[int, int]:
    try:
        found = text.stat()
    except FileNotFoundError:
        return (-1, -1)
    return (found.st_size, found.st_mtime_ns)


class GuardedEyes(Eyes):
    """Beancount's own parser of one file, which declines what could run code or look away.

    Beancount's loader asks it for the book and for each file that it includes, before any plugin
    is found.
    """

    def __init__(self, book: RealBook) -> None:
        """Take the book whose folder is not left."""
        self._book = book
        # Hundreds of thousands of entries name a few files: one text for each is enough.
        self._hide = lru_cache(maxsize=10_000)(book.hide)

    def text(self, path: str) -> bytes:
        """Read a file of the book.

        Raises:
            BookDeclined: it lies outside the book's folder.
        """
        if not self._book.holds(path):
            raise BookDeclined("It includes a file from outside its folder.")
        return super().text(path)

    def parse(self, path: str, text: bytes) -> Any:
        """Parse a file of the book.

        Raises:
            BookDeclined: it could run code or read outside the folder.
        """
        entries, errors, options = super().parse(path, text)
        _check_options(self._book, options)
        _check_entries(self._book, entries)
        return entries, errors, options

    def shown(self, entry: Any) -> Any:
        """Let an entry name the neutral place."""
        for part in (entry, *(getattr(entry, "postings", None) or ())):
            if part.meta and "filename" in part.meta:
                part.meta["filename"] = self._hide(part.meta["filename"])
        if type(entry).__name__ == "Document":
            return entry._replace(filename=self._book.hide(entry.filename))
        return entry


def lay(book: RealBook) -> None:
    """Make Fava in this process read this one book, and know it only by its neutral path."""
    stock_slice = _api.get_entry_slice
    stock_paths = _ledger.paths_to_watch
    feed = Feed(book.file, GuardedEyes(book))

    def load_uncached(_: str, *, is_encrypted: bool) -> Any:
        del is_encrypted
        entries, errors, options = feed.load()
        shown = [_shown_error(book, error) for error in errors]
        return entries, shown, _shown_options(book, options)

    def get_entry_slice(entry: Any) -> Any:
        real = {**entry.meta, "filename": book.find(entry.meta["filename"])}
        return stock_slice(entry._replace(meta=real))

    def paths_to_watch(ledger: object) -> Any:
        files, folders = stock_paths(ledger)
        return [Path(book.find(str(file))) for file in files], folders

    standing.lay()
    _core.load_uncached = load_uncached
    _api.get_entry_slice = get_entry_slice
    _ledger.paths_to_watch = paths_to_watch


def _check_options(book: RealBook, options: Mapping[str, Any]) -> None:
    """Refuse plugins, foreign includes, and every option but the three that a book of ours has."""
    if options["plugin"]:
        raise BookDeclined("It asks for a plugin, and plugins are programs.")
    for name in options["include"]:
        if PurePath(name).is_absolute() or ".." in PurePath(name).parts:
            raise BookDeclined("It includes a file from outside its folder.")
        if not name.endswith(".beancount"):
            raise BookDeclined("It includes a file whose name does not end in .beancount.")
    stock = STOCK_OPTIONS
    for name, value in options.items():
        if (
            name in stock
            and name not in _OPTIONS
            and name not in _COMPUTED
            and value != stock[name]
        ):
            raise BookDeclined(f"It sets the option {name}, which could change how it is read.")
    if not all(book.holds(str(book.folder / name)) for name in options["documents"]):
        raise BookDeclined("It looks for papers outside its folder.")


def _check_entries(book: RealBook, entries: Iterable[Any]) -> None:
    """Refuse settings of Fava's own but the year's end, and papers from outside the folder."""
    for entry in entries:
        kind = type(entry).__name__
        if kind == "Document" and not book.holds(entry.filename):
            raise BookDeclined("It names a paper from outside its folder.")
        if kind == "Custom" and entry.type.lower().startswith("fava"):
            first = entry.values[0].value if entry.values else ""
            if (entry.type, str(first).replace("-", "_")) != _HARMLESS_CUSTOM:
                raise BookDeclined("It holds a setting of Fava's that could run a program.")


def _shown_error(book: RealBook, error: Any) -> Any:
    source = error.source
    if isinstance(source, dict):
        source = {**source, "filename": book.hide(str(source.get("filename", "")))}
    return error._replace(source=source, message=book.hide(str(error.message)))


def _shown_options(book: RealBook, options: dict[str, Any]) -> dict[str, Any]:
    return {
        **options,
        "filename": book.shown,
        "include": [book.hide(name) for name in options["include"]],
        "documents": [book.hide(name) for name in options["documents"]],
    }
