"""From a template and its figures to a PDF: templates here, the printing in a child process."""

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from grant_reports.figures import FILTERS
from ledger import children
from ledger.children import MEGABYTE, ChildFailed, Limits
from ledger.errors import Refusal

MOST_ROWS = 1_500
MOST_BYTES = 64 * MEGABYTE
HOUSE = Path(__file__).resolve().parent.parent
FONTS = HOUSE / "webapp" / "static" / "vendor"
FACES = {400: "atkinson-hyperlegible-400.woff2", 700: "atkinson-hyperlegible-700.woff2"}

# 30 s of computing and 512 MB, by SAFETY, "PDF"; more by the clock, for a busy machine.
LIMITS = Limits(
    seconds=30,
    clock=60.0,
    memory=512 * MEGABYTE,
    file_bytes=4 * MEGABYTE,
    answer_bytes=2 * MOST_BYTES,
)


class TooLongToPrint(Refusal):
    """A document would have more rows, or more pictures, than can be printed in one piece."""

    def __init__(self, rows: int) -> None:
        """Say how many rows it would have."""
        super().__init__(
            f"This would be {rows:,} rows long, and at most {MOST_ROWS:,} fit into one document.",
            "Make it for a shorter time, a month for instance.",
            field="period",
        )


class PapersTooHeavy(Refusal):
    """The pictures of the papers are more than one document can hold."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__(
            "The pictures of these papers are too large for one document.",
            "Make the report for a shorter time, or without the pictures.",
            field="period",
        )


class NotPrinted(Refusal):
    """The printing itself failed or took too long."""

    def __init__(self) -> None:
        """Say that nothing is lost by it."""
        super().__init__(
            "The document could not be printed.", "Nothing is lost: try once more in a minute."
        )


def printed(template: str, *, rows: int, figures: Mapping[str, object]) -> bytes:
    """Print a template with its figures as a tagged PDF.

    Raises:
        TooLongToPrint: there are more rows than one document may have.
        PapersTooHeavy: the pictures are more than one document may hold.
        NotPrinted: the printing failed or took too long.
    """
    if rows > MOST_ROWS:
        raise TooLongToPrint(rows)
    page = environment().get_template(template).render(fonts=_fonts(), **figures).encode()
    if len(page) > MOST_BYTES:
        raise PapersTooHeavy
    try:
        return children.run("grant_reports.pdf", page, limits=LIMITS)
    except ChildFailed as failed:
        raise NotPrinted from failed


@cache
def environment() -> Environment:
    """The templates for print: everything escaped, and a name that is not given is an error."""
    made = Environment(
        loader=FileSystemLoader(HOUSE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    return made


@cache
def _fonts() -> dict[int, str]:
    """The vendored type in base64, by weight; without it, the page falls back on another one."""
    files = {weight: FONTS / name for weight, name in FACES.items()}
    return {
        weight: b64encode(file.read_bytes()).decode()
        for weight, file in files.items()
        if file.is_file()
    }
