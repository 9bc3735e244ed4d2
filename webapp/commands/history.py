"""`purse history BOOK`: what was done, when and by whom, and the books as they stood on paper."""

from pathlib import Path

import click

from ledger.reading import in_words, lay_as_it_was, moment_in_words, printed_at, told_acts
from ledger.reading.progress import Progress


@click.command(epilog="Example: ./run history data/books/k3v9x2m4q8t1 2026-0042")
@click.argument("book", type=click.Path(path_type=Path))
@click.argument("about", default="", metavar="[ENTRY|FUND]")
@click.option("--most", default=50, show_default=True, type=click.IntRange(1))
@click.option("--at", default="", metavar="VERSION", help="Leave out what came after a version.")
@click.option(
    "--printed", default="", metavar="VERSION", help="Say when the books stood as on a paper."
)
@click.option(
    "--take",
    "folder",
    type=click.Path(path_type=Path),
    help="With --printed: lay the books as they stood into a new folder.",
)
def history(book: Path, about: str, most: int, at: str, printed: str, folder: Path | None) -> None:
    """Tell what was done in a book, the newest first.

    BOOK is a group's own folder; ENTRY a number like 2026-0042, FUND a fund's short name. VERSION
    is what stands on printed accounts and reports. A book that was laid into a folder with --take
    can be read like any other: check, accounts, report.
    """
    if folder and not printed:
        raise click.UsageError("--take goes with --printed VERSION")
    if printed:
        _tell_of_paper(book, printed, folder)
        return
    with Progress(_tell) as say:
        found = told_acts(book, about, most, at, say)
    for each in found:
        click.echo(in_words(each))


def _tell_of_paper(book: Path, version: str, folder: Path | None) -> None:
    with Progress(_tell) as say:
        found = printed_at(book, version, say)
        if folder:
            say("Laying out the books as they stood …")
            lay_as_it_was(book, found, folder)
    click.echo(f"Version {found.version[:12]} of the books, since:")
    click.echo(f"  {in_words(found.since)}")
    if found.until:
        click.echo(f"until {moment_in_words(found.until.when)}, when they became another:")
        click.echo(f"  {in_words(found.until)}")
    else:
        click.echo("This is how they stand in the history today.")
    if folder:
        click.echo(folder)


def _tell(step: str) -> None:
    click.echo(step, err=True)
