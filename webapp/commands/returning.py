"""`purse record BOOK …`, the acts without shares: paid back, refunded, not ours, given in kind."""

from collections.abc import Mapping
from pathlib import Path
from typing import Unpack

import click

from ledger.entries.acts import PlainAct
from ledger.errors import Refusal
from ledger.reading import OwedClaim, entry, owed_claims
from webapp.clock import today
from webapp.commands.acting import Spot, Way, keep, read_act, read_by, spot_of
from webapp.commands.how import How, told_how
from webapp.forms.across import IN, OUT, give_up, part_of, pay_back
from webapp.forms.inward import refund as read_refund
from webapp.forms.shared import plain


class PaidBack(How):
    """What a repayment is told."""

    person: str
    claims: tuple[str, ...]
    amount: str
    source: str


class NotWanted(How):
    """What a claim that is given up is told."""

    person: str
    claims: tuple[str, ...]
    amount: str
    what_for: str


class GivenBack(How):
    """What a refund is told."""

    number: str
    amount: str
    what_for: str
    share: str
    target: str


class Kept(How):
    """What money that is not ours is told."""

    amount: str
    what_for: str
    way: str
    place: str


class InKind(How):
    """What a gift in kind is told."""

    hours: str
    goods: str
    what_for: str
    fund: str


class NothingOwed(Refusal):
    """Nothing is owed to that person, or not for that claim."""

    def __init__(self, person: str) -> None:
        """Name the person by number."""
        super().__init__(
            f"Nothing like that is owed to {person[:20]}.", "See who is owed what under Pay back."
        )


class WhichClaim(Refusal):
    """A part is paid back or given up of one thing, and there are several."""

    def __init__(self, claims: list[OwedClaim]) -> None:
        """Name what there is."""
        owed = ", ".join(f"{each.claim} ({each.fund}) {each.owed}" for each in claims)
        super().__init__(f"Several are owed: {owed}.", "Name one with --claim, or leave --amount.")


@click.command(epilog="Example: ./run record BOOK repayment --to P007 --claim 2026-0042")
@click.option("--to", "person", required=True, help="Who is paid back, by number.")
@click.option("--claim", "claims", multiple=True, help="Which claim, by number. [default: all]")
@click.option("--amount", default="", help="A part of one claim. [default: all that is owed]")
@click.option("--from", "source", default="bank", show_default=True, help="Where it came from.")
@told_how
@click.pass_obj
def repayment(book: Path, **said: Unpack[PaidBack]) -> None:
    """Record that a volunteer was paid back."""
    spot = spot_of(book)
    typed = _parts(book, said["person"], said["claims"], said["amount"])
    typed |= {"paid_from": spot.names.place(said["source"])} | _day(said)
    _keep(spot, read_by(spot, pay_back, typed), said)


@click.command("given-up", epilog="Example: ./run record BOOK given-up --of P007 --said 'in June'")
@click.option("--of", "person", required=True, help="Who does not want it back, by number.")
@click.option("--said", "what_for", required=True, help="How and when they said so.")
@click.option("--claim", "claims", multiple=True, help="Which claim, by number. [default: all]")
@click.option("--amount", default="", help="A part of one claim. [default: all that is owed]")
@told_how
@click.pass_obj
def given_up(book: Path, **said: Unpack[NotWanted]) -> None:
    """Record that a volunteer does not want a claim paid back."""
    spot = spot_of(book)
    typed = _parts(book, said["person"], said["claims"], said["amount"])
    typed |= {"what_for": said["what_for"]} | _day(said)
    _keep(spot, read_by(spot, lambda fields, _: give_up(fields, said["person"]), typed), said)


@click.command(epilog="Example: ./run record BOOK refund --entry 2026-0042 --amount 4.20")
@click.option("--entry", "number", required=True, help="What was bought, by number.")
@click.option("--amount", required=True, help="How much came back, like 4.20.")
@click.option("--for", "what_for", default="", help="Why it came back.")
@click.option("--share", default="", metavar="FUND:KIND", help="For which part, of several.")
@click.option("--into", "target", default="bank", show_default=True, help="Where it went.")
@told_how
@click.pass_obj
def refund(book: Path, **said: Unpack[GivenBack]) -> None:
    """Record that a shop gave money back."""
    spot = spot_of(book)
    view = entry(book, said["number"], sees_help=True)
    parts = {f"{line.fund.name} {line.account}": line for line in view.shares}
    typed = {
        "amount": said["amount"],
        "what_for": said["what_for"],
        "share": _part(spot, said["share"]) if said["share"] else _only(parts),
        "paid_into": spot.names.place(said["target"]),
    }
    act = read_by(spot, lambda fields, desk: read_refund(fields, desk, view), typed | _day(said))
    _keep(spot, act, said)


@click.command(epilog="Example: ./run record BOOK held --way in --amount 50 --at tin")
@click.option("--way", required=True, type=click.Choice([IN, OUT]), help="Taken in, or given on.")
@click.option("--amount", required=True, help="How much, like 50.")
@click.option("--for", "what_for", default="", help="What for; nobody's name.")
@click.option("--at", "place", default="bank", show_default=True, help="Where the money lies.")
@told_how
@click.pass_obj
def held(book: Path, **said: Unpack[Kept]) -> None:
    """Record a neighbour's money, taken in or given on."""
    spot = spot_of(book)
    typed = {"way": said["way"], "amount": said["amount"], "what_for": said["what_for"]}
    typed |= {"account": spot.names.place(said["place"])} | _day(said)
    _keep(spot, read_act(spot, "not_ours", typed), said)


@click.command(epilog="Example: ./run record BOOK in-kind --hours 12 --for 'Sorting parcels'")
@click.option("--hours", default="", help="How many hours of time, like 2.5.")
@click.option("--goods", default="", help="Or what the goods would have cost, like 30.")
@click.option("--for", "what_for", default="", help="What for; nobody's name.")
@click.option("--fund", default="general", show_default=True, help="The fund it was given to.")
@told_how
@click.pass_obj
def in_kind(book: Path, **said: Unpack[InKind]) -> None:
    """Record time or goods that were given."""
    spot = spot_of(book)
    typed = {"hours": said["hours"], "goods": said["goods"], "what_for": said["what_for"]}
    typed |= {"fund": spot.names.fund(said["fund"])} | _day(said)
    _keep(spot, read_act(spot, "in_kind", typed), said)


def _parts(book: Path, person: str, claims: tuple[str, ...], amount: str) -> dict[str, str]:
    """Give the parts of a person's claims as a form would send them."""
    of = [each for each in owed_claims(book) if each.claimant == person]
    wanted = [each for each in of if not claims or each.claim in claims]
    if not wanted or {each.claim for each in wanted} < set(claims):
        raise NothingOwed(person)
    if amount and len(wanted) > 1:
        raise WhichClaim(wanted)
    return {"person": person} | {part_of(each): amount or plain(each.owed) for each in wanted}


def _part(spot: Spot, typed: str) -> str:
    fund, _, kind = typed.partition(":")
    return f"{fund.strip()} {spot.names.spending(kind)}"


def _only(parts: Mapping[str, object]) -> str:
    return next(iter(parts)) if len(parts) == 1 else ""


def _day(said: How) -> dict[str, str]:
    return {"day": said["day"] or today().isoformat()}


def _keep(spot: Spot, act: PlainAct, said: How) -> None:
    click.echo(keep(spot, act, Way(by=said["by"], key=said["key"])))
