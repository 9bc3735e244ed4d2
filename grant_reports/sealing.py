"""What is on each page of a PDF, and the list of it that is attached once the pages are set.

A mark is taken over what the page draws and over each font, picture and state that it names, in the
order of their names, and over what changes a page unnamed: its size, and what its colours stand
for. How a stream is packed is left out of it where it can be unpacked, and so is where things lie
in the file: a program that only saves a document again changes no mark.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO

import pikepdf
import pypdfium2

from grant_reports.as_printed import NAME, Page, pages_csv

_NAMED = re.compile(rb"/[^\s/<>\[\](){}%]+")
# A way back up the file, and how a stream is packed.
_LEFT_OUT = {"/Parent", "/Length", "/Filter", "/DecodeParms"}
_PACKING = ("/Filter", "/DecodeParms")
# A space of this name stands for a plain one wherever that is drawn with (ISO 32000, 8.6.5.6).
_UNNAMED = "/Default"
_SHAPE = ("/BleedBox", "/TrimBox", "/ArtBox", "/UserUnit", "/Annots")


def sealed(pdf: bytes, moment: datetime) -> bytes:
    """Attach the list of its pages to a document that has files attached already.

    The same document is always the same bytes; `moment` is the day of what is attached.
    """
    when, out = f"D:{moment:%Y%m%d%H%M%S}Z", BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        file = pikepdf.AttachedFileSpec(
            opened,
            pages_csv(pages_of(opened, pdf)),
            filename=NAME,
            description="Every page of this document as it was printed",
            mime_type="text/csv",
            creation_date=when,
            mod_date=when,
        )
        file.relationship = pikepdf.Name.Supplement
        opened.attachments[NAME] = file
        opened.save(out, deterministic_id=True)
    return out.getvalue()


def pages_of(opened: pikepdf.Pdf, pdf: bytes) -> list[Page]:
    """Read the pages of a PDF that was opened: what they say, and what is drawn on them.

    Raises:
        PdfError: what a page draws cannot be unpacked.
    """
    marks = _Marks(opened)
    drawn = [marks.of_page(page).hex() for page in opened.pages]
    return [Page(words=words, drawn=each) for words, each in zip(_words(pdf), drawn, strict=True)]


def _words(pdf: bytes) -> Iterator[str]:
    for page in pypdfium2.PdfDocument(pdf):
        lines = str(page.get_textpage().get_text_range()).splitlines()
        yield "\n".join(" ".join(line.split()) for line in lines)


class _Marks:
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
            _joined(sort.encode(), name.encode(), self.of(each))
            for sort, among in sorted(page.resources.items())
            if isinstance(among, pikepdf.Dictionary)
            for name, each in sorted(among.items())
            if name in names or name.startswith(_UNNAMED)
        )
        return _joined(drawn, self._colours, *map(self.of, shape), *used)

    def of(self, part: object) -> bytes:
        """Give the mark of any part; one that is met again within itself is only said to be."""
        place: tuple[int, int] = getattr(part, "objgen", (0, 0))
        if not place[0]:
            return _joined(*self._within(part))
        if place not in self._known:
            self._known[place] = b"met again"
            self._known[place] = _joined(*self._within(part))
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


def _joined(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(_each(parts))).digest()


def _each(parts: Iterable[bytes]) -> Iterator[bytes]:
    return (hashlib.sha256(each).digest() for each in parts)
