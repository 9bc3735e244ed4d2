"""`purse check BOOK`: is the book sound?"""

from pathlib import Path

import click

from ledger.errors import Refusal
from ledger.reading.opened import opened
from ledger.reading.progress import Progress
from ledger.reading.soundness import sentences, soundness
from webapp.commands.purse import Unsound, of_the_system


@click.command(epilog="Example: ./run check sample.beancount")
@click.argument("book", type=click.Path(path_type=Path))
@click.pass_context
def check(context: click.Context, book: Path) -> None:
    """Say whether a book is sound.

    Asks every rule, and compares with Beancount's own reading, to the penny. BOOK is a book's
    folder or a single .beancount file. Ends with 0 where the book is sound, printing what needs a
    look, and with 1 where it is not.
    """
    try:
        with Progress(_tell) as say:
            say("Opening the books …")
            with opened(book) as place:
                found = soundness(place, say)
    except Refusal as refusal:
        raise Unsound(str(refusal)) from refusal
    except OSError as fault:
        raise Unsound(of_the_system(fault)) from fault
    for line in sentences(found):
        click.echo(line)
    context.exit(0 if found.is_sound else Unsound.exit_code)


def _tell(step: str) -> None:
    click.echo(step, err=True)
