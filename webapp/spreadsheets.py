"""The tables of a document as a file to keep: a workbook, or CSV in a zip."""

import flask

from grant_reports.tables import FORMS, Document
from webapp import paper_answers

_MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv.zip": "application/zip",
}

FORM = f"<any({', '.join(map(repr, FORMS))}):form>"
"""The place of the form in an address."""


def tables(document: Document, name: str, form: str) -> flask.Response:
    """Give the tables of a document, to be kept as a file of that name and ending."""
    return paper_answers.to_keep(FORMS[form](document), f"{name}.{form}", _MEDIA_TYPES[form])
