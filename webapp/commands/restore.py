"""`purse restore FROM DIR`: an installation brought back from a back-up, and looked over."""

from collections.abc import Iterator
from pathlib import Path

import click

from ledger.reading import moment_in_words
from ledger.reading.progress import Progress
from webapp.backups import BroughtBack, blank_as_in, bring_back, erase_as_in
from webapp.backups.erased import erased_in
from webapp.commands.purse import Unsound


@click.command(epilog="Example: ./run restore common-purse-2026-03-14-030000.zip restored")
@click.argument("source", metavar="FROM", type=click.Path(path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--erased-in",
    "later",
    type=click.Path(path_type=Path),
    help="The old data folder or a later back-up: who was erased there is erased here, and what "
    "was blanked there is blanked here.",
)
@click.pass_context
def restore(context: click.Context, source: Path, folder: Path, later: Path | None) -> None:
    """Bring everything back from a back-up.

    DIR is a new or an empty data folder. Every file is compared with its hash, every book is asked
    the rules of check, and its balances are compared with those noted when it was backed up. Ends
    with 1 where a book is not sound. Everybody signs in once more.
    """
    erased = erased_in(later) if later else frozenset()
    with Progress(lambda step: click.echo(step, err=True)) as say:
        contents, back = bring_back(source, folder, say)
    for each in back:
        for line in _told(each):
            click.echo(line)
    again = erase_as_in(folder, erased)
    if again.erased:
        click.echo(f"Erased once more, as in “{later}”: {again.erased}.")
    blanked = blank_as_in(folder, later) if later else None
    if blanked and blanked.entries:
        click.echo(f"Blanked once more, as in “{later}”: {blanked.entries}.")
    declined = (*again.declined, *(blanked.declined if blanked else ()))
    for sentence in declined:
        click.echo(sentence, err=True)
    click.echo(f"The back-up of {moment_in_words(contents.made)} is in {folder}.")
    is_right = all(each.is_right for each in back) and not declined
    context.exit(0 if is_right else Unsound.exit_code)


def _told(book: BroughtBack) -> Iterator[str]:
    entries = "1 entry" if book.found.entries == 1 else f"{book.found.entries:,} entries"
    same = "the same balances as when it was backed up"
    balances = same if book.noted == book.found else "NOT the balances that were noted with it"
    yield f"{book.found.title}: {entries}, version {book.found.version[:12]}, {balances}."
    yield from (f"  to mend: {problem}" for problem in book.grave)
