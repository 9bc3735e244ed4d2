"""What of an entry can be blanked, and its papers covered, before two people do it."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ledger import index
from ledger.book import blankable as said
from ledger.book.blankable import Blankable
from ledger.checks.acts import known_entry
from ledger.papers import Box, Paper, cover
from ledger.papers.rules import OnlyPhotosAreCovered
from ledger.reading.papers import paper_file, paper_pictures

_WHOLE = Box(left=0.0, top=0.0, right=1.0, bottom=1.0)
_JPEG = b"\xff\xd8"


def blankable(place: Path, number: str) -> Blankable:
    """Give the texts and papers of an entry and of what corrects it, word by word.

    Raises:
        EntryUnknown: the book has none of that number.
    """
    book = index.current(place)
    known_entry(book, number)
    return said.blankable(book, number)


def is_being_blanked(place: Path) -> bool:
    """Tell whether words are to be blanked, which can still be read: it was broken off, or goes on.

    What is made of the book then, nobody should keep.
    """
    return (place / said.DECIDED).is_dir()


def blankable_terms(place: Path, fund: str) -> Blankable:
    """Give the texts of a fund's name and terms, as they are and as they ever were, word by word.

    Raises:
        FundUnknown: the book has no fund of that name.
    """
    book = index.current(place)
    book.fund(fund)
    return said.blankable_terms(book, fund)


def covered_paper(place: Path, name: str, boxes: Sequence[Box]) -> Paper:
    """Give a paper with some boxes black, or all of it where there are none; nothing is kept.

    Of a PDF it is the picture of its first page, all black: what lies beneath a box would stay.

    Raises:
        PaperUnknown: the book has no such paper.
        PaperRefusal: it cannot be covered so.
    """
    is_photo = paper_file(place, name).suffix == ".jpg"
    if boxes and not is_photo:
        raise OnlyPhotosAreCovered
    content = paper_pictures(place, name, sees_help=True)[0]
    photo = Paper(content=content, suffix="jpg", sha256="", thumbnail=b"")
    made = cover(photo, boxes or (_WHOLE,))
    return made if boxes else _unlike_any(made)


def _unlike_any(made: Paper) -> Paper:
    """Put a comment of chance into a JPEG: no two black pictures are taken for one paper."""
    chance = secrets.token_hex(16).encode()
    segment = b"\xff\xfe" + (len(chance) + 2).to_bytes(2, "big") + chance
    content = _JPEG + segment + made.content.removeprefix(_JPEG)
    return replace(made, content=content, sha256=sha256(content).hexdigest())
