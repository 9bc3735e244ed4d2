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
# Where the faces that a page needs besides the main type will stand in it: no words that people
# typed hold a plain quotation mark there.
PLACE = '/* "faces of other signs" */'
_BESIDE_ASCII = re.compile(r"[^\x00-\x7f]")
# What the file says about itself is shown by whoever opens it, in type of their own.
_BODY = "<body"
MAIN = "main"
# Spaces, and what joins or turns signs: none has a form itself, but for a space that is a line.
_FORMLESS = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_A_LINE = "\u1680"
# Choices between forms of one sign. No face has two, and behind one a joined sign loses its words.
_CHOICE = re.compile(r"[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def in_type(page: str) -> str:
    """Give a page with the faces that it needs, and with the names of signs that no face has.

    Its head keeps each sign as it is.
    """
    head, body, rest = page.partition(_BODY)
    signs = set(_BESIDE_ASCII.findall(rest))
    said = dict.fromkeys(filter(_CHOICE.match, signs), "")
    said |= {each: name_of(each) for each in signs if not is_printed(each)}
    if said:
        rest = _BESIDE_ASCII.sub(lambda found: said.get(found[0], found[0]), rest)
    return head.replace(PLACE, "\n".join(_faces(signs - said.keys()))) + body + rest


def unprintable(text: str) -> tuple[str, ...]:
    """Give the signs of a text that would be printed as their names, each once, in order."""
    return tuple(dict.fromkeys(each for each in text if not is_printed(each)))


def is_printed(sign: str) -> bool:
    """Tell whether a sign is printed as it is, or has no form that could be missed."""
    if sign.isascii() or _face_of(sign) or _CHOICE.match(sign):
        return True
    return unicodedata.category(sign) in _FORMLESS and sign != _A_LINE


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
    return _by_sign().get(ord(sign), "")


@cache
def _by_sign() -> dict[int, str]:
    asked_last_first = reversed(covers().items())
    return {
        point: name
        for name, ranges in asked_last_first
        for first, last in ranges
        for point in range(first, last + 1)
    }


@cache
def covers() -> dict[str, tuple[tuple[int, int], ...]]:
    """Which signs the main type and each face, by its file, have: first and last of each range."""
    lines = (FONTS / "COVERS").read_text(encoding="utf-8").splitlines()
    return {name: tuple(_ranges(said)) for name, said in (line.split(" ") for line in lines)}


def _ranges(said: str) -> Iterator[tuple[int, int]]:
    for each in said.split(","):
        first, _, last = each.partition("-")
        yield int(first, 16), int(last or first, 16)
