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
    """What is new in one file: from `first_line` on if `is_more`, else all of it."""

    name: str
    mark: Mark
    sha256: str
    lines: int
    parsed: Parsed
    is_more: bool
    reach: str = ""


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
    )


def more(ask: sqlite3.Connection, place: Path, name: str, mark: Mark) -> Page | None:
    """Read only what was added at the end of a file; none where more than that may have changed."""
    asked = "SELECT size, sha256, lines, problems FROM files WHERE name = ?"
    size, sha256, lines, problems = ask.execute(asked, (name,)).fetchone() or (0, "", 0, "")
    raw = _bytes(place, name)
    before, added = raw[:size], raw[size:]
    grew = 0 < size < len(raw) and not problems and _ends_there(before, added)
    if not grew or hashlib.sha256(before).hexdigest() != sha256:
        return None
    parsed = parsed_page(name, added, lines + 1)
    if parsed.problems:
        return None
    return Page(
        name=name,
        mark=mark,
        sha256=hashlib.sha256(raw).hexdigest(),
        lines=lines + added.count(b"\n"),
        parsed=parsed,
        is_more=True,
    )


def _ends_there(before: bytes, added: bytes) -> bool:
    """Tell whether a text is complete in itself, and what follows begins something new."""
    begun = added.lstrip(b"\r\n")
    alone = before.endswith(b"\n") and not begun.startswith((b" ", b"\t"))
    close = (b"\n" + added).replace(b" ", b"").replace(b"\t", b"")
    return alone and not any(each in before or each in close for each in _STATEFUL)


def _bytes(place: Path, name: str) -> bytes:
    return (shelf_of(place) / name).read_bytes()
