"""From the words of the command line to an act, by the forms of the browser, and its entry."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from ledger import papers, recording
from ledger.entries.acts import Act, PlainAct
from ledger.errors import Refusal
from ledger.reading.progress import Progress
from ledger.recording import Attachment, Hand
from webapp.clock import today
from webapp.commands.naming import Names, names_in
from webapp.forms import SORTS
from webapp.forms.choice import OWN_MONEY, Choice, Offer
from webapp.forms.outward import Desk
from webapp.typed import Fields

PEOPLE = ("claimant", "counted_by_1", "counted_by_2")


class OnlyRead(Refusal):
    """A single file is read and never written."""

    def __init__(self, place: Path) -> None:
        """Say how it becomes a book."""
        super().__init__(
            f"“{place.name}” is a single file, and those are only read.",
            f"Bring it in as a book first: ./run new-group --from {place.name}.",
        )


class BadWay(Refusal):
    """An act cannot be recorded in that way from here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """The book that is written to, and what can be named in it."""

    book: Path
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """By whom an act is recorded, under which key, and with which papers."""

    by: str
    key: str = ""
    papers: Sequence[Path] = ()


def spot_of(book: Path) -> Spot:
    """Give a book to write to, with its names; who waits while it is read anew is told so.

    Raises:
        OnlyRead: it is a single file.
        NoBookThere: the place holds no book.
    """
    if book.is_file():
        raise OnlyRead(book)
    with Progress(lambda step: click.echo(step, err=True)) as say:
        say("Opening the books …")
        return Spot(book=book, names=names_in(book))


def read_act(spot: Spot, sort: str, typed: Mapping[str, str]) -> PlainAct:
    """Read an act as the web form of that sort reads it.

    Raises:
        Refusal: the first thing that the form would refuse.
    """
    return read_by(spot, SORTS[sort].read, typed)


def read_by(
    spot: Spot, read: Callable[[Fields, Desk], PlainAct], typed: Mapping[str, str]
) -> PlainAct:
    """Read an act as the web form with that reading does.

    Raises:
        Refusal: the first thing that the form would refuse.
    """
    fields = Fields(typed)
    people = [number for name in PEOPLE if (number := typed.get(name, ""))]
    desk = Desk(offer=_offer(spot.names, people), member="", is_treasurer=True)
    act = read(fields, desk)
    if wrong := fields.wrongs.all:
        raise Refusal(wrong[0].message)
    return act


def keep(spot: Spot, act: Act, way: Way) -> str:
    """Record an act with its papers, and give its number."""
    cleaned = [Attachment(paper=papers.clean(path.read_bytes())) for path in way.papers]
    hand = Hand(by=way.by, today=today(), key=way.key)
    return recording.record(spot.book, act, hand, cleaned).number


def _offer(names: Names, people: Sequence[str]) -> Offer:
    """Give what a treasurer's form would offer; people go by their numbers here."""
    found = names.offered
    places = _choices(each.name for each in found.places)
    return Offer(
        funds=_choices(each.mark.name for each in found.funds),
        spending=_choices(each.name for each in found.spending),
        income=_choices(each.name for each in found.income),
        places=places,
        paid_from=(*places, *_choices([OWN_MONEY])),
        people=_choices(people),
        payees=found.payees,
        last_fund=found.last_fund,
        held=found.held_for_others,
    )


def _choices(values: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(value=each, text=each) for each in values)
