"""Last year's figures: typed in once, from the former accounts of a group that is new here."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import flask
from flask.typing import ResponseReturnValue

from ledger.entries.last_year import Figures, LastYear
from ledger.errors import Refusal
from ledger.money import Money
from ledger.reading import LastYearView
from ledger.reading import last_year as year_before
from ledger.recording import record_last_year
from webapp import desk, here
from webapp.blueprints.accounts.looking import back_to
from webapp.blueprints.accounts.telling_pages import FigureRow, LastYearPage
from webapp.forms.shared import plain
from webapp.show import day, refused, render
from webapp.typed import Fields
from webapp.wrongs import Wrongs

_TEMPLATE = "accounts/last_year.html"
_FREE_ROWS = 3
_MOST_ROWS = 90


def last_year(group: str) -> ResponseReturnValue:
    """Show the figures that were typed, or keep those that are sent."""
    view = year_before(desk.place())
    if view is None:
        return flask.redirect(flask.url_for("accounts.choose", group=group), 303)
    if flask.request.method == "GET":
        return render(_TEMPLATE, _page(view, _as_typed(view)))
    fields = Fields(flask.request.form)
    typed = _read(fields, view)
    wrongs = fields.wrongs
    if not wrongs.all:
        try:
            record_last_year(desk.place(), typed, desk.hand(desk.key_of_form()))
        except Refusal as refusal:
            wrongs = Wrongs.of(refusal)
    if wrongs.all:
        return refused(_TEMPLATE, _page(view, flask.request.form, wrongs))
    flask.flash(f"Kept. They stand beside the year to {day(view.first_year.last)} now.")
    return flask.redirect(back_to(view.first_year.last), 303)


def _page(
    view: LastYearView, typed: Mapping[str, str], wrongs: Wrongs | None = None
) -> LastYearPage:
    told = view.typed
    return LastYearPage(
        title="Last year’s figures",
        key=desk.new_key(),
        first=typed.get("first", ""),
        last=view.last,
        begins=view.first_year.first,
        began=view.began,
        opening=typed.get("opening", ""),
        money_in=tuple(_rows("in", view.headings_in, told.money_in if told else (), typed)),
        money_out=tuple(_rows("out", view.headings_out, told.money_out if told else (), typed)),
        closed=view.first_year.last if view.is_closed else None,
        back=flask.url_for("accounts.choose", group=here.group().address),
        wrongs=wrongs or Wrongs(),
    )


def _rows(
    side: str, chart: Iterable[str], told: Figures, typed: Mapping[str, str]
) -> Iterator[FigureRow]:
    """Give a row for each heading of the chart, for each that was told, and some to fill in."""
    known = [*dict.fromkeys((*chart, *(heading for heading, _ in told)))]
    for at, heading in enumerate(known):
        name = f"{side}-{at}"
        yield FigureRow(name=name, heading=heading, amount=typed.get(name, ""), is_free=False)
    for at in range(len(known), len(known) + _FREE_ROWS):
        name = f"{side}-{at}"
        yield FigureRow(
            name=name,
            heading=typed.get(f"heading-{name}", ""),
            amount=typed.get(name, ""),
            is_free=True,
        )


def _as_typed(view: LastYearView) -> dict[str, str]:
    """Give what was kept as it would have been typed; a year before, where nothing was."""
    told = view.typed
    if told is None:
        return {"first": _a_year_before(view.first_year.first).isoformat()}
    typed = {"first": told.first.isoformat(), "opening": plain(told.opening)}
    for side, chart, figures in (
        ("in", view.headings_in, told.money_in),
        ("out", view.headings_out, told.money_out),
    ):
        known = [*dict.fromkeys((*chart, *(heading for heading, _ in figures)))]
        typed |= {f"{side}-{known.index(heading)}": plain(sum_) for heading, sum_ in figures}
    return typed


def _read(fields: Fields, view: LastYearView) -> LastYear:
    return LastYear(
        first=fields.day("first"),
        last=view.last,
        opening=_amount(fields, "opening"),
        money_in=tuple(_figures(fields, "in")),
        money_out=tuple(_figures(fields, "out")),
    )


def _figures(fields: Fields, side: str) -> Iterator[tuple[str, Money]]:
    for at in range(_MOST_ROWS):
        name = f"{side}-{at}"
        amount = _amount(fields, name)
        if amount:
            yield fields.text(f"heading-{name}"), amount


def _amount(fields: Fields, name: str) -> Money:
    """Read an amount; nothing, and nought, are nothing."""
    bare = fields.text(name).strip().removeprefix("£")
    return Money(0) if not bare.strip("0.") else fields.amount(name)


def _a_year_before(first: date) -> date:
    # Books may begin on 29 February; the year before has no such day.
    kept = min(first.day, 28) if first.month == 2 else first.day  # noqa: PLR2004 - February
    return first.replace(year=first.year - 1, day=kept)
