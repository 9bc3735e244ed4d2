"""What a paper may be: each limit, the rule that holds it, and the refusal that belongs to it."""

from dataclasses import dataclass

from ledger.errors import Refusal

MEGABYTE = 1024 * 1024
MOST_BYTES = 12 * MEGABYTE
MOST_PIXELS = 40_000_000
MOST_PAGES = 50
MOST_BOXES = 50
FIELD = "photo"

ANOTHER_WAY = "Take a photo of the page instead, or print it to a new PDF and choose that."


class PaperRefusal(Refusal):
    """A paper that is not taken; it belongs beside the photo's field."""

    def __init__(self, message: str, remedy: str) -> None:
        """Every refusal of a paper stands beside the same field."""
        super().__init__(message, remedy, field=FIELD)


class EmptyPaper(PaperRefusal):
    """The file has no bytes."""

    def __init__(self) -> None:
        """Say so, and that the photo may not have arrived."""
        super().__init__("This file is empty.", "Choose the photo again, or take a new one.")


class PaperTooLarge(PaperRefusal):
    """The file is longer than 12 MB."""

    def __init__(self, size: int) -> None:
        """Give both sizes; `size` is in bytes."""
        super().__init__(
            f"This file is {_megabytes(size)}, and at most {_megabytes(MOST_BYTES)} can be kept.",
            "Take the photo at a smaller size, or send the pages one by one.",
        )


class TooManyPixels(PaperRefusal):
    """The picture has more than 40 megapixels."""

    def __init__(self, width: int, height: int) -> None:
        """Give the picture's size and the most that it may have."""
        millions = width * height / 1_000_000
        super().__init__(
            f"This picture is {width:,} by {height:,} ({millions:,.0f} megapixels), "
            f"and at most {MOST_PIXELS // 1_000_000} megapixels can be read.",
            "Take the photo again at a smaller size.",
        )


class NotAPaper(PaperRefusal):
    """The file is neither a photo nor a PDF, whatever its name says."""

    def __init__(self) -> None:
        """Name what can be chosen."""
        super().__init__(
            "This file is neither a photo nor a PDF.",
            "Choose a photo (JPEG, PNG, WebP or HEIC) or a PDF.",
        )


class TornPhoto(PaperRefusal):
    """The photo breaks off, or its bytes are damaged."""

    def __init__(self) -> None:
        """Say that a part is missing."""
        super().__init__(
            "A part of this photo is missing or damaged.",
            "Send it again, or take a new photo.",
        )


class PaperTookTooLong(PaperRefusal):
    """Reading took more time than a paper is given."""

    def __init__(self) -> None:
        """Suggest what is quicker to read."""
        super().__init__(
            "Reading this file took too long, so it was stopped.",
            "Take a smaller photo, or send the pages one by one.",
        )


class PaperUnreadable(PaperRefusal):
    """Reading needed more than a paper is given, or it crashed the reader."""

    def __init__(self) -> None:
        """Suggest a new photo."""
        super().__init__(
            "This file could not be read safely, so it was stopped.",
            "Take a new photo of the paper and choose that.",
        )


class TornPdf(PaperRefusal):
    """The PDF breaks off, is damaged, or has no page."""

    def __init__(self) -> None:
        """Say that a part is missing."""
        super().__init__(
            "A part of this PDF is missing or damaged.",
            f"Send it again. {ANOTHER_WAY}",
        )


class TooManyPages(PaperRefusal):
    """The PDF has more than 50 pages."""

    def __init__(self, pages: int) -> None:
        """Give both counts."""
        super().__init__(
            f"This PDF has {pages:,} pages, and a paper may have at most {MOST_PAGES}.",
            "Choose only the pages that show what was paid.",
        )


class LockedPdf(PaperRefusal):
    """The PDF is encrypted, with or without a password to open it."""

    def __init__(self) -> None:
        """Say that it is locked."""
        super().__init__("This PDF is locked with a password.", ANOTHER_WAY)


class ScriptInPdf(PaperRefusal):
    """The PDF holds JavaScript."""

    def __init__(self) -> None:
        """Say what is inside."""
        super().__init__("This PDF has a program inside it, which no paper needs.", ANOTHER_WAY)


class LaunchInPdf(PaperRefusal):
    """The PDF can start a program, open another file, or send what is typed into it."""

    def __init__(self) -> None:
        """Say what it can do."""
        super().__init__("This PDF can open or send other files.", ANOTHER_WAY)


class OpenActionInPdf(PaperRefusal):
    """The PDF does something by itself when it is opened."""

    def __init__(self) -> None:
        """Say what it does."""
        super().__init__("This PDF does something by itself when it is opened.", ANOTHER_WAY)


class FileInPdf(PaperRefusal):
    """The PDF carries another file, a sound, a film or a model."""

    def __init__(self) -> None:
        """Say what is inside."""
        super().__init__("This PDF has another file inside it.", ANOTHER_WAY)


class XfaInPdf(PaperRefusal):
    """The PDF is an XFA form, whose pages are drawn by a program."""

    def __init__(self) -> None:
        """Say what it is."""
        super().__init__("This PDF is a form of a kind that cannot be kept.", ANOTHER_WAY)


class BytesOutsidePdf(PaperRefusal):
    """Something follows the end of the PDF."""

    def __init__(self) -> None:
        """Say what is there."""
        super().__init__("This PDF has something else after its end.", ANOTHER_WAY)


class NotABox(PaperRefusal):
    """A box to cover does not lie within the photo, or there are too many."""

    def __init__(self) -> None:
        """Say how a box is drawn."""
        super().__init__(
            "That box does not lie within the photo.",
            f"Draw up to {MOST_BOXES} boxes, each from one corner to the opposite one.",
        )


class OnlyPhotosAreCovered(PaperRefusal):
    """A part of a PDF cannot be covered: the words beneath would remain."""

    def __init__(self) -> None:
        """Suggest a photo of the page."""
        super().__init__(
            "A part of a PDF cannot be covered.", "Take a photo of the page and cover that."
        )


class OnlyPhotosAreTurned(PaperRefusal):
    """A PDF is kept as its pages are."""

    def __init__(self) -> None:
        """Suggest the program that made it, or a photo of the page."""
        super().__init__(
            "A PDF cannot be turned here.",
            "Turn it where it was made, or take a photo of the page.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle of a photo, as fractions of its width and height from its top left corner.

    Raises:
        NotABox: an edge lies outside 0 to 1, or the box has no width or no height.
    """

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        """Refuse a box that covers nothing or reaches outside; a number that is none fails too."""
        if not (0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1):
            raise NotABox


def size_allowed(upload: bytes) -> None:
    """Refuse an empty file, and one of more than 12 MB."""
    if not upload:
        raise EmptyPaper
    if len(upload) > MOST_BYTES:
        raise PaperTooLarge(len(upload))


def pixels_allowed(width: int, height: int) -> None:
    """Refuse a picture of more than 40 megapixels, before any of it is decoded."""
    if width * height > MOST_PIXELS:
        raise TooManyPixels(width, height)


def pages_allowed(pages: int) -> None:
    """Refuse a PDF of no page, and one of more than 50."""
    if pages < 1:
        raise TornPdf
    if pages > MOST_PAGES:
        raise TooManyPages(pages)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"
