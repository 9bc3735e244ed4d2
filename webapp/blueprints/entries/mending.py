"""What is done to an entry later: corrected, taken back, refunded, agreed to, proved by a paper."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import flask
from flask.typing import ResponseReturnValue

from ledger import recording
from ledger.entries.acts import Act, Correction
from ledger.errors import Refusal
from ledger.reading import EntryView, PaperState, held_back, is_recorded
from webapp import desk, here, photos
from webapp.blueprints.entries.asking import naming
from webapp.blueprints.entries.covering import photo_act
from webapp.blueprints.entries.pages import RefundPage, TakeBackPage
from webapp.blueprints.entries.recording import (
    CorrectedMeanwhile,
    Correcting,
    as_it_was,
    correction_form,
    gathered_before,
    names,
    opened_before,
    send,
    too_late,
)
from webapp.blueprints.entries.showing import (
    TEMPLATE,
    address_of,
    found,
    page_of,
    shown_as_recorded,
)
from webapp.forms import sort_of
from webapp.forms.choice import Choice, offer
from webapp.forms.inward import refund as read_refund
from webapp.forms.kindly import kindly
from webapp.forms.opening import OpeningOutside
from webapp.forms.outward import Desk
from webapp.forms.shared import SharesExceedRows
from webapp.naming import named
from webapp.people import DraftPaper, Role
from webapp.rows import entry_row
from webapp.show import refused, render
from webapp.typed import Fields
from webapp.wrongs import Wrongs

_TAKE_BACK = "entries/take_back.html"
_STATES = {"lost": PaperState.LOST, "none needed": PaperState.NONE_NEEDED}


def correct(group: str, number: str) -> ResponseReturnValue:
    """Correct an entry: with the right figures beside it, or by only taking it back.

    One that was corrected already leads to what stands in its place. What was typed for it
    meanwhile is shown again, unless that very form is what corrected it.
    """
    del group
    view = found(number)
    if not view.line.stands:
        is_sent = flask.request.method == "POST" and view.corrected_by
        if is_sent and not is_recorded(desk.place(), desk.key_of_form()):
            return _too_late(view)
        return flask.redirect(address_of(view.corrected_by or view.line.number))
    sort = sort_of(view.line.kind)
    takes_back = "take-back" in flask.request.values or sort is None
    if takes_back or sort is None:
        return _take_back(view)
    correcting = _correcting(view)
    if flask.request.method == "POST":
        return send(sort, correcting)
    try:
        return correction_form(sort, correcting)
    except (SharesExceedRows, OpeningOutside) as refusal:
        return refused(_TAKE_BACK, replace(_take_back_page(view), wrongs=Wrongs.of(refusal)))


def _too_late(view: EntryView) -> ResponseReturnValue:
    newer = view.corrected_by
    refusal = CorrectedMeanwhile(view.line.number, newer)
    sort = sort_of(view.line.kind)
    if sort is None or "take-back" in flask.request.values:
        page = replace(_take_back_page(view), key=desk.key_of_form(), back=address_of(newer))
        return refused(_TAKE_BACK, replace(page, wrongs=Wrongs.of(refusal)))
    return too_late(sort, replace(_correcting(view), back=address_of(newer)), refusal)


def correct_again() -> ResponseReturnValue | None:
    """Show the form of a correction as it was sent; nothing where there is none any more."""
    view = _named()
    sort = sort_of(view.line.kind)
    if not view.line.stands:
        return None
    if sort is None or "take-back" in flask.request.values:
        page = replace(_take_back_page(view), key=desk.key_of_form(), wrongs=opened_before().wrongs)
        return render(_TAKE_BACK, page), 400
    return as_it_was(sort, _correcting(view))


def refund_again() -> ResponseReturnValue:
    """Show the form of a shop's refund as it was sent."""
    page = _refund_page(_named())
    typed = {**page.typed, **flask.request.form.to_dict()}
    page = replace(page, key=desk.key_of_form(), typed=typed, wrongs=opened_before().wrongs)
    return render("entries/refund.html", page), 400


def add_paper_again() -> ResponseReturnValue:
    """Show an entry with the photos that were sent for it; none is added yet."""
    view, key, fields = _named(), desk.key_of_form(), opened_before()
    kept = gathered_before(fields, key)
    page = replace(page_of(view, wrongs=fields.wrongs), key=key, kept=photos.shown(kept, key))
    return render(TEMPLATE, page), 400


def declare_again() -> ResponseReturnValue:
    """Show an entry with what was said of its paper; it is not declared yet."""
    typed = {name: flask.request.form.get(name, "") for name in ("state", "because")}
    return render(TEMPLATE, page_of(_named(), typed, opened_before().wrongs)), 400


def _named() -> EntryView:
    return found(str((flask.request.view_args or {})["number"]))


def _correcting(view: EntryView) -> Correcting:
    number = view.line.number
    row = entry_row(view.line, here.group().address)
    return Correcting(view=view, row=row, held_back=_held_back(number), back=address_of(number))


def refund(group: str, number: str) -> ResponseReturnValue:
    """Record that the shop gave money back for an entry."""
    del group
    view = found(number)
    page = _refund_page(view)
    if flask.request.method != "POST":
        return render("entries/refund.html", page)
    fields, key = Fields(flask.request.form), desk.key_of_form()
    offered = offer(desk.place(), desk.today(), names(), is_treasurer=True)
    who = Desk(offer=offered, member=here.member().number, is_treasurer=True)
    page = replace(page, key=key, typed={**page.typed, **flask.request.form.to_dict()})
    page = replace(page, kindly=naming(offered.payees, key))
    act = read_refund(fields, who, view)
    if fields.wrongs.all:
        page = replace(page, kindly=page.kindly.beside_a_refusal, wrongs=fields.wrongs)
    if fields.wrongs.all or page.kindly.beside:
        return refused("entries/refund.html", page)
    return _recorded(
        act, key, lambda wrongs: refused("entries/refund.html", replace(page, wrongs=wrongs))
    )


def approve(group: str, number: str) -> ResponseReturnValue:
    """Record that who is asking agrees to an entry that somebody else recorded."""
    del group
    view = found(number)
    try:
        recording.approve(desk.place(), number, desk.hand())
    except Refusal as refusal:
        return refused(TEMPLATE, page_of(view, wrongs=Wrongs.of(refusal)))
    return flask.redirect(address_of(number), 303)


def add_paper(group: str, number: str) -> ResponseReturnValue:
    """Add photos to an entry that was recorded before."""
    del group
    view = found(number)
    if here.member().role is Role.MEMBER and view.line.by != here.member().number:
        flask.abort(403)
    fields, key = Fields(flask.request.form), desk.key_of_form()
    kept = photos.gather(fields, key)
    again = partial(_photos_again, view, key)
    if done := photo_act(fields, key, kept, again):
        return done
    if fields.wrongs.all or not kept:
        if not kept and not fields.wrongs.all:
            message = "There is no photo yet."
            fields.refuse(Refusal(message, "Take one, or choose a picture.", field=photos.FIELD))
        return again(kept, fields.wrongs)
    try:
        for attachment in photos.attachments(_not_there_yet(kept, view), None):
            recording.add_paper(desk.place(), number, attachment, desk.hand())
    except Refusal as refusal:
        refusal.field = photos.FIELD
        return _photos_again(found(number), key, kept, Wrongs.of(refusal))
    photos.forget(key)
    flask.flash(f"The photo is kept. Write {number} on the paper.")
    return flask.redirect(address_of(number), 303)


def _not_there_yet(kept: tuple[DraftPaper, ...], view: EntryView) -> tuple[DraftPaper, ...]:
    """Leave out what is there already: the form was sent twice, or goes on after a stop."""
    there = {paper.sha256 for paper in view.papers}
    return tuple(each for each in kept if each.sha256 not in there)


def _photos_again(
    view: EntryView, key: str, kept: tuple[DraftPaper, ...], wrongs: Wrongs
) -> ResponseReturnValue:
    page = replace(page_of(view, wrongs=wrongs), key=key, kept=photos.shown(kept, key))
    return refused(TEMPLATE, page) if wrongs.all else render(TEMPLATE, page)


def declare(group: str, number: str) -> ResponseReturnValue:
    """Declare a paper lost or not needed, with the reason."""
    del group
    view = found(number)
    sent = flask.request.form
    state = _STATES.get(sent.get("state", ""), PaperState.MISSING)
    because, asked = sent.get("because", ""), kindly(sent)
    page = partial(page_of, view, {"state": sent.get("state", ""), "because": because})
    if asked.beside:
        return refused(TEMPLATE, replace(page(), kindly=asked))
    try:
        recording.declare_paper(desk.place(), number, state, because, desk.hand())
    except Refusal as refusal:
        return refused(TEMPLATE, replace(page(Wrongs.of(refusal)), kindly=asked))
    return flask.redirect(address_of(number), 303)


def _take_back(view: EntryView) -> ResponseReturnValue:
    page = _take_back_page(view)
    if flask.request.method != "POST":
        return render(_TAKE_BACK, page)
    key = desk.key_of_form()
    page = replace(page, kindly=naming((), key))
    if page.kindly.beside:
        return refused(_TAKE_BACK, replace(page, key=key))
    act = Correction(corrects=view.line.number, because=page.typed["because"])
    return _recorded(
        act, key, lambda wrongs: refused(_TAKE_BACK, replace(page, key=key, wrongs=wrongs))
    )


def _take_back_page(view: EntryView) -> TakeBackPage:
    number = view.line.number
    return TakeBackPage(
        title=f"Take entry no. {number} back",
        key=desk.new_key(),
        entry=entry_row(view.line, here.group().address),
        typed={"because": flask.request.form.get("because", "")},
        held_back=_held_back(number),
        back=address_of(number),
    )


def _held_back(number: str) -> str:
    return named(held_back(desk.place(), number, desk.today()))


def _recorded(
    act: Act, key: str, again: Callable[[Wrongs], ResponseReturnValue]
) -> ResponseReturnValue:
    try:
        entry = recording.record(desk.place(), act, desk.hand(key))
    except Refusal as refusal:
        return again(Wrongs.of(refusal))
    return shown_as_recorded(entry.number)


def _refund_page(view: EntryView) -> RefundPage:
    offered = offer(desk.place(), desk.today(), names(), is_treasurer=True)
    shares = tuple(
        Choice(
            value=f"{line.fund.name} {line.account}",
            text=f"{line.heading}, {line.fund.shown}",
            note=f"{line.amount} was paid",
            hue=line.fund.hue + 1,
        )
        for line in view.shares
    )
    first = offered.places[0].value if offered.places else ""
    typed = {
        "amount": "",
        "day": desk.today().isoformat(),
        "what_for": "",
        "share": shares[0].value if shares else "",
        "paid_into": first,
    }
    return RefundPage(
        title="The shop gave money back",
        key=desk.new_key(),
        entry=entry_row(view.line, here.group().address),
        shares=shares,
        places=offered.places,
        typed=typed,
        back=address_of(view.line.number),
    )
