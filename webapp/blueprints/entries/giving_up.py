"""What a volunteer does not want back: a claim given up, in full or in part.

Treasurers record it for anybody who told them; a member for themselves, since it moves no money of
the group's and only makes their own claim less.
"""

from collections.abc import Mapping
from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from ledger import recording
from ledger.errors import Refusal
from ledger.reading import owed_claims
from webapp import desk, here
from webapp.blueprints.entries.asking import naming
from webapp.blueprints.entries.pages import GiveUpPage
from webapp.blueprints.entries.paying_back import beside, claim_rows, owed_people
from webapp.blueprints.entries.recording import opened_before
from webapp.blueprints.entries.showing import shown_as_recorded
from webapp.forms.across import give_up as read_given_up
from webapp.forms.across import part_of
from webapp.forms.shared import plain
from webapp.show import refused, render
from webapp.typed import Fields
from webapp.wrongs import Wrongs

_TEMPLATE = "entries/give_up.html"


def give_up(group: str) -> ResponseReturnValue:
    """Show what a person is owed, or record what they give up of it."""
    del group
    if flask.request.method == "POST":
        return _send()
    page = _page({})
    return render(_TEMPLATE, page) if page else flask.redirect(_back())


def give_up_again() -> ResponseReturnValue | None:
    """Show the form as it was sent by somebody who was signed out since; nothing is recorded."""
    page = _page(flask.request.form.to_dict())
    if page is None:
        return None
    page = replace(page, key=desk.key_of_form(), wrongs=opened_before().wrongs)
    return render(_TEMPLATE, page), 400


def _send() -> ResponseReturnValue:
    fields, key = Fields(flask.request.form), desk.key_of_form()
    mine = [each for each in owed_claims(desk.place()) if each.claimant == _person()]
    act, asked = read_given_up(fields, _person()), naming((), key)
    page = _page(flask.request.form.to_dict())
    if page and (fields.wrongs.all or asked.beside):
        asked = asked.beside_a_refusal if fields.wrongs.all else asked
        return refused(_TEMPLATE, replace(page, key=key, kindly=asked, wrongs=fields.wrongs))
    try:
        entry = recording.record(desk.place(), act, desk.hand(key))
    except Refusal as refusal:
        if page is None:
            return flask.redirect(_back())
        refusal.field = beside(refusal, mine, fields)
        return refused(_TEMPLATE, replace(page, key=key, wrongs=Wrongs.of(refusal)))
    return shown_as_recorded(entry.number)


def _page(typed: Mapping[str, str]) -> GiveUpPage | None:
    """Give the form; none where nothing is owed to that person.

    What somebody gives up they say for each claim, so only a single one is filled in.
    """
    person = _person()
    mine = [each for each in owed_claims(desk.place()) if each.claimant == person]
    chosen = next((each for each in owed_people() if each.number == person), None)
    if chosen is None:
        return None
    alone = {part_of(each): plain(each.owed) for each in mine if len(mine) == 1}
    blank = {"day": desk.today().isoformat(), "what_for": ""}
    return GiveUpPage(
        title="Not wanted back",
        key=desk.new_key(),
        chosen=chosen,
        is_mine=person == here.member().number,
        claims=claim_rows(mine, typed or alone),
        typed={**blank, **typed},
        back=_back(person),
    )


def _person() -> str:
    """Give whose claims they are: of the one who is named, or for a member always their own."""
    if desk.is_treasurer():
        return flask.request.values.get("person", "")
    return here.member().number


def _back(person: str = "") -> str:
    group = here.group().address
    if not desk.is_treasurer():
        return flask.url_for("home.show", group=group)
    return flask.url_for("entries.pay_back", group=group, person=person or None)
