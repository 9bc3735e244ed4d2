"""Whether each part of a PDF stands in it once.

A part that stands twice is shown by one program as it was and by another as it became: after a
revision was added to the end of the file, or where its index names both. We never write one twice,
nor does a program that saves the whole file again.

Words may read like the beginning of a part: a group may be called “5 0 obj”. Where a part begins is
looked for in words too, since an index may lead into them; so we spell such words otherwise.
"""

import re
from collections import Counter
from collections.abc import Iterator

import pikepdf

# Before a part that stands by itself stands its number. Notes that nobody reads may come between.
_SPACE = rb"(?:[\s\x00]|%[^\r\n]*[\r\n])"
_BEGINS = re.compile(rb"([0-9]++)" + _SPACE + rb"++[0-9]++" + _SPACE + rb"*+obj(?![A-Za-z])")
_BLANK = re.compile(rb"\s")
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


def spell_apart(opened: pikepdf.Pdf) -> None:
    """Spell what people wrote so that none of it reads like the beginning of a part."""
    words = opened.Root.get("/Metadata")
    if isinstance(words, pikepdf.Stream) and _BEGINS.search(said := words.read_bytes()):
        # A blank of another kind, which programs keep as it is when they write the words again.
        words.write(_BEGINS.sub(lambda found: _BLANK.sub(b"&#13;", found[0], count=1), said))
    for part in opened.objects:
        _spell_below(part)


def _spell_below(part: object) -> None:
    """Spell the texts that stand in a part itself; what it leads to is another part."""
    if not isinstance(part, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
        return
    places = range(len(part)) if isinstance(part, pikepdf.Array) else list(part.keys())
    for place in places:
        each = part[place]
        if isinstance(each, pikepdf.String) and _BEGINS.search(bytes(each)):
            # Two bytes for each sign, which no program takes for the beginning of a part.
            part[place] = pikepdf.String(b"\xfe\xff" + str(each).encode("utf-16-be"))
        elif not getattr(each, "is_indirect", False):
            _spell_below(each)
