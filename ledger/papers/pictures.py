"""Pictures in memory: shrunk, turned upright, put on white, and written as bare JPEG.

Imported in the child alone. Nothing but pixels goes from a picture that was opened into one that
is written.
"""

import math
import re
from collections.abc import Iterable
from io import BytesIO

from PIL import Image

from ledger.papers.rules import Box

LONGEST_SIDE = 2400
THUMBNAIL_WIDTH = 480
THUMBNAIL_HEIGHT = 960
QUALITY = 82
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
ORIENTATION = 0x0112

# What each value of the EXIF orientation asks for (CIPA DC-008, 4.6.4).
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9
TELLING = frozenset({*range(0xE1, 0xF0), 0xFE}) - {0xEE}


def tidy(image: Image.Image) -> Image.Image:
    """The picture upright, at most 2,400 pixels on its longer side, on white, with nothing else."""
    turn = _turn(image)
    small = shrink(_plain(image), LONGEST_SIDE, LONGEST_SIDE)
    upright = small if turn is None else small.transpose(turn)
    return on_white(upright)


def on_white(image: Image.Image) -> Image.Image:
    """A new picture with these pixels and no other property; what was clear is white."""
    sheet = Image.new("RGB", image.size, WHITE)
    if image.mode in {"RGBA", "LA"}:
        sheet.paste(image, mask=image.getchannel("A"))
    else:
        sheet.paste(image)
    return sheet


def shrink(image: Image.Image, width: int, height: int) -> Image.Image:
    """The picture at most so wide and so high; never made larger, never less than one pixel."""
    share = min(width / image.width, height / image.height, 1.0)
    if share == 1:
        return image
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def thumbnail(image: Image.Image) -> bytes:
    """A JPEG for lists: at most 480 pixels wide, and 960 high so that a till roll stays light."""
    return jpeg(on_white(shrink(image, THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT)))


def jpeg(image: Image.Image) -> bytes:
    """The pixels as JPEG, the same bytes for the same pixels."""
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def blacken(image: Image.Image, boxes: Iterable[Box]) -> Image.Image:
    """The picture with each box black, rounded outwards so that no edge of it shows."""
    covered = on_white(image)
    across, down = covered.size
    for box in boxes:
        upper_left = (math.floor(box.left * across), math.floor(box.top * down))
        lower_right = (math.ceil(box.right * across), math.ceil(box.bottom * down))
        covered.paste(BLACK, (*upper_left, *lower_right))
    return covered


def to_the_right(image: Image.Image) -> Image.Image:
    """The picture a quarter further to the right: what was on its left edge is on top."""
    return image.transpose(Image.Transpose.ROTATE_270)


def bare(picture: bytes) -> bytes:
    """A JPEG without what its camera tells (EXIF, place, comments) or what follows its end.

    The pixels are not touched. What does not have the shape of a JPEG comes back unchanged.
    """
    if not picture.startswith(b"\xff\xd8"):
        return picture
    kept, at = [picture[:2]], 2
    while at + 4 <= len(picture) and picture[at] == 0xFF:  # noqa: PLR2004 - every marker begins so
        marker = picture[at + 1]
        if marker == END_OF_IMAGE:
            break
        end = at + 2 + int.from_bytes(picture[at + 2 : at + 4], "big")
        if marker == START_OF_SCAN:
            found = NEXT_MARKER.search(picture, end)
            end = found.start() if found else len(picture)
        if marker not in TELLING:
            kept.append(picture[at:end])
        at = end
    return b"".join([*kept, b"\xff\xd9"])


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How to turn the picture upright; metadata that cannot be read asks for nothing."""
    try:
        return TURNS.get(image.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a stranger's metadata fails in ways that nobody lists
        return None


def _plain(image: Image.Image) -> Image.Image:
    """The picture in a mode that shrinks well: grey or colour, with or without clearness."""
    if image.mode in {"RGB", "RGBA", "L", "LA"}:
        return image if "transparency" not in image.info else image.convert("RGBA")
    if image.mode.startswith("I;16"):
        # Sixteen bits would be cut off at eight, not scaled.
        return image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")
