"""Paying volunteers back: for one claim or several, in full or in part."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from ledger import recording
from ledger.errors import Refusal
from ledger.money import Money
from ledger.reading import OwedClaim, fund_marks, owed_claims
from webapp import desk, here
from webapp.blueprints.entries.pages import ClaimRow, OwedPerson, PayBackPage
from webapp.blueprints.entries.recording import names, opened_before
from webapp.blueprints.entries.showing import shown_as_recorded
from webapp.forms.across import part_of
from webapp.forms.across import pay_back as read_repayment
from webapp.forms.choice import Offer, offer
from webapp.forms.outward import Desk
from webapp.forms.shared import plain
from webapp.people import SOMEBODY_WHO_LEFT
from webapp.rows import fund_tag
from webapp.show import refused, render
from webapp.typed import Fields
from webapp.wrongs import Wrongs

_TEMPLATE = "entries/pay_back.html"


def pay_back(group: str) -> ResponseReturnValue:
    """Show who is owed what, or record what was paid back."""
    del group
    person = flask.request.values.get("person", "")
    mine = [each for each in owed_claims(desk.place()) if each.claimant == person]
    if flask.request.method == "POST":
        return _send(person, mine)
    typed = {part_of(each): plain(each.owed) for each in mine}
    return render(_TEMPLATE, _page(person, mine, typed, desk.new_key()))


def pay_back_again() -> ResponseReturnValue:
    """Show the form as it was sent by somebody who was signed out since; nothing is recorded."""
    person = flask.request.values.get("person", "")
    mine = [each for each in owed_claims(desk.place()) if each.claimant == person]
    page = _page(person, mine, flask.request.form.to_dict(), desk.key_of_form())
    return render(_TEMPLATE, replace(page, wrongs=opened_before().wrongs)), 400


def _send(person: str, mine: Sequence[OwedClaim]) -> ResponseReturnValue:
    fields, key = Fields(flask.request.form), desk.key_of_form()
    who = Desk(offer=_offer(), member=here.member().number, is_treasurer=True)
    act = read_repayment(fields, who)
    page = _page(person, mine, flask.request.form.to_dict(), key)
    if fields.wrongs.all:
        return refused(_TEMPLATE, replace(page, wrongs=fields.wrongs))
    try:
        entry = recording.record(desk.place(), act, desk.hand(key))
    except Refusal as refusal:
        refusal.field = beside(refusal, mine, fields)
        return refused(_TEMPLATE, replace(page, wrongs=Wrongs.of(refusal)))
    return shown_as_recorded(entry.number)


def beside(refusal: Refusal, mine: Sequence[OwedClaim], fields: Fields) -> str:
    """Give the field that a refusal belongs beside: for an amount, that of the claim it exceeds."""
    if refusal.field != "amount":
        return refusal.field
    parts = [(each, fields.amount_if_any(part_of(each))) for each in mine]
    too_much = (part_of(each) for each, part in parts if part > each.owed)
    return next(too_much, part_of(mine[0]) if mine else "")


def _page(
    person: str, mine: Sequence[OwedClaim], typed: Mapping[str, str], key: str
) -> PayBackPage:
    people = owed_people()
    places = _offer().places
    blank = {"day": desk.today().isoformat(), "paid_from": places[0].value if places else ""}
    return PayBackPage(
        title="Pay back",
        key=key,
        people=people,
        chosen=next((each for each in people if each.number == person), None),
        claims=claim_rows(mine, typed),
        places=places,
        give_up=flask.url_for("entries.give_up", group=here.group().address, person=person),
        typed={**blank, **typed},
    )


def owed_people() -> tuple[OwedPerson, ...]:
    """Give who is owed something, with the names that this group knows them by."""
    known, claims = names(), owed_claims(desk.place())
    group = here.group().address
    return tuple(
        OwedPerson(
            number=number,
            name=known.get(number, SOMEBODY_WHO_LEFT),
            owed=Money.total(each.owed for each in claims if each.claimant == number),
            claims=sum(1 for each in claims if each.claimant == number),
            href=flask.url_for("entries.pay_back", group=group, person=number),
        )
        for number in dict.fromkeys(each.claimant for each in claims)
    )


def claim_rows(mine: Sequence[OwedClaim], typed: Mapping[str, str]) -> tuple[ClaimRow, ...]:
    """Give a person's claims as a form shows them, with what was typed beside each."""
    marks = fund_marks(desk.place())
    group = here.group().address
    return tuple(
        ClaimRow(
            href=flask.url_for("entries.show", group=group, number=each.claim),
            claim=each.claim,
            fund=fund_tag(marks[each.fund]),
            field=part_of(each),
            day=each.day,
            payee=each.payee,
            what_for=each.narration,
            owed=each.owed,
            value=typed.get(part_of(each), ""),
        )
        for each in mine
    )


def _offer() -> Offer:
    return offer(desk.place(), desk.today(), names(), is_treasurer=True)
