"""A name slipped in: one person proposes to blank it out, another looks at it and agrees."""

from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from ledger import recording
from ledger.errors import Refusal
from ledger.papers import Box
from ledger.reading import EntryView, blankable, covered_paper
from ledger.recording import Blanks, Cover, Hand
from webapp import desk, here, people, prints
from webapp.blueprints.entries.blank_pages import BlankingPage, BlankPage, ChoosePaper
from webapp.blueprints.entries.pages import Paper
from webapp.blueprints.entries.showing import address_of, found, name_of, papers_of
from webapp.boxes import BoxRow, box_of, rows_sent
from webapp.people import Blanking
from webapp.rows import entry_row
from webapp.show import refused, render
from webapp.two_people import (
    becomes,
    may_agree,
    phrases,
    see_that_i_may,
    texts_to_tick,
    ticked,
    who_agrees,
)
from webapp.typed import Fields
from webapp.wrongs import Wrongs

_FORM, _PROPOSED = "entries/blank.html", "entries/blanking.html"
_WHOLE = (0.0, 0.0, 1.0, 1.0)
_NAMES = {
    "payee": "Paid to, or from",
    "narration": "What for",
    "because": "Why it was corrected",
    "consent": "How they agreed",
    "reference": "Reference",
    "paper": "Why there is no paper",
    "redacted": "Why words were blanked out",
}


def blank(group: str, number: str) -> ResponseReturnValue:
    """Propose to blank words of an entry, or a part of the paper that the address names."""
    del group
    view = found(number)
    if people.blanking_of(here.store(), here.group().id, number):
        return flask.redirect(_to("blanking", number), 303)
    page = _form(view)
    if flask.request.method != "POST":
        return render(_FORM, page)
    fields = Fields(flask.request.form)
    because = flask.request.form.get("because", "")
    page = replace(page, because=because)
    try:
        proposal = _proposed(view, page.paper, because)
        recording.checked_redaction(desk.place(), number, _blanks(proposal), because)
    except Refusal as refusal:
        refusal.field = refusal.field or ("boxes" if page.paper else "words")
        fields.refuse(refusal)
        rows = (*rows_sent(), BoxRow())
        return refused(_FORM, replace(page, wrongs=fields.wrongs, rows=rows))
    people.propose_blanking(here.store(), here.group().id, proposal)
    return flask.redirect(_to("blanking", number), 303)


def blanking(group: str, number: str) -> ResponseReturnValue:
    """Show what is proposed, as it will stand there then."""
    del group
    view = found(number)
    proposal = _proposal(number)
    return render(_PROPOSED, _page(view, proposal))


def agree(group: str, number: str) -> ResponseReturnValue:
    """Agree to what another proposed; it is blanked then and there, in all of the history."""
    del group
    view = found(number)
    proposal = _proposal(number)
    try:
        see_that_i_may(proposal)
        hands = (Hand(by=proposal.proposed_by, today=desk.today()), desk.hand())
        with prints.none_left(desk.place()):
            recording.redact(desk.place(), number, _blanks(proposal), proposal.because, hands)
    except Refusal as refusal:
        page = replace(_page(view, proposal), wrongs=Wrongs.of(refusal))
        return refused(_PROPOSED, page)
    people.drop_blanking(here.store(), here.group().id, number)
    flask.flash("It is blanked out, here and in all of the history. Every figure stayed.")
    return flask.redirect(address_of(number), 303)


def withdraw(group: str, number: str) -> ResponseReturnValue:
    """Withdraw a proposal; nothing was blanked."""
    del group
    found(number)
    people.drop_blanking(here.store(), here.group().id, number)
    flask.flash("Nothing was blanked out.")
    return flask.redirect(address_of(number), 303)


def _proposal(number: str) -> Blanking:
    proposal = people.blanking_of(here.store(), here.group().id, number)
    if proposal is None:
        flask.abort(404)
    return proposal


def _proposed(view: EntryView, paper: Paper | None, because: str) -> Blanking:
    """Give what was ticked, or drawn; a paper without boxes is covered as a whole."""
    number = view.line.number
    boxes = tuple(map(box_of, rows_sent())) if paper and "whole" not in flask.request.form else ()
    if paper and not boxes and "whole" not in flask.request.form:
        message = "Nothing is covered yet."
        raise Refusal(message, "Draw a box over the part, or cover all of it.", field="boxes")
    return Blanking(
        entry=number,
        proposed_by=here.member().number,
        because=because.strip(),
        words=frozenset() if paper else ticked(),
        paper=flask.request.args.get("paper", "") if paper else "",
        boxes=tuple((each.left, each.top, each.right, each.bottom) for each in boxes),
        mark=blankable(desk.place(), number).mark,
        created_at=here.store().now(),
    )


def _blanks(proposal: Blanking) -> Blanks:
    """Give the words at the places that were proposed, or the covered paper.

    Raises:
        PlacesMoved: other texts stand there by now.
    """
    words = phrases(blankable(desk.place(), proposal.entry), proposal)
    boxes = tuple(
        Box(left=left, top=top, right=right, bottom=bottom)
        for left, top, right, bottom in proposal.boxes
    )
    if not proposal.paper:
        return Blanks(words=words)
    picture = covered_paper(desk.place(), proposal.paper, boxes)
    return Blanks(words=words, covers=(Cover(paper=proposal.paper, picture=picture),))


def _to(endpoint: str, number: str, paper: str = "") -> str:
    group = here.group().address
    return flask.url_for(f"entries.{endpoint}", group=group, number=number, paper=paper or None)


def _form(view: EntryView) -> BlankPage:
    number = view.line.number
    chosen = flask.request.args.get("paper", "")
    shown = dict(zip((each.name for each in view.papers), papers_of(view), strict=True))
    if chosen and chosen not in shown:
        flask.abort(404)
    return BlankPage(
        title="Cover a part of the paper" if chosen else "Blank a name out",
        key=desk.new_key(),
        entry=entry_row(view.line, here.group().address),
        texts=() if chosen else texts_to_tick(blankable(desk.place(), number), _NAMES),
        papers=tuple(
            ChoosePaper(name=paper.name, href=_to("blank", number, name))
            for name, paper in shown.items()
            if not chosen
        ),
        paper=shown.get(chosen),
        because="",
        agreeing=who_agrees(here.member().number),
        back=address_of(number),
    )


def _page(view: EntryView, proposal: Blanking) -> BlankingPage:
    number = proposal.entry
    shown = dict(zip((each.name for each in view.papers), papers_of(view), strict=True))
    return BlankingPage(
        title="To be blanked out",
        entry=entry_row(view.line, here.group().address),
        proposed=name_of(proposal.proposed_by),
        because=proposal.because,
        becomes=becomes(blankable(desk.place(), number), proposal, _NAMES),
        paper=shown.get(proposal.paper),
        boxes=tuple(map(_in_per_cent, proposal.boxes or (_WHOLE,))) if proposal.paper else (),
        agreeing=who_agrees(proposal.proposed_by),
        agree=_to("agree_to_blank", number) if may_agree(proposal) else "",
        withdraw=_to("withdraw_blanking", number) if desk.is_treasurer() else "",
        back=address_of(number),
    )


def _in_per_cent(box: tuple[float, float, float, float]) -> BoxRow:
    left, top, right, bottom = (each * 100 for each in box)
    sides = (left, top, right - left, bottom - top)
    first, second, third, fourth = (f"{side:.2f}" for side in sides)
    return BoxRow(left=first, top=second, width=third, height=fourth)
