"""What is in a PDF as it was set, and the list of it that is attached once the pages are set.

A mark is taken of what each page draws, and of what belongs to all of them: what the file says
about itself, where bookmarks and links lead, and what a screen reader is told.
"""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

import pikepdf
import pypdfium2

from grant_reports.about_itself import about_itself
from grant_reports.as_printed import (
    ABOUT,
    BOOKMARKS,
    DESCRIBED,
    HEARD,
    LINKS,
    NAME,
    Part,
    Parts,
    pages_csv,
)
from grant_reports.heard import Heard
from grant_reports.leading import Leading
from grant_reports.marks import Marks
from grant_reports.once import spell_apart


def sealed(pdf: bytes, moment: datetime) -> bytes:
    """Attach the list of its pages to a document that has files attached already.

    The same document is always the same bytes; `moment` is the day of what is attached.
    """
    when, out = f"D:{moment:%Y%m%d%H%M%S}Z", BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        spell_apart(opened)
        file = pikepdf.AttachedFileSpec(
            opened,
            pages_csv(parts_of(opened, pdf)),
            filename=NAME,
            description=DESCRIBED,
            mime_type="text/csv",
            creation_date=when,
            mod_date=when,
        )
        file.relationship = pikepdf.Name.Supplement
        opened.attachments[NAME] = file
        opened.save(out, deterministic_id=True)
    return out.getvalue()


def parts_of(opened: pikepdf.Pdf, pdf: bytes) -> Parts:
    """Read the pages of a PDF that was opened, and what belongs to all of them.

    Raises:
        PdfError: what a page draws cannot be unpacked.
    """
    marks = Marks(opened)
    drawn = [marks.of_page(page).hex() for page in opened.pages]
    pages = [Part(words=words, drawn=each) for words, each in zip(_words(pdf), drawn, strict=True)]
    leading = Leading(opened, marks)
    whole = {
        ABOUT: about_itself(opened, marks),
        BOOKMARKS: leading.bookmarks(),
        LINKS: leading.links(),
        HEARD: Heard(opened, marks).part(),
    }
    return Parts(pages=pages, whole=whole)


def _words(pdf: bytes) -> Iterator[str]:
    for page in pypdfium2.PdfDocument(pdf):
        lines = str(page.get_textpage().get_text_range()).splitlines()
        yield "\n".join(" ".join(line.split()) for line in lines)
