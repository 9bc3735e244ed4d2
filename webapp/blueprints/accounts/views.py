"""Choosing a year, looking at what it still needs, printing its accounts, and closing it."""

from datetime import date

import flask
from flask.typing import ResponseReturnValue

from ledger import recording
from ledger.errors import Problem, Refusal
from ledger.reading import AccountLine, YearLine, fund_marks, year_look, years
from webapp import desk, here
from webapp.blueprints.accounts.pages import (
    AccountsPage,
    Chosen,
    ClosePage,
    ToCheck,
    ToMend,
    Year,
)
from webapp.naming import named
from webapp.paper_answers import pdf
from webapp.reports import annual_report
from webapp.rows import entry_rows
from webapp.show import day, refused, render
from webapp.typed import parse_day
from webapp.wrongs import Wrongs

_TEMPLATE = "accounts/choose.html"


def choose(group: str) -> ResponseReturnValue:
    """Show the years, and one of them: the latest that is over, unless another is asked for."""
    known = years(desk.place(), desk.today())
    asked = flask.request.args.get("year_end", "")
    chosen = _year(known, asked) if asked else _likely(known)
    return render(_TEMPLATE, _page(group, known, chosen))


def download(group: str, year_end: str) -> ResponseReturnValue:
    """Print the accounts of a year; what keeps them from being printed stands on the page."""
    known = years(desk.place(), desk.today())
    chosen = _year(known, year_end)
    with_examiner = flask.request.args.get("examiner") == "yes"
    try:
        printed = annual_report(
            desk.place(), chosen.period.last, desk.today(), with_examiner=with_examiner
        )
    except Refusal as refusal:
        return refused(_TEMPLATE, _page(group, known, chosen, Wrongs.of(refusal)))
    return pdf(printed, f"{group}-accounts-{chosen.period.last}")


def close(group: str, year_end: str) -> ResponseReturnValue:
    """Ask before a year is closed, and close it."""
    chosen = _year(years(desk.place(), desk.today()), year_end)
    last, wrongs = chosen.period.last, Wrongs()
    back = flask.url_for("accounts.choose", group=group, year_end=last.isoformat())
    if chosen.closing:
        return flask.redirect(back, 303)
    if flask.request.method == "POST":
        try:
            recording.close_year(desk.place(), last, desk.hand())
        except Refusal as refusal:
            wrongs = Wrongs.of(refusal)
        else:
            flask.flash(f"The year to {day(last)} is closed. Its figures are final.")
            return flask.redirect(back, 303)
    page = ClosePage(
        title=f"Close the year to {day(last)}",
        key=desk.new_key(),
        last=last,
        to_look_at=year_look(desk.place(), last).count,
        back=back,
        wrongs=wrongs,
    )
    show = refused if wrongs.all else render
    return show("accounts/close.html", page)


def _year(known: tuple[YearLine, ...], typed: str) -> YearLine:
    """Give the year that ends on a day; a day on which none ends is not there."""
    try:
        wanted = parse_day(typed)
    except Refusal:
        flask.abort(404)
    found = next((each for each in known if each.period.last == wanted), None)
    return found or flask.abort(404)


def _likely(known: tuple[YearLine, ...]) -> YearLine | None:
    over = (each for each in known if each.is_over)
    return next(over, known[0] if known else None)


def _page(
    group: str, known: tuple[YearLine, ...], chosen: YearLine | None, wrongs: Wrongs | None = None
) -> AccountsPage:
    recording_page = flask.url_for("entries.money_out", group=group)
    return AccountsPage(
        title="Accounts",
        years=tuple(_listed(group, each, chosen) for each in known),
        chosen=_chosen(group, chosen) if chosen else None,
        record=recording_page if desk.is_treasurer() else "",
        wrongs=wrongs or Wrongs(),
    )


def _listed(group: str, each: YearLine, chosen: YearLine | None) -> Year:
    last = each.period.last
    said = f"closed on {day(each.closing.recorded)}" if each.closing else "over, and not closed yet"
    return Year(
        href=flask.url_for("accounts.choose", group=group, year_end=last.isoformat()),
        first=each.period.first,
        last=last,
        said=said if each.is_over or each.closing else "under way",
        is_chosen=each is chosen,
    )


def _chosen(group: str, chosen: YearLine) -> Chosen:
    last = chosen.period.last
    look = year_look(desk.place(), last)
    may_close = desk.is_treasurer() and chosen.is_over and not chosen.closing
    return Chosen(
        first=chosen.period.first,
        last=last,
        is_over=chosen.is_over,
        closed=chosen.closing.recorded if chosen.closing else None,
        closed_by=named(chosen.closing.by) if chosen.closing else "",
        to_look_at=look.count if chosen.is_over else len(look.missing) + len(look.problems),
        missing=entry_rows(look.missing, group),
        unagreed=tuple(_to_check(group, each, last) for each in look.unagreed)
        if chosen.is_over
        else (),
        problems=tuple(_to_mend(group, each) for each in look.problems),
        download=flask.url_for("accounts.download", group=group, year_end=last.isoformat()),
        close=flask.url_for("accounts.close", group=group, year_end=last.isoformat())
        if may_close
        else "",
    )


def _to_check(group: str, each: AccountLine, last: date) -> ToCheck:
    href = flask.url_for("bank.check", group=group, account=each.name, day=last.isoformat())
    may = desk.is_treasurer()
    return ToCheck(href=href if may else "", name=named(each.shown), holds=each.holds)


def _to_mend(group: str, problem: Problem) -> ToMend:
    year, _, count = problem.about.partition("-")
    href = ""
    if year.isdigit() and count.isdigit():
        href = flask.url_for("entries.show", group=group, number=problem.about)
    elif problem.about in fund_marks(here.group().folder):
        href = flask.url_for("funds.show", group=group, fund=problem.about)
    return ToMend(sentence=named(problem.sentence), remedy=named(problem.remedy), href=href)
