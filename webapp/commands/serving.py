"""`purse serve`: the pages, on this computer or for the phones of its network."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import segno

from ledger.errors import Refusal
from ledger.reading.progress import Progress
from webapp import network, people
from webapp.app import create_app
from webapp.aside import sweep
from webapp.commands.demo import PORT, in_words
from webapp.commands.folder import kept_in
from webapp.logs import log_to_folder
from webapp.people.store import FILE_NAME
from webapp.sample import TREASURER, make_sample, sample_group, sample_links
from webapp.serve import IsStopped, listening, serve_over_https, serve_plainly, until_stopped
from webapp.settings import Settings, settings_for
from webapp.watching import watch

LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - asked for by --phone alone
_AT_ONCE = 0.0


class SampleThere(Refusal):
    """An empty start in a folder where the sample group is already."""

    def __init__(self, folder: Path) -> None:
        """Name another folder."""
        super().__init__(
            f"“{folder}” holds the sample group already.",
            "For a start of your own name another folder: ./run --empty --data our-books.",
        )


class NobodyYet(Refusal):
    """A group is first made on the computer itself, not over the network."""

    def __init__(self) -> None:
        """Say how."""
        super().__init__(
            "There is no group yet, and over the network anybody could make it.",
            "Make it on this computer first: ./run --empty.",
        )


@click.command(epilog="Example: ./run serve --port 9000 --data our-books --empty")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option("--empty", is_flag=True, help="Without the sample group: begin with one of your own.")
@click.option("--phone", is_flag=True, help="Over HTTPS, for the phones on this network.")
@kept_in
def serve(port: int, folder: Path, *, empty: bool, phone: bool) -> None:
    """Serve the pages on this computer, until Ctrl-C.

    On the first start the data folder is made with a sample group, whose links are printed.
    """
    with until_stopped() as is_stopped:
        serve = _for_phones if phone else _for_this_computer
        serve(folder, port, is_stopped, empty=empty)
    click.echo("\nStopped.")


def _for_this_computer(folder: Path, port: int, is_stopped: IsStopped, *, empty: bool) -> None:
    taken = listening(LOOPBACK, port)
    store = _prepared(folder, empty=empty)
    settings = settings_for(folder, demo=sample_group(store) is not None, allow_first_run=True)
    app = create_app(settings)
    url = f"http://{LOOPBACK}:{port}"
    click.echo("\n".join(_welcome(settings, store, url)))
    watch(folder)
    serve_plainly(app, taken, is_stopped)


def _for_phones(folder: Path, port: int, is_stopped: IsStopped, *, empty: bool) -> None:
    reached = network.addresses()
    listening(EVERYWHERE, port).close()
    store = _prepared(folder, empty=empty)
    if not people.any_group(store):
        raise NobodyYet
    shown = network.certificate_for(folder, reached)
    settings = replace(
        settings_for(folder, secure=True, loopback_only=False),
        hosts=(*reached, LOOPBACK, "localhost"),
    )
    app = create_app(settings)
    words = "\n".join(_for_a_phone(store, f"https://{reached[0]}:{port}", shown.fingerprint))
    keys = (shown.file, shown.key)
    watch(folder)
    place = (EVERYWHERE, port)
    serve_over_https(app, place, keys, lambda: click.echo(words), is_stopped)


def _prepared(folder: Path, *, empty: bool) -> people.Store:
    """Open the data folder, made at the first start, with the sample group unless told not to."""
    is_new = not (folder / FILE_NAME).exists()
    if is_new:
        click.echo(f"Making the data folder {folder} …")
    store = people.open_store(folder)
    log_to_folder(folder)
    sweep(folder / "books")
    group = sample_group(store)
    if empty and group:
        raise SampleThere(folder)
    # A sample that was broken off is finished; beside groups of one's own none is made.
    if not empty and (group or not people.any_group(store)):
        with Progress(click.echo, _AT_ONCE) as say:
            make_sample(store, say)
    return store


def _welcome(settings: Settings, store: people.Store, url: str) -> Iterator[str]:
    yield f"\nCommon Purse is at {url}"
    links = sample_links(settings, store, url)
    if links:
        yield "\nLook round in the sample group; each link lets you in as:"
        yield from in_words(links)
    elif not people.any_group(store):
        yield "Open it to make your group: it asks for a name, and for where you start."
    yield "\nCtrl-C stops it; what was recorded stays.\n"


def _for_a_phone(store: people.Store, url: str, fingerprint: str) -> Iterator[str]:
    yield f"\nCommon Purse is at {url} for every phone on this network.\n"
    yield _squares(f"{url}/hello-phone")
    yield (
        "Point the phone’s camera at the squares. It will warn once that it does not know this\n"
        "computer, because nobody but the computer itself vouches for it. Choose “Advanced” or\n"
        "“Details”, then go on. To be sure, compare the certificate’s SHA-256 fingerprint:\n"
        f"  {fingerprint}"
    )
    group = sample_group(store)
    if group and _belongs(store, group.id, TREASURER):
        secret = people.new_link_for_forgotten_password(store, group.id, TREASURER)
        yield "\nThe sample group has no ready links here. To go in as Priya, choose a password at:"
        yield f"  {url}/invitation/{secret}"
    yield "\nCtrl-C stops it; what was recorded stays.\n"


def _belongs(store: people.Store, group_id: str, number: str) -> bool:
    return any(each.number == number for each in people.members_of(store, group_id))


def _squares(address: str) -> str:
    out = io.StringIO()
    segno.make(address, micro=False, error="m").terminal(out=out, compact=True)
    return out.getvalue()
