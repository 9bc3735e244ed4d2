"""The child that opens somebody's PDF: what is attached to it and what it says, and no more.

Nothing in the file is trusted or followed. Three attachments are looked for by their names; the
list of pages may be missing, since documents had none once. Pages are read as plain text, and a
mark is taken of all that is drawn on them, and of what belongs to all of them.
"""

import json
from dataclasses import asdict
from io import BytesIO

import pikepdf
import pypdfium2

from grant_reports.as_printed import NAME as PAGES
from grant_reports.as_printed import Parts
from grant_reports.evidence import BOOKS
from grant_reports.figures_csv import NAME as FIGURES
from grant_reports.once import stands_twice
from grant_reports.one_index import has_another_index
from grant_reports.sealing import parts_of
from grant_reports.unprinted import never_printed
from ledger.children import MEGABYTE
from ledger.errors import Refusal

# What proves a document, and what it is attached as.
ATTACHED = {"figures": FIGURES, "books": BOOKS}
MOST_PAGES = 400
MOST_ATTACHED = 24 * MEGABYTE
_LOCKED = "This PDF is locked with a password."


class NotADocumentOfOurs(Refusal):
    """The file is no PDF, or none that can be proved."""

    def __init__(self, why: str, remedy: str = "") -> None:
        """Say what is the matter with it."""
        super().__init__(why, remedy or "Ask for the document once more, from whoever made it.")


def answer(payload: bytes, _arguments: tuple[str, ...]) -> bytes:
    """Give what is attached as text, and each part of the document as words and a mark, as JSON.

    Raises:
        NotADocumentOfOurs: it is no PDF, locked or damaged, lacks what proves it, or holds what we
            never print, like a note laid over a page.
    """
    try:
        with pikepdf.open(BytesIO(payload)) as opened:
            attached = {each: _content(opened, name) for each, name in ATTACHED.items()}
            printed = _content(opened, PAGES) if PAGES in opened.attachments else None
            parts = _parts(opened, payload)
    except pikepdf.PasswordError:
        raise NotADocumentOfOurs(_LOCKED) from None
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        raise NotADocumentOfOurs("This file is not a PDF, or it is damaged.") from None
    told = {
        **attached,
        "printed": printed,
        "pages": [asdict(each) for each in parts.pages],
        "whole": {name: asdict(each) for name, each in parts.whole.items()},
    }
    return json.dumps(told).encode()


def _parts(opened: pikepdf.Pdf, payload: bytes) -> Parts:
    if (count := len(opened.pages)) > MOST_PAGES:
        raise NotADocumentOfOurs(f"This PDF has {count} pages, and at most {MOST_PAGES} are read.")
    if opened.is_encrypted:
        raise NotADocumentOfOurs(_LOCKED)
    if stands_twice(opened, payload):
        raise NotADocumentOfOurs(
            "This PDF was changed by adding to it: a part of it stands there twice, as it was and "
            "as it became, so what is seen may not be what was printed."
        )
    if has_another_index(opened, payload):
        raise NotADocumentOfOurs(
            "Programs may read this PDF by another index, or find parts in it that its own leaves "
            "out, so what is seen may not be what was printed."
        )
    for said in never_printed(opened):
        raise NotADocumentOfOurs(f"{said}, so what is seen may not be what was printed.")
    parts = parts_of(opened, payload)
    # What is mended while it is read is shown by other programs as they think best.
    if opened.get_warnings():
        raise pikepdf.PdfError
    return parts


def _content(opened: pikepdf.Pdf, name: str) -> str:
    if name not in opened.attachments:
        raise NotADocumentOfOurs(
            f"Nothing called {name} is attached to this PDF, so it cannot be proved.",
            "Only annual accounts and reports for funders can be, in the file itself: a copy that "
            "was printed to PDF again, or scanned, has lost what proves it.",
        )
    content = opened.attachments[name].get_file().read_bytes()
    if len(content) > MOST_ATTACHED:
        raise NotADocumentOfOurs(f"What is attached as {name} is too large to be read.")
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise NotADocumentOfOurs(f"What is attached as {name} is not text.") from None
