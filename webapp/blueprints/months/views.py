"""Choosing a month, looking at it, printing it, and its figures for other programs."""

import re
from datetime import date, timedelta

import flask
from flask.typing import ResponseReturnValue

from grant_reports.orders import MonthOrder
from grant_reports.tables import month_document
from ledger.errors import Refusal
from ledger.reading import NOT_YET, MonthView, month_view
from webapp import desk, prints
from webapp.blueprints.months.showing import page_of
from webapp.prints import SHORT, Shown, Wanted
from webapp.show import refused, render
from webapp.spreadsheets import tables as as_file
from webapp.wrongs import Wrongs

_TEMPLATE = "months/month.html"
_MONTH = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")


def latest(group: str) -> ResponseReturnValue:
    """Lead to the month before today's, for that is what a meeting looks at, or else to today's."""
    before = desk.today().replace(day=1) - timedelta(days=1)
    shown = before if _view(before, sees_help=desk.sees_help()) else desk.today()
    return flask.redirect(flask.url_for("months.show", group=group, month=f"{shown:%Y-%m}"), 303)


def show(group: str, month: str) -> ResponseReturnValue:
    """Show a month; who may not see help as lines gets the figures that their pages show."""
    view = _known(month, sees_help=desk.sees_help())
    return render(_TEMPLATE, page_of(view, group, waits=_waits(view)))


def download(group: str, month: str) -> ResponseReturnValue:
    """Print a month to hand round; all of it only for who may see all of it and asks."""
    whole = flask.request.args.get("help") == "all" and desk.sees_help()
    view = _known(month, sees_help=desk.sees_help())
    order = MonthOrder(month=view.period.first, today=desk.today(), sees_help=whole)
    shown = Shown(
        file=f"{group}-{month}{'-whole' if whole else ''}",
        words="The sheet is",
        back=flask.url_for("months.show", group=group, month=month),
        takes=SHORT,
    )
    try:
        return prints.answer(Wanted.of(desk.place(), order), shown)
    except Refusal as refusal:
        page = page_of(view, group, waits=_waits(view), wrongs=Wrongs.of(refusal))
        return refused(_TEMPLATE, page)


def tables(group: str, month: str, form: str) -> ResponseReturnValue:
    """Give the tables of a month, with the figures of its page."""
    view = _known(month, sees_help=desk.sees_help())
    untold = NOT_YET if view.has_untold else ""
    return as_file(month_document(view.statement, untold), f"{group}-{month}", form)


def _known(typed: str, *, sees_help: bool) -> MonthView:
    """Give a month that the books reach; any other is not there."""
    if not _MONTH.fullmatch(typed):
        flask.abort(404)
    found = _view(date.fromisoformat(f"{typed}-01"), sees_help=sees_help)
    return found or flask.abort(404)


def _view(day: date, *, sees_help: bool) -> MonthView | None:
    return month_view(desk.place(), day, desk.today(), sees_help=sees_help)


def _waits(view: MonthView) -> bool:
    """Tell whether what would be handed round is not yet all that who is asking sees."""
    if not desk.sees_help():
        return view.has_untold
    told = _view(view.period.first, sees_help=False)
    return told is not None and told.has_untold
