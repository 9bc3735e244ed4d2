"""Money in: donations, subs, collections, sponsorship, grant money; a shop's refund."""

from ledger.accounts import COLLECTIONS
from ledger.entries.acts import Income, Refund, Share
from ledger.errors import Refusal
from ledger.reading import EntryView
from webapp.forms.outward import Desk
from webapp.forms.shared import place_in, plain, shares, typed_shares, values
from webapp.typed import Fields


class CountersMissing(Refusal):
    """A collection is counted by two people, and both are kept."""

    def __init__(self) -> None:
        """Say it beside the fields."""
        super().__init__(
            "A collection is counted by two people.",
            "Choose both; then nobody can be blamed for what was in the tin.",
            field="counted_by_2",
        )


def money_in(fields: Fields, desk: Desk) -> Income:
    """Read a form of money in, gross, with the fee that was taken on the way."""
    borne = shares(fields, desk.offer, desk.offer.income)
    people = ("", *values(desk.offer.people))
    counted = tuple(fields.one_of(name, people, "Who counted") for name in _COUNTERS)
    counters = tuple(dict.fromkeys(filter(None, counted)))
    if borne[0].account == COLLECTIONS and len(counters) < len(_COUNTERS):
        fields.refuse(CountersMissing())
    return Income(
        day=fields.day(),
        received_from=fields.text("paid_to"),
        what_for=fields.text("what_for"),
        shares=borne,
        paid_into=fields.one_of("paid_into", values(desk.offer.places), "Where it went"),
        fee=fields.amount_if_any("fee"),
        counted_by=counters,
    )


_COUNTERS = ("counted_by_1", "counted_by_2")


def typed_money_in(view: EntryView) -> dict[str, str]:
    """Give money in back as it would have been typed."""
    counters = view.entry.right[0].said("counted-by").split()
    return {
        **typed_shares(view),
        "day": view.line.day.isoformat(),
        "paid_to": view.line.payee,
        "what_for": view.line.narration,
        "paid_into": place_in(view, positive=True),
        "fee": plain(view.fee) if view.fee else "",
        **dict(zip(_COUNTERS, counters, strict=False)),
    }


def refund(fields: Fields, desk: Desk, view: EntryView) -> Refund:
    """Read a form of a shop's refund: it goes back to a fund and kind of the entry it is for."""
    named = {f"{line.fund.name} {line.account}": line for line in view.shares}
    chosen = fields.one_of("share", tuple(named), "What it was for")
    line = named.get(chosen, view.shares[0])
    share = Share(fund=line.fund.name, account=line.account, amount=fields.amount())
    return Refund(
        day=fields.day(),
        received_from=view.line.payee,
        what_for=fields.text("what_for") or f"Money back for {view.line.number}",
        shares=(share,),
        paid_into=fields.one_of("paid_into", values(desk.offer.places), "Where it went"),
        refunds=view.line.number,
    )
