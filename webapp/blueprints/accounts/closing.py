"""Closing a year: what is left to do before, the act, and what comes after."""

import re
from datetime import timedelta

import flask
from flask.typing import ResponseReturnValue

from grant_reports.orders import ChecklistOrder
from ledger import recording
from ledger.errors import Refusal
from ledger.money import Money
from ledger.reading import YearEnd
from ledger.reading import year_end as end_of_year
from webapp import desk, prints
from webapp.blueprints.accounts.looking import (
    accounts_of,
    back_to,
    facts_of,
    funds_of,
    look_of,
    steps_after,
    to,
    year_ending,
)
from webapp.blueprints.accounts.pages import ClosedPage, ClosePage
from webapp.naming import named
from webapp.prints import SHORT, Shown, Wanted
from webapp.show import day, refused, render
from webapp.wrongs import Wrongs

_SEEN = "seen "
_PENCE = re.compile(r"-?[0-9]{1,15}")


class NotAgreedYet(Refusal):
    """A year is closed for good, so it is asked once whether that is meant."""

    def __init__(self) -> None:
        """Say it beside the tick."""
        super().__init__(
            "Closing cannot be undone.",
            "Tick this once your group has agreed to the accounts.",
            field="sure",
        )


def close(group: str, year_end: str) -> ResponseReturnValue:
    """Show what is left to do in a year and what it ends with; close it, when it is sent."""
    del group
    chosen = year_ending(year_end)
    last, wrongs = chosen.period.last, Wrongs()
    if chosen.closing:
        return flask.redirect(to("closed", last), 303)
    if flask.request.method == "POST":
        try:
            _agreed()
            recording.close_year(desk.place(), last, desk.hand(), _seen())
        except Refusal as refusal:
            wrongs = Wrongs.of(refusal)
        else:
            return flask.redirect(to("closed", last), 303)
    end = end_of_year(desk.place(), last)
    show = refused if wrongs.all else render
    return show("accounts/close.html", _close_page(end, wrongs))


def closed(group: str, year_end: str) -> ResponseReturnValue:
    """Show what comes after closing, and what the new year begins with."""
    del group
    last = year_ending(year_end).period.last
    end = end_of_year(desk.place(), last)
    if end.closing is None:
        return flask.redirect(back_to(last), 303)
    page = ClosedPage(
        title=f"The year to {day(last)}",
        first=end.period.first,
        last=last,
        closed=end.closing.recorded,
        closed_by=named(end.closing.by),
        opens=last + timedelta(days=1),
        steps=steps_after(end),
        accounts=accounts_of(end),
        funds=funds_of(end),
        held=end.held,
        total=end.total,
        back=back_to(last),
    )
    return render("accounts/closed.html", page)


def checklist(group: str, year_end: str) -> ResponseReturnValue:
    """Print the checklist of a year: one page for the meeting and the examiner."""
    last = year_ending(year_end).period.last
    order = ChecklistOrder(year_end=last, today=desk.today())
    shown = Shown(
        file=f"{group}-checklist-{last}", words="The checklist is", back=back_to(last), takes=SHORT
    )
    return prints.answer(Wanted.of(desk.place(), order), shown)


def _close_page(end: YearEnd, wrongs: Wrongs) -> ClosePage:
    last = end.period.last
    return ClosePage(
        title=f"Close the year to {day(last)}",
        key=desk.new_key(),
        first=end.period.first,
        last=last,
        is_over=last < desk.today(),
        look=look_of(end, is_over=last < desk.today()),
        facts=facts_of(end),
        accounts=accounts_of(end),
        funds=funds_of(end),
        held=end.held,
        total=end.total,
        also_open=tuple(day(each.last) for each in end.also_open),
        download=to("download", last),
        checklist=to("checklist", last),
        back=back_to(last),
        is_sure=bool(flask.request.form.get("sure")),
        wrongs=wrongs,
    )


def _agreed() -> None:
    if not flask.request.form.get("sure"):
        raise NotAgreedYet


def _seen() -> dict[str, Money]:
    """Give the balances that stood on the page when it was sent."""
    sent = flask.request.form.items()
    figures = {name.removeprefix(_SEEN): said for name, said in sent if name.startswith(_SEEN)}
    return {name: Money(int(said)) for name, said in figures.items() if _PENCE.fullmatch(said)}
