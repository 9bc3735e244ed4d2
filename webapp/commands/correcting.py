"""`purse correct BOOK ENTRY --because …`: a new entry that takes an old one back, and mends it."""

from dataclasses import replace
from pathlib import Path
from typing import TypedDict, Unpack

import click

from ledger.entries.acts import Correction, PlainAct
from ledger.reading import EntryView, entry
from webapp.commands.acting import BadWay, Spot, Way, keep, read_act, spot_of
from webapp.commands.sharing import borne
from webapp.forms import Sort, sort_of


class Mended(TypedDict):
    """What was wrong in the old entry, as it should have been; empty where it was right."""

    because: str
    amount: str
    paid_to: str
    what_for: str
    fund: str
    account: str
    several: tuple[str, ...]
    day: str
    by: str


_PLAIN = ("paid_to", "what_for", "day")


@click.command(
    epilog="Example: ./run correct BOOK 2026-0042 --because 'the paper says 12.40' --amount 12.40"
)
@click.argument("book", type=click.Path(path_type=Path))
@click.argument("number", metavar="ENTRY")
@click.option("--because", required=True, help="Why; the examiner will read it.")
@click.option("--amount", default="", help="The right amount.")
@click.option("--paid-to", default="", help="Who was paid, or who gave.")
@click.option("--for", "what_for", default="", help="What it was for.")
@click.option("--fund", default="", help="The right fund.")
@click.option("--account", default="", help="The right kind of spending or income.")
@click.option("--share", "several", multiple=True, metavar="FUND[:KIND]=AMOUNT")
@click.option("--date", "day", default="", help="The right day, like 2026-03-14.")
@click.option("--by", default="P001", show_default=True, help="Who records, by number.")
def correct(book: Path, number: str, **said: Unpack[Mended]) -> None:
    """Correct an entry, saying why.

    A new entry takes the old one back and records it as it should have been; its number is printed.
    With nothing but --because, the entry is only taken back. An entry of a closed fund may stay in
    that fund. The figures of where the group started are put right on their page in the browser.
    """
    spot = spot_of(book)
    view = entry(spot.book, number, sees_help=True)
    spot = replace(spot, names=spot.names.with_funds(view.line.funds))
    act = Correction(corrects=number, because=said["because"], right=_right(spot, view, said))
    click.echo(keep(spot, act, Way(by=said["by"])))


def _right(spot: Spot, view: EntryView, said: Mended) -> PlainAct | None:
    """Give the act as it should have been: as the old one was typed, but for what is said now."""
    changed = {name: said[name] for name in _PLAIN if said[name]}  # type: ignore[literal-required]  # only known names
    shared = said["amount"] or said["fund"] or said["account"] or said["several"]
    if not changed and not shared:
        return None
    sort = sort_of(view.line.kind)
    if sort is not None and sort.name == "opening":
        message = f"Entry {view.line.number} says where the group started."
        raise BadWay(message, "Put its figures right on its page in the browser: “Correct this”.")
    if sort is None:
        message = f"Entry {view.line.number} can only be taken back here."
        raise BadWay(message, "Leave all but --because out, or correct it on its page.")
    typed = sort.typed(view) | changed
    if shared and "amount" not in typed:
        message = f"Entry {view.line.number} has no amount of money."
        raise BadWay(message, "Take it back with --because alone, then record it anew.")
    if shared:
        typed = _borne_anew(spot, sort, typed, said)
    return read_act(spot, sort.name, typed)


def _borne_anew(spot: Spot, sort: Sort, typed: dict[str, str], said: Mended) -> dict[str, str]:
    """Give what was typed with another amount, fund, kind, or other shares."""
    if not sort.takes_papers:
        fund = {"fund": spot.names.fund(said["fund"])} if said["fund"] else {}
        return typed | fund | ({"amount": said["amount"]} if said["amount"] else {})
    further = [name for name in typed if name.startswith("share-")]
    if further and not said["several"]:
        message = "Several funds or kinds share that entry."
        raise BadWay(message, "Say all of its shares anew, each with --share.")
    find = spot.names.income if sort.name == "money_in" else spot.names.spending
    one = (said["fund"] or typed["fund"], said["account"] or typed["account"])
    amount = said["amount"] if said["several"] else said["amount"] or typed["amount"]
    kept = {name: value for name, value in typed.items() if name not in further}
    return kept | borne(spot.names, find, amount, one, said["several"])
