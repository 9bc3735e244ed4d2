"""From a template and its figures to a PDF: templates here, the printing in a child process."""

import json
from base64 import b64encode
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from grant_reports.evidence import Evidence, Proof, proof_of
from grant_reports.figures import FILTERS
from grant_reports.figures import mark as grouped
from grant_reports.proving import proved
from grant_reports.signs import in_type
from ledger import children
from ledger.children import MEGABYTE, ChildFailed, Limits
from ledger.errors import Refusal

MOST_ROWS = 1_500
# Of a page with its pictures: what the memory below holds with room to spare, up to 39 was set.
MOST_BYTES = 36 * MEGABYTE
HOUSE = Path(__file__).resolve().parent.parent
FONTS = HOUSE / "webapp" / "static" / "vendor"
FACES = {400: "atkinson-hyperlegible-400.woff2", 700: "atkinson-hyperlegible-700.woff2"}

# Where the digest will stand, once everything else on the page is known.
_DIGEST = "digest-of-all-this"

# 30 s of computing and 512 MB, by SAFETY, "PDF"; more by the clock, for a busy machine.
LIMITS = Limits(
    seconds=30,
    clock=60.0,
    memory=512 * MEGABYTE,
    file_bytes=4 * MEGABYTE,
    answer_bytes=2 * MOST_BYTES,
    # Whoever looks at a page meanwhile is served first.
    nice=10,
)


class TooLongToPrint(Refusal):
    """A document would have more rows, or more pictures, than can be printed in one piece."""

    def __init__(self, rows: int) -> None:
        """Say how many rows it would have."""
        super().__init__(
            f"This would be {rows:,} rows long, and at most {MOST_ROWS:,} fit into one document.",
            "Make it without the papers, if it has any, or take its figures as a spreadsheet.",
        )


class PapersTooHeavy(Refusal):
    """The pictures of the papers are more than one document can hold."""

    def __init__(self, page: int) -> None:
        """Say by the bytes of a page, of which pictures take nearly all, how much they come to.

        In a page, three bytes of a picture are four. Below the most, it was the memory that ended.
        """
        came, most = -(-page * 3 // (4 * MEGABYTE)), MOST_BYTES * 3 // (4 * MEGABYTE)
        fit = f"at most {most} MB fit into one document"
        ended = "the memory for one document ended before all were set"
        super().__init__(
            f"The pictures come to {came} MB, and {fit if page > MOST_BYTES else ended}.",
            "Take out photographs, or make it without the papers: it then says where each of them "
            "can be seen.",
        )


class NotPrinted(Refusal):
    """The printing itself failed or took too long."""

    def __init__(self) -> None:
        """Say that nothing is lost by it."""
        super().__init__(
            "The document could not be printed.", "Nothing is lost: try once more in a minute."
        )


def printed(
    template: str, *, rows: int, figures: Mapping[str, object], evidence: Evidence | None = None
) -> bytes:
    """Print a template with its figures as a tagged PDF: PDF/UA-1, and with evidence PDF/A-3a too.

    Evidence is attached, its digest stands in the margin of each page, and its figures are worked
    out once more from its slice of the books while the page is set.

    Raises:
        TooLongToPrint: there are more rows than one document may have.
        PapersTooHeavy: the pictures are more than one document may hold, or than fit in memory.
        DoesNotTie: the slice makes another figure; there is no document.
        NotPrinted: the printing failed or took too long.
    """
    if rows > MOST_ROWS:
        raise TooLongToPrint(rows)
    digest = _DIGEST if evidence else ""
    filled = environment().get_template(template).render(fonts=_fonts(), digest=digest, **figures)
    page = in_type(filled)
    if len(page) > MOST_BYTES:
        raise PapersTooHeavy(len(page))
    if evidence is None:
        return _set(page.encode())
    proof = proof_of(evidence, page)
    return _filed(page.replace(_DIGEST, grouped(proof.digest)).encode(), proof)


def _filed(page: bytes, proof: Proof) -> bytes:
    """Set a page with what is attached, and prove it meanwhile; unproved, it is thrown away."""
    said = {
        "page": len(page),
        "moment": proof.moment.isoformat(),
        "attached": [
            {
                "name": each.name,
                "description": each.description,
                "relationship": each.relationship,
                "size": len(each.content),
            }
            for each in proof.attached
        ],
    }
    whole = b"".join([page, *(each.content for each in proof.attached)])
    with ThreadPoolExecutor(1) as beside:
        proving = beside.submit(proved, proof)
        made = _set(whole, json.dumps(said))
        proving.result()
    return made


def _set(page: bytes, *arguments: str) -> bytes:
    try:
        return children.run("grant_reports.pdf", page, limits=LIMITS, arguments=arguments)
    except ChildFailed as failed:
        is_too_much = failed.why.startswith(MemoryError.__name__)
        raise (PapersTooHeavy(len(page)) if is_too_much else NotPrinted()) from failed


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
