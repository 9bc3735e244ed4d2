"""What every act may be told on the command line: its day, who records it, and a key."""

from collections.abc import Callable
from typing import TypedDict, TypeVar

import click

Verb = TypeVar("Verb", bound=Callable[..., object])


class How(TypedDict):
    """What every act may be told."""

    day: str
    by: str
    key: str


def told_how(verb: Verb) -> Verb:
    """Give a verb the options of every act."""
    for option in (
        click.option("--key", default="", help="A key of your own: sent twice, recorded once."),
        click.option("--by", default="P001", show_default=True, help="Who records, by number."),
        click.option(
            "--date", "day", default="", help="The day, like 2026-03-14. [default: today]"
        ),
    ):
        verb = option(verb)
    return verb
