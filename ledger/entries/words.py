"""The text policy: what a person typed is data, kept as it reads, with nothing hidden in it."""

import re
import unicodedata
from datetime import date

from ledger.errors import Refusal

PAYEE_LENGTH = 120
NARRATION_LENGTH = 500
_BREAKS = re.compile("\r\n|[\r\n\u2028\u2029\u0085\x0b\x0c]")
# Joiners, marks of direction, fillers, and the tags and variants in which a whole sentence can be
# hidden: what Unicode calls ignorable, but for the two variants that colour an emoji or not.
_ZERO_WIDTH = dict.fromkeys(
    [
        *map(ord, "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u2800\u3164\ufeff\uffa0"),
        *range(0x180B, 0x1810),
        *range(0x200B, 0x2010),
        *range(0x2060, 0x2065),
        *range(0x206A, 0x2070),
        *range(0xFE00, 0xFE0E),
        *range(0xFFF9, 0xFFFC),
        *range(0x1BCA0, 0x1BCA4),
        *range(0x1D173, 0x1D17B),
        *range(0xE0000, 0xE0080),
        *range(0xE0100, 0xE01F0),
    ]
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHOWN_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")
_REFUSED_CLASSES = {"Cc", "Cs", "Co", "Cn"}
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class WordsUnreadable(Refusal):
    """The text holds a character that is not for reading."""

    def __init__(self, field: str, code: int) -> None:
        """Name the character by its code, since it cannot be shown."""
        super().__init__(
            f"The text holds a hidden character (U+{code:04X}).",
            "Type it again by hand instead of pasting it.",
            field=field,
        )


class WordsTooLong(Refusal):
    """The text is longer than an entry keeps."""

    def __init__(self, field: str, length: int, most: int) -> None:
        """Give both lengths."""
        super().__init__(
            f"That is {length} characters, and at most {most} are kept.",
            "Make it shorter; the paper itself tells the rest.",
            field=field,
        )


def plain(text: str, most: int, field: str) -> str:
    """Give the text as it is kept: NFC, trimmed, line breaks as newlines, nothing invisible.

    Raises:
        WordsUnreadable: a control, surrogate, private or unassigned character, or one that turns
            the direction of what follows.
        WordsTooLong: more than `most` characters are left.
    """
    kept = _BREAKS.sub("\n", text).translate(_ZERO_WIDTH).replace("\t", " ")
    for character in kept:
        hidden = unicodedata.category(character) in _REFUSED_CLASSES and character != "\n"
        if hidden or character in _DIRECTION_MARKS:
            raise WordsUnreadable(field, ord(character))
    kept = unicodedata.normalize("NFC", kept).strip()
    if len(kept) > most:
        raise WordsTooLong(field, len(kept), most)
    return kept


def payee(text: str) -> str:
    """Give who was paid, or who gave, on one line; empty means nobody is said."""
    return plain(text, PAYEE_LENGTH, "paid_to").replace("\n", " ")


def narration(text: str, field: str = "what_for") -> str:
    """Give what it was for."""
    return plain(text, NARRATION_LENGTH, field)


def shown_day(day: date) -> str:
    """Write a day as people say it: 14 March 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def unbroken(text: str) -> str:
    """Give a heading in which no line ends within a day."""
    return _SHOWN_DAY.sub("\\1\u00a0\\2\u00a0\\3", text)
