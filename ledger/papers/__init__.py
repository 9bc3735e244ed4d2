"""Photos and PDFs of papers: decoded in a child of their own, cleaned, named by their content.

What comes in is a stranger's file; what goes out was written by us and says nothing but what can be
seen on it. The same file always becomes the same paper. See SAFETY, "Papers".
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Literal

from ledger import children
from ledger.children import ChildFailed, ChildTooSlow, Limits
from ledger.entries.directives import is_entry_number
from ledger.papers.parts import unpack
from ledger.papers.rules import (
    MEGABYTE,
    MOST_BOXES,
    Box,
    NotABox,
    OnlyPhotosAreCovered,
    OnlyPhotosAreTurned,
    PaperRefusal,
    PaperTookTooLong,
    PaperUnreadable,
    size_allowed,
)

__all__ = [
    "Box",
    "Paper",
    "PaperRefusal",
    "Suffix",
    "clean",
    "cover",
    "media_type",
    "thumbnail",
    "turn",
]

Suffix = Literal["jpg", "pdf"]

# Computing time is the limit; by the clock there is more, so that a busy machine refuses no honest
# photo. A PDF may have fifty pages to draw where a photo is one picture: it has four times as long.
PHOTO_LIMITS = Limits(seconds=5, clock=15, memory=768 * MEGABYTE)
PDF_LIMITS = Limits(seconds=20, clock=30, memory=768 * MEGABYTE)

MEDIA_TYPES: dict[str, str] = {"jpg": "image/jpeg", "pdf": "application/pdf"}
BEGINNINGS: dict[Suffix, bytes] = {"jpg": b"\xff\xd8\xff", "pdf": b"%PDF-"}
HASH_LETTERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper as it is kept.

    `thumbnail` is a JPEG at most 480 pixels wide. `pages` holds a JPEG of each page of a PDF and is
    empty for a photo, whose `content` is its own picture. `sha256` is of `content`, in hexadecimal.
    """

    content: bytes
    suffix: Suffix
    sha256: str
    thumbnail: bytes
    pages: tuple[bytes, ...] = ()

    def name_for(self, number: str) -> str:
        """The file's name in the book, such as `2026-0042-9f2c41d7.jpg`.

        Raises:
            ValueError: `number` is not an entry's number.
        """
        if not is_entry_number(number):
            message = f"not an entry's number: {number!r}"
            raise ValueError(message)
        return f"{number}-{self.sha256[:HASH_LETTERS]}.{self.suffix}"


def clean(upload: bytes) -> Paper:
    """The paper in an uploaded file: a photo as bare JPEG, or a PDF that is nothing but pages.

    Photos are JPEG, PNG, WebP or HEIC; of an animated one, the first frame. They are upright, at
    most 2,400 pixels on the longer side, and clear parts are white.

    Raises:
        PaperRefusal: one of the rules in `ledger.papers.rules`.
    """
    size_allowed(upload)
    suffix = _suffix(upload)
    return _paper(suffix, _in_child(suffix, upload, "clean"))


def cover(paper: Paper, boxes: Sequence[Box]) -> Paper:
    """The photo with each box black, as a paper of its own; without boxes, the paper itself.

    Raises:
        OnlyPhotosAreCovered: the paper is a PDF.
        NotABox: there are more than 50 boxes.
    """
    if paper.suffix != "jpg":
        raise OnlyPhotosAreCovered
    if len(boxes) > MOST_BOXES:
        raise NotABox
    if not boxes:
        return paper
    drawn = json.dumps([asdict(box) for box in boxes])
    return _paper("jpg", _in_child("jpg", paper.content, "cover", drawn))


def turn(paper: Paper) -> Paper:
    """The photo a quarter further to the right, as a paper of its own.

    Raises:
        OnlyPhotosAreTurned: the paper is a PDF.
    """
    if paper.suffix != "jpg":
        raise OnlyPhotosAreTurned
    return _paper("jpg", _in_child("jpg", paper.content, "turn"))


def thumbnail(content: bytes) -> bytes:
    """The thumbnail of a kept paper, the same bytes as `Paper.thumbnail`, made once more.

    Raises:
        PaperRefusal: the content is not what `clean` or `cover` made.
    """
    (small,) = _in_child(_suffix(content), content, "thumbnail")
    return small


def media_type(suffix: str) -> str:
    """The media type of a kept paper's suffix; for any other, bytes and nothing more."""
    return MEDIA_TYPES.get(suffix, "application/octet-stream")


def _suffix(content: bytes) -> Suffix:
    return "pdf" if content.startswith(BEGINNINGS["pdf"]) else "jpg"


def _in_child(suffix: Suffix, content: bytes, *arguments: str) -> list[bytes]:
    """The parts that a child makes of the content."""
    module = "ledger.papers.pdfs" if suffix == "pdf" else "ledger.papers.photos"
    limits = PDF_LIMITS if suffix == "pdf" else PHOTO_LIMITS
    try:
        return unpack(children.run(module, content, limits=limits, arguments=arguments))
    except ChildTooSlow as slow:
        raise PaperTookTooLong from slow
    except (ChildFailed, ValueError) as failed:
        raise PaperUnreadable from failed


def _paper(suffix: Suffix, parts: list[bytes]) -> Paper:
    """The paper made of a child's parts, once they are what they should be."""
    content, small, *pages = parts
    pictures_are = all(each.startswith(BEGINNINGS["jpg"]) for each in (small, *pages))
    if not (content.startswith(BEGINNINGS[suffix]) and pictures_are):
        raise PaperUnreadable
    return Paper(
        content=content,
        suffix=suffix,
        sha256=sha256(content).hexdigest(),
        thumbnail=small,
        pages=tuple(pages),
    )
