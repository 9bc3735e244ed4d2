"""What is new in one file of a text: all of it, or only what was added at its end."""

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from ledger.beans import Parsed
from ledger.book import shelf_of
from ledger.book.files import parsed_page
from ledger.book.reaching import reach_of
from ledger.index import rows
from ledger.index.marks import Mark

# A text in which one of these begins a line means something else from there on.
_STATEFUL = (b"\npush", b"\npop", b"\noption", b"\nplugin", b"\ninclude")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is new in one file: what was added at its end if `is_more`, else all of it.

    `ends` tells whether what may be added at its end means the same as it would alone.
    """

    name: str
    mark: Mark
    sha256: str
    lines: int
    parsed: Parsed
    is_more: bool
    reach: str = ""
    ends: bool = True


def whole(place: Path, name: str, mark: Mark) -> Page:
    """Read all of a file."""
    raw = _bytes(place, name)
    parsed = parsed_page(name, raw)
    return Page(
        name=name,
        mark=mark,
        sha256=hashlib.sha256(raw).hexdigest(),
        lines=raw.count(b"\n"),
        parsed=parsed,
        is_more=False,
        reach=rows.reach_body(reach_of(name, raw, parsed)),
        ends=raw.endswith(b"\n") and not any(each in raw for each in _STATEFUL),
    )


def more(ask: sqlite3.Connection, place: Path, name: str, mark: Mark) -> Page | None:
    """Read only what was added at the end of a file; none where more than that may have changed."""
    asked = "SELECT size, sha256, lines FROM files WHERE name = ? AND ends AND problems = ''"
    size, sha256, lines = ask.execute(asked, (name,)).fetchone() or (0, "", 0)
    raw = _bytes(place, name)
    added = raw[size:]
    if not (0 < size < len(raw) and _begins_anew(added)):
        return None
    mark_of_all = hashlib.sha256(raw[:size])
    if mark_of_all.hexdigest() != sha256:
        return None
    parsed = parsed_page(name, added, lines + 1)
    if parsed.problems:
        return None
    mark_of_all.update(added)
    return Page(
        name=name,
        mark=mark,
        sha256=mark_of_all.hexdigest(),
        lines=lines + added.count(b"\n"),
        parsed=parsed,
        is_more=True,
    )


def _begins_anew(added: bytes) -> bool:
    """Tell whether what follows a text begins something new, and is complete in itself."""
    begun = added.lstrip(b"\r\n")
    close = (b"\n" + added).replace(b" ", b"").replace(b"\t", b"")
    is_new = added.endswith(b"\n") and not begun.startswith((b" ", b"\t"))
    return is_new and not any(each in close for each in _STATEFUL)


def _bytes(place: Path, name: str) -> bytes:
    return (shelf_of(place) / name).read_bytes()
