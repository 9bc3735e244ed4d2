"""The child that prints: a page of HTML in, a tagged PDF out. Nobody else knows WeasyPrint.

It reaches nothing but what stands in the page itself. The one thing that it writes is the fonts of
the page, into a folder of its own that is gone when it answers.
"""

import gc
import tempfile
from typing import Any

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

VARIANT = "pdf/ua-1"


def answer(payload: bytes, arguments: tuple[str, ...]) -> bytes:  # noqa: ARG001 - every child has both
    """Print a page of HTML, in UTF-8, as PDF/UA-1. The same page is always the same PDF."""
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        printed = _printed(payload.decode())
        # The fonts' files go with the last reference to them, while their folder is still there.
        gc.collect()
    return printed


def _printed(page: str) -> bytes:
    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    document: Any = HTML(string=page, url_fetcher=fetcher)
    printed: bytes = document.write_pdf(font_config=FontConfiguration(), pdf_variant=VARIANT)
    return printed
