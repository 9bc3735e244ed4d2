"""`purse verify REPORT.pdf`: is a document what its books say?"""

from pathlib import Path

import click

from grant_reports.verifying import MOST_BYTES, NotADocumentOfOurs, Verdict, verified
from ledger.children import ChildFailed
from ledger.errors import Refusal
from ledger.reading import slice_differs
from ledger.reading.opened import opened
from ledger.reading.progress import Progress
from ledger.slices import ACCOUNTS
from webapp.commands.purse import Unsound, of_the_system


@click.command(epilog="Example: ./run verify council.pdf --book data/books/k3v9x2m4q8t1")
@click.argument("report", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--book",
    type=click.Path(path_type=Path),
    help="Prove as well that this book held what the document was made of.",
)
@click.pass_context
def verify(context: click.Context, report: Path, book: Path | None) -> None:
    """Work every figure of accounts or a report out again.

    REPORT is the PDF as it was made: the part of the books that it was made of is attached to it,
    and everything is worked out from that, by our statements and by Beancount's own sums. Each page
    is held to the one that was printed, with its words and pictures. With --book it is also shown
    that this part is what that book held at the version printed in the margin. Ends with 0 where
    everything agrees, and with 1 where a line or a page does not; it is named.
    """
    try:
        with Progress(_tell) as say:
            say("Working the figures out again …")
            found = verified(_bytes_of(report))
            beside = _beside(found, book, say) if book else ""
    except ChildFailed as failed:
        raise Unsound("This document could not be read to its end, so it is not proved") from failed
    except Refusal as refusal:
        raise Unsound(str(refusal).rstrip(".")) from refusal
    except OSError as fault:
        raise Unsound(of_the_system(fault).rstrip(".")) from fault
    for line in _told(found, beside, is_compared=book is not None):
        click.echo(line)
    context.exit(0 if found.holds and not beside else Unsound.exit_code)


def _bytes_of(report: Path) -> bytes:
    if not report.is_file():
        raise NotADocumentOfOurs(f"There is no file at “{report.name}”.", "Name the PDF.")
    with report.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _beside(found: Verdict, book: Path, say: Progress) -> str:
    with opened(book) as place:
        return slice_differs(place, found.subject, found.books, say)


def _told(found: Verdict, beside: str, *, is_compared: bool) -> list[str]:
    lines = [f"{_what(found)}, from version {found.subject.version[:12]} of the books."]
    if found.holds:
        pages = "every page is as it was printed" if found.pages_held else "the pages say the same"
        lines.append(
            f"Every figure agrees: {found.count:,} lines were worked out again from the books "
            f"attached, and {pages}."
        )
        if not found.pages_held:
            lines.append(
                "It was printed before the other words and the pictures of a document were held, "
                "so these were not compared."
            )
    else:
        lines += found.differences
        lines.append("This document does not agree with what is attached to it.")
    if beside:
        lines += [beside, "What is attached is not what that book held at that version."]
    elif is_compared:
        lines.append("What is attached is what that book held at that version.")
    return lines


def _what(found: Verdict) -> str:
    subject = found.subject
    what = "Accounts" if subject.document == ACCOUNTS else f"Report on {subject.fund}"
    return f"{what} of {found.group}, {subject.period}"


def _tell(step: str) -> None:
    click.echo(step, err=True)
