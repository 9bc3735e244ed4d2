"""The data folder of an installation, from the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from ledger.errors import Refusal
from webapp import people
from webapp.people.store import FILE_NAME

HOME = Path(__file__).parents[2] / "data"
"""Where an installation keeps its books if nobody says otherwise: beside the program."""
AT_HOME = "http://127.0.0.1:8000"

Verb = TypeVar("Verb", bound=Callable[..., object])


class NoInstallationThere(Refusal):
    """The folder is not the data folder of an installation."""

    def __init__(self, folder: Path) -> None:
        """Name it, and say how one is made."""
        super().__init__(
            f"“{folder}” holds no groups.",
            "Name the data folder with --data, or start ./run once to make one.",
        )


class NoGroupThere(Refusal):
    """No group has that address."""

    def __init__(self, address: str, known: list[str]) -> None:
        """Name those that there are."""
        there = ", ".join(known) or "none"
        super().__init__(f"No group here has the address “{address[:60]}”.", f"There is: {there}.")


def kept_in(verb: Verb) -> Verb:
    """Let a verb be told which data folder it works on."""
    return click.option(
        "--data",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        default=HOME,
        show_default="data/ beside the program",
        help="The data folder, with the books and who is in which group.",
    )(verb)


def told_at(verb: Verb) -> Verb:
    """Let a verb be told under which address people reach the pages."""
    return click.option(
        "--url",
        envvar="PURSE_URL",
        default=AT_HOME,
        show_default=True,
        help="The address of the pages, which links begin with.",
    )(verb)


def store_in(folder: Path) -> people.Store:
    """Open the people of an installation that is there already.

    Raises:
        NoInstallationThere: it is not.
    """
    if not (folder / FILE_NAME).is_file():
        raise NoInstallationThere(folder)
    return people.open_store(folder)


def group_named(store: people.Store, address: str) -> people.Group:
    """Give the group of an address.

    Raises:
        NoGroupThere: there is none.
    """
    if found := people.group_at(store, address):
        return found
    raise NoGroupThere(address, [each.address for each in people.all_groups(store)])


def invitation_link(url: str, secret: str) -> str:
    """Give the address that lets somebody in once."""
    return f"{url.rstrip('/')}/invitation/{secret}"
