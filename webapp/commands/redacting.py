"""`purse redact BOOK ABOUT`: words that name somebody blanked, by two people, for good."""

from pathlib import Path
from typing import TypedDict, Unpack

import click

from ledger.entries.directives import is_entry_number
from ledger.reading import covered_paper
from ledger.reading.progress import Progress
from ledger.recording import Blanks, Cover, Hand, redact_terms
from ledger.recording import redact as blank
from webapp.clock import today
from webapp.commands.acting import BadWay, spot_of
from webapp.prints import none_left


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
@click.argument("about")
@click.option("--words", multiple=True, help="Words as they stand there.")
@click.option("--paper", "papers", multiple=True, help="A paper's file name; all of it is covered.")
@click.option("--because", required=True, help="Why, without the words; it stays in the books.")
@click.option("--by", required=True, help="Who proposes it, by number.")
@click.option("--and-by", required=True, help="Who else agrees, by number.")
def redact(book: Path, about: str, **said: Unpack[Said]) -> None:
    """Blank words of an entry, or of a fund's terms, in the text and in all of its history.

    ABOUT is the number of an entry or the short name of a fund. Words go from the entry, from what
    corrects it and from what was said of it later; of a fund from its name, its terms, its budget
    and what was agreed about it. Every figure, day, number and short name stays, and a line with
    the reason is added. Back-ups and copies that were taken before are not reached. A part of a
    photo is covered in the browser.
    """
    spot = spot_of(book)
    words, papers, because = said["words"], said["papers"], said["because"]
    is_entry = is_entry_number(about)
    if papers and not is_entry:
        raise BadWay(
            "A fund has no papers of its own, and nothing was blanked.",
            f"Leave --paper out, or name in place of {about} the entry that the paper belongs to.",
        )
    if not words and not papers:
        what = "--words or a --paper" if is_entry else "--words; a fund has no papers of its own"
        raise BadWay("There is nothing to blank.", f"Name {what}.")
    covers = tuple(Cover(paper=name, picture=covered_paper(spot.book, name, ())) for name in papers)
    hands = (Hand(by=said["by"], today=today()), Hand(by=said["and_by"], today=today()))
    with Progress(lambda step: click.echo(step, err=True)) as say, none_left(spot.book):
        if is_entry:
            blank(spot.book, about, Blanks(words=words, covers=covers), because, hands, say)
        else:
            redact_terms(spot.book, about, words, because, hands, say)
    there = f"entry no. {about}" if is_entry else f"the terms of {about}"
    click.echo(f"Blanked in {there}, and in all of the history.")
    click.echo("Back-ups and copies taken before still hold it: delete them, and take new ones.")
