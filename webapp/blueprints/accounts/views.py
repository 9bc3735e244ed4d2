"""Choosing a year, looking at what it still needs, and printing its accounts."""

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from ledger.reading import YearLine, years
from ledger.reading import year_end as end_of_year
from webapp import desk
from webapp.blueprints.accounts.looking import back_to, look_of, to, year_ending
from webapp.blueprints.accounts.pages import AccountsPage, Chosen, Year
from webapp.naming import named
from webapp.paper_answers import pdf
from webapp.reports import annual_report
from webapp.show import day, refused, render
from webapp.wrongs import Wrongs

_TEMPLATE = "accounts/choose.html"


def choose(group: str) -> ResponseReturnValue:
    """Show the years, and one of them: the latest that is over, unless another is asked for."""
    known = years(desk.place(), desk.today())
    asked = flask.request.args.get("year_end", "")
    chosen = year_ending(asked) if asked else _likely(known)
    return render(_TEMPLATE, _page(group, known, chosen))


def download(group: str, year_end: str) -> ResponseReturnValue:
    """Print the accounts of a year; what keeps them from being printed stands on the page."""
    chosen = year_ending(year_end)
    with_examiner = flask.request.args.get("examiner") == "yes"
    try:
        printed = annual_report(
            desk.place(), chosen.period.last, desk.today(), with_examiner=with_examiner
        )
    except Refusal as refusal:
        known = years(desk.place(), desk.today())
        return refused(_TEMPLATE, _page(group, known, chosen, Wrongs.of(refusal)))
    return pdf(printed, f"{group}-accounts-{chosen.period.last}")


def _likely(known: tuple[YearLine, ...]) -> YearLine | None:
    over = (each for each in known if each.is_over)
    return next(over, known[0] if known else None)


def _page(
    group: str, known: tuple[YearLine, ...], chosen: YearLine | None, wrongs: Wrongs | None = None
) -> AccountsPage:
    recording_page = flask.url_for("entries.money_out", group=group)
    return AccountsPage(
        title="Accounts",
        years=tuple(_listed(each, chosen) for each in known),
        chosen=_chosen(chosen) if chosen else None,
        record=recording_page if desk.is_treasurer() else "",
        wrongs=wrongs or Wrongs(),
    )


def _listed(each: YearLine, chosen: YearLine | None) -> Year:
    last = each.period.last
    said = f"closed on {day(each.closing.recorded)}" if each.closing else "over, and not closed yet"
    return Year(
        href=back_to(last),
        first=each.period.first,
        last=last,
        said=said if each.is_over or each.closing else "under way",
        is_chosen=each == chosen,
    )


def _chosen(chosen: YearLine) -> Chosen:
    last = chosen.period.last
    may_close = desk.is_treasurer() and chosen.is_over and not chosen.closing
    end = end_of_year(desk.place(), last)
    return Chosen(
        first=chosen.period.first,
        last=last,
        is_over=chosen.is_over,
        closed=chosen.closing.recorded if chosen.closing else None,
        closed_by=named(chosen.closing.by) if chosen.closing else "",
        look=look_of(end, is_over=chosen.is_over),
        download=to("download", last),
        checklist=to("checklist", last),
        close=to("close", last) if may_close else "",
        after=to("closed", last),
    )
