"""The child that prints: a page of HTML in, a tagged PDF out. Nobody else knows WeasyPrint.

It reaches nothing but what stands in the page itself and what is handed to it to attach. The one
thing that it writes is the fonts of the page, into a folder of its own that is gone when it
answers.
"""

import gc
import json
import mimetypes
import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from weasyprint import HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from grant_reports.sealing import sealed

_SELDOM = 20_000
PLAIN, FILED = "pdf/ua-1", "pdf/a-3a"
# What is attached is fetched from nowhere, so that its name alone says what sort of file it is.
_SORTS = {".beancount": "text/plain", ".csv": "text/csv"}
_BEGUN, _ENDED = b"<rdf:RDF", b"</rdf:RDF>"
# A PDF/A file may say that it is PDF/UA as well, if it explains that word, which it lacks.
_ALSO_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that it follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def answer(payload: bytes, arguments: tuple[str, ...]) -> bytes:
    """Print a page of HTML, in UTF-8, as PDF/UA-1. The same page is always the same PDF.

    One argument says what is attached: then it is PDF/A-3a as well, and what is attached stands
    behind the page, one after the other. The list of its pages as they were printed is attached to
    it, too.
    """
    said = json.loads(arguments[0]) if arguments else {}
    # What was loaded stays, and little of a page is garbage: looking for it took a quarter of the
    # time.
    gc.freeze()
    gc.set_threshold(_SELDOM)
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        printed = _filed(payload, said) if said else _plain(payload)
        # The fonts' files go with the last reference to them, while their folder is still there.
        gc.collect()
    return printed


def _plain(page: bytes) -> bytes:
    printed: bytes = _page(page).write_pdf(font_config=FontConfiguration(), pdf_variant=PLAIN)
    return printed


def _filed(payload: bytes, said: dict[str, Any]) -> bytes:
    size = int(said["page"])
    printed: bytes = _page(payload[:size]).write_pdf(
        font_config=FontConfiguration(),
        pdf_variant=FILED,
        attachments=list(_attached(payload[size:], said)),
        finisher=_also_for_readers,
    )
    return sealed(printed, datetime.fromisoformat(said["moment"]))


def _page(page: bytes) -> Any:
    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    return HTML(string=page.decode(), url_fetcher=fetcher)


def _attached(rest: bytes, said: dict[str, Any]) -> Iterator[Any]:
    """Give what is attached; its days are those of the books, so that it is always the same."""
    for ending, sort in _SORTS.items():
        mimetypes.add_type(sort, ending)
    when, begins = datetime.fromisoformat(said["moment"]), 0
    for each in said["attached"]:
        ends = begins + int(each["size"])
        made = Attachment(
            string=rest[begins:ends],
            name=each["name"],
            description=each["description"],
            created=when,
            modified=when,
            relationship=each["relationship"],
        )
        begins = ends
        yield made


def _also_for_readers(_document: Any, pdf: Any) -> None:
    """Say in the file's own words about itself that a screen reader can read it, too.

    What is attached is listed by WeasyPrint once by its name and once more by itself.
    """
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    said = next(each for each in pdf.objects if _sort(each) == "/Metadata")
    (words,) = said.stream
    head, found, tail = words.rpartition(_ENDED)
    if not found or _BEGUN not in head:
        raise ValueError("the file says nothing of itself that more could be added to")
    said.stream = [head + _ALSO_UA + found + tail]


def _sort(part: Any) -> str:
    return str(getattr(part, "extra", {}).get("Type", ""))
