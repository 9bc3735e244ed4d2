"""A child's work on photos: opened, made tidy, covered in part. Imported in the child alone."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import TypeVar

import pillow_heif
from PIL import Image, UnidentifiedImageError

from ledger.papers.parts import pack
from ledger.papers.pictures import blacken, jpeg, thumbnail, tidy, to_the_right
from ledger.papers.rules import Box, NotAPaper, TornPhoto, pixels_allowed

# A bare Image.open would hand PostScript to Ghostscript, whatever the file is called.
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")

Result = TypeVar("Result")

pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
# Our own rule refuses by pixels, with the figures.
Image.MAX_IMAGE_PIXELS = None


def answer(payload: bytes, arguments: tuple[str, ...]) -> bytes:
    """Do a verb to a photo: `clean`, `cover` (with boxes as JSON), `turn` or `thumbnail`.

    The last answers only the thumbnail, the others the photo and its thumbnail, all packed.
    """
    verb, *rest = arguments
    image = _opened(payload)
    if verb == "thumbnail":
        return pack([thumbnail(image)])
    tidied = tidy(image)
    if verb == "cover":
        tidied = blacken(tidied, [Box(**box) for box in json.loads(rest[0])])
    if verb == "turn":
        tidied = to_the_right(tidied)
    photo = jpeg(tidied)
    # From the bytes as kept, so that a thumbnail made later is the same.
    return pack([photo, thumbnail(_opened(photo))])


def _opened(payload: bytes) -> Image.Image:
    """The photo's first frame, wholly decoded, after its size was found to be allowed."""
    image = _whole(payload, lambda: Image.open(BytesIO(payload), formats=FORMATS))
    pixels_allowed(*image.size)
    _whole(payload, image.load)
    return image


def _whole(payload: bytes, decode: Callable[[], Result]) -> Result:
    """What the decoder makes of the photo; whatever it stumbles over is torn, or no photo."""
    try:
        return decode()
    except MemoryError:
        raise
    except UnidentifiedImageError as unknown:
        raise (TornPhoto if _seems_a_photo(payload) else NotAPaper) from unknown
    except Exception as broken:
        raise TornPhoto from broken


def _seems_a_photo(payload: bytes) -> bool:
    """Whether the file at least begins as one of the formats does."""
    return payload.startswith(BEGINNINGS) or payload[8:12] == b"WEBP" or payload[4:8] == b"ftyp"
