"""Whether each part of a PDF stands in it once.

A part that stands twice is shown by one program as it was and by another as it became: after a
revision was added to the end of the file, or where its index names both. We never write one twice,
nor does a program that saves the whole file again.
"""

import re
from collections import Counter
from collections.abc import Iterator

import pikepdf

# Before a part that stands by itself stands its number. Notes that nobody reads may come between.
_SPACE = rb"(?:[\s\x00]|%[^\r\n]*[\r\n])"
_BEGINS = re.compile(rb"([0-9]++)" + _SPACE + rb"++[0-9]++" + _SPACE + rb"*+obj(?![A-Za-z])")
_NOTES, _NUMBER = re.compile(rb"%[^\r\n]*"), re.compile(rb"[0-9]+")


def stands_twice(opened: pikepdf.Pdf, pdf: bytes) -> bool:
    """Tell whether any part of a PDF stands in it twice, by itself or among others."""
    numbers = Counter(int(found[1]) for found in _BEGINS.finditer(pdf))
    numbers.update(_among_others(opened))
    return any(count > 1 for count in numbers.values())


def _among_others(opened: pikepdf.Pdf) -> Iterator[int]:
    """Give the numbers of the parts that are packed together; each pack begins with a list."""
    for pack in opened.objects:
        if isinstance(pack, pikepdf.Stream) and pack.get("/Type") == pikepdf.Name.ObjStm:
            listed = _NOTES.sub(b"", pack.read_bytes()[: int(pack.First)])
            yield from map(int, _NUMBER.findall(listed)[::2])
