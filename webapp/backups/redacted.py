"""What was blanked in a book after a back-up was taken is blanked again when it is brought back."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ledger.recording import Hand, redact_as_in
from webapp import clock
from webapp.backups.bringing_back import opened, unpack
from webapp.backups.contents import BOOKS, MAIN, read_list

# Whoever blanks again is named by the line itself; this is for the day on which it is added.
_NOBODY = "P000"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankedAgain:
    """How many entries and funds were blanked once more, and the sentences of the others."""

    entries: int
    declined: tuple[str, ...]


def blank_as_in(folder: Path, place: Path) -> BlankedAgain:
    """Blank in the books of a restored data folder what was blanked elsewhere already.

    The place is the old data folder or a later back-up; a group that it does not know stays as it
    came back.
    """
    entries = 0
    declined: list[str] = []
    hand = Hand(by=_NOBODY, today=clock.today())
    with _books_of(place) as books:
        for shelf in sorted((folder / BOOKS).iterdir()):
            if (books / shelf.name / MAIN).is_file():
                again = redact_as_in(shelf, books / shelf.name, hand)
                entries += len(again.numbers)
                declined += again.declined
    return BlankedAgain(entries=entries, declined=tuple(declined))


@contextmanager
def _books_of(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield place / BOOKS
        return
    with opened(place) as packed, tempfile.TemporaryDirectory(prefix="purse-") as folder:
        for name, mark in read_list(packed, place).files.items():
            # The history is not asked: what is blank is blank in the text.
            if name.startswith(f"{BOOKS}/") and "/.git/" not in name:
                target = Path(folder, name)
                target.parent.mkdir(parents=True, exist_ok=True)
                unpack(packed, name, mark, target)
        yield Path(folder, BOOKS)
