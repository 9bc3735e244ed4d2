"""`purse verify REPORT.pdf`: is a document what its books say?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import click

from grant_reports.figures_again import figures_apart
from grant_reports.verifying import (
    MOST_BYTES,
    NotADocumentOfOurs,
    Verdict,
    differing,
    verified,
)
from ledger.children import ChildFailed
from ledger.entries.words import shown_day
from ledger.errors import Refusal
from ledger.reading import (
    Issued,
    IssuedGone,
    as_it_stood,
    issued,
    issued_content,
    slice_differs,
)
from ledger.reading.opened import opened
from ledger.reading.progress import Progress
from ledger.recording import ACCOUNTS as ISSUED_ACCOUNTS
from ledger.recording import REPORT
from ledger.slices import ACCOUNTS, Subject
from webapp.commands.purse import Unsound, of_the_system


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What came of holding a document to the group's own books.

    `differs` says where its slice is another, `figures` which of its figures that book does not
    make (none where they were not asked: only those are whose slice another edition cut). `apart`
    says in what it differs from the copy that was kept of what was issued, and `sent` what it is to
    that one; nothing where nothing was issued. `is_issued` is true of what was issued, `is_unknown`
    where the copy that was kept is gone.
    """

    differs: str = ""
    figures: tuple[str, ...] | None = None
    apart: tuple[str, ...] = ()
    sent: str = ""
    is_issued: bool = False
    is_unknown: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether it is what was issued, or else what the books held, as far as is known.

        What was issued is the group's own, also where its slice was cut by an earlier program.
        """
        return self.is_issued or not (self.differs or self.apart or self.is_unknown)


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
    is held to the list of pages attached, with its words and pictures, and so are title, bookmarks,
    links and what a screen reader is told. Whoever changes a page and makes that list anew deceives
    this in what is no figure. With --book it is also shown that this part is what that book held at
    the version printed in the margin, and that the document is as the copy that was kept when it
    was issued, if it was. Ends with 0 where everything agrees, and with 1 where a line or a page
    does not, which is named, or where it cannot be known: the copy that was kept is gone, or
    another edition of this program cut that part otherwise and what it made was never issued.
    """
    try:
        with Progress(_tell) as say:
            say("Working the figures out again …")
            content = _bytes_of(report)
            found = verified(content)
            beside = _beside(found, book, content, say) if book else None
    except ChildFailed as failed:
        raise Unsound("This document could not be read to its end, so it is not proved") from failed
    except Refusal as refusal:
        raise Unsound(str(refusal).rstrip(".")) from refusal
    except OSError as fault:
        raise Unsound(of_the_system(fault).rstrip(".")) from fault
    for line in (*_told(found), *_told_beside(found, beside)):
        click.echo(line)
    holds = found.holds and (beside is None or beside.holds)
    context.exit(0 if holds else Unsound.exit_code)


def _bytes_of(report: Path) -> bytes:
    if not report.is_file():
        raise NotADocumentOfOurs(f"There is no file at “{report.name}”.", "Name the PDF.")
    with report.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _beside(found: Verdict, book: Path, content: bytes, say: Progress) -> Beside:
    with opened(book) as place:
        differs = slice_differs(place, found.subject, found.books, say)
        beside = replace(_sent(found, place, content), differs=differs)
        is_known = not differs or beside.is_issued or found.subject.is_of_this_edition
        if is_known or not found.holds:
            return beside
        with as_it_stood(place, found.subject.version, say) as then:
            return replace(beside, figures=figures_apart(then, found.subject, found.figures))


def _sent(found: Verdict, place: Path, content: bytes) -> Beside:
    """Hold it to what was issued of the same from that version of the books, if anything was."""
    subject, mark = found.subject, sha256(content).hexdigest()
    about, sort = subject.fund, REPORT
    if subject.document == ACCOUNTS:
        about, sort = f"accounts:{subject.period.last}", ISSUED_ACCOUNTS
    every = issued(place, about, sort)
    for each in every:
        if each.sha256 == mark:
            very = f"This is the very file that was issued on {shown_day(each.day)}."
            return Beside(sent=very, is_issued=True)
    alike = [
        each
        for each in every
        if (each.version, each.until) == (subject.version, subject.period.last)
    ]
    compared = [_compared(place, each, content) for each in alike]
    return next((each for each in compared if each.holds), compared[0] if compared else Beside())


def _compared(place: Path, made: Issued, content: bytes) -> Beside:
    day = shown_day(made.day)
    try:
        apart = differing(content, issued_content(place, made))
    except (IssuedGone, NotADocumentOfOurs):
        return Beside(
            sent=f"This is not the very file that was issued on {day}, and the copy of that one "
            "cannot be read, so it is not known whether this was changed.",
            is_unknown=True,
        )
    if apart:
        return Beside(
            apart=apart,
            sent=f"This is not the document that was issued on {day}: it is a draft, or it was "
            "changed.",
        )
    return Beside(
        sent=f"This is the document that was issued on {day}, saved again by a program: it is as "
        "the copy that was kept.",
        is_issued=True,
    )


def _told(found: Verdict) -> list[str]:
    first = f"{_what(found)}, from version {found.subject.version[:12]} of the books."
    if not found.holds:
        last = "This document does not agree with what is attached to it."
        return [first, *found.differences, last]
    pages = (
        "every page is as the list attached says that it was printed"
        if found.pages_held
        else "the pages say the same"
    )
    agrees = (
        f"Every figure agrees: {found.count:,} lines were worked out again from the books "
        f"attached, and {pages}."
    )
    return [first, agrees, *_not_held(found)]


def _not_held(found: Verdict) -> Iterator[str]:
    """Say what was not compared, since the program that printed it did not hold that yet."""
    if not found.pages_held:
        yield (
            "It was printed before the other words and the pictures of a document were held, so "
            "these were not compared."
        )
    elif not found.whole_held:
        yield (
            "It was printed before its title, its bookmarks, where links lead and what a screen "
            "reader is told were held, so these were not compared."
        )


def _told_beside(found: Verdict, beside: Beside | None) -> Iterator[str]:
    if beside is None:
        if found.holds:
            yield (
                "This proves it by what is in it alone. To know whether it is what the group "
                "issued, ask the group for its books, and name them with --book."
            )
        return
    yield from _told_of_the_books(found.subject, beside)
    yield from beside.apart
    if beside.sent:
        yield beside.sent


def _told_of_the_books(subject: Subject, beside: Beside) -> Iterator[str]:
    if not beside.differs:
        yield "What is attached is what that book held at that version."
    elif beside.is_issued:
        yield (
            "The books attached were not cut as this program would cut them today, so they are not "
            "compared line by line with that book; the document is the one that was issued."
        )
    elif not subject.is_of_this_edition:
        yield from beside.figures or ()
        yield (
            "The books attached were cut by another edition of this program, so they cannot be "
            f"compared line by line with that book{_of_its_figures(beside)}. It is not known "
            "whether that book held all that is attached."
        )
    else:
        yield beside.differs
        yield "What is attached is not what that book held at that version."


def _of_its_figures(beside: Beside) -> str:
    if beside.figures is None:
        return ""
    if beside.figures:
        return ", and this program makes other figures of that book at that version"
    return ". Every figure in its tables is what that book makes at that version"


def _what(found: Verdict) -> str:
    subject = found.subject
    what = "Accounts" if subject.document == ACCOUNTS else f"Report on {subject.fund}"
    return f"{what} of {found.group}, {subject.period}"


def _tell(step: str) -> None:
    click.echo(step, err=True)
