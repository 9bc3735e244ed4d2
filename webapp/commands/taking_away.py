"""`purse export GROUP -o FILE`: the whole book, to take away."""

import tempfile
from pathlib import Path

import click

from ledger.reading.about import take_away
from webapp.commands.folder import group_named, kept_in, store_in
from webapp.commands.writing import check_place, place_file


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
@kept_in
def export(group: str, target: Path, folder: Path) -> None:
    """Write a group's whole book as a zip.

    GROUP is the group's address, as in /g/elm-street. Its text and its papers are in it,
    and open in stock Beancount and Fava, here or anywhere.
    """
    check_place(target)
    found = group_named(store_in(folder), group)
    with tempfile.TemporaryFile() as out:
        take_away(found.folder, out)
        place_file(target, out.read())
    click.echo(target)
