"""What a copy begins as: the library that sets pages, loaded, with one page set already."""

import tempfile

from grant_reports import pdf

pdf.answer(b"<html lang=en><title>x</title><table><tr><td>x</table>", ())
tempfile.tempdir = None
