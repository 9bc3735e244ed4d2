"""`purse redact BOOK ENTRY`: words that name somebody blanked, by two people, for good."""

from pathlib import Path
from typing import TypedDict, Unpack

import click

from ledger.reading import covered_paper
from ledger.reading.progress import Progress
from ledger.recording import Blanks, Cover, Hand
from ledger.recording import redact as blank
from webapp.clock import today
from webapp.commands.acting import BadWay, spot_of
from webapp.prints import forget


class Said(TypedDict):
    """What is blanked, why, and by whom."""

    words: tuple[str, ...]
    papers: tuple[str, ...]
    because: str
    by: str
    and_by: str


@click.command(
    epilog="Example: ./run redact BOOK 2026-0042 --words 'Jane Doe' "
    "--because 'a neighbour was named' --by P003 --and-by P007"
)
@click.argument("book", type=click.Path(path_type=Path))
@click.argument("number", metavar="ENTRY")
@click.option("--words", multiple=True, help="Words as they stand in the entry.")
@click.option("--paper", "papers", multiple=True, help="A paper's file name; all of it is covered.")
@click.option("--because", required=True, help="Why, without the words; it stays in the books.")
@click.option("--by", required=True, help="Who proposes it, by number.")
@click.option("--and-by", required=True, help="Who else agrees, by number.")
def redact(book: Path, number: str, **said: Unpack[Said]) -> None:
    """Blank words of an entry, in its text and in all of its history.

    They go from the entry, from what corrects it and from what was said of it later. Every figure,
    day and number stays, and a line with the reason is added. Back-ups and copies that were taken
    before are not reached. A part of a photo is covered in the browser.
    """
    spot = spot_of(book)
    words, papers = said["words"], said["papers"]
    if not words and not papers:
        raise BadWay("There is nothing to blank.", "Name --words or a --paper.")
    covers = tuple(Cover(paper=name, picture=covered_paper(spot.book, name, ())) for name in papers)
    blanks = Blanks(words=words, covers=covers)
    hands = (Hand(by=said["by"], today=today()), Hand(by=said["and_by"], today=today()))
    with Progress(lambda step: click.echo(step, err=True)) as say:
        blank(spot.book, number, blanks, said["because"], hands, say)
    forget(spot.book)
    click.echo(f"Blanked in entry no. {number}, and in all of the history.")
    click.echo("Back-ups and copies taken before still hold it: delete them, and take new ones.")
