"""What is agreed about a fund later: another budget, consent to move money, its last day."""

from collections.abc import Callable

import flask
from flask.typing import ResponseReturnValue

from ledger import recording
from ledger.errors import Refusal
from webapp import desk
from webapp.blueprints.funds.looking import TEMPLATE, known, shown
from webapp.show import money, refused
from webapp.typed import Fields

_WAYS = {"more", "less"}


def change_budget(group: str, fund: str) -> ResponseReturnValue:
    """Record that the funder agreed to more or less under one heading."""
    fields = Fields(flask.request.form)
    headings = {each.heading for each in known(fund).budget}
    heading = fields.one_of("heading", headings, "The heading")
    way = fields.one_of("way", _WAYS, "Whether it is more or less")
    amount = fields.amount()

    def keep() -> str:
        sign = amount if way == "more" else -amount
        words = fields.text("evidence")
        recording.change_budget(desk.place(), fund, heading, sign, words, desk.hand())
        return f"{heading}: {money(amount)} {way} from now on."

    return _kept(group, fund, fields, keep, {"consent": "evidence"})


def consent(group: str, fund: str) -> ResponseReturnValue:
    """Record the giver's consent to move money out of a fund for one purpose."""
    fields = Fields(flask.request.form)
    amount = fields.amount("moved")

    def keep() -> str:
        words = fields.text("words")
        recording.record_consent(desk.place(), fund, amount, words, desk.hand())
        return f"Their consent to move {money(amount)} is kept."

    return _kept(group, fund, fields, keep, {"consent": "words"})


def close(group: str, fund: str) -> ResponseReturnValue:
    """Close a fund that is empty, at the end of a day."""
    fields = Fields(flask.request.form)
    day = fields.day("close_on")

    def keep() -> str:
        kept = recording.close_fund(desk.place(), fund, day, desk.hand())
        return f"“{kept.shown}” is closed. What was recorded in it stays."

    return _kept(group, fund, fields, keep)


def reopen(group: str, fund: str) -> ResponseReturnValue:
    """Open a fund again that was closed."""

    def keep() -> str:
        kept = recording.reopen_fund(desk.place(), fund, desk.hand())
        return f"“{kept.shown}” is open again."

    return _kept(group, fund, Fields(flask.request.form), keep)


def _kept(
    group: str,
    fund: str,
    fields: Fields,
    keep: Callable[[], str],
    renamed: dict[str, str] | None = None,
) -> ResponseReturnValue:
    """Carry out what was sent, or show the fund again with it and what is wrong.

    `renamed` are fields that a refusal knows by another name than this page does.
    """
    known(fund)
    if not fields.wrongs.all:
        try:
            flask.flash(keep())
        except Refusal as refusal:
            refusal.field = (renamed or {}).get(refusal.field, refusal.field)
            fields.refuse(refusal)
    if fields.wrongs.all:
        return refused(TEMPLATE, shown(fund, dict(flask.request.form), fields.wrongs))
    return flask.redirect(flask.url_for("funds.show", group=group, fund=fund), 303)
