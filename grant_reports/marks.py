"""Marks of the parts of one PDF: a hash over what each says, wherever it lies in the file.

How a stream is packed is left out of its mark where it can be unpacked: a program that only saves a
document again changes no mark.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator

import pikepdf

_NAMED = re.compile(rb"/[^\s/<>\[\](){}%]+")
# A way back up the file, and how a stream is packed.
_LEFT_OUT = {"/Parent", "/Length", "/Filter", "/DecodeParms"}
_PACKING = ("/Filter", "/DecodeParms")
# A space of this name stands for a plain one wherever that is drawn with (ISO 32000, 8.6.5.6).
_UNNAMED = "/Default"
_SHAPE = ("/BleedBox", "/TrimBox", "/ArtBox", "/UserUnit", "/Annots")


class Marks:
    """Marks of the parts of one PDF; what several pages share is looked at once."""

    def __init__(self, opened: pikepdf.Pdf) -> None:
        """Begin with none but what the whole file's colours are meant for."""
        self._known: dict[tuple[int, int], bytes] = {}
        self._colours = self.of(opened.Root.get("/OutputIntents"))

    def of_page(self, page: pikepdf.Page) -> bytes:
        """Give the mark of what a page shows."""
        page.contents_coalesce()
        content = page.obj.get("/Contents")
        drawn = b"" if content is None else content.read_bytes()
        shape = (page.mediabox, page.cropbox, page.rotation, *map(page.obj.get, _SHAPE))
        names = {each.decode(errors="replace") for each in _NAMED.findall(drawn)}
        used = (
            joined(sort.encode(), name.encode(), self.of(each))
            for sort, among in sorted(page.resources.items())
            if isinstance(among, pikepdf.Dictionary)
            for name, each in sorted(among.items())
            if name in names or name.startswith(_UNNAMED)
        )
        return joined(drawn, self._colours, *map(self.of, shape), *used)

    def of(self, part: object) -> bytes:
        """Give the mark of any part; one that is met again within itself is only said to be."""
        place: tuple[int, int] = getattr(part, "objgen", (0, 0))
        if not place[0]:
            return joined(*self._within(part))
        if place not in self._known:
            self._known[place] = b"met again"
            self._known[place] = joined(*self._within(part))
        return self._known[place]

    def _within(self, part: object) -> Iterator[bytes]:
        if isinstance(part, pikepdf.Array):
            yield b"array"
            yield from map(self.of, part)
        elif isinstance(part, pikepdf.Stream):
            yield b"stream"
            yield from self._by_names(part)
            yield from self._unpacked(part)
        elif isinstance(part, pikepdf.Dictionary):
            is_page = part.get("/Type") == pikepdf.Name.Page
            yield b"page" if is_page else b"dictionary"
            yield from () if is_page else self._by_names(part)
        else:
            yield part.unparse() if isinstance(part, pikepdf.Object) else repr(part).encode()

    def _by_names(self, part: pikepdf.Object) -> Iterator[bytes]:
        for name, each in sorted(part.items()):
            if name not in _LEFT_OUT:
                yield name.encode()
                yield self.of(each)

    def _unpacked(self, stream: pikepdf.Object) -> Iterator[bytes]:
        """Give what a stream holds: a photo as it is packed, and how: only readers unpack that."""
        try:
            yield stream.read_bytes()
        except pikepdf.PdfError:
            yield stream.read_raw_bytes()
            yield from (self.of(stream.get(name)) for name in _PACKING)


def joined(*parts: bytes) -> bytes:
    """Give one mark of several parts, of which none can run over into the next."""
    return hashlib.sha256(b"".join(_each(parts))).digest()


def _each(parts: Iterable[bytes]) -> Iterator[bytes]:
    return (hashlib.sha256(each).digest() for each in parts)


def plainly(said: object) -> str:
    """Give a text or a name of a PDF, with single spaces in it; nothing of what is neither."""
    if not isinstance(said, str | pikepdf.String | pikepdf.Name):
        return ""
    return " ".join(str(said).split())


def laid_on(page: pikepdf.Page) -> list[pikepdf.Object]:
    """Give what lies on a page to be followed, in its order."""
    laid: Iterable[object] = page.obj.get("/Annots", ())
    return [each for each in laid if isinstance(each, pikepdf.Dictionary)]
