"""The tables of a document in one zip: a CSV each, and a page that says what they are."""

import io
import zipfile

from grant_reports.tables.delimited import table_csv
from grant_reports.tables.document import Document

# The earliest moment that a zip can hold: with no clock in it, the bytes stay the same.
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
ABOUT = "about.txt"


def csv_zip(document: Document) -> bytes:
    """Pack every table of a document as CSV. The same document is always the same bytes."""
    files = {ABOUT: _about(document).encode()}
    files |= {f"{each.name}.csv": table_csv(each) for each in document.tables}
    return packed(files)


def packed(files: dict[str, bytes]) -> bytes:
    """Pack files under their names, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            each = zipfile.ZipInfo(name, _ALWAYS)
            each.compress_type = zipfile.ZIP_DEFLATED
            each.external_attr = _READABLE
            made.writestr(each, content)
    return out.getvalue()


def _about(document: Document) -> str:
    lines = [
        document.group,
        document.title,
        str(document.period),
        f"Version of the books: {document.version}",
        *((document.untold,) if document.untold else ()),
        "",
        "Each file is a table: commas between the columns, UTF-8, amounts in pounds.",
        "Text that begins like a formula has an apostrophe before it, so that no program runs it.",
        "",
        *(f"{each.name}.csv: {each.title}" for each in document.tables),
    ]
    return "\n".join(lines) + "\n"
