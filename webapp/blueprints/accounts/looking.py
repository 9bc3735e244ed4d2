"""From the figures of a year's end to what its pages show: what is left, what there is."""

from datetime import date
from typing import Any

import flask

from ledger.errors import Problem, Refusal
from ledger.reading import (
    AccountLine,
    FundAtEnd,
    ReportDue,
    YearEnd,
    YearLine,
    fund_marks,
    owed_claims,
    years,
)
from webapp import desk, here, people
from webapp.blueprints.accounts.help_told import help_told, left_out
from webapp.blueprints.accounts.pages import Held, Look, Step, ToCheck, ToMend
from webapp.naming import named
from webapp.people import Role
from webapp.rows import entry_rows
from webapp.show import day, spelt
from webapp.typed import parse_day


def to(name: str, last: date, **more: Any) -> str:  # noqa: ANN401 - parts of an address
    """Give the address of one of the pages of the year that ends on a day."""
    address = here.group().address
    return flask.url_for(f"accounts.{name}", group=address, year_end=last.isoformat(), **more)


def back_to(last: date) -> str:
    """Give the address of the page of all years, with the one that ends on a day chosen."""
    address = here.group().address
    return flask.url_for("accounts.choose", group=address, year_end=last.isoformat())


def year_ending(typed: str) -> YearLine:
    """Give the year that ends on a day; a day on which none ends is not there."""
    try:
        wanted = parse_day(typed)
    except Refusal:
        flask.abort(404)
    known = years(desk.place(), desk.today())
    found = next((each for each in known if each.period.last == wanted), None)
    return found or flask.abort(404)


def look_of(end: YearEnd, *, is_over: bool) -> Look:
    """Give what still needs a look; what is about the year's end only once it is over."""
    group, last = here.group().address, end.period.last
    return Look(
        last=last,
        missing=entry_rows(end.look.missing, group),
        unagreed=tuple(_to_check(each, last) for each in end.look.unagreed) if is_over else (),
        unspent=tuple(_unspent(each) for each in end.unspent) if is_over else (),
        problems=tuple(_to_mend(each) for each in end.look.problems),
    )


def facts_of(end: YearEnd) -> tuple[Step, ...]:
    """Give what is no fault and good to know before a year is closed."""
    return (*_owed(end), *help_told(end), *_reports(end), *_second_eyes(end), *_signers())


def accounts_of(end: YearEnd) -> tuple[Held, ...]:
    """Give what each account holds at the end of the year."""
    return tuple(
        Held(account=each.name, name=named(each.shown), holds=each.holds) for each in end.accounts
    )


def funds_of(end: YearEnd) -> tuple[Held, ...]:
    """Give what each fund holds in cash at the end of the year."""
    return tuple(
        Held(account="", name=each.mark.shown, holds=each.cash, hue=each.mark.hue + 1)
        for each in end.funds
    )


def steps_after(end: YearEnd) -> tuple[Step, ...]:
    """Give what comes after closing, in order."""
    last = end.period.last
    printing = (
        Step(
            title="Print the accounts, and have two of you sign",
            text="The figures in them cannot change any more.",
            href=to("download", last),
            action="Download the accounts",
        ),
        Step(
            title="File the checklist with them",
            text="It names the version of the books, so that you can look up how they stood.",
            href=to("checklist", last),
            action="Print the checklist",
        ),
    )
    return (*printing, *_giving_on(end)) if desk.is_treasurer() else printing


def _giving_on(end: YearEnd) -> tuple[Step, ...]:
    group = here.group().address
    link = flask.url_for("people.listing", group=group)
    reads = "They read the books themselves, every paper one click away, and change nothing."
    invite = "An examiner can read the books themselves. You invite one by a link."
    return (
        *left_out(end),
        Step(
            title="Give them to your examiner",
            text=reads if _count(Role.AUDITOR) else invite,
            href=link,
            action="People",
        ),
        *_reports(end),
        Step(
            title="Keep a copy of the books in another place",
            text="Everything in one file, that other programs open too.",
            href=flask.url_for("settings.edit", group=group),
            action="Take the books away",
        ),
        Step(
            title="Hand over, if somebody else goes on",
            text="Invite the next treasurer first; then they let you go.",
            href=link,
            action="People",
        ),
    )


def _owed(end: YearEnd) -> tuple[Step, ...]:
    if not end.owed:
        return ()
    claims = "one claim" if end.claims == 1 else f"{spelt(end.claims).lower()} claims"
    still = bool(owed_claims(desk.place()))
    since = "is paid in the new year" if still else "was settled since"
    return (
        Step(
            title=f"{end.owed} was owed to volunteers on {day(end.period.last)}",
            text=f"It is for {claims}. That is no fault: the accounts say it, and it {since}.",
            href=flask.url_for("entries.pay_back", group=here.group().address) if still else "",
            action="Pay back" if still else "",
        ),
    )


def _reports(end: YearEnd) -> tuple[Step, ...]:
    group = here.group().address
    return tuple(
        Step(
            title=f"{each.fund.shown}: report {'was ' if each.due < desk.today() else ''}due "
            f"on {day(each.due)}",
            text=_sent(each),
            href=flask.url_for("funds.show", group=group, fund=each.fund.name),
            action="Report for the funder",
        )
        for each in end.reports
    )


def _sent(each: ReportDue) -> str:
    """Say when a report last went out, for which days, and whether the grant ran on after them."""
    sent = each.sent
    if sent is None:
        return f"{each.funder or 'The funder'} waits for it, if you have not sent it yet."
    until = f", for the days to {day(sent.until)}" if sent.until else ""
    said = f"It last went out on {day(sent.day)}{until}."
    if sent.until and each.spend_by and sent.until < each.spend_by:
        runs = "runs" if each.spend_by >= desk.today() else "ran"
        funder = each.funder or "the funder"
        return f"{said} The grant {runs} to {day(each.spend_by)}: {funder} may wait for the rest."
    return said


def _second_eyes(end: YearEnd) -> tuple[Step, ...]:
    """Say how many payments a second person agreed to, where there is a second one."""
    others = end.payments - end.agreed_to
    if not others or _count(Role.TREASURER) < 2:  # noqa: PLR2004 - whoever recorded, and another
        return ()
    which = f"{others} of {end.payments} payments {'has' if others == 1 else 'have'}"
    if end.payments == 1:
        which = "The one payment has"
    return (
        Step(
            title=f"{which} no second pair of eyes",
            text="Another treasurer can agree to an entry on its page. Begin with the largest.",
            href=flask.url_for("entries.listing", group=here.group().address, direction="out"),
            action="Money out",
        ),
    )


def _signers() -> tuple[Step, ...]:
    if _count(Role.TREASURER) > 1 or _count(Role.AUDITOR):
        return ()
    return (
        Step(
            title="Nobody but you can read these books whole",
            text="Somebody else should look before the year is closed: a second treasurer, or an "
            "examiner, who can change nothing.",
            href=flask.url_for("people.listing", group=here.group().address),
            action="Invite somebody",
        ),
    )


def _count(role: Role) -> int:
    members = people.members_of(here.store(), here.group().id)
    return sum(1 for each in members if each.role is role and not each.removed)


def _to_check(each: AccountLine, last: date) -> ToCheck:
    group = here.group().address
    href = flask.url_for("bank.check", group=group, account=each.name, day=last.isoformat())
    may = desk.is_treasurer()
    return ToCheck(href=href if may else "", name=named(each.shown), holds=each.holds)


def _unspent(each: FundAtEnd) -> ToCheck:
    href = flask.url_for("funds.show", group=here.group().address, fund=each.mark.name)
    return ToCheck(href=href, name=each.mark.shown, holds=each.left)


def _to_mend(problem: Problem) -> ToMend:
    group = here.group()
    year, _, count = problem.about.partition("-")
    href = ""
    if year.isdigit() and count.isdigit():
        href = flask.url_for("entries.show", group=group.address, number=problem.about)
    elif problem.about in fund_marks(group.folder):
        href = flask.url_for("funds.show", group=group.address, fund=problem.about)
    return ToMend(sentence=named(problem.sentence), remedy=named(problem.remedy), href=href)
