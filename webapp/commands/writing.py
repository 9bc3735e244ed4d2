"""A file that a verb was asked to write: there whole, or not at all."""

import os
import tempfile
from pathlib import Path

from ledger.reading.past import NoFolderAbove


def check_place(target: Path) -> None:
    """Do nothing where a file may be put, before the work that it takes to make it.

    Raises:
        NoFolderAbove: the folder that it would lie in is missing.
    """
    if not target.parent.is_dir():
        raise NoFolderAbove(target.parent)


def place_file(target: Path, content: bytes) -> None:
    """Write a file beside its place, and then into it.

    Raises:
        NoFolderAbove: the folder that it would lie in is missing.
    """
    check_place(target)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
        beside.chmod(0o644)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
