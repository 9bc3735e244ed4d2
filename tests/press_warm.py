"""What a copy begins as: the libraries for its work, loaded, with one page set already."""

import tempfile
from importlib import import_module

from grant_reports import pdf
from tests.press import COPIED

for room in COPIED:
    import_module(room)
pdf.answer(b"<html lang=en><title>x</title><table><tr><td>x</table>", ())
tempfile.tempdir = None
