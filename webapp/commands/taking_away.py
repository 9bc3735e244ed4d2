"""`purse export GROUP -o FILE`: everything that a group kept, to take away."""

import tempfile
from pathlib import Path

import click

from webapp import people
from webapp.clock import today
from webapp.commands.folder import group_named, kept_in, store_in
from webapp.commands.writing import check_place, place_file
from webapp.taking import everything


@click.command(epilog="Example: ./run export elm-street -o elm-street.zip")
@click.argument("group")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path),
    required=True,
    help="The zip to write.",
)
@click.option("--without-names", is_flag=True, help="Leave out who the numbers are.")
@kept_in
def export(group: str, target: Path, folder: Path, *, without_names: bool) -> None:
    """Write everything that a group kept as a zip.

    GROUP is the group's address, as in /g/elm-street. The books and their papers open in stock
    Beancount and Fava, here or anywhere; the figures of every year and grant are in it as .xlsx and
    .csv, and who the numbers are as people.csv.
    """
    check_place(target)
    store = store_in(folder)
    found = group_named(store, group)
    names = None if without_names else people.names_of(store, found.id)
    with tempfile.TemporaryFile() as out:
        everything(found.folder, out, found.title, today(), names)
        place_file(target, out.read())
    click.echo(target)
