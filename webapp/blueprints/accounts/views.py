"""Choosing a year, looking at what it still needs, and printing its accounts."""

from datetime import date

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from ledger.reading import YearLine, years
from ledger.reading import year_end as end_of_year
from webapp import desk, here, people, prints
from webapp.account_words import about_accounts, accounts_order
from webapp.blueprints.accounts.looking import back_to, look_of, to, year_ending
from webapp.blueprints.accounts.pages import AccountsPage, Chosen, Step, Year
from webapp.naming import named
from webapp.prints import Shown, Wanted
from webapp.show import day, refused, render
from webapp.wrongs import Wrongs

TEMPLATE = "accounts/choose.html"


def choose(group: str) -> ResponseReturnValue:
    """Show the years, and one of them: the latest that is over, unless another is asked for."""
    known = years(desk.place(), desk.today())
    asked = flask.request.args.get("year_end", "")
    chosen = year_ending(asked) if asked else _likely(known)
    return render(TEMPLATE, page_of(group, known, chosen))


def download(group: str, year_end: str) -> ResponseReturnValue:
    """Print the accounts of a year; what keeps them from being printed stands on the page."""
    chosen = year_ending(year_end)
    last = chosen.period.last
    shown = Shown(file=f"{group}-accounts-{last}", words="The accounts are", back=back_to(last))
    try:
        return prints.answer(_accounts_wanted(last), shown)
    except Refusal as refusal:
        known = years(desk.place(), desk.today())
        return refused(TEMPLATE, page_of(group, known, chosen, Wrongs.of(refusal)))


def _accounts_wanted(last: date) -> Wanted:
    """Say what the accounts of a year are made of; once it is over, the day is no part of it."""
    asked = flask.request.args
    said = people.written(here.store(), here.group().id, about_accounts(last))
    order = accounts_order(
        last,
        desk.today(),
        said,
        with_examiner=asked.get("examiner") == "yes",
        whole=asked.get("pounds") == "yes",
    )
    return Wanted.of(desk.place(), order)


def _likely(known: tuple[YearLine, ...]) -> YearLine | None:
    over = (each for each in known if each.is_over)
    return next(over, known[0] if known else None)


def page_of(
    group: str, known: tuple[YearLine, ...], chosen: YearLine | None, wrongs: Wrongs | None = None
) -> AccountsPage:
    """Give the page of all years with the one that was chosen, and with what was refused."""
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
        workbook=to("tables", last, form="xlsx"),
        csv=to("tables", last, form="csv.zip"),
        checklist=to("checklist", last),
        close=to("close", last) if may_close else "",
        after=to("closed", last),
        beside=_beside(chosen) if desk.is_treasurer() else (),
    )


def _beside(chosen: YearLine) -> tuple[Step, ...]:
    """Give what accounts tell beside the entries, and where the treasurer writes it."""
    last, group = chosen.period.last, here.group().address
    said = any(people.written(here.store(), here.group().id, about_accounts(last)).values())
    steps = (
        Step(
            title="Your own words",
            text="The report of the year, and what the notes say of reserves, a deficit, or people "
            "close to you.",
            href=to("words", last),
            action="Written; read or change them" if said else "Write them",
        ),
        Step(
            title="What we have and owe beside money",
            text="A bicycle, a deposit for the hall, a bill that is not paid yet.",
            href=flask.url_for("accounts.belongings", group=group),
            action="See and change it",
        ),
    )
    first = years(desk.place(), desk.today())[-1]
    if first.period != chosen.period or chosen.closing:
        return steps
    former = Step(
        title="Last year’s figures",
        text="This is the first year in these books. If you had accounts before, their figures can "
        "stand beside it.",
        href=flask.url_for("accounts.last_year", group=group),
        action="Type them in",
    )
    return (*steps, former)
