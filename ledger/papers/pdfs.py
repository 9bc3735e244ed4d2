"""A child's work on PDF papers: searched, stripped, each page drawn. Imported in the child alone.

A PDF is kept only if it is nothing but pages. It is written anew, so that nothing lies between its
parts, without what it says about who made it where, and without links; what was filled into a form
becomes a part of its page.
"""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
from PIL import Image

from ledger.papers.parts import pack
from ledger.papers.pictures import LONGEST_SIDE, bare, jpeg, on_white, thumbnail
from ledger.papers.rules import (
    BytesOutsidePdf,
    FileInPdf,
    LaunchInPdf,
    LockedPdf,
    OpenActionInPdf,
    PaperRefusal,
    ScriptInPdf,
    TornPdf,
    XfaInPdf,
    pages_allowed,
    pixels_allowed,
)

DOTS_PER_INCH = 150
POINTS_PER_INCH = 72
WHOLE_END = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")

# Keys and values of ISO 32000-1: 7.11.4 embedded files, 12.6 actions, 12.7.8 XFA, 13 multimedia.
BY_KEY: dict[str, type[PaperRefusal]] = {
    "/JS": ScriptInPdf,
    "/JavaScript": ScriptInPdf,
    "/OpenAction": OpenActionInPdf,
    "/AA": OpenActionInPdf,
    "/EmbeddedFiles": FileInPdf,
    "/EF": FileInPdf,
    "/Collection": FileInPdf,
    "/RichMediaContent": FileInPdf,
    "/XFA": XfaInPdf,
}
LAUNCHES = ("/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData")
FILES = ("/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")
BY_KIND: dict[str, type[PaperRefusal]] = {
    "/JavaScript": ScriptInPdf,
    "/Rendition": FileInPdf,
    **dict.fromkeys(LAUNCHES, LaunchInPdf),
    **dict.fromkeys(FILES, FileInPdf),
}
PHOTO_FILTER = pikepdf.Name.DCTDecode
KIND_KEYS = ("/S", "/Type", "/Subtype")
TELLING_KEYS = ("/Metadata", "/PieceInfo", "/Thumb")
# What can be clicked or filled in, and where that leads: a paper is only looked at.
LEADING_KEYS = ("/Annots", "/AcroForm", "/Outlines", "/URI")


def answer(payload: bytes, arguments: tuple[str, ...]) -> bytes:
    """Do one of two verbs to a PDF: `clean` or `thumbnail`.

    `clean` answers the PDF, a thumbnail of its first page and a picture of each page; `thumbnail`
    only the thumbnail; all packed.
    """
    if arguments == ("thumbnail",):
        return pack([_small(jpeg(next(_pictures(payload))))])
    if not WHOLE_END.search(payload):
        raise BytesOutsidePdf if b"%%EOF" in payload else TornPdf
    paper = _written_anew(payload)
    drawn = [jpeg(picture) for picture in _pictures(paper)]
    return pack([paper, _small(drawn[0]), *drawn])


def _written_anew(payload: bytes) -> bytes:
    """The same pages, once nothing forbidden is found among all objects, in use or not."""
    try:
        with pikepdf.open(BytesIO(payload), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise LockedPdf
            pages_allowed(len(pdf.pages))
            for dictionary in _dictionaries(pdf):
                _harmless(dictionary)
            if "/AcroForm" in pdf.Root:
                pdf.generate_appearance_streams()
            pdf.flatten_annotations("all")
            for dictionary in _dictionaries(pdf):
                _strip(dictionary)
            return _saved(pdf)
    except pikepdf.PasswordError as locked:
        raise LockedPdf from locked
    except (pikepdf.PdfError, ValueError, RecursionError) as broken:
        raise TornPdf from broken


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of the PDF, always the same for the same PDF."""
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    out = BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream of the file, those within others too; each once."""
    waiting: list[pikepdf.Object] = [pdf.trailer, *pdf.objects]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Array):
            inner = list(thing.as_list())
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield thing
            inner = [value for _, value in thing.items()]
        else:
            continue
        waiting += [each for each in inner if _is_container(each) and not each.is_indirect]


def _is_container(thing: object) -> bool:
    return isinstance(thing, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream)


def _harmless(dictionary: pikepdf.Object) -> None:
    """Refuse a dictionary that acts, hides a file or is drawn by a program."""
    if found := BY_KEY.keys() & set(dictionary.keys()):
        raise BY_KEY[min(found)]
    if dictionary.get("/Subtype") == pikepdf.Name.Image:
        pixels_allowed(_number(dictionary, "/Width"), _number(dictionary, "/Height"))
    for key in KIND_KEYS:
        kind = dictionary.get(key)
        if isinstance(kind, pikepdf.Name) and str(kind) in BY_KIND:
            raise BY_KIND[str(kind)]


def _number(dictionary: pikepdf.Object, key: str) -> int:
    """The whole number under a key; nought where there is none."""
    try:
        return int(dictionary.get(key, 0))
    except (TypeError, ValueError):
        return 0


def _strip(dictionary: pikepdf.Object) -> None:
    """Take away links, and what tells of makers and places, also from photos within the page."""
    for key in (*TELLING_KEYS, *LEADING_KEYS):
        if key in dictionary:
            del dictionary[key]
    if isinstance(dictionary, pikepdf.Stream) and _is_photo(dictionary):
        photo = dictionary.read_raw_bytes()
        if (stripped := bare(photo)) != photo:
            details = dictionary.get("/DecodeParms")
            kept = details if isinstance(details, pikepdf.Dictionary) else None
            dictionary.write(stripped, filter=PHOTO_FILTER, decode_parms=kept)


def _is_photo(stream: pikepdf.Stream) -> bool:
    """Whether the stream is a JPEG as it came from a camera, coded once and no further."""
    coding = stream.get("/Filter")
    if isinstance(coding, pikepdf.Array) and len(coding) == 1:
        return bool(coding[0] == PHOTO_FILTER)
    return bool(coding == PHOTO_FILTER)


def _small(page: bytes) -> bytes:
    """The thumbnail of a page's picture, from its JPEG, so that it is always the same."""
    return thumbnail(Image.open(BytesIO(page), formats=("JPEG",)))


def _pictures(paper: bytes) -> Iterator[Image.Image]:
    """Each page as a picture: 150 dots an inch, at most 2,400 pixels on its longer side."""
    try:
        with pypdfium2.PdfDocument(paper) as pdf:
            # Without this, what was filled into the fields of a form would not be drawn.
            pdf.init_forms()
            for page in pdf:
                most = LONGEST_SIDE / max(page.get_size())
                drawn = page.render(scale=min(DOTS_PER_INCH / POINTS_PER_INCH, most))
                yield on_white(drawn.to_pil())
    except pypdfium2.PdfiumError as broken:
        raise TornPdf from broken
