"""Who was erased after a back-up was taken stays erased when it is brought back.

A back-up cannot know what came after it; a later one can, and so can the old data folder where it
is still there. What is compared are numbers: who was erased has nothing else left.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ledger.errors import Refusal
from webapp import people
from webapp.backups.bringing_back import opened, unpack
from webapp.backups.contents import PEOPLE, read_list

_ERASED = (
    "SELECT group_id, number FROM memberships WHERE removed_at IS NOT NULL"
    " AND display_name IS NULL AND person_id IS NULL"
)


class NoPeopleThere(Refusal):
    """Neither a data folder nor a back-up."""

    def __init__(self, place: Path) -> None:
        """Name it."""
        super().__init__(
            f"“{place}” does not say who was erased.",
            "Name the old data folder, or a later back-up.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseAgain:
    """How many were erased once more, and the sentences of those who could not be."""

    erased: int
    declined: tuple[str, ...]


def erased_in(place: Path) -> frozenset[tuple[str, str]]:
    """Give the group's id and the number of everybody who was erased in a place.

    The place is a data folder or a back-up.

    Raises:
        NoPeopleThere: it is neither.
    """
    try:
        with _people_of(place) as file, closing(_only_read(file)) as rows:
            return frozenset((str(group), str(number)) for group, number in rows.execute(_ERASED))
    except sqlite3.DatabaseError as fault:
        raise NoPeopleThere(place) from fault


def erase_as_in(folder: Path, erased: frozenset[tuple[str, str]]) -> EraseAgain:
    """Erase in a restored data folder whoever was erased elsewhere already."""
    store = people.open_store(folder)
    declined = []
    wanted = sorted(erased - erased_in(folder))
    known = {each.id for each in people.all_groups(store)}
    count = 0
    for group_id, number in wanted:
        if group_id not in known:
            continue
        try:
            people.erase_member(store, group_id, number)
            count += 1
        except people.NoSuchMember:
            continue
        except Refusal as refusal:
            declined.append(f"{number} is still there: {refusal}")
    return EraseAgain(erased=count, declined=tuple(declined))


@contextmanager
def _people_of(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield place / PEOPLE
        return
    with opened(place) as packed, tempfile.TemporaryDirectory(prefix="purse-") as folder:
        contents = read_list(packed, place)
        if PEOPLE not in contents.files:
            raise NoPeopleThere(place)
        unpack(packed, PEOPLE, contents.files[PEOPLE], Path(folder, PEOPLE))
        yield Path(folder, PEOPLE)


def _only_read(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
