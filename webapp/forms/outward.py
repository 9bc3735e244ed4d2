"""Money out: paid from bank, tin or a float, or with a volunteer's own money; help given."""

from dataclasses import dataclass

from ledger.entries.acts import Claim, Expense, HelpGiven
from ledger.entries.directives import Kind
from ledger.errors import Refusal
from ledger.reading import EntryView
from webapp.forms.choice import OWN_MONEY, Offer
from webapp.forms.shared import place_in, plain, shares, typed_shares, values
from webapp.typed import Fields


class NobodyPaid(Refusal):
    """Who was paid is what the paper says at its top."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "Who was paid is missing.", "Write the shop’s name as on the paper.", field="paid_to"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who fills a form in: what they are offered, their number, and whether they keep the books."""

    offer: Offer
    member: str
    is_treasurer: bool


def money_out(fields: Fields, desk: Desk) -> Expense | Claim:
    """Read a form of money out: an expense, or a claim where it was somebody's own money."""
    day = fields.day()
    paid_to, what_for = fields.text("paid_to"), fields.text("what_for")
    if not paid_to.strip():
        fields.refuse(NobodyPaid())
    borne = shares(fields, desk.offer, desk.offer.spending)
    source = fields.one_of("paid_from", values(desk.offer.paid_from), "Where the money came from")
    if source != OWN_MONEY:
        return Expense(day=day, paid_to=paid_to, what_for=what_for, shares=borne, paid_from=source)
    claimant = desk.member
    if desk.is_treasurer:
        claimant = fields.one_of("claimant", values(desk.offer.people), "Whose money it was")
    return Claim(day=day, paid_to=paid_to, what_for=what_for, shares=borne, claimant=claimant)


def typed_money_out(view: EntryView) -> dict[str, str]:
    """Give an expense or a claim back as it would have been typed."""
    is_claim = view.line.kind == Kind.CLAIM
    return {
        **typed_shares(view),
        "day": view.line.day.isoformat(),
        "paid_to": view.line.payee,
        "what_for": view.line.narration,
        "paid_from": OWN_MONEY if is_claim else place_in(view, positive=False),
        "claimant": view.line.claimant,
    }


def help_given(fields: Fields, desk: Desk) -> HelpGiven:
    """Read a form of help given: an amount, a count and a day, and nobody's name."""
    return HelpGiven(
        day=fields.day(),
        what_for=fields.text("what_for"),
        fund=fields.one_of("fund", values(desk.offer.funds), "The fund"),
        amount=fields.amount(),
        paid_from=fields.one_of("paid_from", values(desk.offer.places), "Where it came from"),
        count=fields.count("count"),
    )


def typed_help_given(view: EntryView) -> dict[str, str]:
    """Give help given back as it would have been typed."""
    return {
        "day": view.line.day.isoformat(),
        "what_for": view.line.narration,
        "fund": view.line.funds[0].name,
        "amount": plain(view.line.total),
        "paid_from": place_in(view, positive=False),
        "count": str(view.count),
    }
