"""`purse backup TO`: all that matters of an installation, in one file, while people record."""

from datetime import UTC, datetime
from pathlib import Path

import click

from ledger.reading.progress import Progress
from webapp.backups import back_up
from webapp.commands.folder import NoInstallationThere, kept_in
from webapp.commands.writing import check_place
from webapp.people.store import FILE_NAME


@click.command(epilog="Example: ./run backup /mnt/stick")
@click.argument("to", type=click.Path(path_type=Path))
@kept_in
def backup(to: Path, folder: Path) -> None:
    """Write everything that matters into one file.

    TO is a new file, or a folder, in which the file is named for the day and the time. It holds
    every group's books with their papers and history, and who is in which group: so it holds
    names, and only you can read it. People go on recording meanwhile.
    """
    if not (folder / FILE_NAME).is_file():
        raise NoInstallationThere(folder)
    target = to / _name_for_now() if to.is_dir() else to
    check_place(target)
    with Progress(lambda step: click.echo(step, err=True)) as say:
        back_up(folder, target, say)
    click.echo(target)


def _name_for_now() -> str:
    return f"common-purse-{datetime.now(UTC).astimezone():%Y-%m-%d-%H%M%S}.zip"
