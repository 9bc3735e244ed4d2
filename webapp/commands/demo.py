"""`purse demo DIR --json`: a data folder with the sample group, and the links into it."""

from pathlib import Path

import click

from ledger.reading.progress import Progress
from webapp import people
from webapp.sample import SampleLinks, make_sample, sample_links
from webapp.settings import settings_for

PORT = 8000


class NoLinks(click.ClickException):
    """The links could not be made."""

    exit_code = 2


@click.command(epilog="Example: ./run demo elm --json")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print the links as JSON.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535))
def demo(folder: Path, port: int, *, as_json: bool) -> None:
    """Make the sample group, and print the links into it.

    They work once it is served: ./run serve --data DIR. In a folder that has the sample already,
    nothing is made anew, and the links are the same.
    """
    store = people.open_store(folder)
    with Progress(lambda step: click.echo(step, err=True)) as say:
        make_sample(store, say)
    links = sample_links(settings_for(folder, demo=True), store, f"http://127.0.0.1:{port}")
    if links is None:
        raise NoLinks("The sample group is not whole")
    click.echo(links.as_json() if as_json else "\n".join(in_words(links)))


def in_words(links: SampleLinks) -> list[str]:
    """Tell who goes in by which link; who was removed since is left out."""
    told = {
        "treasurer": links.treasurer,
        "member": links.member,
        "examiner": links.auditor,
        "funder": links.funder,
        "anybody": links.public,
    }
    return [f"  {who:10} {link}" for who, link in told.items() if link]
