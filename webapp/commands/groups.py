"""`purse new-group` and `purse invite`: a group of one's own, and who comes into it."""

import contextlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

import click

from ledger import papers, recording
from ledger.errors import Refusal
from ledger.reading.about import about
from ledger.reading.opened import opened, papers_at_hand
from ledger.reading.progress import Progress
from ledger.recording import Hand
from webapp import people
from webapp.addresses import free_address
from webapp.aside import in_place, made_aside
from webapp.clock import today
from webapp.commands.folder import group_named, invitation_link, kept_in, store_in, told_at
from webapp.people import Role
from webapp.typed import parse_day

FIRST = "P001"
_FORMS = recording.LEGAL_FORMS
_ROLES = {"treasurer": Role.TREASURER, "member": Role.MEMBER, "examiner": Role.AUDITOR}
_MONTH_AND_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
# A person's number where a book writes one: in quotation marks, alone or in a row, or an account.
_NUMBERS = re.compile(r'"(P[0-9]{3,6}(?: P[0-9]{3,6})*)"|:(?:Claims:|Cash:Float-)(P[0-9]{3,6})\b')


class YearEndUnclear(Refusal):
    """A year end that is no month and day."""

    def __init__(self, typed: str) -> None:
        """Quote it."""
        super().__init__(f"“{typed[:20]}” is not a year end.", "Write month and day, like 03-31.")


class TitleMissing(Refusal):
    """A new group has a name."""

    def __init__(self) -> None:
        """Say how it is said."""
        super().__init__(
            "The name of the group is missing.",
            "Say it with --title, exactly as on the bank account.",
        )


class Wanted(TypedDict):
    """What a new group is told."""

    title: str
    source: Path | None
    address: str
    legal_form: str
    year_end: str
    start: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A book that was made and has no group yet: its title, and the people its text knows."""

    title: str
    numbers: tuple[str, ...]
    left_out: int


@click.command(epilog="Example: ./run new-group --title 'Oak Road Kitchen' --year-end 03-31")
@click.option("--title", default="", help="Its name, exactly as on the bank account.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    help="A single .beancount file to bring in, with the papers that lie beside it.",
)
@click.option("--address", default="", help="The last part of its address; the name suggests one.")
@click.option(
    "--legal-form", type=click.Choice(_FORMS), default=_FORMS[0], show_default=True, metavar="FORM"
)
@click.option("--year-end", default="03-31", show_default=True, help="Month and day.")
@click.option("--start", default="", help="The books' first day. [default: of this year]")
@told_at
@kept_in
def new_group(url: str, folder: Path, **said: Unpack[Wanted]) -> None:
    """Make a group, and print a link for its treasurer."""
    store = people.open_store(folder)
    with (
        Progress(lambda step: click.echo(step, err=True)) as say,
        made_aside(folder / "books") as shelf,
    ):
        if said["source"]:
            made = _brought_in(shelf, said["source"], said["title"], say)
        else:
            made = _begun(shelf, said)
        wanted = said["address"] or people.address_from(made.title)
        group = _in_place(store, shelf, made, wanted)
    if made.left_out:
        papers_were = "1 paper was" if made.left_out == 1 else f"{made.left_out} papers were"
        click.echo(f"{papers_were} not as the file says, and stayed out.", err=True)
    if group.address != wanted:
        click.echo(f"Its address is /g/{group.address}.", err=True)
    click.echo(invitation_link(url, people.invite(store, group.id, Role.TREASURER)))


@click.command(epilog="Example: ./run invite --group elm-street --role examiner --name Ruth")
@click.option("--group", "address", required=True, help="Its address, as in /g/elm-street.")
@click.option("--role", type=click.Choice(list(_ROLES)), default="member", show_default=True)
@click.option("--name", default="", help="What the group calls them; else they say so themselves.")
@told_at
@kept_in
def invite(address: str, role: str, name: str, url: str, folder: Path) -> None:
    """Print a link that lets somebody into a group.

    It works once, within fourteen days.
    """
    store = store_in(folder)
    group = group_named(store, address)
    number = people.add_member(store, group.id, name, _ROLES[role]).number if name else None
    secret = people.invite(store, group.id, _ROLES[role], number=number)
    click.echo(invitation_link(url, secret))


def _in_place(store: people.Store, shelf: Path, made: Made, address: str) -> people.Group:
    """Put the book in its place, and then make its group with the people that its text knows."""
    group_id = people.new_group_id()
    with in_place(shelf, store.book_folder(group_id)):
        free = free_address(store, address)
        group = people.create_group(store, made.title, free, group_id=group_id)
    for number in made.numbers:
        people.add_member(store, group.id, number, Role.MEMBER, number)
    return group


def _begun(shelf: Path, said: Wanted) -> Made:
    """Begin an empty book, from the first day of this financial year if no other is said."""
    if not said["title"].strip():
        raise TitleMissing
    ends = _year_end(said["year_end"])
    start = parse_day(said["start"], "start") if said["start"] else _year_start(ends)
    hand = Hand(by=FIRST, today=today())
    recording.new_book(shelf, said["title"], said["legal_form"], ends, start, hand)
    return Made(title=said["title"], numbers=(), left_out=0)


def _brought_in(shelf: Path, source: Path, title: str, say: Progress) -> Made:
    """Bring a file in as a book, with those of its papers that are harmless and as it says."""
    say("Reading the file …")
    with opened(source) as place:
        if place.is_dir():
            message = "That is a book’s folder already."
            raise Refusal(message, "Name a single .beancount file.")
        text = place.read_text(encoding="utf-8")
        kept = {}
        found_papers = papers_at_hand(place)
        say(f"Looking at {len(found_papers)} papers …")
        for path, content in found_papers.items():
            with contextlib.suppress(Refusal):
                papers.clean(content)
                kept[path] = content
        named = about(place).title
        recording.bring_in(shelf, title, text, kept, Hand(by=FIRST, today=today()))
    found = {number for pair in _NUMBERS.findall(text) for each in pair for number in each.split()}
    left_out = text.count(" document ") - len(kept)
    return Made(title=title or named, numbers=tuple(sorted(found)), left_out=max(left_out, 0))


def _year_end(typed: str) -> tuple[int, int]:
    found = _MONTH_AND_DAY.fullmatch(typed.strip())
    if not found:
        raise YearEndUnclear(typed)
    month, day = int(found[1]), int(found[2])
    try:
        date(2024, month, day)
    except ValueError:
        raise YearEndUnclear(typed) from None
    return month, day


def _year_start(ends: tuple[int, int]) -> date:
    """Give the day after the latest year end."""
    now = today()
    month, day = ends
    last = date(now.year if (now.month, now.day) > ends else now.year - 1, month, min(day, 28))
    return date.fromordinal(last.toordinal() + 1 + day - min(day, 28))
