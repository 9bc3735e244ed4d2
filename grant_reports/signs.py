"""Which signs can be printed, and with what: no name and no word is ever a gap on paper.

The main type has the letters of western and central Europe. Other scripts, symbols and emoji have
faces of their own, which go along only with a page that needs them. A sign that none of them has
is printed as its name in square brackets.
"""

import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "fonts"
# Where the faces that a page needs besides the main type will stand in it.
PLACE = "/* faces of other signs */"
_BESIDE_ASCII = re.compile(r"[^\x00-\x7f]")
MAIN = "main"
# Spaces, what joins or turns signs, and choices between two forms of one: none has a form itself.
_FORMLESS = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_CHOICES = range(0xFE00, 0xFE10)


def in_type(page: str) -> str:
    """Give a page with the faces that it needs, and with the names of signs that no face has."""
    signs = set(_BESIDE_ASCII.findall(page))
    names = {ord(sign): name_of(sign) for sign in signs if not is_printed(sign)}
    faces = "\n".join(_faces(signs))
    return page.translate(names).replace(PLACE, faces) if names else page.replace(PLACE, faces)


def unprintable(text: str) -> tuple[str, ...]:
    """Give the signs of a text that would be printed as their names, each once, in order."""
    return tuple(dict.fromkeys(each for each in text if not is_printed(each)))


def is_printed(sign: str) -> bool:
    """Tell whether a sign is printed as it is, or has no form that could be missed."""
    if sign.isascii() or unicodedata.category(sign) in _FORMLESS or ord(sign) in _CHOICES:
        return True
    return bool(_face_of(sign))


def name_of(sign: str) -> str:
    """Give what stands on paper in place of a sign: its name in Unicode, or else its number."""
    name = unicodedata.name(sign, "").lower()
    return f"[{name}]" if name else f"[sign {ord(sign):X}]"


def _faces(signs: set[str]) -> Iterator[str]:
    """Give the rules for the faces that these signs need; the main type is asked before them.

    Each is a family of its own: two faces of one name would share their glyphs in the PDF.
    """
    needed = {_face_of(each) for each in signs} - {MAIN}
    names = [each for each in covers() if each in needed]
    for name in names:
        font = b64encode((FONTS / name).read_bytes()).decode()
        yield (
            f'@font-face {{ font-family: "{name}"; font-weight: 400; '
            f'src: url(data:font/woff2;base64,{font}) format("woff2"); }}'
        )
    if names:
        families = ", ".join(f'"{each}"' for each in ("Hyperlegible Print", *names))
        yield f"html:root {{ font-family: {families}, sans-serif; }}"


def _face_of(sign: str) -> str:
    """Give the first face that has a sign, by its file; empty where none has it."""
    point = ord(sign)
    for name, ranges in covers().items():
        if any(first <= point <= last for first, last in ranges):
            return name
    return ""


@cache
def covers() -> dict[str, tuple[tuple[int, int], ...]]:
    """Which signs the main type and each face, by its file, have: first and last of each range."""
    lines = (FONTS / "COVERS").read_text(encoding="utf-8").splitlines()
    return {name: tuple(_ranges(said)) for name, said in (line.split(" ") for line in lines)}


def _ranges(said: str) -> Iterator[tuple[int, int]]:
    for each in said.split(","):
        first, _, last = each.partition("-")
        yield int(first, 16), int(last or first, 16)
