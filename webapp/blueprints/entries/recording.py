"""The forms that record one act each, and the one that corrects an entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import flask
from flask.typing import ResponseReturnValue

from ledger import recording
from ledger.entries.acts import Act, Correction, PlainAct
from ledger.entries.shapes import transactions
from ledger.errors import Refusal
from ledger.reading import EntryView
from webapp import desk, here, people, photos
from webapp.blueprints.entries.asking import naming, same, too_little
from webapp.blueprints.entries.covering import photo_act
from webapp.blueprints.entries.pages import FormPage
from webapp.blueprints.entries.showing import shown_as_recorded
from webapp.forms import SORTS, Sort
from webapp.forms.choice import OWN_MONEY, Offer, offer
from webapp.forms.offering import offer_with
from webapp.forms.outward import Desk
from webapp.people import DraftPaper
from webapp.rows import EntryRow
from webapp.show import refused, render
from webapp.signed_out import PHOTO_LOST
from webapp.typed import Fields
from webapp.wrongs import Wrongs

_TEMPLATE = "entries/form.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correcting:
    """The entry that a form corrects, and where that goes if its own day takes nothing."""

    view: EntryView
    row: EntryRow
    held_back: str
    back: str


class CorrectedMeanwhile(Refusal):
    """Somebody else, or the same person in another tab, corrected the entry first."""

    def __init__(self, number: str, by: str) -> None:
        """Name both; of a form as a whole only what is wrong is shown, so the remedy is in it."""
        super().__init__(
            f"Entry no. {number} was corrected meanwhile, by no. {by}. Nothing of this was "
            f"recorded. Look at no. {by}, and if that is wrong too, correct that one."
        )


class OpenSinceBefore(Refusal):
    """The token of a form is of a session before this one."""

    def __init__(self) -> None:
        """Say it of the form as a whole."""
        super().__init__(
            "This page was open since before you signed in; look once more and record it."
        )


class PhotoLost(Refusal):
    """A photo was chosen while nobody was signed in, so it was not put aside."""

    def __init__(self) -> None:
        """Say it beside the photo."""
        super().__init__(
            "The photo could not be kept while you were signed out.",
            "Choose it again.",
            field=photos.FIELD,
        )


def form_of(name: str) -> Callable[..., ResponseReturnValue]:
    """Give the view of one sort of form: it shows the form, and records what was sent."""
    sort = SORTS[name]

    def view(group: str) -> ResponseReturnValue:
        del group
        if flask.request.method == "POST":
            return send(sort)
        return render(_TEMPLATE, _page(sort, desk.new_key(), {}))

    return view


def send(sort: Sort, correcting: Correcting | None = None) -> ResponseReturnValue:
    """Record what was sent, or show the form again with everything in it and what is wrong."""
    fields = Fields(flask.request.form)
    key = desk.key_of_form()
    kept = photos.gather(fields, key) if sort.takes_papers else ()
    page = _page(sort, key, flask.request.form.to_dict(), correcting)
    if sort.takes_papers and (done := photo_act(fields, key, kept, partial(_again, page))):
        return done
    page = replace(page, kept=photos.shown(kept, key), kindly=naming(page.offer.payees, key))
    act = _read(sort, fields, page)
    total = fields.amount_if_any("total") or None
    if act is None or fields.wrongs.all:
        page = replace(page, kindly=page.kindly.beside_a_refusal)
        return refused(_TEMPLATE, replace(page, wrongs=fields.wrongs))
    if not correcting:
        page = replace(page, twice=same(act, fields, key), short=too_little(act, fields, key))
    if page.twice or page.short or page.kindly.beside:
        return refused(_TEMPLATE, page)
    whole = _corrected(act, fields, correcting)
    try:
        papers = photos.attachments(kept, total)
        entry = recording.record(desk.place(), whole, desk.hand(key), papers)
    except Refusal as refusal:
        return refused(_TEMPLATE, replace(page, wrongs=Wrongs.of(refusal)))
    if kept:
        photos.forget(key)
    return shown_as_recorded(entry.number)


def as_it_was(sort: Sort, correcting: Correcting | None = None) -> ResponseReturnValue:
    """Show a form again that was open since before a sign-in; nothing in it is looked at."""
    fields, key = opened_before(), desk.key_of_form()
    kept = gathered_before(fields, key) if sort.takes_papers else ()
    page = _page(sort, key, flask.request.form.to_dict(), correcting)
    page = replace(page, kept=photos.shown(kept, key), wrongs=fields.wrongs)
    return render(_TEMPLATE, page), 400


def too_late(sort: Sort, correcting: Correcting, refusal: Refusal) -> ResponseReturnValue:
    """Show a correction that came too late, with all that was typed and every photo of it."""
    fields, key = Fields(flask.request.form), desk.key_of_form()
    kept = photos.gather(fields, key) if sort.takes_papers else ()
    fields.refuse(refusal)
    page = _page(sort, key, flask.request.form.to_dict(), correcting)
    return _again(page, kept, fields.wrongs)


def opened_before() -> Fields:
    """Give the fields of a form that was open since before a sign-in, refused for that alone."""
    fields = Fields(flask.request.form)
    fields.refuse(OpenSinceBefore())
    return fields


def gathered_before(fields: Fields, key: str) -> tuple[DraftPaper, ...]:
    """Give the photos of such a form; one that went lost while signed out is asked for again."""
    kept = photos.gather(fields, key)
    if PHOTO_LOST in fields.sent and not kept:
        fields.refuse(PhotoLost())
    return kept


def _again(page: FormPage, kept: tuple[DraftPaper, ...], wrongs: Wrongs) -> ResponseReturnValue:
    """Show the form as it was sent, with these photos; nothing but them was looked at."""
    page = replace(page, kept=photos.shown(kept, page.key), wrongs=wrongs)
    return refused(_TEMPLATE, page) if wrongs.all else render(_TEMPLATE, page)


def correction_form(sort: Sort, correcting: Correcting) -> ResponseReturnValue:
    """Show the form of a correction, filled with what the entry says."""
    typed = sort.typed(correcting.view)
    return render(_TEMPLATE, _page(sort, desk.new_key(), typed, correcting))


def names() -> dict[str, str]:
    """Give the names of those who belong to this group now, by number."""
    members = people.members_of(here.store(), here.group().id)
    return {each.number: each.name for each in members if not each.removed}


def _page(
    sort: Sort, key: str, typed: Mapping[str, str], correcting: Correcting | None = None
) -> FormPage:
    offered = _offer()
    shown = sort if desk.is_treasurer() else sort.for_a_member
    return FormPage(
        title=f"Correct entry no. {correcting.view.line.number}" if correcting else shown.title,
        key=key,
        sort=shown,
        typed={**_blank(sort, offered), **typed},
        offer=offer_with(offered, correcting.view) if correcting else offered,
        is_treasurer=desk.is_treasurer(),
        correcting=correcting.row if correcting else None,
        held_back=correcting.held_back if correcting else "",
        back=correcting.back if correcting else "",
    )


def _offer() -> Offer:
    return offer(desk.place(), desk.today(), names(), is_treasurer=desk.is_treasurer())


_FIELDS = (
    "amount",
    "paid_to",
    "what_for",
    "fund",
    "account",
    "day",
    "paid_from",
    "paid_into",
    "source",
    "target",
    "consent",
    "count",
    "way",
    "claimant",
    "fee",
    "total",
    "counted_by_1",
    "counted_by_2",
    "because",
    "again",
    "anyway",
)


def _blank(sort: Sort, offered: Offer) -> dict[str, str]:
    """Give the fields of a form as it first stands: today, the bank, the fund used last."""
    blank = dict.fromkeys(_FIELDS, "")
    for at in (1, 2, 3):
        blank |= dict.fromkeys((f"share-{part}-{at}" for part in ("fund", "account", "amount")), "")
    first = offered.places[0].value if offered.places else ""
    blank |= {"day": desk.today().isoformat(), "paid_into": first, "paid_from": first}
    blank |= {"source": first, "claimant": here.member().number, "fund": "general"}
    if sort.name == "between_funds":
        blank |= {"source": "", "account": first}
    if sort.name == "not_ours":
        blank |= {"way": "in", "account": first}
    if sort.name == "money_out":
        blank |= {"fund": offered.last_fund}
        blank |= {"paid_from": first if desk.is_treasurer() else OWN_MONEY}
    return blank


def _read(sort: Sort, fields: Fields, page: FormPage) -> PlainAct | None:
    who = Desk(offer=page.offer, member=here.member().number, is_treasurer=desk.is_treasurer())
    try:
        act = sort.read(fields, who)
        if not fields.wrongs.all:
            transactions(act)
    except Refusal as refusal:
        fields.refuse(refusal)
        return None
    return act


def _corrected(act: PlainAct, fields: Fields, correcting: Correcting | None) -> Act:
    if correcting is None:
        return act
    number = correcting.view.line.number
    return Correction(corrects=number, because=fields.text("because"), right=act)
