"""Money that is not earned or spent but moves: places, funds, a neighbour’s money, paying back."""

import re

from ledger.entries.acts import ClaimPart, FundMove, GivenUp, HeldForOthers, Move, Repayment
from ledger.entries.directives import Kind
from ledger.reading import EntryView, OwedClaim
from webapp.forms.outward import Desk
from webapp.forms.shared import place_in, plain, values
from webapp.typed import Fields

IN, OUT = "in", "out"
_PART = re.compile(r"part-([0-9]{4}-[0-9]{4,6})-([a-z0-9][a-z0-9-]*)")


def move(fields: Fields, desk: Desk) -> Move:
    """Read a form of money moved between bank, tin, float and online account."""
    places = values(desk.offer.places)
    return Move(
        day=fields.day(),
        what_for=fields.text("what_for"),
        amount=fields.amount(),
        source=fields.one_of("source", places, "Where it was"),
        target=fields.one_of("target", places, "Where it is now"),
    )


def typed_move(view: EntryView) -> dict[str, str]:
    """Give a move back as it would have been typed."""
    return {
        **_common(view),
        "source": place_in(view, positive=False),
        "target": place_in(view, positive=True),
    }


def between_funds(fields: Fields, desk: Desk) -> FundMove:
    """Read a form of money moved between funds; the account it lies in stays as it is."""
    funds = values(desk.offer.funds)
    return FundMove(
        day=fields.day(),
        what_for=fields.text("what_for"),
        amount=fields.amount(),
        source=fields.one_of("source", funds, "The fund it leaves"),
        target=fields.one_of("target", funds, "The fund it goes to"),
        account=fields.one_of("account", values(desk.offer.places), "Where the money lies"),
        consent=fields.text("consent"),
    )


def typed_between_funds(view: EntryView) -> dict[str, str]:
    """Give a move between funds back as it would have been typed."""
    marks = [mark.name for mark in view.line.funds]
    return {
        **_common(view),
        "source": marks[0],
        "target": marks[-1],
        "account": place_in(view, positive=True),
        "consent": view.entry.right[0].said("consent"),
    }


def not_ours(fields: Fields, desk: Desk) -> HeldForOthers:
    """Read a form of a neighbour's money, put into our hands or given on."""
    way = fields.one_of("way", (IN, OUT), "Whether it came or went")
    return HeldForOthers(
        day=fields.day(),
        what_for=fields.text("what_for"),
        amount=fields.amount(),
        account=fields.one_of("account", values(desk.offer.places), "Where the money lies"),
        is_coming_in=way == IN,
    )


def typed_not_ours(view: EntryView) -> dict[str, str]:
    """Give a neighbour's money back as it would have been typed."""
    coming = view.line.kind == Kind.HELD_IN
    return {
        **_common(view),
        "way": IN if coming else OUT,
        "account": place_in(view, positive=coming),
    }


def pay_back(fields: Fields, desk: Desk) -> Repayment:
    """Read how much of each claim is paid back; what is left empty is not paid back now."""
    return Repayment(
        day=fields.day(),
        claimant=fields.text("person"),
        parts=_parts(fields),
        paid_from=fields.one_of("paid_from", values(desk.offer.places), "Where it comes from"),
    )


def give_up(fields: Fields, person: str) -> GivenUp:
    """Read how much of each claim of a person is given up; what is left empty stays owed."""
    return GivenUp(
        day=fields.day(),
        claimant=person,
        parts=_parts(fields),
        said=fields.text("what_for"),
    )


def part_of(claim: OwedClaim) -> str:
    """Name the field that says how much of a claim."""
    return f"part-{claim.claim}-{claim.fund}"


def _parts(fields: Fields) -> tuple[ClaimPart, ...]:
    """Read the parts as they were sent: a form sent twice says the same when nothing is owed."""
    return tuple(
        ClaimPart(claim=named[1], fund=named[2], amount=fields.amount_if_any(named[0]))
        for named in map(_PART.fullmatch, fields.sent)
        if named
    )


def _common(view: EntryView) -> dict[str, str]:
    return {
        "day": view.line.day.isoformat(),
        "what_for": view.line.narration,
        "amount": plain(view.line.total),
    }
