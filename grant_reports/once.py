"""Whether each part of a PDF stands in it once.

A part that stands twice is shown by one program as it was and by another as it became: after a
revision was added to the end of the file, or where its index names both. We never write one twice,
nor does a program that saves the whole file again.

Words may read like the beginning of a part: a group may be called “5 0 obj”. Where a part begins is
looked for in words too, since an index may lead into them; so we spell such words otherwise. A file
from before we did is known by this: written anew, it is the same, and so is its index.
"""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import pikepdf

# Before a part that stands by itself stands its number, which is read in more spellings than ours.
_BEGINS = re.compile(rb"(?<![0-9.+-])([0-9.+-]++)[\s\x00]++([0-9.+-]++)[\s\x00]*+obj(?![A-Za-z])")
# A note may come between, which nobody reads, and in which another number may stand. Each line is
# looked at from its beginning only: a stranger's file takes no longer than its length.
_WITH_A_NOTE = re.compile(
    rb"(?<![^\r\n])[^\r\n%]*+%[^\r\n]*+[\s\x00]++(?:[0-9.+-]++[\s\x00]*+)?obj(?![A-Za-z])"
)
_BLANK, _NOTE = re.compile(rb"\s"), re.compile(rb"%[^\r\n]*")
# In what a file differs that our writer wrote and writes anew: where a part says how it is packed,
# and the second name of the file, which is a hash of the rest.
_PACKED, _NAME = b" /Filter /FlateDecode", re.compile(rb"><[0-9a-f]{32}>\]")


def stands_twice(opened: pikepdf.Pdf, pdf: bytes) -> bool:
    """Tell whether any part of a PDF stands in it twice, by itself or among others.

    It may where a part begins as no program writes it: with a note, or a number that is no number.
    """
    alone = heads_in(pdf)
    among = list(_among_others(opened))
    counted = Counter(each.lstrip(b"0") for each in (*alone[::2], *among[::2]))
    is_odd = _WITH_A_NOTE.search(pdf) or not all(map(bytes.isdigit, (*alone, *among)))
    return bool(is_odd or counted.total() > len(counted)) and not is_as_we_write_it(pdf)


def heads_in(pdf: bytes) -> list[bytes]:
    """Give the two numbers of each part that begins by itself, or that words make seem to begin."""
    return [each for found in _BEGINS.finditer(pdf) for each in found.groups()]


def _among_others(opened: pikepdf.Pdf) -> Iterator[bytes]:
    """Give the lists of the parts that are packed together: of each its number, and its place."""
    for pack in opened.objects:
        if isinstance(pack, pikepdf.Stream) and pack.get("/Type") == pikepdf.Name.ObjStm:
            yield from _NOTE.sub(b"", pack.read_bytes()[: int(pack.First)]).split()


def is_as_we_write_it(pdf: bytes) -> bool:
    """Tell whether our writer makes the same file of what it reads in this one.

    It writes each part once, and an index that leads nowhere else.
    """
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(out, deterministic_id=True, fix_metadata_version=False)
    return _plain(out.getvalue()) == _plain(pdf)


def _plain(pdf: bytes) -> bytes:
    return _NAME.sub(b"", pdf.replace(_PACKED, b""))


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
