"""`purse verify REPORT.pdf`: is a document what its books say?"""

from hashlib import sha256
from pathlib import Path

import click

from grant_reports.verifying import MOST_BYTES, NotADocumentOfOurs, Verdict, verified
from ledger.children import ChildFailed
from ledger.entries.words import shown_day
from ledger.errors import Refusal
from ledger.reading import issued, slice_differs
from ledger.reading.opened import opened
from ledger.reading.progress import Progress
from ledger.recording import ACCOUNTS as ISSUED_ACCOUNTS
from ledger.recording import REPORT
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
    is held to the list of pages attached, with its words and pictures. Whoever changes a page and
    makes that list anew deceives this in what is no figure. With --book it is also shown that this
    part is what that book held at the version printed in the margin, and whether the file is the
    very one that was issued from it, if one was. Ends with 0 where everything agrees, and with 1
    where a line or a page does not; it is named.
    """
    try:
        with Progress(_tell) as say:
            say("Working the figures out again …")
            content = _bytes_of(report)
            found = verified(content)
            beside, sent = _beside(found, book, content, say) if book else ("", "")
    except ChildFailed as failed:
        raise Unsound("This document could not be read to its end, so it is not proved") from failed
    except Refusal as refusal:
        raise Unsound(str(refusal).rstrip(".")) from refusal
    except OSError as fault:
        raise Unsound(of_the_system(fault).rstrip(".")) from fault
    for line in _told(found, beside, is_compared=book is not None):
        click.echo(line)
    if sent:
        click.echo(sent)
    context.exit(0 if found.holds and not beside else Unsound.exit_code)


def _bytes_of(report: Path) -> bytes:
    if not report.is_file():
        raise NotADocumentOfOurs(f"There is no file at “{report.name}”.", "Name the PDF.")
    with report.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _beside(found: Verdict, book: Path, content: bytes, say: Progress) -> tuple[str, str]:
    with opened(book) as place:
        differs = slice_differs(place, found.subject, found.books, say)
        return differs, _sent(found, place, content)


def _sent(found: Verdict, place: Path, content: bytes) -> str:
    """Say whether it is the very file that was issued; nothing where none was from that version."""
    subject, mark = found.subject, sha256(content).hexdigest()
    about, sort = subject.fund, REPORT
    if subject.document == ACCOUNTS:
        about, sort = f"accounts:{subject.period.last}", ISSUED_ACCOUNTS
    every = issued(place, about, sort)
    for each in every:
        if each.sha256 == mark:
            return f"This is the very file that was issued on {shown_day(each.day)}."
    for each in every:
        if (each.version, each.until) == (subject.version, subject.period.last):
            return (
                f"This is not the very file that was issued on {shown_day(each.day)}: it is a "
                "draft, a copy that was saved again, or one that was changed. Compare it with the "
                "one that was kept."
            )
    return ""


def _told(found: Verdict, beside: str, *, is_compared: bool) -> list[str]:
    lines = [f"{_what(found)}, from version {found.subject.version[:12]} of the books."]
    if found.holds:
        pages = (
            "every page is as the list attached says that it was printed"
            if found.pages_held
            else "the pages say the same"
        )
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
