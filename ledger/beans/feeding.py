"""Beancount's own load of a book, done again at the cost of the files that changed.

A file's entries depend on nothing but its text as long as the book holds no lots, no filled-in
figures and no options that change how it counts; ours hold none. So each file is parsed and booked
once, and kept by the hash of its bytes. What Beancount does over all entries is done from what is
known of each file, where that shows that nothing is wrong; otherwise Beancount does it itself. A
book that is not so plain is loaded by Beancount whole, each time.
"""

import copy
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from beancount import loader
from beancount.core import data
from beancount.parser import options as settings
from beancount.parser import parser

from ledger.beans.filing import Reading, reading_of
from ledger.beans.judging import judge

Entries = list[Any]
Errors = list[Any]
Options = dict[str, Any]
Loaded = tuple[Entries, Errors, Options]

_stock_parse = parser.parse_file
STOCK_OPTIONS: Mapping[str, Any] = settings.OPTIONS_DEFAULTS
# What decides how a single file is booked and checked, and which programs run over all of them.
_DECISIVE = (
    "booking_method",
    "documents",
    "infer_tolerance_from_cost",
    "inferred_tolerance_default",
    "plugin",
    "plugin_processing_mode",
    "tolerance_multiplier",
    "use_precise_interpolation",
)


class Eyes:
    """How a file is read, and how its entries are shown; made stricter by whoever must be."""

    def text(self, path: str) -> bytes:
        """Return the bytes of a file, before which it may be refused."""
        return Path(path).read_bytes()

    def parse(self, path: str, text: bytes) -> Loaded:
        """Parse the bytes of a file, after which its entries and options may be refused."""
        return _stock_parse(io.BytesIO(text), report_filename=path)

    def shown(self, entry: Any) -> Any:
        """Return an entry as it is given out."""
        return entry


class _NotPlain(Exception):
    """A file holds what can only be booked together with all others."""


class Feed:
    """One book, loaded as `loader._load` would, again and again."""

    def __init__(self, main: Path, eyes: Eyes) -> None:
        """Take the book's main file; nothing is read yet."""
        self._main = os.path.abspath(main)  # noqa: PTH100 - as text, with its links
        self._eyes = eyes
        self._kept: Mapping[str, Reading] = {}
        self._odd: tuple[str, bytes] = ("", b"")
        self.parsed = 0

    def load(self) -> Loaded:
        """Give entries in Beancount's order, its errors, and its options.

        `parsed` counts the files that had to be parsed for it.
        """
        self.parsed = 0
        if self._is_still_odd():
            return self._load_whole()
        try:
            return self._load_known()
        except _NotPlain:
            self._kept = {}
            return self._load_whole()

    def _load_known(self) -> Loaded:
        met: dict[str, Reading] = {}

        def read(path: str, **_: object) -> Loaded:
            met[path] = found = self._reading(path)
            return found.entries, found.errors, _options(found, is_main=path == self._main)

        with _parsing(read):
            entries, errors, options = loader._parse_recursive([(self._main, True)], None)  # noqa: SLF001 - Beancount has no other name for it
        if any(options[name] != STOCK_OPTIONS[name] for name in _DECISIVE):
            raise _NotPlain
        self._kept = met
        entries.sort(key=data.entry_sortkey)
        entries, found = judge(entries, options, list(met.values()))
        options["input_hash"] = loader.compute_input_hash(options["include"])  # type: ignore[no-untyped-call]  # Beancount's
        return entries, [*errors, *found], options

    def _load_whole(self) -> Loaded:
        """Let Beancount do it all."""

        def read(path: str, **_: object) -> Loaded:
            self.parsed += 1
            return self._eyes.parse(path, self._eyes.text(path))

        with _parsing(read):
            entries, errors, options = loader._load([(self._main, True)], None, None, None)  # noqa: SLF001 - as Beancount itself calls it
        return [self._eyes.shown(entry) for entry in entries], errors, options

    def _reading(self, path: str) -> Reading:
        text = self._eyes.text(path)
        mark = sha256(text).digest()
        kept = self._kept.get(path)
        if kept is not None and kept.mark == mark:
            return kept
        self.parsed += 1
        made = reading_of(mark, self._eyes.parse(path, text), self._eyes.shown)
        if made is None:
            self._odd = (path, mark)
            raise _NotPlain
        return made

    def _is_still_odd(self) -> bool:
        """Whether the file that was not plain the last time still says the same."""
        path, mark = self._odd
        try:
            return bool(path) and sha256(self._eyes.text(path)).digest() == mark
        except OSError:
            return False


def _options(reading: Reading, *, is_main: bool) -> Options:
    """Give a file's options; the loader writes into those of the main file."""
    if not is_main:
        return reading.options
    return {**reading.options, "dcontext": copy.deepcopy(reading.options["dcontext"])}


@contextmanager
def _parsing(read: Any) -> Iterator[None]:
    """Let Beancount's loader read files our way for a while; one thread at a time."""
    parser.parse_file = read
    try:
        yield
    finally:
        parser.parse_file = _stock_parse
