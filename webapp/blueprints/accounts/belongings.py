"""What we have and owe beside money: told once, and again when it changes or is gone."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import flask
from flask.typing import ResponseReturnValue

from ledger.entries.belongings import Asset, AssetSort, Liability
from ledger.errors import Refusal
from ledger.funds import GENERAL
from ledger.money import Money
from ledger.reading import belongings as there_is
from ledger.recording import record_asset, record_liability
from webapp import desk, here
from webapp.blueprints.accounts.telling_pages import BelongingsPage, OwedRow, OwnedRow
from webapp.forms.choice import Choice
from webapp.forms.kindly import kindly
from webapp.show import refused, render
from webapp.typed import Fields
from webapp.wrongs import Wrongs

_TEMPLATE = "accounts/belongings.html"
_SORTS = (
    Choice(
        value=AssetSort.OWN_USE,
        text="A thing that we use",
        note="A bicycle, a freezer, a laptop. What you could sell if the group ended.",
    ),
    Choice(
        value=AssetSort.MONETARY,
        text="Money that is due to us",
        note="A deposit for a hall, something that was promised for certain.",
    ),
    Choice(
        value=AssetSort.INVESTMENT,
        text="An investment",
        note="Shares in a co-operative, a bond. Most groups have none.",
    ),
)
_WORDS = {
    AssetSort.OWN_USE: "used by us",
    AssetSort.MONETARY: "due to us",
    AssetSort.INVESTMENT: "an investment",
}
_FIELDS = ("name", "cost", "value", "owed-name", "owed-amount", "owed-due", "owed-only-if")


def belongings(group: str) -> ResponseReturnValue:
    """List what there is, with a form to tell of more."""
    del group
    return render(_TEMPLATE, _page({}))


def tell_asset(group: str) -> ResponseReturnValue:
    """Tell of something that we have."""
    fields = Fields(flask.request.form)
    sort = fields.one_of("sort", {str(each) for each in AssetSort}, "What sort of thing it is")
    asset = Asset(
        day=fields.day("day"),
        name=fields.text("name"),
        sort=AssetSort(sort) if sort in set(AssetSort) else AssetSort.OWN_USE,
        fund=fields.text("fund"),
        cost=fields.amount_if_any("cost") or None,
        value=fields.amount_if_any("value") or None,
    )

    def act() -> str:
        kept = record_asset(desk.place(), asset, desk.hand(desk.key_of_form()))
        return f"{kept.name} is among what you have now."

    return _done(group, fields.wrongs, act)


def tell_liability(group: str) -> ResponseReturnValue:
    """Tell of a sum that we owe."""
    fields = Fields(flask.request.form)
    owed = Liability(
        day=fields.day("owed-day"),
        name=fields.text("owed-name"),
        fund=fields.text("owed-fund"),
        amount=fields.amount("owed-amount"),
        due=fields.day_if_any("owed-due"),
        only_if=fields.text("owed-only-if"),
    )

    asked = kindly(flask.request.form)
    if fields.wrongs.all:
        asked = asked.beside_a_refusal
    if asked.beside:
        page = _page(flask.request.form, fields.wrongs)
        return refused(_TEMPLATE, replace(page, kindly=asked))

    def act() -> str:
        try:
            kept = record_liability(desk.place(), owed, desk.hand(desk.key_of_form()))
        except Refusal as refusal:
            field = f"owed-{refusal.field}" if refusal.field else ""
            raise Refusal(refusal.message, refusal.remedy, field=field) from refusal
        may = "may come to owe" if kept.only_if else "owe"
        return f"{kept.name}: {kept.amount} is among what you {may} now."

    return _done(group, fields.wrongs, act)


def gone(group: str) -> ResponseReturnValue:
    """Say that an asset is gone, or a debt is owed no more, from today on."""
    name, hand = flask.request.form.get("name", ""), desk.hand(desk.key_of_form())
    known = there_is(desk.place(), desk.today())
    asset = next((each for each in known.assets if each.name == name), None)
    owed = next((each for each in known.liabilities if each.name == name), None)
    is_owed = flask.request.form.get("what") == "owed"

    def act() -> str:
        if is_owed and owed:
            record_liability(desk.place(), replace(owed, day=hand.today, amount=Money(0)), hand)
            return f"{name} is owed no more, and off the list."
        if asset and not is_owed:
            record_asset(desk.place(), replace(asset, day=hand.today, value=Money(0)), hand)
            return f"{name} is gone, and off the list."
        return f"{name[:60]} is off the list already."

    return _done(group, Wrongs(), act)


def _done(group: str, wrongs: Wrongs, act: Callable[[], str]) -> ResponseReturnValue:
    if not wrongs.all:
        try:
            flask.flash(act())
        except Refusal as refusal:
            wrongs = Wrongs.of(refusal)
    if wrongs.all:
        return refused(_TEMPLATE, _page(flask.request.form, wrongs))
    return flask.redirect(flask.url_for("accounts.belongings", group=group), 303)


def _page(typed: Mapping[str, str], wrongs: Wrongs | None = None) -> BelongingsPage:
    known, today = there_is(desk.place(), desk.today()), desk.today().isoformat()
    names = {mark.name: mark.shown for mark in known.funds}
    blank = dict.fromkeys(_FIELDS, "") | {"sort": str(AssetSort.OWN_USE)}
    blank |= {"fund": GENERAL, "day": today, "owed-fund": GENERAL, "owed-day": today}
    return BelongingsPage(
        title="What we have and owe",
        key=desk.new_key(),
        owned=tuple(
            OwnedRow(asset=each, sort=_WORDS[each.sort], fund=names.get(each.fund, each.fund))
            for each in known.assets
        ),
        owed=tuple(
            OwedRow(owed=each, fund=names.get(each.fund, each.fund)) for each in known.liabilities
        ),
        sorts=_SORTS,
        funds=tuple(Choice(value=name, text=shown) for name, shown in names.items()),
        typed=blank | dict(typed),
        back=flask.url_for("accounts.choose", group=here.group().address),
        wrongs=wrongs or Wrongs(),
    )
