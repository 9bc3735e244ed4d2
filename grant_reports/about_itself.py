"""What a file says about itself, which a reader's program shows around its pages.

That is its title, its author and the like, which a PDF says in two places, and its language. What a
program that only saves a document again writes of itself is let be, and so is whether it leaves the
older of the places out.
"""

from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat

import pikepdf

from grant_reports.as_printed import Part
from grant_reports.marks import Marks, joined, plainly

_OF_A_PROGRAM = {"/Producer", "/ModDate", "/Trapped"}
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# What stands in the head of a part in place of words within it.
_SAYS = {f"{_RDF} value", f"{_RDF} resource"}
_LANGUAGE, _NONE = "http://www.w3.org/XML/1998/namespace lang", "x-default"
_DC, _PDF, _XMP = (
    "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/pdf/1.3/",
    "http://ns.adobe.com/xap/1.0/",
)
# What is told in both places, by the name that it has in the older one.
_NAMES = {
    f"{_DC} title": "Title",
    f"{_DC} creator": "Author",
    f"{_DC} description": "Subject",
    f"{_PDF} Keywords": "Keywords",
    f"{_XMP} CreatorTool": "Creator",
    f"{_XMP} CreateDate": "CreationDate",
}
_SHOWN = (
    _DC,
    f"{_XMP}rights/",
    "http://ns.adobe.com/photoshop/1.0/",
    "http://ns.adobe.com/pdfx/1.3/",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
)


def about_itself(opened: pikepdf.Pdf, marks: Marks) -> Part:
    """Give what a file says about itself, each thing once though it is said in two places."""
    root = opened.Root
    words, lines = root.get("/Metadata"), [f"Language: {plainly(root.get('/Lang'))}"]
    lines += _of_old(opened.trailer.get("/Info"))
    lines += _said(words.read_bytes()) if isinstance(words, pikepdf.Stream) else ()
    shown = marks.of(root.get("/ViewerPreferences"))
    return Part(words="\n".join(sorted(set(lines))), drawn=joined(shown).hex())


def _of_old(said: object) -> Iterator[str]:
    if isinstance(said, pikepdf.Dictionary):
        for name, each in sorted(said.items()):
            if name not in _OF_A_PROGRAM:
                yield f"{plainly(name)[1:]}: {plainly(each)}"


def _said(words: bytes) -> list[str]:
    """Give what the newer words say, in the language of XMP; what cannot be read is said so."""
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reading.begin, reading.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = reading.read, reading.decline
    try:
        parser.ParseFile(BytesIO(words))
    except (expat.ExpatError, _Unreadable):
        return ["words that cannot be read"]
    return reading.lines


class _Unreadable(Exception):
    """The words make names of their own, which programs understand in different ways."""


class _Reading:
    """Words about a file while they are read: the lines so far, and the parts that are open."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.lines: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._text = ""

    def begin(self, part: str, said: dict[str, str]) -> None:
        """Open a part; something may be said in its head as well."""
        self._tell()
        outer = self._open[-1][1] if self._open else ""
        self._open.append((part, said.get(_LANGUAGE, outer)))
        for name, text in said.items():
            self._line(self._within() if name in _SAYS else _called(name), text, "")

    def read(self, text: str) -> None:
        """Read on."""
        self._text += text

    def end(self, _part: str) -> None:
        """Close the part that was opened last."""
        self._tell()
        self._open.pop()

    def decline(self, *_said: object) -> None:
        """Read nothing that makes names of its own."""
        raise _Unreadable

    def _tell(self) -> None:
        text, self._text = self._text, ""
        self._line(self._within(), text, self._open[-1][1] if self._open else "")

    def _within(self) -> str:
        return next((called for part, _ in self._open if (called := _called(part))), "")

    def _line(self, name: str, text: str, language: str) -> None:
        words = " ".join(text.split())
        if name and words:
            beside = f" ({language})" if language not in ("", _NONE) else ""
            self.lines.append(f"{name}{beside}: {words}")


def _called(name: str) -> str:
    """Give what a part is called if it is one that programs show."""
    among, _, last = name.rpartition(" ")
    return _NAMES.get(name, last if among in _SHOWN else "")
