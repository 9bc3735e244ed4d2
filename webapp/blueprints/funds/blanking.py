"""A name stands in the terms of a fund: one person proposes to blank it, another agrees."""

from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from ledger import recording
from ledger.errors import Refusal
from ledger.reading import Blankable, blankable_terms
from ledger.recording import Hand
from webapp import desk, here, people, prints
from webapp.blueprints.funds.looking import known
from webapp.blueprints.funds.pages import BlankingTermsPage, BlankTermsPage
from webapp.people import Blanking
from webapp.show import refused, render
from webapp.two_people import (
    about_fund,
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

_FORM, _PROPOSED = "funds/blank.html", "funds/blanking.html"
_NAMES = {
    "name": "Its name",
    "funder": "Who gives it",
    "purpose": "What it is for",
    "programme": "Its programme",
    "reference": "Their reference",
    "conditions": "What else they ask",
    "grant-budget": "A heading of the budget",
    "grant-change": "What was agreed",
    "consent": "How they agreed",
}


def blank(group: str, fund: str) -> ResponseReturnValue:
    """Propose to blank words of a fund's name, terms or budget."""
    del group
    page = _form(fund)
    if people.blanking_of(here.store(), here.group().id, about_fund(fund)):
        return flask.redirect(_to("blanking", fund), 303)
    if flask.request.method != "POST":
        return render(_FORM, page)
    fields, because = Fields(flask.request.form), flask.request.form.get("because", "")
    said, proposal = _said(fund), _proposed(fund, because)
    try:
        words = phrases(said, proposal)
        recording.checked_terms_redaction(desk.place(), fund, words, because)
    except Refusal as refusal:
        refusal.field = refusal.field or "words"
        fields.refuse(refusal)
        return refused(_FORM, replace(page, because=because, wrongs=fields.wrongs))
    people.propose_blanking(here.store(), here.group().id, proposal)
    return flask.redirect(_to("blanking", fund), 303)


def blanking(group: str, fund: str) -> ResponseReturnValue:
    """Show what is proposed, as it will stand there then."""
    del group
    return render(_PROPOSED, _page(fund, _proposal(fund)))


def agree(group: str, fund: str) -> ResponseReturnValue:
    """Agree to what another proposed; it is blanked then and there, in all of the history."""
    proposal = _proposal(fund)
    try:
        see_that_i_may(proposal)
        hands = (Hand(by=proposal.proposed_by, today=desk.today()), desk.hand())
        words = phrases(_said(fund), proposal)
        with prints.none_left(desk.place()):
            recording.redact_terms(desk.place(), fund, words, proposal.because, hands)
    except Refusal as refusal:
        return refused(_PROPOSED, replace(_page(fund, proposal), wrongs=Wrongs.of(refusal)))
    people.drop_blanking(here.store(), here.group().id, about_fund(fund))
    flask.flash("It is blanked out, here and in all of the history. Every figure stayed.")
    return flask.redirect(flask.url_for("funds.show", group=group, fund=fund), 303)


def withdraw(group: str, fund: str) -> ResponseReturnValue:
    """Withdraw a proposal; nothing was blanked."""
    known(fund)
    people.drop_blanking(here.store(), here.group().id, about_fund(fund))
    flask.flash("Nothing was blanked out.")
    return flask.redirect(flask.url_for("funds.show", group=group, fund=fund), 303)


def _said(fund: str) -> Blankable:
    known(fund)
    return blankable_terms(desk.place(), fund)


def _proposal(fund: str) -> Blanking:
    known(fund)
    proposal = people.blanking_of(here.store(), here.group().id, about_fund(fund))
    if proposal is None:
        flask.abort(404)
    return proposal


def _proposed(fund: str, because: str) -> Blanking:
    return Blanking(
        entry=about_fund(fund),
        proposed_by=here.member().number,
        because=because.strip(),
        words=ticked(),
        paper="",
        boxes=(),
        mark=_said(fund).mark,
        created_at=here.store().now(),
    )


def _form(fund: str) -> BlankTermsPage:
    return BlankTermsPage(
        title="Blank a name out",
        key=desk.new_key(),
        shown=known(fund).shown,
        texts=texts_to_tick(_said(fund), _NAMES),
        because="",
        agreeing=who_agrees(here.member().number),
        back=_to("show", fund),
    )


def _page(fund: str, proposal: Blanking) -> BlankingTermsPage:
    return BlankingTermsPage(
        title="To be blanked out",
        shown=known(fund).shown,
        proposed=people.name_of(here.store(), here.group().id, proposal.proposed_by),
        because=proposal.because,
        becomes=becomes(_said(fund), proposal, _NAMES),
        agreeing=who_agrees(proposal.proposed_by),
        agree=_to("agree_to_blank", fund) if may_agree(proposal) else "",
        withdraw=_to("withdraw_blanking", fund) if desk.is_treasurer() else "",
        back=_to("show", fund),
    )


def _to(endpoint: str, fund: str) -> str:
    return flask.url_for(f"funds.{endpoint}", group=here.group().address, fund=fund)
